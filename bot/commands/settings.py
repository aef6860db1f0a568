"""`howareyou settings` and `howareyou doctor`: what is set, and whether it can work."""

import asyncio
import sys
from collections.abc import Callable

import click

from bot import logs
from bot.channels import configured
from bot.commands.opened import as_json, print_json, print_table
from bot.commands.run import CHAT_CHANNELS
from bot.errors import sentence
from bot.house import House, open_house
from bot.menu import menus
from bot.settings import Settings


@click.command()
@as_json
def settings(*, as_json: bool) -> None:
    """List every setting; secrets are not shown."""
    rows = Settings.read().rows()
    if as_json:
        print_json([{"name": r.name, "value": r.value, "about": r.about} for r in rows])
    else:
        print_table([(r.name, r.value, r.about) for r in rows])


@click.command()
@as_json
def doctor(*, as_json: bool) -> None:
    """Check settings, database, keys, languages and apps; exit 3 if something is wrong."""
    found: list[tuple[str, str, str]] = []

    def check(name: str, look: Callable[[], str]) -> bool:
        try:
            found.append(("ok", name, look()))
        except Exception as error:
            told = sentence(error)
            if told is None:
                raise
            found.append(("wrong", name, told))
            return False
        return True

    logs.configure("ERROR")
    if check("settings", lambda: f"{len(Settings.read().rows())} settings read"):
        held = Settings.read()
        if check("database and keys", lambda: _database(held)):
            house = open_house(held)
            try:
                check("languages", lambda: _languages(house))
                check("apps", lambda: asyncio.run(_apps(house, held)))
            finally:
                house.store.close()
    if as_json:
        print_json([dict(zip(("state", "what", "told"), row, strict=True)) for row in found])
    else:
        print_table(found)
    sys.exit(0 if all(state == "ok" for state, _, _ in found) else 3)


def _database(held: Settings) -> str:
    house = open_house(held)
    house.store.close()
    return "opened, up to date, keys fit"


def _languages(house: House) -> str:
    drafts = ", ".join(tag for tag, _ in house.languages if tag in house.drafts)
    offered = ", ".join(tag for tag, _ in house.languages)
    return f"offered: {offered}" + (
        f"; drafts that no person has checked: {drafts}" if drafts else ""
    )


async def _apps(house: House, held: Settings) -> str:
    names = []
    for channel in configured(held, CHAT_CHANNELS):
        try:
            await channel.open(menus(house))
            names.append(channel.name)
        finally:
            await channel.close()
    return ", ".join(names) or "none set (docs/start.md)"
