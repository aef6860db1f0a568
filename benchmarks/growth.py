"""Whether a turn costs more the more talks are stored: CPU and time per turn, size by size.

Real talks at their first face, each sealed for a person of its own; people drawn at random from all
of them answer it and, when all of these have, the second, in batches of 20. The sizes take turns,
so that noise hits all alike. The largest needs 9 GB of disk; where they are not there, it is left
out. With --write, docs/performance.md gets the figures.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, cycle, islice
from pathlib import Path
from random import Random
from statistics import mean

sys.path.insert(0, str(Path(__file__).parent / "bots"))
import contest
import ours
import page
import stored

from bot import logs, turn
from bot.house import House

SIZES = (1_000, 10_000, 100_000, 1_000_000)
BATCH, BATCHES, ROUNDS, FACES = 20, 8, 10, 2
BYTES = 9_000  # of disk for one talk, the write-ahead log included
COLUMNS = ("stored talks", "ms/turn", "CPU ms/turn", "CPU beside the smallest")


@dataclass
class Town:
    """A house with many open talks, and some of its people, again and again."""

    house: House
    people: Iterator[int]
    keys: Iterator[int] = field(default_factory=count)

    def turns(self) -> tuple[float, float]:
        """Milliseconds per turn of people drawn at random: of the clock, and of the CPU."""
        batches = [
            [stored.said(each, str(next(self.keys)), "2") for each in islice(self.people, BATCH)]
            for _ in range(BATCHES)
        ]
        began, cpu = time.perf_counter(), time.process_time()
        for batch in batches:
            turn.take(self.house, batch)
        clock, spent = time.perf_counter() - began, time.process_time() - cpu
        return 1000 * clock / (BATCH * BATCHES), 1000 * spent / (BATCH * BATCHES)


def built(folder: Path, size: int) -> Town:
    """One with this many open talks, warm."""
    folder.mkdir()
    house = ours.open_bench_house(folder)
    began = time.perf_counter()
    stored.fill(house, size)
    print(f"{size:,} talks stored in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    random = Random(size)  # noqa: S311 - a benchmark, not a secret
    drawn = random.sample(range(2, size + 1), BATCH * BATCHES * (ROUNDS + 1) // FACES)
    town = Town(house, cycle(drawn))
    town.turns()
    return town


def main() -> None:
    """Print one line for each size, and write them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1])
    parser.add_argument("--write", action="store_true", help="put the result into docs/")
    asked, _ = parser.parse_known_args()
    logs.configure("ERROR")
    found: dict[int, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as name:
        room = min(asked.most, shutil.disk_usage(name).free // BYTES)
        sizes = [size for size in SIZES if size <= room]
        towns = {size: built(Path(name) / str(size), size) for size in sizes}
        os.sync()  # what filling them left for the disk is not the turns' to wait for
        for _ in range(ROUNDS):
            for size, town in towns.items():
                found.setdefault(size, []).append(town.turns())
        for town in towns.values():
            town.house.store.close()
    rows = []
    least = mean(cpu for _, cpu in found[SIZES[0]])
    for size, each in found.items():
        clock, cpu = (mean(column) for column in zip(*each, strict=True))
        rows.append([f"{size:,}", f"{clock:.3f}", f"{cpu:.3f}", f"{cpu / least:.2f}"])
    text = f"{page.table(COLUMNS, rows)}\n\n{contest.machine()}."
    print(text)
    if asked.write:
        page.write("growth", text)


if __name__ == "__main__":
    main()
