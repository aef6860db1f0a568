"""`howareyou parked`: messages that could not be worked through, kept sealed for seven days."""

import click

from bot import turn
from bot.channels import WrongSetting
from bot.commands.opened import as_json, opened, print_json, print_table
from storage import parking


@click.group()
def parked() -> None:
    """Messages that could not be worked through."""


@parked.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """List them by id, day and question; never what was written."""
    with opened() as house, house.store.read() as tx:
        rows = [(each.id, str(each.day), each.question) for each in parking.parked(tx)]
    if as_json:
        print_json([dict(zip(("id", "day", "question"), row, strict=True)) for row in rows])
    else:
        print_table(rows)


@parked.command("retry")
@click.argument("parked_id", metavar="ID")
def retry(parked_id: str) -> None:
    """Try one again; it may fill only its own question, and only if that is still unanswered."""
    with opened() as house:
        given = turn.retry(house, parked_id)
    if given:
        click.echo(f"Done: {parked_id} was given to its question, and the talk goes on.")
    else:
        click.echo(f"Dropped {parked_id}: its question is not open any more.")


@parked.command("drop")
@click.argument("parked_id", metavar="ID")
def drop(parked_id: str) -> None:
    """Keep one no longer."""
    with opened() as house, house.store.begin() as tx:
        if parked_id not in {each.id for each in parking.parked(tx)}:
            raise WrongSetting(f"Nothing is parked with the id {parked_id}; see parked list.")
        parking.unpark(tx, parked_id)
    click.echo(f"Dropped {parked_id}.")
