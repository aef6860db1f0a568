"""The same people over real HTTP: a stand-in Telegram here, the bot in a process of its own."""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import ours
import scene

from bot.standins.telegram import TelegramStandIn

HERE = Path(__file__).parent
PATIENCE = 60.0


async def wired(bot: str, seconds: float, python: Path) -> dict[str, float]:
    """Turns per second and CPU per turn of one bot that polls over HTTP."""
    with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as name:
        folder = Path(name)
        (folder / "rehearsal").mkdir()
        mine = bot == "ours"
        script = ours.WALK if mine else scene.SCRIPT
        answers = ours.rehearsed(folder / "rehearsal") if mine else [1] * len(script)
        async with TelegramStandIn() as telegram:
            path = os.pathsep.join([str(HERE), str(HERE.parent.parent)])
            process = await asyncio.create_subprocess_exec(
                python, HERE / f"{bot}.py", name, "wire", telegram.url,
                env={**os.environ, "PYTHONPATH": path},
                stdout=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
            try:
                return await _people(telegram, process.pid, seconds, (script, answers))
            finally:
                process.kill()
                await process.wait()


async def _people(
    telegram: TelegramStandIn,
    pid: int,
    seconds: float,
    walk: tuple[Sequence[str], Sequence[int]],
) -> dict[str, float]:
    numbers = iter(range(1000, 10_000_000))
    took: list[float] = []
    until = [time.perf_counter() + PATIENCE]
    warm = asyncio.Event()  # the bot has started and has answered everybody once

    async def person() -> None:
        while True:
            somebody = telegram.person(next(numbers), "fi")
            for text, count in zip(*walk, strict=True):
                began = time.perf_counter()
                if began > until[0]:
                    return
                somebody.type(text)
                for _ in range(count):
                    await somebody.next(seconds=PATIENCE)
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
    ordered = sorted(took)
    return {
        "turns_s": len(took) / lasted,
        "cpu_ms": 1000 * spent / len(took),
        "p50_ms": 1000 * ordered[len(took) // 2],
        "p99_ms": 1000 * ordered[int(0.99 * len(took))],
    }


def cpu_of(pid: int) -> float:
    """CPU seconds of another process; 0 where there is no /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """`python wire.py BOT SECONDS PYTHON`; one line of JSON."""
    bot, seconds, python = sys.argv[1], float(sys.argv[2]), Path(sys.argv[3])
    print(json.dumps(asyncio.run(wired(bot, seconds, python))))


if __name__ == "__main__":
    main()
