"""`howareyou play`: the talk in the terminal, on a throw-away store."""

import asyncio
import contextlib
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import click

import locales
from bot import logs
from bot.channels import WrongSetting
from bot.channels.terminal import Terminal
from bot.commands.opened import throw_away
from bot.house import open_house
from bot.pace import Pace
from bot.serve import Rooms
from bot.settings import Settings
from dialogues.model import Heard


@click.command()
@click.option("--language", default="en", help="The language to begin with, as fi or ar.")
def play(language: str) -> None:
    """Talk with the bot here in the terminal; nothing is kept."""
    if locales.guess(language) is None:
        offered = ", ".join(tag for tag, _ in locales.offered())
        raise WrongSetting(f"There is no language {language}; there is {offered}.")
    with tempfile.TemporaryDirectory(prefix="howareyou-play-") as folder:
        settings = throw_away(Settings.read(), Path(folder))
        logs.configure("ERROR")
        asyncio.run(_play(settings, language))


async def _play(settings: Settings, language: str) -> None:
    house = open_house(settings)
    terminal = Terminal(Lines(sys.stdin).next, _write)
    rooms = Rooms(house, [terminal], pace=Pace(chat=0.0, account=0.0))
    try:
        async with rooms.running():

            async def hear(heard: Sequence[Heard]) -> None:
                await rooms.intake.hear([replace(each, language=language) for each in heard])

            hello = Heard(
                terminal.name, terminal.account, "me", "hello", "text", "/start", language=language
            )
            await rooms.intake.hear([hello])
            await terminal.listen(hear)
            await rooms.quiet()
    finally:
        house.store.close()


class Lines:
    """The lines of the keyboard. A daemon thread reads them: nobody waits for it at Ctrl-C."""

    def __init__(self, keyboard: TextIO) -> None:
        self._read: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._listen, args=(keyboard,), daemon=True).start()

    async def next(self) -> str | None:
        """The next line, or None at the end of input."""
        return await self._read.get()

    def _listen(self, keyboard: TextIO) -> None:
        with contextlib.suppress(RuntimeError):  # the talk is over and its loop closed
            with contextlib.suppress(OSError, ValueError):  # what cannot be read ends the input
                for line in keyboard:
                    self._loop.call_soon_threadsafe(self._read.put_nowait, line.rstrip("\n"))
            self._loop.call_soon_threadsafe(self._read.put_nowait, None)


def _write(text: str) -> None:
    click.echo(text)
