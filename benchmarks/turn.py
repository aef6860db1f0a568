"""What a turn costs: heard -> talk, answer and next question on disk, in batches of several sizes.

Everything of ours is on: arrivals, sealing, engine, translation, outbox; SQLite with WAL and a sync
before each commit. Beside it, in the same run, the limit of the machine: plain sqlite3, one row of
the same size per turn, the same batches. Figures are ratios of one run; repeat with `make bench`.
"""

import argparse
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "bots"))
import contest
import page
from ours import open_bench_house

from bot import logs, turn
from dialogues.model import Heard

# Typed answers that lead through most of the talk, in whatever language.
STEPS = "/start 1 1 1 1 1 1 3 1,2 4 1,2 2 skip one-line /done skip skip 1,3 1 1 1"
WALK = tuple(STEPS.split())
PEOPLE = 1000
COLUMNS = ("batch", "turns/s", "CPU ms/turn", "rows/s of plain sqlite3", "turns per row of it")


def heard(people: int) -> Iterator[Heard]:
    """Everybody's walk, step by step."""
    for step, text in enumerate(WALK):
        for person in range(people):
            key = f"{step}-{person}"
            yield Heard("terminal", "bench", str(person), key, "text", text, language="fi")


def batches(events: Sequence[Heard], size: int) -> Iterator[Sequence[Heard]]:
    """The events in batches; nobody is twice in one."""
    for start in range(0, len(events), size):
        yield events[start : start + size]


def ours(folder: Path, size: int, people: int) -> tuple[float, float]:
    """Turns per second and CPU milliseconds per turn of the whole turn."""
    house = open_bench_house(folder)
    events = list(heard(people))
    began, cpu = time.perf_counter(), time.process_time()
    for batch in batches(events, size):
        turn.take(house, batch)
    seconds, spent = time.perf_counter() - began, time.process_time() - cpu
    house.store.close()
    return len(events) / seconds, 1000 * spent / len(events)


def limit(folder: Path, size: int, people: int) -> float:
    """Rows per second of plain sqlite3 with the same row size and the same batches."""
    database = sqlite3.connect(folder / "limit.sqlite3")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE talk (tag BLOB PRIMARY KEY, sealed BLOB) WITHOUT ROWID")
    sealed = os.urandom(4096)
    count = people * len(WALK)
    began = time.perf_counter()
    for start in range(0, count, size):
        rows = [((n % people).to_bytes(16, "big"), sealed) for n in range(start, start + size)]
        with database:
            database.executemany("INSERT OR REPLACE INTO talk VALUES (?, ?)", rows)
    seconds = time.perf_counter() - began
    database.close()
    return count / seconds


def main() -> None:
    """Print one line for each size of batch, and write them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--write", action="store_true", help="put the result into docs/")
    asked, _ = parser.parse_known_args()
    logs.configure("ERROR")
    rows = []
    for size in (1, 20, 200):
        with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as name:
            some = max(20, asked.people if size > 1 else asked.people // 10)
            rate, cpu = ours(Path(name), size, some)
            best = limit(Path(name), size, some)
        figures = [f"{rate:,.0f}", f"{cpu:.3f}", f"{best:,.0f}", f"{rate / best:.3f}"]
        rows.append([str(size), *figures])
    text = f"{page.table(COLUMNS, rows)}\n\n{contest.machine()}."
    print(text)
    if asked.write:
        page.write("turn", text)


if __name__ == "__main__":
    main()
