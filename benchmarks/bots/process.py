"""`howareyou run` in a process of its own, polling a stand-in Telegram, and what it holds."""

import asyncio
import os
import re
import socket
import sys
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, closing
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import ours

from bot.standins.telegram import TOKEN, TelegramStandIn

ROOT = Path(__file__).parent.parent.parent
# As in the image (Dockerfile), where what is compiled at the installation is not compiled again.
OPTIMISED = {"PYTHONOPTIMIZE": "2"}
COMPILED = "PYTHONDONTWRITEBYTECODE"
INSTALLED = """
import sys
sys.modules.update(dict.fromkeys({missing!r}))
sys.argv = ["howareyou", "run"]
from bot.__main__ import main
main()
"""


@asynccontextmanager
async def running(folder: Path, telegram: TelegramStandIn) -> AsyncIterator[int]:
    """The id of the process, from its start to its end."""
    settings = {
        **ours.environment(folder),
        "HOWAREYOU_TELEGRAM_TOKEN": TOKEN,
        "HOWAREYOU_TELEGRAM_API_URL": telegram.url,
        "HOWAREYOU_PORT": str(_free_port()),
    }
    own = {name: value for name, value in os.environ.items() if name != COMPILED}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", INSTALLED.format(missing=_missing()),
        env={**own, **OPTIMISED, "PYTHONPATH": str(ROOT), **settings},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process.pid
    finally:
        process.terminate()
        await process.wait()


@cache
def _missing() -> list[str]:
    """What only developers have installed, and libraries of ours load where they find it.

    Known before a start is timed: to find it out takes as long as a part of the start.
    """
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    known = {"howareyou-bot", *re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE)}
    return [name for name, owners in packages_distributions().items() if not _among(known, owners)]


def _among(known: Collection[str], owners: Collection[str]) -> bool:
    return any(re.sub(r"[-_.]+", "-", owner).lower() in known for owner in owners)


def memory(pid: int) -> tuple[float, float]:
    """The memory in MB that a process holds, now and at most; 0 where there is no /proc."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0, 0.0
    held = {name: value for name, _, value in (line.partition(":") for line in lines)}
    now, most = (int(held[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return now, most


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        return int(door.getsockname()[1])
