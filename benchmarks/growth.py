"""Whether a turn costs more the more talks are stored: CPU and time per turn, size by size.

A real talk is led to its first face, and put into the store as often as wanted, each sealed for a
person of its own. Then people drawn at random from all of them answer, in batches of 20; the sizes
take turns, so that noise hits all alike. `--most 1000000` needs about 9 GB of disk.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).parent / "bots"))
import ours

from bot import logs, turn
from bot.house import House
from dialogues.model import Heard
from storage import contacts, rounds
from storage.contacts import Contact

SIZES = (1_000, 10_000, 100_000, 1_000_000)
STEPS = 5
BATCH, BATCHES, ROUNDS = 20, 20, 5
CHUNK = 1000


def said(person: int, key: str, text: str) -> Heard:
    """Something that one of them types."""
    return Heard("telegram", "77", str(person), key, "text", text, language="fi")


def filled(folder: Path, size: int) -> House:
    """A house with this many open talks."""
    house = ours.open_bench_house(folder)
    for step, text in enumerate(ours.WALK[:STEPS]):
        turn.take(house, [said(0, f"first-{step}", text)])
    with house.store.read() as tx:
        round_id = rounds.current(tx).id
        [first] = contacts.load(tx, round_id, [("telegram", "77", "0")]).values()
    for start in range(1, size, CHUNK):
        with house.store.begin() as tx:
            contacts.save(tx, [_same(first, each) for each in range(start, start + CHUNK)])
    return house


def _same(first: Contact, person: int) -> Contact:
    return Contact(
        "telegram",
        "77",
        str(person),
        round=first.round,
        record=first.record,
        remind_on=first.remind_on,
        moves_on=first.moves_on,
    )


def turns(house: House, size: int, seed: str) -> tuple[float, float]:
    """Milliseconds per turn of people drawn at random: of the clock, and of the CPU."""
    random = Random(seed)  # noqa: S311 - a benchmark, not a secret
    drawn = random.sample(range(1, size), BATCH * BATCHES)
    began, cpu = time.perf_counter(), time.process_time()
    for start in range(0, len(drawn), BATCH):
        batch = [said(each, f"{seed}-{each}", "1") for each in drawn[start : start + BATCH]]
        turn.take(house, batch)
    spent = time.perf_counter() - began, time.process_time() - cpu
    return 1000 * spent[0] / len(drawn), 1000 * spent[1] / len(drawn)


def main() -> None:
    """Print one line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=100_000)
    asked, _ = parser.parse_known_args()
    logs.configure("ERROR")
    sizes = [size for size in SIZES if size <= asked.most]
    with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as name:
        houses = {}
        for size in sizes:
            (Path(name) / str(size)).mkdir()
            houses[size] = filled(Path(name) / str(size), size)
            turns(houses[size], size, "warm")
        found: dict[int, list[tuple[float, float]]] = {size: [] for size in sizes}
        for number in range(ROUNDS):
            for size, house in houses.items():
                found[size].append(turns(house, size, str(number)))
        for house in houses.values():
            house.store.close()
    print("stored talks   ms/turn   CPU ms/turn   CPU beside the smallest")
    least = median(cpu for _, cpu in found[sizes[0]])
    for size, each in found.items():
        clock, cpu = (median(column) for column in zip(*each, strict=True))
        print(f"{size:12,}   {clock:7.3f}   {cpu:11.3f}   {cpu / least:23.2f}")


if __name__ == "__main__":
    main()
