"""Replicas on request: forks processes that run the bot as `howareyou run` does, and ends them.

`python -m tests.bot.replicas` reads a line of JSON for each replica, the settings and the terms,
and prints the process id of the replica that it forked. It is a program of its own so that the
process that forks has imported everything, and has one thread and no open database.
"""

import asyncio
import importlib
import json
import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot import logs
from bot.channels import configured
from bot.house import House, open_house
from bot.keeper import Terms
from bot.pace import Pace
from bot.serve import bind, serve, stop_on_signals
from bot.settings import Settings

CHANNELS = ("telegram", "slack")


def halt_once(house: House, after: str, flag: Path) -> None:
    """Stop the whole process after the first statement like this; one replica of all does so."""

    def halt(_db: object, _cursor: object, statement: str, *_: object) -> None:
        if after in statement:
            try:
                flag.touch(exist_ok=False)
            except FileExistsError:
                return
            flag.write_text(str(os.getpid()), encoding="ascii")
            os.kill(os.getpid(), signal.SIGSTOP)

    event.listen(house.store.engine, "after_cursor_execute", halt)


def run(given: dict[str, Any]) -> None:
    """Be a replica until told to stop; the day is that of the tests."""
    settings = Settings.read(given["settings"])
    logs.configure("INFO")
    now = datetime.fromisoformat(given["now"])
    house = open_house(settings, now=lambda: now)
    if given["halt"]:
        halt_once(house, given["halt"], Path(given["halted"]))
    terms, pace = Terms(*given["terms"]), Pace(chat=given["chat"], account=given["pace"])

    async def until_stopped() -> None:
        """Serve as `howareyou run` does."""
        stop = asyncio.Event()
        stop_on_signals(stop)
        channels = tuple(configured(settings, CHANNELS))
        with bind(settings.host, settings.port) as door:
            await serve(house, channels, door, stop=stop, pace=pace, terms=terms)

    asyncio.run(until_stopped())


def main() -> None:
    """Fork a replica for every line."""
    list(configured(Settings.read({"HOWAREYOU_TELEGRAM_TOKEN": "1:x"}), CHANNELS))  # imports it
    importlib.import_module("sqlalchemy.dialects.postgresql.psycopg")  # once, not in every replica
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who were killed
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            given = json.loads(line)
            os.dup2(os.open(given["log"], os.O_WRONLY | os.O_APPEND), sys.stderr.fileno())
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            run(given)
            os._exit(0)
        print(child, flush=True)  # noqa: T201 - this is how it answers


if __name__ == "__main__":
    main()
