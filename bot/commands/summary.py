"""`howareyou summary` and `howareyou export`: what was learnt, as far as it may be shown."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from bot import reading
from bot.channels import WrongSetting
from bot.commands.opened import as_json, opened, print_json
from bot.house import House
from storage import places
from summaries.disclose import Shown
from summaries.exports import exports
from summaries.table import ENGLISH, Reader


@click.command()
@click.option("--place", default="", help="The place (every page of the country if none is given).")
@click.option("--language", default="", help="The language to read it in.")
@as_json
def summary(place: str, language: str, *, as_json: bool) -> None:
    """Print the sponsors' summary of the newest release."""
    with opened() as house, house.store.read() as tx:
        language = offered(house, language or house.staff_language)
        wanted = places.known(tx, place)
        found = reading.latest_summaries(tx, house, place=wanted, language=language)
        shown = reading.latest_shown(tx)
        hidden = shown is not None and bool(place) and shown.page_for(place) is None
    if not found:
        raise WrongSetting("There is no release yet: `howareyou release` makes one after a move.")
    if as_json:
        print_json([each.record() for each in found])
    else:
        click.echo("\n".join(each.text() for each in found), nl=False)
    if hidden:
        sys.exit(4)  # too few people: what there is says so, and no number


@click.command()
@click.option("--format", "form", default="csv", show_default=True, help=f"{', '.join(exports())}.")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder to write into (this one if none is given).",
)
@click.option("--language", default="", help="The language of headings and meanings.")
def export(form: str, folder: Path, language: str) -> None:
    """Write every released cell and a data dictionary; there is no export of answers."""
    if form not in exports():
        raise WrongSetting(f"There is no export {form}; there is {', '.join(exports())}.")
    with opened() as house:
        known = offered(house, language or house.staff_language)
        with house.store.read() as tx:
            if reading.latest_shown(tx) is None:
                raise WrongSetting("There is no release yet, so there is nothing to export.")
        shown = _told(reading.each_shown(house.store))
        for path in write_exports(shown, form, folder, reading.reader(known)):
            click.echo(str(path))


def _told(shown: Iterator[Shown]) -> Iterator[Shown]:
    """The same releases; whoever waits for many is told how far it is."""
    for count, each in enumerate(shown, 1):
        if count % 100 == 0:
            click.echo(f"{count} releases ...", err=True)
        yield each


def offered(house: House, language: str) -> str:
    """A language that is offered here, or one sentence."""
    if language not in dict(house.languages):
        known = ", ".join(tag for tag, _ in house.languages)
        raise WrongSetting(f"There is no language {language}; there is {known}.")
    return language


def write_exports(
    shown: Iterable[Shown], form: str, folder: Path, reader: Reader = ENGLISH
) -> list[Path]:
    """Write the cells and the dictionary of one form; give the two files."""
    made = exports()[form]
    cells = folder / f"howareyou{made.SUFFIX}"
    words = folder / f"howareyou-dictionary{made.SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with cells.open("wb") as file:
            made.write(shown, file, reader)
        with words.open("wb") as file:
            made.write_dictionary(file, reader)
    except OSError as error:
        raise WrongSetting(
            f"The export cannot be written to {folder} ({error.strerror})."
        ) from None
    return [cells, words]
