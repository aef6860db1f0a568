"""From the start of the process to the first answer, and what `--help` costs.

The bot is `howareyou run` itself, polling a stand-in Telegram on loopback where somebody has
already said hello; once on a new database (keys and tables are made), then on the same one.
"""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median

from bot.standins.telegram import TOKEN, TelegramStandIn

TIMES = 5
BARE = ("-c", "import argparse, json, asyncio")
PARSER = ("-c", "import argparse; argparse.ArgumentParser().parse_args(['-h'])")


async def first_answer(folder: Path, person: int) -> tuple[float, float]:
    """Seconds until the first answer, and the memory in MB that the bot then holds at most."""
    settings = {
        "HOWAREYOU_TELEGRAM_TOKEN": TOKEN,
        "HOWAREYOU_DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "HOWAREYOU_KEYS_DIR": str(folder / "keys"),
        "HOWAREYOU_ORGANISATION": "the Red Cross",
        "HOWAREYOU_PORT": str(free_port()),
        "HOWAREYOU_LOG_LEVEL": "ERROR",
    }
    async with TelegramStandIn() as telegram:
        for _ in range(person):  # each start sees an update of its own, or it would be a repeat
            telegram.updates.push("poll", {})
        somebody = telegram.person(person, "fi")
        somebody.type("/start")
        began = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            env={**os.environ, **settings, "HOWAREYOU_TELEGRAM_API_URL": telegram.url},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            await somebody.next(seconds=30.0)
            took = time.perf_counter() - began
            await asyncio.sleep(0.5)
            return took, most_memory(process.pid)
        finally:
            process.terminate()
            await process.wait()


def free_port() -> int:
    """A port that nobody uses now."""
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        return int(door.getsockname()[1])


def most_memory(pid: int) -> float:
    """The most memory in MB that a process has held; 0 where there is no /proc."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def seconds(*arguments: str) -> float:
    """How long a Python process with these arguments takes, median of several."""
    took = []
    for _ in range(2 * TIMES + 1):
        began = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - began)
    return median(took)


async def starts() -> tuple[tuple[float, float], tuple[float, float]]:
    """The first start on a new database, and the median of later ones."""
    with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as name:
        new = await first_answer(Path(name), 1)
        later = [await first_answer(Path(name), 2 + number) for number in range(TIMES)]
    return new, (median(s for s, _ in later), median(m for _, m in later))


def main() -> None:
    """Print the figures."""
    new, later = asyncio.run(starts())
    print(f"start to first answer, new database   {new[0]:.2f} s   {new[1]:.0f} MB")
    print(f"start to first answer, later          {later[0]:.2f} s   {later[1]:.0f} MB")
    bare, parser, helping = seconds(*BARE), seconds(*PARSER), seconds("-m", "bot", "--help")
    print(f"--help {1000 * helping:.0f} ms; bare Python with argparse {1000 * parser:.0f} ms, "
          f"with argparse, json and asyncio {1000 * bare:.0f} ms")  # fmt: skip


if __name__ == "__main__":
    main()
