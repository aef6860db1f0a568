"""From the start of the process to the first answer, and what `--help` costs.

The bot is `howareyou run` itself, polling a stand-in Telegram on loopback where somebody has
already said hello; once on a new database (keys and tables are made), then on the same one. With
--write, docs/performance.md gets the figures.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent / "bots"))
import contest
import page
import process

from bot.standins.telegram import TelegramStandIn

TIMES = 5
BARE = ("-c", "import argparse, json, asyncio")
PARSER = ("-c", "import argparse; argparse.ArgumentParser().parse_args(['-h'])")


async def first_answer(folder: Path, person: int) -> float:
    """Seconds until the first answer."""
    async with TelegramStandIn() as telegram:
        for _ in range(person):  # each start sees an update of its own, or it would be a repeat
            telegram.updates.push("poll", {})
        somebody = telegram.person(person, "fi")
        somebody.type("/start")
        began = time.perf_counter()
        async with process.running(folder, telegram):
            await somebody.next(seconds=30.0)
            return time.perf_counter() - began


def seconds(*arguments: str) -> float:
    """How long a Python process with these arguments takes, median of several."""
    took = []
    for _ in range(2 * TIMES + 1):
        began = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - began)
    return median(took)


async def starts() -> tuple[float, float]:
    """The first start on a new database, and the median of later ones."""
    with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as name:
        await first_answer(Path(name), 1)  # compiles what nobody has compiled yet
    with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as name:
        new = await first_answer(Path(name), 1)
        later = [await first_answer(Path(name), 2 + number) for number in range(TIMES)]
    return new, median(later)


def main() -> None:
    """Print the figures, and write them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the result into docs/")
    asked, _ = parser.parse_known_args()
    new, later = asyncio.run(starts())
    bare, least, helping = seconds(*BARE), seconds(*PARSER), seconds("-m", "bot", "--help")
    rows = [
        ["start to first answer, new database (keys and tables are made)", f"{new:.2f}"],
        ["start to first answer, later", f"{later:.2f}"],
        [f"`howareyou --help` ({helping / least:.2f} times the next line)", f"{helping:.3f}"],
        ["bare Python with argparse", f"{least:.3f}"],
        ["bare Python with argparse, json and asyncio", f"{bare:.3f}"],
    ]
    text = f"{page.table(('what', 'seconds'), rows)}\n\n{contest.machine()}."
    print(text)
    if asked.write:
        page.write("start", text)


if __name__ == "__main__":
    main()
