"""`howareyou poster`: what hangs on a wall, as a page to print or as PDF."""

import sys
from pathlib import Path

import click

from bot.channels import WrongSetting, configured
from bot.commands.opened import opened
from bot.settings import Settings
from bot.site import as_pdf
from bot.site import poster as sheet


@click.command()
@click.argument("place_id", metavar="PLACE")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--bot", default="", metavar="NAME", help="The bot's name on Telegram, without @.")
def poster(place_id: str, file: Path | None, bot: str) -> None:
    """Make the A4 poster of a place, as: poster oulu poster.pdf --bot our_bot.

    It asks "How are you?" in eight languages, those of `place languages` first, and leads to the
    bot on Telegram with --bot, else to the talk on our page. FILE ends with .html, which any
    browser prints, or with .pdf (needs the extra `pdf`).
    """
    file = file or Path(f"howareyou-poster-{place_id}.html")
    if file.suffix not in {".html", ".pdf"}:
        raise click.UsageError("The poster is an .html or a .pdf file.")
    settings = Settings.read()
    begins = f"https://t.me/{bot.removeprefix('@')}?start=" if bot else _page(settings)
    with opened() as house:
        text = sheet(house, place_id, begins=begins)
    _write(file, as_pdf(text) if file.suffix == ".pdf" else text.encode())
    click.echo(f"Poster: {file}")
    if not bot and settings.public_url is None:
        click.echo(
            "Its link works on this machine only: set HOWAREYOU_PUBLIC_URL, or add --bot NAME.",
            err=True,
        )


def _page(settings: Settings) -> str:
    """Where somebody begins on our page."""
    begins = next((each.begins for each in configured(settings, ("web",))), "")
    if not begins:
        raise WrongSetting("The talk on a page is shut, so a poster needs --bot NAME.")
    return begins


def _write(file: Path, body: bytes) -> None:
    try:
        file.write_bytes(body)
    except OSError as error:
        click.echo(f"howareyou: {file} cannot be written ({error.strerror}).", err=True)
        sys.exit(1)
