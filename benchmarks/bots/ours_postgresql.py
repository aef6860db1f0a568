"""Our bot on PostgreSQL, alone or as one of several processes that share one bot of Telegram.

`python ours_postgresql.py FOLDER SECONDS URL INDEX COUNT`; one line of JSON. Only the process that
holds the lease calls Telegram; what reaches people of another process is told to it by a socket.
"""

import asyncio
import contextlib
import json
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import ours
import scene

FIRST = 1000


class Shared:
    """The people of all processes; each process has every n-th of them."""

    def __init__(self, folder: Path, index: int, processes: int) -> None:
        chats, numbers = (count(first + index, processes) for first in (FIRST, 1))
        self.crowd = scene.Crowd(ours.Ours(), chats, numbers)  # no update of another has its number
        self._folder, self._index, self._processes = folder, index, processes
        self._others: dict[int, asyncio.StreamWriter] = {}

    async def open(self) -> None:
        """Listen, and know all others."""
        self._door = await asyncio.start_unix_server(self._told, self._socket(self._index))
        for other in range(self._processes):
            if other == self._index:
                continue
            self._others[other] = await self._connected(other)

    def replied(self, shown: scene.Shown) -> None:
        """A message reached somebody, here or there."""
        owner = (shown.chat - FIRST) % self._processes
        if owner == self._index:
            self.crowd.replied(shown)
        else:
            # Not `astuple`: it copies every button, which took the sender more than the sending.
            told = (shown.chat, shown.id, shown.keyboard, shown.written)
            self._others[owner].write(json.dumps(told).encode() + b"\n")

    async def together(self, what: str) -> None:
        """Wait until every process has come so far."""
        (self._folder / f"{what}-{self._index}").touch()
        wanted = [self._folder / f"{what}-{number}" for number in range(self._processes)]
        await _until(lambda: all(each.exists() for each in wanted))

    async def _connected(self, other: int) -> asyncio.StreamWriter:
        """The way to another; its socket is there a moment before somebody listens at it."""
        while True:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_unix_connection(self._socket(other))
                return writer
            await asyncio.sleep(0.02)

    async def _told(self, reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            self.crowd.replied(scene.Shown(*json.loads(line)))

    def _socket(self, index: int) -> Path:
        return self._folder / f"people-{index}"


async def _until(true: Callable[[], bool]) -> None:
    while not true():  # noqa: ASYNC110 - another process makes it true
        await asyncio.sleep(0.02)


async def measure(folder: Path, seconds: float, url: str, place: tuple[int, int]) -> None:
    """Run one process and print its figures."""
    shared = Shared(folder, *place)
    await shared.open()
    bot = shared.crowd.bot
    bot.database = url
    await bot.open(folder, shared.replied)
    try:
        # Alone, before the others make it wait: who counts too few answers loses the thread.
        bot.answers = await ours.rehearsed(ours.Ours())
        await shared.together("ready")
        found = await shared.crowd.saturate(seconds)
        print(json.dumps({**found, "rss_mb": scene.rss_mb()}), flush=True)
        await shared.together("done")  # the others still wait for what is sent here
    finally:
        await bot.close()


def main() -> None:
    """Read what is wanted."""
    folder, seconds, url, index, processes = sys.argv[1:]
    asyncio.run(measure(Path(folder), float(seconds), url, (int(index), int(processes))))


if __name__ == "__main__":
    main()
