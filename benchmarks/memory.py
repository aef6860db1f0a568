"""What a bot holds in memory: `howareyou run` with Telegram alone, many open talks, and talking.

The process is the real one, at the real pace of Telegram (30 messages a second), over HTTP with a
stand-in on loopback. With --write, docs/performance.md gets the figures.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent / "bots"))
import contest
import ours
import page
import process
import stored

from bot import logs
from bot.house import open_house
from bot.settings import Settings
from bot.standins.telegram import TelegramStandIn

SIZES = (1, 100_000)
TALKING = 60
SAID = ("3", "1,2", "4", "1,2", "2", "skip")
COLUMNS = ("open talks", "MB while people talk", "MB at most")


def prepare(folder: Path, size: int) -> None:
    """Open the first round and let this many people talk in it."""
    house = open_house(Settings.read(ours.environment(folder)))
    stored.fill(house, size)
    house.store.close()


async def talked(folder: Path, size: int, number: int) -> tuple[float, float]:
    """MB that the bot holds after people have talked for a while, and the most until then."""
    async with TelegramStandIn() as telegram:
        for _ in range(1_000 * number):  # each start sees updates of its own, or they are repeats
            telegram.updates.push("poll", {})
        async with process.running(folder, telegram) as pid:
            step = max(1, size // TALKING)
            people = [telegram.person(2 + each * step, "fi") for each in range(TALKING)]

            async def person(chat: int) -> None:
                for said in SAID:
                    people[chat].type(said)
                    await people[chat].next(seconds=60.0)

            await asyncio.gather(*map(person, range(TALKING)))
            return process.memory(pid)


def measure(size: int, rounds: int) -> tuple[float, float]:
    """The medians of several starts on one database."""
    with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as name:
        folder = Path(name)
        prepare(folder, size)
        found = [asyncio.run(talked(folder, size, number)) for number in range(1, rounds + 1)]
    now, most = (median(column) for column in zip(*found, strict=True))
    return now, most


def main() -> None:
    """Print one line for each size, and write them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put the result into docs/")
    asked, _ = parser.parse_known_args()
    logs.configure("ERROR")
    rows = []
    for size in SIZES:
        now, most = measure(size, asked.rounds)
        rows.append([f"{size:,}", f"{now:.1f}", f"{most:.1f}"])
    text = f"{page.table(COLUMNS, rows)}\n\n{contest.machine()}."
    print(text)
    if asked.write:
        page.write("memory", text)


if __name__ == "__main__":
    main()
