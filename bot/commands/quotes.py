"""`howareyou quotes`: what people let volunteers read, read by a person and translated first.

1. One text at a time, at random, beside nothing else: no place, language, question or day.
2. Without a typed translation nothing is approved, and only the translation is ever shown.
"""

import sys
from secrets import choice

import click

from bot.channels import WrongSetting
from bot.commands.opened import as_json, opened, print_json, print_table
from bot.house import House
from dialogues.quoting import LONGEST, translation
from storage import quotes as texts

CHECKLIST = (
    "Could somebody in town know who wrote this? A rare job, family or story is reason to refuse.\n"
    "Approve: howareyou quotes approve ID   Refuse: howareyou quotes refuse ID"
)


@click.group()
def quotes() -> None:
    """Approve texts that volunteers may read."""


@quotes.command("next")
@as_json
def next_(*, as_json: bool) -> None:
    """Print one text that waits, and its id."""
    with opened() as house, house.store.read() as tx:
        waiting = [each for each in texts.undecided(tx) if each.state == "waiting"]
    shown = choice(waiting) if waiting else None
    if as_json:
        print_json(shown and {"id": shown.id, "text": shown.text})
    elif shown is None:
        click.echo("No text waits.", err=True)
    else:
        click.echo(f"{shown.id}\n\n{shown.text}")
        click.echo(f"\n{CHECKLIST}", err=True)


@quotes.command("approve")
@click.argument("quote_id", metavar="ID")
@click.option("--language", default="", help="Of the translation (the house's if none is given).")
def approve(quote_id: str, language: str) -> None:
    """Type its translation (one line, from the keyboard or standard input); that will be shown."""
    with opened() as house:
        language = language or house.staff_language
        _check_language(house, quote_id, language)
        if sys.stdin.isatty():
            click.echo(f"Translation ({language}), at most {LONGEST} characters:", err=True)
        typed = _checked(sys.stdin.buffer.readline().decode(errors="replace"))
        with house.store.begin() as tx:
            texts.approve(tx, quote_id, language=language, translation=typed)
    click.echo(f"Approved {quote_id} ({language}).")


def _check_language(house: House, quote_id: str, language: str) -> None:
    if language not in dict(house.languages):
        offered = ", ".join(tag for tag, _ in house.languages)
        raise WrongSetting(f"There is no language {language}; there is {offered}.")
    with house.store.read() as tx:
        held = texts.find(tx, quote_id)
    if language != house.staff_language and house.staff_language not in held.translations:
        raise WrongSetting(f"Translate it into {house.staff_language} first.")


def _checked(typed: str) -> str:
    made = translation(typed)
    if not made.text:
        raise WrongSetting("Nothing is approved without a typed translation.")
    if len(made.text) > LONGEST:
        raise WrongSetting(f"The translation has more than {LONGEST} characters: shorten it.")
    if made.shows:
        raise WrongSetting(f"The translation shows who somebody is ({made.shows}): leave that out.")
    return made.text


@quotes.command("refuse")
@click.argument("quote_id", metavar="ID")
def refuse(quote_id: str) -> None:
    """Let no volunteer read it."""
    with opened() as house, house.store.begin() as tx:
        texts.refuse(tx, quote_id)
    click.echo(f"Refused {quote_id}.")


@quotes.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """List the texts that are in no release yet, by id and state, with what was translated."""
    with opened() as house, house.store.read() as tx:
        there = sorted(texts.undecided(tx), key=lambda each: each.id)
    if as_json:
        print_json([{"id": q.id, "state": q.state, "translations": q.translations} for q in there])
    else:
        print_table([(q.id, q.state, "; ".join(q.translations.values())) for q in there])
