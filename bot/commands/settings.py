"""`howareyou settings` and `howareyou doctor`: what is set, and whether it can work."""

import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import click

import locales
from bot import logs
from bot.channels import WrongSetting, configured
from bot.commands.opened import as_json, print_json, print_table, throw_away
from bot.errors import sentence
from bot.house import House, open_house
from bot.menu import menus
from bot.prepared import chosen_framework
from bot.settings import Settings
from storage import post, unreadable


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
        talk = check("framework", lambda: chosen_framework(held).id)
        if talk and check("database and keys", lambda: _database(held)):
            with _looked_at(held) as house:
                check("organisation", lambda: _organisation(held))
                for name, look in _LOOKS.items():
                    check(name, partial(look, house))
                check("apps", lambda: asyncio.run(_apps(house, held)))
    if as_json:
        print_json([dict(zip(("state", "what", "told"), row, strict=True)) for row in found])
    else:
        print_table(found)
    sys.exit(0 if all(state == "ok" for state, _, _ in found) else 3)


def _database(held: Settings) -> str:
    new = _new_file(held)
    if new is None:
        open_house(held).store.close()
        return f"opened, up to date, keys fit and are {_key_files(held)}"
    there = next(each for each in new.parents if each.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise WrongSetting(f"The database {new} cannot be made: {there} cannot be written.")
    if any(held.keys_dir.glob("*.key")):
        raise WrongSetting(f"There are keys in {held.keys_dir}, but there is no database {new}.")
    return "none yet: the first start makes both"


def _new_file(held: Settings) -> Path | None:
    """The SQLite file that the first start will make; None if it is there, or not SQLite."""
    kind, _, path = held.database_url.get_secret_value().partition("sqlite:///")
    return Path(path).absolute() if not kind and not Path(path).exists() else None


@contextlib.contextmanager
def _looked_at(held: Settings) -> Iterator[House]:
    """The house of the settings; where there is none yet, one that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="howareyou-doctor-") as folder:
        if _new_file(held) is not None:
            held = throw_away(held, Path(folder))
        house = open_house(held)
        try:
            yield house
        finally:
            house.store.close()


def _organisation(held: Settings) -> str:
    if "organisation" not in held.given:
        raise WrongSetting("HOWAREYOU_ORGANISATION is not set: people read who asks.")
    return held.organisation


def _key_files(held: Settings) -> str:
    """Keys are for the bot alone (docs/run.md)."""
    there = [held.keys_dir, *held.keys_dir.glob("*")] if held.keys_dir.exists() else []
    if any(path.stat().st_mode & 0o077 for path in there):
        raise WrongSetting(f"Others can read {held.keys_dir}: chmod -R go= {held.keys_dir}")
    return "readable by the bot alone"


def _messages(house: House) -> str:
    with house.store.read() as tx:
        parked, aside = len(post.parked(tx)), len(post.aside(tx))
    return f"parked (see parked list): {parked}; refused by their app: {aside}"


def _sealed(house: House) -> str:
    closed = sum(unreadable.counted(house.store))
    if closed:
        raise WrongSetting(
            f"{closed} sealed rows do not open: they are left out, everything else goes on. See "
            "`howareyou audit` for where they are, and docs/run.md for what to do."
        )
    return "all open"


def _languages(house: House) -> str:
    drafts = ", ".join(tag for tag, _ in house.languages if tag in house.drafts)
    offered = ", ".join(tag for tag, _ in house.languages)
    closed = ", ".join(f"{tag} ({reason})" for tag, reason in locales.closed().items())
    return (
        f"offered: {offered}"
        + (f"; drafts that no person has checked: {drafts}" if drafts else "")
        + (f"; closed: {closed}" if closed else "")
    )


_LOOKS = {"messages": _messages, "sealed rows": _sealed, "languages": _languages}


async def _apps(house: House, held: Settings) -> str:
    names = []
    for channel in configured(held, held.channels):
        try:
            await channel.open(menus(house))
            names.append(channel.name)
        finally:
            await channel.close()
    return ", ".join(names) or "none set (docs/start.md)"
