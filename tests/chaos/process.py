"""The real bot as a process of its own that can be killed, stopped and started again."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

HOUSE = Path(__file__).parents[2]
STARTED = b"The bot is running"
AS_IN_THE_IMAGE = {"PYTHONOPTIMIZE": "2", "HOWAREYOU_LOG_LEVEL": "ERROR"}


def _ended_at(pid: int) -> float:
    """When this process ended; it can still be waited for."""
    with contextlib.suppress(ChildProcessError):
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    return time.monotonic()


@dataclass
class BotProcess:
    """`python -m bot run` (or the same with the pace of a stand-in), with these settings."""

    settings: Mapping[str, str]
    folder: Path
    hurried: bool = False
    module: str = ""
    kills: int = 0
    errors: list[str] = field(default_factory=list)
    _up: bool = False
    _process: asyncio.subprocess.Process | None = None
    _reading: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self._process is not None
        return self._process.pid

    @property
    def code(self) -> int | None:
        """How it ended; None if it has not."""
        return self._process.returncode if self._process is not None else None

    @property
    def is_up(self) -> bool:
        """Whether it has said that it runs, and runs still."""
        return self._up and self.code is None

    async def start(self) -> None:
        """Start it and wait until it says that it runs."""
        # Compiled once, not at every start.
        left = ("HOWAREYOU_", "PYTHONDONTWRITEBYTECODE")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(left)}  # noqa: TID251  the child gets this environment and its settings
        module = self.module or ("tests.chaos.hurried" if self.hurried else "bot")
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module, "run"),
            cwd=HOUSE,
            env={**kept, **AS_IN_THE_IMAGE, "PYTHONPATH": str(HOUSE), **self.settings},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        self._up = False
        running = asyncio.get_running_loop().create_future()
        self._reading = asyncio.create_task(self._read(running))
        async with asyncio.timeout(60):
            await running

    async def _read(self, running: asyncio.Future[None]) -> None:
        assert self._process is not None
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            if line.startswith(STARTED):
                self._up = True
                if not running.done():  # whoever waited for it may have been called off
                    running.set_result(None)
            elif b"This is a new database" not in line:
                self.errors.append(line.decode(errors="replace").rstrip()[:4000])
        if not running.done():
            running.set_exception(RuntimeError("\n".join(self.errors[-20:]) or "no word"))

    async def kill(self) -> None:
        """SIGKILL: nothing is finished."""
        assert self._process is not None
        self.kills += 1
        self._process.kill()
        await self._ended()

    async def stop(self) -> float:
        """SIGTERM: what is in hand is finished; the seconds that it took."""
        assert self._process is not None
        began = time.monotonic()
        # In a thread: the loop of the harness may be busy with its people.
        ended = asyncio.create_task(asyncio.to_thread(_ended_at, self.pid))
        await asyncio.sleep(0)
        self._process.send_signal(signal.SIGTERM)
        await self._ended()
        return await ended - began

    async def _ended(self) -> None:
        assert self._process is not None
        assert self._reading is not None
        await self._process.wait()
        await self._reading
