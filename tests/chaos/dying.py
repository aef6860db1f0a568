"""A bot that kills itself at a given step of its event loop or of its database.

`python -m tests.chaos.dying` reads lines of JSON: settings, `how` and `at`. For each it forks a bot
that is killed at that step, or whose commit of that number goes wrong (see seam; 0: never), prints
its process number, and when it has died, how many steps and commits it took. A program of its own,
so that what forks has one thread and no open database.

A step is: a callback of the event loop (whatever happens between two awaits), and whatever the
drivers of the database do, before and after (see seam). The bot takes the way that it takes in
production.
"""

import asyncio
import functools
import importlib
import json
import mmap
import os
import signal
import socket
import struct
import sys
from asyncio.events import Handle
from collections.abc import Mapping

import uvicorn
from starlette.applications import Starlette

from bot import house as houses
from bot import logs
from bot.channels import configured
from bot.house import House, open_house
from bot.menu import menus
from bot.pace import Pace
from bot.serve import Rooms, bind
from bot.settings import Settings
from tests.chaos import seam
from tests.once import Words

COUNT = struct.Struct("qq")
CHANNELS = ("telegram", "slack")
# What is imported only where it is needed; once, and not in every fork.
LATE = (
    "bot.channels.telegram",
    "bot.channels.slack",
    "sqlalchemy.dialects.postgresql.psycopg",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
)


def counted(shared: mmap.mmap, how: str, at: int) -> seam.Steps:
    """Steps that the parent can read, and that end as is wanted."""
    steps = seam.Steps(
        lambda *numbers: COUNT.pack_into(shared, 0, *numbers),
        lambda: os.kill(os.getpid(), signal.SIGKILL),
    )
    steps.how, steps.at = how, at
    return steps


def watch_the_loop(steps: seam.Steps) -> None:
    """Count every callback of the event loop as well."""
    run = Handle._run

    def ran(handle: Handle) -> None:
        run(handle)
        steps.step()

    Handle._run = ran  # type: ignore[assignment,method-assign]  # every step of the loop


async def bot(
    house: House, settings: Settings, steps: seam.Steps, door: socket.socket | None
) -> None:
    """The rooms with their channels, until killed."""
    channels = list(configured(settings, CHANNELS))
    rooms = Rooms(house, channels, pace=Pace(chat=0.0, account=0.0))
    async with rooms.running():
        watch_the_loop(steps)
        steps.counting = True
        parts = [rooms.listen(each) for each in channels]
        if door is not None:
            routes = [route for each in channels for route in each.routes(rooms.intake.hear)]
            served = uvicorn.Config(
                Starlette(routes=routes), log_config=None, access_log=False, lifespan="off"
            )
            parts.append(uvicorn.Server(served).serve(sockets=[door]))
        await asyncio.gather(*parts, *rooms.tasks)


def child(given: Mapping[str, str], steps: seam.Steps, door: socket.socket | None) -> None:
    """What the fork does."""
    settings = Settings.read(given)
    logs.configure("CRITICAL" if steps.how != "kill" else "ERROR")
    house = open_house(settings)
    seam.watch(house.store.engine, steps)
    asyncio.run(bot(house, settings, steps, door))


def _warm(given: Mapping[str, str]) -> None:
    """Read once, before the forks, what every bot reads: languages, framework, libraries."""
    vars(houses)["lexicon"] = Words()  # put together once, and not by every fork
    settings = Settings.read(given)
    house = open_house(settings)
    house.lexicon(house.framework)
    menus(house)
    house.store.close()
    for module in LATE:
        importlib.import_module(module)


@functools.cache
def _door(port: str) -> socket.socket:
    """Where platforms knock; who knocks while nobody lives is heard by who is born next."""
    return bind("127.0.0.1", int(port))


def main() -> None:
    """Fork as often as asked."""
    shared, is_warm = mmap.mmap(-1, COUNT.size), False
    for line in sys.stdin:
        asked = json.loads(line)
        given: dict[str, str] = asked["settings"]
        if not is_warm:
            _warm(given)
            is_warm = True
        port = given.get("HOWAREYOU_PORT")
        door = _door(port) if port else None
        COUNT.pack_into(shared, 0, 0, 0)
        number = os.fork()
        if number == 0:
            try:
                child(given, counted(shared, asked["how"], asked["at"]), door)
            finally:
                os._exit(1)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        _, status = os.waitpid(number, 0)
        word = "killed" if os.WIFSIGNALED(status) else "failed"
        sys.stdout.write(" ".join(map(str, (word, *COUNT.unpack_from(shared)))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
