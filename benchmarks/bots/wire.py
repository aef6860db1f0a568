"""The same people over real HTTP: a stand-in platform here, the bot in a process of its own.

`python wire.py BOT SECONDS PYTHON`; one line of JSON. CPU is the bot's alone.
"""

import asyncio
import contextlib
import json
import os
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import ours
import ours_slack
import scene
import texts

from bot.standins.slack import SlackStandIn
from bot.standins.telegram import TelegramStandIn

HERE = Path(__file__).parent
PATIENCE = 60.0
MINE = {"ours": ours.Ours, "ours_slack": ours_slack.OursSlack}
SLACK = {"ours_slack", "bolt_bot"}
Walk = tuple[Sequence[str], Sequence[int]]
Meet = Callable[[int], Any]


@contextlib.asynccontextmanager
async def telegram() -> AsyncIterator[tuple[str, Meet]]:
    """The address of a stand-in Telegram, and how one meets its people; the bot polls it."""
    async with TelegramStandIn() as standin:
        yield standin.url, lambda number: standin.person(number, "fi")


@contextlib.asynccontextmanager
async def slack() -> AsyncIterator[tuple[str, Meet]]:
    """The same with Slack, which calls the bot; a saturated bot is not brought things twice."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    events = f"http://127.0.0.1:{port}/slack/events"
    async with SlackStandIn(events_url=events, patience=PATIENCE) as standin:
        yield f"{port} {standin.url}", lambda number: standin.person(f"U{number:010d}")


async def answering(url: str) -> None:
    """Wait until the bot listens at its port."""
    port = int(url.partition(" ")[0])
    while True:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(0.05)


async def wired(bot: str, seconds: float, python: Path) -> dict[str, float]:
    """Turns per second and CPU per turn of one bot."""
    script: Sequence[str] = texts.SCRIPT
    answers: Sequence[int] = [1] * len(script)
    if bot in MINE:
        mine = MINE[bot]()
        script, answers = mine.script, await ours.rehearsed(mine)
    path = os.pathsep.join([str(HERE), str(HERE.parent.parent)])
    with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as name:
        async with slack() if bot in SLACK else telegram() as (url, meet):
            process = await asyncio.create_subprocess_exec(
                python, HERE / f"{bot}.py", name, "wire", url,
                env={**os.environ, "PYTHONPATH": path},
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
            try:
                if bot in SLACK:
                    await answering(url)
                return await _people(meet, process.pid, seconds, (script, answers))
            finally:
                process.kill()
                await process.wait()


async def _people(meet: Meet, pid: int, seconds: float, walk: Walk) -> dict[str, float]:
    numbers = count(1000)
    took: list[float] = []
    until = [time.perf_counter() + PATIENCE]
    warm = asyncio.Event()  # the bot has started and has answered everybody once

    async def person() -> None:
        while True:
            somebody, shown = meet(next(numbers)), None
            for said, answers in zip(*walk, strict=True):
                began = time.perf_counter()
                if began > until[0]:
                    return
                _say(somebody, said, shown)
                for _ in range(answers):
                    news = await somebody.next(seconds=PATIENCE)
                    shown = news if news.rows else shown
                took.append(time.perf_counter() - began)
                if len(took) == scene.IN_FLIGHT:
                    warm.set()

    people = [asyncio.create_task(person()) for _ in range(scene.IN_FLIGHT)]
    await warm.wait()
    await asyncio.sleep(scene.WARM_UP)
    took.clear()
    began, cpu = time.perf_counter(), cpu_of(pid)
    until[0] = began + seconds
    await asyncio.gather(*people)
    lasted, spent = time.perf_counter() - began, cpu_of(pid) - cpu
    rates = {"turns_s": len(took) / lasted, "cpu_ms": 1000 * spent / len(took)}
    return {"turns": len(took), **rates, **scene.percentiles(took)}


def _say(somebody: Any, said: str, shown: Any) -> None:
    if not said.startswith("#"):
        somebody.type(said)
        return
    _, token = [key for row in shown.rows for key in row][int(said[1:]) - 1]
    somebody.press(token, shown.id)


def cpu_of(pid: int) -> float:
    """CPU seconds of another process; 0 where there is no /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Run one bot and print its figures."""
    bot, seconds, python = sys.argv[1], float(sys.argv[2]), Path(sys.argv[3])
    print(json.dumps(asyncio.run(wired(bot, seconds, python))))


if __name__ == "__main__":
    main()
