"""How a command opens the house, and how it prints."""

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from bot import logs
from bot.house import House, open_house
from bot.settings import Settings
from bot.shapes import Secret

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@contextlib.contextmanager
def opened() -> Iterator[House]:
    """The house that the settings describe; its store is closed afterwards."""
    settings = Settings.read()
    logs.configure("WARNING")
    house = open_house(settings)
    try:
        yield house
    finally:
        house.store.close()


def throw_away(settings: Settings, folder: Path) -> Settings:
    """The same settings on a store in a folder that will be removed."""
    url = Secret(f"sqlite:///{folder / 'howareyou.sqlite3'}")
    return replace(settings, database_url=url, keys_dir=folder / "keys")


def print_json(value: Any) -> None:
    """JSON as people and programs read it."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_table(rows: Sequence[tuple[str, ...]]) -> None:
    """Rows under each other, in columns."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))] if rows else []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        click.echo("  ".join(cells).rstrip())
