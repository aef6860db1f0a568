"""`howareyou run`: the bot.

The words of all languages are read before the libraries are loaded: these then use again what
reading left free (docs/performance.md).
"""

import asyncio
import gc
import sys
import typing
from collections.abc import Sequence

import click

from bot import logs
from bot.prepared import prepared
from bot.settings import Settings

if typing.TYPE_CHECKING:
    from bot.channels import Channel
    from bot.house import House

NOTHING_SET = (
    "No messaging app is set: set HOWAREYOU_TELEGRAM_TOKEN (from @BotFather on Telegram), or "
    "HOWAREYOU_SLACK_BOT_TOKEN with HOWAREYOU_SLACK_APP_TOKEN; docs/start.md shows how."
)

NO_APP = (
    "No messaging app is set, so people can talk on a page only; docs/start.md shows how to add "
    "Telegram or Slack."
)


@click.command()
def run() -> None:
    """Run the bot on the messaging apps that are set."""
    settings = Settings.read()
    logs.configure(settings.log_level)
    if not settings.channels:
        _offer_terminal()
        return
    made = prepared(settings)
    from bot.channels import configured  # noqa: PLC0415 - see above
    from bot.house import open_house  # noqa: PLC0415 - see above

    house = open_house(settings, made=made)
    try:
        typing.clear_overloads()  # of libraries, kept for tools that read types
        channels = tuple(configured(settings, settings.channels))
        if not any(each.capabilities.rings for each in channels):
            click.echo(NO_APP, err=True)
        if house.store.opened_first_round:
            click.echo(
                "This is a new database: a first round is open for the whole country, for four "
                "weeks. See `howareyou round list`.",
                err=True,
            )
        asyncio.run(_run(house, channels, settings))
    finally:
        house.store.close()


async def _run(house: "House", channels: "Sequence[Channel]", settings: Settings) -> None:
    from bot.serve import bind, serve, stop_on_signals  # noqa: PLC0415 - see above

    stop = asyncio.Event()
    listening = bind(settings.host, settings.port)
    stop_on_signals(stop)
    names = ", ".join(each.name for each in channels)
    page = f" In a browser: {settings.address}" if settings.web == "on" else ""

    def started() -> None:
        settle()
        click.echo(f"The bot is running on {names}; Ctrl-C stops it.{page}", err=True)

    with listening:
        await serve(house, channels, listening, stop=stop, started=started)


def settle() -> None:
    """Leave what was loaded at the start out of every later search for garbage, and search less.

    Nothing of it ever goes, and searching it over and over took a tenth of every turn (measured).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _offer_terminal() -> None:
    click.echo(NOTHING_SET, err=True)
    if _is_terminal() and click.confirm(
        "Do you want to try the talk here in the terminal?", default=True, err=True
    ):
        from bot.commands.play import play  # noqa: PLC0415  only if it is wanted

        play(args=(), standalone_mode=False)
        return
    click.echo("To try the talk here in the terminal: make play", err=True)
    sys.exit(2)
