"""`howareyou staff`: sponsors, coordinators, reviewers and protection contacts."""

import click

from bot.channels import WrongSetting
from bot.commands.opened import as_json, opened, print_json, print_table
from storage import Tx, entrance, places
from storage import staff as register

ROLES = ("sponsor", "coordinator", "reviewer", "protection contact")


@click.group()
def staff() -> None:
    """Who may read what."""


@staff.command("invite")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--place", default="", help="The place (the country if none is given).")
@click.option("--label", default="", help="What they want to be called in this list.")
def invite(role: str, place: str, label: str) -> None:
    """Print a one-time code; whoever sends it to the bot first has the role."""
    with opened() as house, house.store.begin() as tx:
        _must_open_something(tx, role, place)
        code = register.invite(tx, role=role, place=place, label=label, today=house.today())
    click.echo(code)
    told = f"They send this code to the bot, or type it at {house.address}/enter."
    click.echo(f"{told} It works once, for 14 days.", err=True)


def _must_open_something(tx: Tx, role: str, place: str) -> None:
    """A role that opens nothing at its place is not given: nobody would know why."""
    wanted = places.known(tx, place)
    kind = next(each.kind for each in places.all_places(tx) if each.id == wanted)
    if register.is_for(role, kind):
        return
    if kind == "country":
        raise WrongSetting(
            "A sponsor belongs to a town or a region: add --place (see `howareyou place list`)."
        )
    raise WrongSetting(f"A {role} is for the whole country: leave --place out.")


@staff.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """List all staff; who they are on their app is not shown."""
    with opened() as house, house.store.read() as tx:
        there = register.everyone(tx)
    rows = [(s.id, s.role, s.place, s.label, "here" if s.person else "invited") for s in there]
    if as_json:
        names = ("id", "role", "place", "label", "state")
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print_table(rows)


@staff.command("link")
@click.argument("staff_id", metavar="ID")
def link(staff_id: str) -> None:
    """Print a link that opens the pages once, for somebody who is in already."""
    with opened() as house, house.store.begin() as tx:
        there = register.one_of(tx, staff_id)
        if there is None or there.person is None:
            raise WrongSetting(f"Nobody with the id {staff_id} is in; see staff list.")
        code = entrance.ticket(tx, staff_id, now=house.now().timestamp())
        click.echo(f"{house.address}/enter/{code}")
    click.echo("It works once, for ten minutes.", err=True)


@staff.command("remove")
@click.argument("staff_id", metavar="ID")
def remove(staff_id: str) -> None:
    """Take a role, or an unused invitation, away."""
    with opened() as house, house.store.begin() as tx:
        if staff_id not in {each.id for each in register.everyone(tx)}:
            raise WrongSetting(f"There is nobody with the id {staff_id}; see staff list.")
        register.remove(tx, staff_id)
    click.echo(f"Removed {staff_id}.")
