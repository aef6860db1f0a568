"""A bot that kills itself at a given step of its event loop or of its database.

`python -m tests.chaos.dying` reads a line of settings (JSON), then numbers: for each it forks a bot
that dies at that step (0: never), prints its process number, and when it has died, how many steps
it took. A program of its own, so that what forks has one thread and no open database.

A step is: a callback of the event loop (whatever happens between two awaits), a statement to the
database before and after, a commit before and after.
"""

import asyncio
import json
import mmap
import os
import signal
import struct
import sys
from asyncio.events import Handle
from collections.abc import Mapping
from typing import Any

from sqlalchemy import event

from bot import logs
from bot.channels import configured
from bot.house import House, open_house
from bot.menu import menus
from bot.pace import Pace
from bot.serve import Rooms
from bot.settings import Settings

COUNT = struct.Struct("q")


class Steps:
    """Counts in memory shared with the parent, and dies at the wanted number."""

    def __init__(self, shared: mmap.mmap, wanted: int) -> None:
        self._shared = shared
        self._wanted = wanted
        self._number = 0

    def step(self, *_: Any) -> None:
        """One more."""
        self._number += 1
        COUNT.pack_into(self._shared, 0, self._number)
        if self._number == self._wanted:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, house: House) -> None:
        """Count everything from now on."""
        engine = house.store.engine
        event.listen(engine, "before_cursor_execute", self.step)
        event.listen(engine, "after_cursor_execute", self.step)
        commit = engine.dialect.do_commit

        def committed(connection: Any) -> None:
            self.step()
            commit(connection)
            self.step()

        engine.dialect.do_commit = committed  # type: ignore[assignment,method-assign]  # same shape
        run = Handle._run

        def ran(handle: Handle) -> None:
            run(handle)
            self.step()

        Handle._run = ran  # type: ignore[assignment,method-assign]  # every step of the loop


async def bot(house: House, settings: Settings, steps: Steps) -> None:
    """The rooms with their channels, until killed."""
    channels = list(configured(settings, ("telegram", "slack")))
    rooms = Rooms(house, channels, pace=Pace(chat=0.0, account=0.0))
    async with rooms.running():
        steps.watch(house)
        await asyncio.gather(*(each.listen(rooms.intake.hear) for each in channels))


def child(given: Mapping[str, str], steps: Steps) -> None:
    """What the fork does."""
    settings = Settings.read(given)
    logs.configure("ERROR")
    asyncio.run(bot(open_house(settings), settings, steps))


def _warm(given: Mapping[str, str]) -> None:
    """Read once, before the forks, what every bot reads: languages, framework, channels."""
    settings = Settings.read(given)
    house = open_house(settings)
    house.lexicon(house.framework)
    menus(house)
    house.store.close()
    list(configured(settings, ("telegram", "slack")))


def main() -> None:
    """Fork as often as asked."""
    given = json.loads(sys.stdin.readline())
    _warm(given)
    shared = mmap.mmap(-1, COUNT.size)
    for line in sys.stdin:
        COUNT.pack_into(shared, 0, 0)
        number = os.fork()
        if number == 0:
            try:
                child(given, Steps(shared, int(line)))
            finally:
                os._exit(1)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        _, status = os.waitpid(number, 0)
        word = "killed" if os.WIFSIGNALED(status) else "failed"
        sys.stdout.write(f"{word} {COUNT.unpack_from(shared)[0]}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
