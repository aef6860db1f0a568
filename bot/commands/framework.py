"""Commands for those who write frameworks: check a file, draw a talk."""

import json
from pathlib import Path

import click

from dialogues import draw as drawing
from dialogues import library
from dialogues.faults import Mistakes
from dialogues.model import Framework

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print for programs.")
def check(file: Path, *, as_json: bool) -> None:
    """Check a framework FILE and print all its mistakes at once, each with a remedy."""
    try:
        found = library.load_file(file)
    except Mistakes as error:
        _print_mistakes(error, as_json=as_json)
        raise click.exceptions.Exit(1) from None
    if as_json:
        told = {"id": found.id, "version": found.version, "mistakes": []}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        click.echo(f"{file}: {found.id} {found.version} is fine: {_sum(found)}.")


@click.group()
def framework() -> None:
    """Look at the talk as data."""


@framework.command()
@click.argument("file", type=_FILE, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print for programs.")
def draw(file: Path | None, *, as_json: bool) -> None:
    """Print the talk of FILE as a Mermaid picture (without FILE: the talk that comes with us)."""
    try:
        found = library.load_file(file) if file else library.default()
    except Mistakes as error:
        _print_mistakes(error, as_json=as_json)
        raise click.exceptions.Exit(1) from None
    picture = drawing.mermaid(found)
    if as_json:
        told = {"id": found.id, "version": found.version, "mermaid": picture}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        click.echo(picture, nl=False)


def _print_mistakes(error: Mistakes, *, as_json: bool) -> None:
    if as_json:
        told = {"file": error.name, "mistakes": [each.record() for each in error.mistakes]}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for line in error.numbered():
        click.echo(line)


def _sum(found: Framework) -> str:
    return f"{len(found.topics)} topics, {len(found.questions)} questions"
