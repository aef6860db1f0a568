"""What a release costs: counting, deciding, attacking it and writing it down, over many answers.

Two windows of invented people in five regions of four towns, so that there is something to compare
with; both are released as `howareyou release` does it, and all is audited as `howareyou audit`
does it. `--answers 1000000` asks for more.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parent / "bots"))
import ours

from bot import logs, reading
from bot.audit import audited
from bot.house import House
from dialogues.model import Framework, Kind, Part
from storage import answers, places, rounds
from storage.answers import write_choices
from storage.rounds import Window
from summaries.attack import wins
from summaries.disclose import thaw

REGIONS, TOWNS = 5, 4
CHUNK = 20_000


def rows(framework: Framework, window: Window, home: str, random: Random) -> Iterator[Any]:
    """The rows of one person."""
    asked = [q for q in framework.questions if q.part not in (Part.CONSENT, Part.LAST)]
    yield row(window, home, "_talk")
    yield row(window, "fi", "_language", random.choice(["fi", "ar", "uk", "en"]))
    for question in asked:
        options = [option.id for option in question.options]
        needs = {option.id: option.need for option in question.options if option.need}
        if random.random() < 0.3:
            yield row(window, home, question.id, state="skipped")
        elif question.kind is Kind.FACE:
            yield row(window, home, question.id, random.choice("12345"))
        elif options:
            chosen = random.choice(options)
            yield row(window, home, question.id, chosen)
            if needs.get(chosen) and not question.wishes:
                yield row(window, home, "_need", needs[chosen])
        else:
            yield row(window, home, question.id)


def row(window: Window, place: str, question: str, *choices: str, state: str = "answered") -> Any:
    """One row as a move writes it."""
    return {
        "id": str(uuid.uuid4()),
        "round": window.round,
        "window": window.id,
        "place": place,
        "name": question,
        "question": question,
        "state": state,
        "choices": write_choices(choices),
        "words": None,
        "erase_tag": os.urandom(16).hex(),
    }


def fill(folder: Path, wanted: int) -> None:
    """Make a house with two windows and about so many answers in each."""
    house = ours.open_bench_house(folder)
    random = Random("release")  # noqa: S311 - a benchmark, not a secret
    with house.store.begin() as tx:
        towns = list(country(tx))
        if rounds.current(tx).state == "open":
            rounds.close_round(tx, today=house.today())
        name, version = house.framework.id, house.framework.version
        rounds.open_round(tx, framework=name, version=version, today=house.today(), windows=2)
    for window in windows(house):
        kept: list[Any] = []
        while len(kept) < wanted:
            # One town is large and some are tiny, as they are.
            home = towns[min(int(random.expovariate(0.4)), len(towns) - 1)]
            kept += rows(house.framework, window, home, random)
        for start in range(0, len(kept), CHUNK):
            with house.store.begin() as tx:
                answers.write(tx, kept[start : start + CHUNK])
    house.store.close()


def windows(house: House) -> list[Window]:
    """The windows of the round that is open."""
    with house.store.read() as tx:
        return rounds.windows(tx, rounds.current(tx).id)


def country(tx: Any) -> Iterator[str]:
    """Regions and towns; gives the towns."""
    for region in range(REGIONS):
        places.add(tx, id=f"r{region}", name=f"Region {region}", kind="region")
        for town in range(TOWNS):
            yield f"t{region}{town}"
            places.add(
                tx, id=f"t{region}{town}", name=f"Town {town}", kind="town", parent=f"r{region}"
            )


def released(house: House, window: Window) -> tuple[float, str]:
    """Seconds of one release, and its cells."""
    began = time.perf_counter()
    with house.store.begin() as tx:
        made = reading.publish(tx, house, window)
    return time.perf_counter() - began, made.cells


def main() -> None:
    """Print what the second of two releases cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=100_000)
    parser.add_argument("--fill", type=Path, help=argparse.SUPPRESS)
    asked, _ = parser.parse_known_args()
    logs.configure("ERROR")
    if asked.fill:
        fill(asked.fill, asked.answers)
        return
    with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as name:
        # In a process of its own, so that the memory is that of the releases alone.
        told = ["--fill", name, "--answers", str(asked.answers)]
        subprocess.run([sys.executable, __file__, *told], check=True)
        measure(ours.open_bench_house(Path(name)))


def measure(house: House) -> None:
    """Release both windows, and attack them once more."""
    before = peak()
    spent = [released(house, window) for window in windows(house)]
    most = peak()
    with house.store.read() as tx:
        last = answers.combos(tx, window=windows(house)[-1].id)
    cells = [thaw(text).cells for _, text in spent]
    began = time.perf_counter()
    lost = wins(cells)
    attack = time.perf_counter() - began
    most_audited, seconds = audit(house)
    house.store.close()
    written = sum(combo.people for combo in last)
    people = sum(page.people for page in cells[-1].pages)
    print(f"answers: {written:,} of {people:,} people, on {len(cells[-1].pages)} pages")
    print(f"release: {spent[-1][0]:.2f} s, of it the attack on both windows {attack:.2f} s")
    print(f"memory: {most:.0f} MB at most, {before:.0f} MB before the first release")
    print(f"found by the attack: {len(lost)}")
    print(f"audit of both windows: {seconds:.2f} s, {most_audited:.0f} MB at most")


def audit(house: House) -> tuple[float, float]:
    """The most memory so far, and the seconds of one audit."""
    began = time.perf_counter()
    audited(house)
    return peak(), time.perf_counter() - began


def peak() -> float:
    """The most memory so far, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
