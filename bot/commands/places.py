"""`howareyou place` and `howareyou invite`: where people live, and how they find the bot."""

import sys
from pathlib import Path
from typing import cast

import click

from bot.channels import WrongSetting, configured
from bot.commands.opened import as_json, opened, print_json, print_table
from bot.settings import Settings
from storage import places
from storage.places import PlaceKind


@click.group()
def place() -> None:
    """The towns, regions and the country that people and sponsors belong to."""


@place.command("add")
@click.argument("place_id", metavar="ID")
@click.argument("name")
@click.option("--kind", type=click.Choice(["town", "region"]), default="town", show_default=True)
@click.option("--in", "parent", default=None, metavar="ID", help="The region it lies in.")
def add(place_id: str, name: str, kind: str, parent: str | None) -> None:
    """Add a place, as: place add oulu Oulu."""
    with opened() as house, house.store.begin() as tx:
        made = places.add(tx, id=place_id, name=name, kind=cast("PlaceKind", kind), parent=parent)
    click.echo(f"Added {made.id}: {made.name}, a {made.kind} in {made.parent}.")


@place.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """List every place."""
    with opened() as house, house.store.read() as tx:
        rows = [
            (each.id, house.name_of(each), each.kind, each.parent or "", "web" if each.web else "")
            for each in places.all_places(tx)
        ]
    if as_json:
        names = ("id", "name", "kind", "in", "web")
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print_table(rows)


@place.command("languages")
@click.argument("place_id", metavar="PLACE")
@click.argument("tags", metavar="[LANGUAGES]", default="")
def languages(place_id: str, tags: str) -> None:
    """Say what is spoken in a place, most first, as: place languages oulu ar,fa-AF,so.

    People of the place see these first where they choose a language. Without LANGUAGES the order
    is printed; "none" takes the list away.
    """
    wanted = [] if tags == "none" else [tag for tag in tags.replace(",", " ").split() if tag]
    with opened() as house, house.store.begin() as tx:
        known = dict(house.languages)
        if unknown := [tag for tag in wanted if tag not in known]:
            raise click.UsageError(
                f"Not offered: {', '.join(unknown)}. Offered: {', '.join(known)}."
            )
        if tags:
            places.speak(tx, place=place_id, languages=wanted)
        places.known(tx, place_id)
        order = house.in_order(places.all_places(tx), place_id)
    # Only now: a reader of the list who closes it early must not undo what was set.
    for tag, name in order:
        click.echo(f"{tag}  {name}")


@place.command("web")
@click.argument("place_id", metavar="ID")
@click.argument("state", type=click.Choice(["on", "off"]))
def web(place_id: str, state: str) -> None:
    """Let talks on the web count towards the smallest group of a place and those in it.

    Nobody needs an account there: who makes four false talks in a small place learns what the fifth
    person said (docs/privacy.md). So they count only where you know who is told of the page.
    """
    with opened() as house, house.store.begin() as tx:
        places.open_web(tx, place_id, opened=state == "on")
    how = "now" if state == "on" else "do not"
    click.echo(f"Talks on the web {how} count in {place_id}.")


@click.command()
@click.option("--place", "place_id", required=True, help="The place that people are invited to.")
@click.option("--bot", default="", metavar="NAME", help="The bot's name on Telegram, without @.")
@click.option(
    "--png", type=click.Path(dir_okay=False, path_type=Path), help="Write a QR code here."
)
def invite(place_id: str, bot: str, png: Path | None) -> None:
    """Print the invitation of a place: the same link for everybody, about no person."""
    with opened() as house, house.store.begin() as tx:
        code = places.invite(tx, place=place_id)
    bot = bot.removeprefix("@")
    settings = Settings.read()
    for page in configured(settings, ("web",)):
        click.echo(f"On a page: {page.begins}{code}")
        if not settings.public_url:
            click.echo("That works on this machine only: set HOWAREYOU_PUBLIC_URL.", err=True)
    if bot:
        link = f"https://t.me/{bot}?start={code}"
        click.echo(f"Telegram: {link}")
        if png is not None:
            _draw(link, png)
            click.echo(f"QR code: {png}", err=True)
    elif png is not None:
        raise WrongSetting("A QR code needs the bot's name on Telegram: add --bot NAME.")
    click.echo(f"Slack: open a direct message with the bot and write: start {code}")
    if not bot:
        click.echo("For a Telegram link add the bot's name: --bot NAME.", err=True)


def _draw(link: str, png: Path) -> None:
    import segno  # noqa: PLC0415  only where a picture is wanted

    try:
        segno.make(link, error="m").save(str(png), scale=10)
    except OSError as error:
        click.echo(f"howareyou: {png} cannot be written ({error.strerror}).", err=True)
        sys.exit(1)
