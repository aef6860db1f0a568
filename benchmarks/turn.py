"""What a turn costs: heard -> talk, answer and next question on disk, in batches of several sizes.

Everything of ours is on: arrivals, sealing, engine, translation, outbox; SQLite with WAL and a sync
before each commit. Beside it, in the same run, the limit of the machine: plain sqlite3, one row of
the same size per turn, the same batches. Figures are ratios of one run; repeat with `make bench`.
"""

import argparse
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot import logs, turn
from bot.house import House, open_house
from bot.settings import Settings
from dialogues.model import Heard

# Typed answers that lead through most of the talk, in whatever language.
STEPS = "/start 1 1 1 1 1 1 3 1,2 4 1,2 2 skip one-line /done skip skip 1,3 1 1 1"
WALK = tuple(STEPS.split())
PEOPLE = 1000


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
    house = _house(folder)
    events = list(heard(people))
    began, cpu = time.perf_counter(), time.process_time()
    for batch in batches(events, size):
        turn.take(house, batch)
    seconds, spent = time.perf_counter() - began, time.process_time() - cpu
    house.store.close()
    return len(events) / seconds, 1000 * spent / len(events)


def _house(folder: Path) -> House:
    settings = Settings.read({}).model_copy(
        update={
            "database_url": SecretStr(f"sqlite:///{folder / 'bench.sqlite3'}"),
            "keys_dir": folder / "keys",
        }
    )
    noon = datetime(2027, 3, 1, 12, tzinfo=ZoneInfo("Europe/Helsinki"))
    return open_house(settings, now=lambda: noon)


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
    """Print one line for each size of batch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    people = parser.parse_known_args()[0].people
    logs.configure("ERROR")
    print("batch   turns/s   CPU ms/turn   limit rows/s   turns per row of the limit")
    for size in (1, 20, 200):
        with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as name:
            folder = Path(name)
            some = max(20, people if size > 1 else people // 10)
            rate, cpu = ours(folder, size, some)
            best = limit(folder, size, some)
        print(f"{size:5}   {rate:7.0f}   {cpu:11.3f}   {best:12.0f}   {rate / best:10.3f}")


if __name__ == "__main__":
    main()
