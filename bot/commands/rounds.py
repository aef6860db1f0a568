"""`howareyou round`, `move` and `release`: the calendar of asking, and what comes of it."""

import sys
from pathlib import Path

import click

from bot import reading, upkeep
from bot.channels import WrongSetting
from bot.commands.opened import as_json, opened, print_json, print_table
from bot.house import House
from bot.telling import read_text, tell_everybody, without_text
from storage import places, quotes, rounds
from storage.rounds import Window
from summaries.disclose import TellsTooMuch


@click.group("round")
def round_() -> None:
    """Rounds: when people are asked."""


@round_.command("open")
@click.option("--weeks", default=4, show_default=True, type=click.IntRange(1, 52))
@click.option("--windows", default=1, show_default=True, type=click.IntRange(1, 52))
def open_(weeks: int, windows: int) -> None:
    """Open a round for the whole country, from today."""
    with opened() as house, house.store.begin() as tx:
        made = rounds.open_round(
            tx,
            framework=house.framework.id,
            version=house.framework.version,
            today=house.today(),
            weeks=weeks,
            windows=windows,
        )
    click.echo(f"Round {made.id} is open until {made.closes_on}.")


@round_.command("close")
def close() -> None:
    """Close the open round to new talks; people keep the days they were told."""
    with opened() as house, house.store.begin() as tx:
        closed = rounds.close_round(tx, today=house.today())
        last = rounds.windows(tx, closed.id)[-1].last_day
    click.echo(
        f"Round {closed.id} is closed. Finished talks move after {last}, as people were told."
    )


@round_.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """List every round and its windows."""
    with opened() as house, house.store.read() as tx:
        rows = [
            (each.id, each.state, f"{each.framework} {each.version}", str(each.opens_on or ""),
             str(each.closes_on or ""), _windows(rounds.windows(tx, each.id)))
            for each in rounds.all_rounds(tx)
        ]  # fmt: skip
    if as_json:
        names = ("id", "state", "framework", "opens_on", "closes_on", "windows")
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print_table(rows)


def _windows(windows: list[rounds.Window]) -> str:
    return ", ".join(f"{each.id} to {each.last_day} ({each.state})" for each in windows)


@round_.command("tell")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--place", default="", help="Only people of this place.")
@click.option("--dry-run", is_flag=True, help="Only count how many would be told.")
def tell(file: Path, place: str, *, dry_run: bool) -> None:
    """Send one text, in everybody's own language, to all who can still be written to."""
    with opened() as house:
        texts = read_text(file, house)
        with house.store.read() as tx:
            wanted = places.known(tx, place)
        told = tell_everybody(house, texts, place=wanted, dry_run=dry_run)
        others = without_text(house, texts)
    if others:
        click.echo(f"In English, because the file has no text: {others}.", err=True)
    # No live figure of a small group (docs/privacy.md).
    many = str(told) if told >= house.k else f"fewer than {house.k}"
    click.echo(f"{'Would tell' if dry_run else 'Telling'} {many} people.")


@click.command()
def move() -> None:
    """Move every window that is over; the running bot does this each night by itself."""
    with opened() as house:
        moved = upkeep.move_due(house, house.today())
    if not moved:
        click.echo("No window is over yet.")
    for each in moved:
        click.echo(f"Window {each.window}: {each.people} people moved.")


@click.command()
def release() -> None:
    """Publish what may be shown of every moved window, once and for good."""
    with opened() as house:
        with house.store.read() as tx:
            waiting = reading.unpublished(tx)
        if not waiting:
            raise WrongSetting(
                "There is nothing to release: no window has moved since the last one."
            )
        _say_what_waits(house)
        refused = [str(error) for window in waiting if (error := _release(house, window))]
    for sentence in refused:
        click.echo(f"howareyou: {sentence}", err=True)
    if refused:
        sys.exit(4)


def _say_what_waits(house: House) -> None:
    """What nobody has read yet is in no release, now or later."""
    with house.store.read() as tx:
        waits = any(each.state == "waiting" for each in quotes.undecided(tx))
    if waits:
        click.echo("Some texts wait to be read (`howareyou quotes next`) and stay out.", err=True)


def _release(house: House, window: Window) -> TellsTooMuch | None:
    """Publish one window; what may not be published holds up no other."""
    try:
        with house.store.begin() as tx:
            made = reading.publish(tx, house, window)
    except TellsTooMuch as refusal:
        return refusal
    click.echo(f"Released window {made.window}: sha256 {made.sha256}")
    return None
