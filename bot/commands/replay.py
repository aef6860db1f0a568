"""The command `locales replay`: the same talk side by side in every language."""

from pathlib import Path

import click

import locales
from bot.prepared import chosen_framework
from bot.rehearsal import rehearsed
from bot.replay import page as page_of
from bot.replay import side_by_side
from bot.settings import Settings


@click.command()
@click.option(
    "--languages", default="", metavar="TAGS", help="Only these, as fi,ar; all by default."
)
@click.option(
    "--page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write one HTML page for translators here instead of text.",
)
def replay(languages: str, page: Path | None) -> None:
    """Print the same talk in every language that is whole, side by side."""
    known = [tag for tag, _ in locales.offered()]
    wanted = [tag for tag in languages.replace(",", " ").split() if tag] or known
    if unknown := [tag for tag in wanted if tag not in known]:
        raise click.UsageError(f"Not whole: {', '.join(unknown)}. Whole: {', '.join(known)}.")
    framework = chosen_framework(Settings())
    talks = {tag: rehearsed(framework, tag) for tag in wanted}
    if page is None:
        click.echo(side_by_side(talks), nl=False)
        return
    page.write_text(page_of(talks), encoding="utf-8")
    click.echo(f"Written: {page}", err=True)
