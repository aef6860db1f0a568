"""The command `locales`: gather what people read, check translations, say how far they are."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from dialogues import needs, prose
from dialogues.hearing import normalise
from locales import check as checks
from locales import extract as extraction
from locales import registry, words
from locales.catalogue import Catalogues, Entry, Pair
from locales.registry import Language

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "dialogues", "locales", "pages", "storage", "summaries")
DIRECTORY = ROOT / "locales"
FRAMEWORKS = ROOT / "dialogues" / "frameworks"


def sentences(root: Path = ROOT) -> tuple[Entry, ...]:
    """Every sentence that a person or a volunteer may read, from code, frameworks and needs."""
    return extraction.merged(
        [*_from_words(), *_from_frameworks(root), *_from_needs(), *_from_code(root)]
    )


def _from_code(root: Path) -> Iterator[Entry]:
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            code = path.read_text(encoding="utf-8")
            yield from extraction.phrases(code, path.relative_to(root).as_posix())


def _from_frameworks(root: Path) -> Iterator[Entry]:
    for path in sorted((root / "dialogues" / "frameworks").glob("*.yaml")):
        origin = path.relative_to(root).as_posix()
        for found in prose.sentences(path.read_text(encoding="utf-8")):
            yield Entry(found.context, found.source, comment=found.comment, origin=origin)


def _from_needs() -> Iterator[Entry]:
    for phrase, comment in needs.sentences():
        yield Entry(phrase.context, phrase.source, comment=comment, origin="dialogues/needs.yaml")


def _from_words() -> Iterator[Entry]:
    for context, source, comment in words.sentences():
        yield Entry(context, source, comment=comment, origin="locales/words.py")


@click.group()
def locales() -> None:
    """Gather sentences for translators and check what they wrote."""


@locales.command()
def extract() -> None:
    """Write locales/messages.pot and bring every language's file up to it."""
    languages = registry.read(DIRECTORY / "registry.toml")
    changed = extraction.write(DIRECTORY, sentences(), languages)
    for path in changed:
        click.echo(f"written: {path.relative_to(DIRECTORY.parent)}")
    if not changed:
        click.echo("Nothing to do: every file is up to date.")


@locales.command()
@click.argument("tags", nargs=-1, metavar="[LANGUAGE]...")
@click.option("--json", "as_json", is_flag=True, help="Print the faults as JSON.")
def check(tags: tuple[str, ...], *, as_json: bool) -> None:
    """Print every fault of the languages named (default: all), numbered."""
    known = [language.tag for language in registry.read(DIRECTORY / "registry.toml")]
    if unknown := sorted(set(tags) - set(known)):
        raise click.UsageError(
            f"No such language: {', '.join(unknown)}. Known: {', '.join(known)}."
        )
    found = [
        fault
        for fault in checks.all_faults(DIRECTORY, known, normalise)
        if not tags or fault.language in tags
    ]
    if as_json:
        click.echo(json.dumps([asdict(fault) for fault in found], ensure_ascii=False, indent=2))
    else:
        for number, fault in enumerate(found, 1):
            head = f"{number}. {fault.language}, {fault.context} [{fault.kind}]: "
            click.echo(f"{head}{fault.source!r} {fault.sentence}")
    if found:
        raise click.exceptions.Exit(1)
    if not as_json:
        click.echo("No faults.")


def _wanted(shipped: Catalogues) -> Iterator[tuple[str, Language, list[Pair]]]:
    for tag, language in shipped.languages.items():
        yield tag, language, shipped.wanted(language)


@locales.command()
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def status(*, as_json: bool) -> None:
    """Say how far each language is, and the fingerprint a review is pinned to."""
    shipped = Catalogues(DIRECTORY)
    rows = [
        {
            "language": tag,
            "name": language.name,
            "review": language.review,
            "said": len(wanted) - len(shipped.gaps(tag, wanted)),
            "of": len(wanted),
            "offered": language in shipped.whole,
            "texts": shipped.fingerprint(tag),
        }
        for tag, language, wanted in _wanted(shipped)
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        offered = "offered" if row["offered"] else "not offered"
        click.echo(
            f"{row['language']}  {row['name']}: {row['said']} of {row['of']}, "
            f"{row['review']}, {offered}, texts {row['texts']}"
        )
