"""`howareyou keys`: made once, listed, destroyed when their time is over."""

import click

from bot.channels import WrongSetting
from bot.commands.opened import as_json, opened, print_json, print_table
from storage import shredding
from storage.keys import registered


@click.group()
def keys() -> None:
    """The keys: they lie outside the database and its backups."""


@keys.command("init")
def init() -> None:
    """Make the keys of an empty database, and its first round; never beside existing data."""
    with opened() as house:
        if not house.store.opened_first_round:
            raise WrongSetting("This database has its keys already; they are never made again.")
        directory = house.store.keys.directory
    click.echo(f"The keys are in {directory}. Keep a second copy, apart from the database.")


@keys.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """List the keys that must be there: what for, of which round; never what is in them."""
    with opened() as house, house.store.read() as tx:
        rows = [(row.id, row.kind, row.round or "", row.state) for row in registered(tx.db)]
    if as_json:
        names = ("id", "kind", "round", "state")
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print_table(rows)


@keys.command("shred")
@click.option("--strays", is_flag=True, help="Also destroy key files that nobody knows.")
def shred(*, strays: bool) -> None:
    """Destroy what is due, and say what else has to go for that to mean something."""
    with opened() as house:
        done = shredding.shred(house.store, today=house.today(), strays=strays)
    for each in done.rounds:
        click.echo(f"Destroyed: the key of the people of round {each}.")
    for path in done.strays:
        said = "Destroyed" if strays else "Not known to the database (--strays destroys it)"
        click.echo(f"{said}: {path}")
    click.echo("What this program cannot reach, and you must destroy as well:")
    for other in shredding.ELSEWHERE:
        click.echo(f"- {other}")
