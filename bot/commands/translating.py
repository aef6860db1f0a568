"""Commands for translators and those who answer for them: how far, approved, out and back in."""

import json
import re
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Literal, cast

import click

from bot.commands.opened import as_json, print_json, print_table
from dialogues.hearing import normalise
from locales import check as checks
from locales import exchange, registry, review, sheet
from locales.registry import Language

# A role tells enough of who has read; a name would have to be kept for ever.
_ROLE = re.compile(r"[^\W\d_][^\d@\n]{2,59}")
_COLUMNS = (
    "language",
    "name",
    "messages",
    "untranslated",
    "fuzzy",
    "changed",
    "button",
    "question",
)


@click.command()
@click.option("--words", "with_words", is_flag=True, help="Also words with two meanings.")
@as_json
@click.pass_obj
def status(directory: Path, *, with_words: bool, as_json: bool) -> None:
    """Say how far each language is, who has read it, and why it is open or closed.

    button, question: the longest of each, in characters. changed: sentences that are said as they
    were before their English changed.
    """
    states = review.states(directory)
    shared = checks.shared(directory, [each.language for each in states], normalise)
    if as_json:
        words = [asdict(each) for each in shared] if with_words else []
        found = [asdict(each) for each in states]
        print_json({"languages": found, "words": words} if with_words else found)
        return
    print_table([(*_COLUMNS, "review", "state"), *(_row(each) for each in states)])
    for each in states:
        if each.quality:
            click.echo(f"{each.language}: {each.quality}")
    for word in shared if with_words else ():
        meanings = ", ".join(f"{tag} {control}" for tag, control in word.meanings.items())
        click.echo(f"“{word.word}”: {meanings}")


def _row(each: review.State) -> tuple[str, ...]:
    reviewed = " ".join(filter(None, (each.review, each.by and f"by {each.by}", each.on)))
    numbers = (
        each.messages, each.untranslated, each.fuzzy, each.changed,
        each.longest_button, each.longest_question,
    )  # fmt: skip
    state = "open" if each.open else f"closed: {each.closed}"
    return (each.language, each.name, *map(str, numbers), reviewed, state)


@click.command()
@click.argument("tag", metavar="LANGUAGE")
@click.option("--by", required=True, metavar="ROLE", help="Who has read it: a role, no name.")
@click.option("--reviewed", is_flag=True, help="Read by somebody, but not yet approved.")
@click.pass_obj
def approve(directory: Path, tag: str, by: str, *, reviewed: bool) -> None:
    """Write down that somebody who speaks LANGUAGE has read all of it, as it is now."""
    language = _known(directory, tag)
    if not _ROLE.fullmatch(by.strip()):
        raise click.UsageError("Say the role of who has read it, as “interpreter”, and no name.")
    word: Literal["reviewed", "approved"] = "reviewed" if reviewed else "approved"
    try:
        texts = review.approve(directory, tag, review=word, by=by.strip(), on=date.today())  # noqa: DTZ011 - a day of the reader's
    except review.NotReady as error:
        raise click.ClickException(str(error)) from None
    closed = f" It stays closed: {language.closed}" if language.closed else ""
    click.echo(f"{tag} is {word} by {by.strip()}, texts {texts}.{closed}")


@click.command()
@click.argument("tag", metavar="LANGUAGE")
@click.option(
    "--format", "form", type=click.Choice(exchange.FORMS), default="po", show_default=True
)
@click.option("--output", type=click.Path(path_type=Path), help="Where to; else LANGUAGE.FORMAT.")
@click.pass_obj
def export(directory: Path, tag: str, form: str, output: Path | None) -> None:
    """Write LANGUAGE into a file for translators: PO, or a table with all that they should know."""
    path = output or Path(f"{tag}.{form}")
    try:
        held = exchange.export(directory, _known(directory, tag), cast("exchange.Form", form))
    except sheet.Unreadable as error:
        raise click.ClickException(f"The format {form} {error}.") from None
    path.write_bytes(held)
    click.echo(f"written: {path}")


@click.command("import")
@click.argument("tag", metavar="LANGUAGE")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the mistakes as JSON.")
@click.pass_obj
def import_(directory: Path, tag: str, file: Path, *, as_json: bool) -> None:
    """Take FILE (.po, .csv or .xlsx) back from the translators of LANGUAGE, whole or not at all."""
    try:
        changed = exchange.take(directory, _known(directory, tag), file, normalise)
    except exchange.Refused as error:
        if as_json:
            print_json({"changed": 0, "mistakes": error.mistakes})
        else:
            for number, mistake in enumerate(error.mistakes, 1):
                click.echo(f"{number}. {mistake}")
            click.echo(f"Nothing was taken from {file}.", err=True)
        raise click.exceptions.Exit(1) from None
    if as_json:
        click.echo(json.dumps({"changed": changed, "mistakes": []}))
    else:
        click.echo(f"{tag}: {changed} sentences changed.")


def _known(directory: Path, tag: str) -> Language:
    known = {language.tag: language for language in registry.read(directory / registry.FILE)}
    if tag not in known or tag == registry.SOURCE:
        others = ", ".join(each for each in known if each != registry.SOURCE)
        raise click.UsageError(f"No such language: {tag}. Known: {others}.")
    return known[tag]
