"""`howareyou demo`: sixty simulated people, from hello to a summary, through the real rooms."""

import asyncio
import contextlib
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import click

from bot import logs, reading, upkeep
from bot.channels import WrongSetting
from bot.channels.telegram import Telegram
from bot.commands.opened import throw_away
from bot.commands.summary import write_exports
from bot.house import House, open_house
from bot.pace import Pace
from bot.serve import Rooms
from bot.settings import Settings
from bot.simulation import WORDS, Habits, Simulated, in_english
from bot.standins.telegram import TOKEN, TelegramStandIn
from storage import Tx, places, quotes, rounds, staff

PLACES = (("oulu", "Oulu"), ("turku", "Turku"), ("kemi", "Kemi"))
PEOPLE = 60
QUOTES = 3
LONG_ENOUGH = 22  # messages of a talk that is worth to be read
MARK = "made by howareyou demo"


@dataclass
class Calendar:
    """The calendar of the demo: given, not waited for."""

    now: datetime = field(default_factory=lambda: datetime(2027, 3, 1, 12).astimezone())

    def __call__(self) -> datetime:
        """The time it is."""
        return self.now


@click.command()
@click.option("--people", default=PEOPLE, show_default=True, type=click.IntRange(1, 1000))
@click.option("--seed", default=1, show_default=True, help="Another seed is another demo.")
@click.option(
    "--to",
    "folder",
    default=Path("demo"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
)
def demo(people: int, seed: int, folder: Path) -> None:
    """Let simulated people talk with the bot, and print what a sponsor would read."""
    started = time.monotonic()
    logs.configure("ERROR")
    _prepare(folder)
    settings = throw_away(Settings.read({}), folder)
    settings = replace(settings, organisation="the Red Cross")
    calendar = Calendar()
    house = open_house(settings, now=calendar)
    try:
        crowd = asyncio.run(_talk(house, people, seed))
        files = _publish(house, calendar, folder)
        _tell(house, crowd, files)
    finally:
        house.store.close()
    click.echo(f"{len(crowd)} people, {sum(p.turns for p in crowd)} messages from them, "
               f"{time.monotonic() - started:.1f} seconds.", err=True)  # fmt: skip


def _prepare(folder: Path) -> None:
    """A folder of its own: only one that an earlier demo made is emptied."""
    mark = folder / MARK
    if folder.exists() and any(folder.iterdir()) and not mark.exists():
        raise WrongSetting(f"The folder {folder} holds other things; choose another with --to.")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        mark.touch()
    except OSError as error:
        raise WrongSetting(f"The folder {folder} cannot be made ({error.strerror}).") from None


async def _talk(house: House, people: int, seed: int) -> list[Simulated]:
    async with TelegramStandIn() as telegram:
        with house.store.begin() as tx:
            invitations = _places(tx)
            _somebody_reads(tx, house)
        channel = Telegram(TOKEN, api_url=telegram.url)
        rooms = Rooms(house, [channel], pace=Pace(chat=0.0, account=0.0))
        spoken = [tag for tag, _ in house.languages if tag in WORDS]
        crowd = list(
            _crowd(
                telegram,
                invitations,
                spoken,
                people,
                seed,
            )
        )
        async with rooms.running():
            listening = asyncio.create_task(channel.listen(rooms.intake.hear))
            with _progress(len(crowd)) as advance:
                await asyncio.gather(*(_one(each, advance) for each in crowd))
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
        if telegram.violations:
            raise RuntimeError(f"limits of the platform were broken: {telegram.violations[:3]}")
    return crowd


async def _one(simulated: Simulated, advance: Callable[[], None]) -> None:
    await simulated.talk()
    advance()


def _places(tx: Tx) -> dict[str, str]:
    for place_id, name in PLACES:
        places.add(tx, id=place_id, name=name, kind="town")
    return {place_id: places.invite(tx, place=place_id) for place_id, _ in PLACES}


def _somebody_reads(tx: Tx, house: House) -> None:
    """Only where somebody approves texts are people asked for one."""
    today = house.today()
    code = staff.invite(tx, role="reviewer", place="", label="", today=today)
    staff.redeem(tx, code, person=("telegram", "demo", "reviewer"), today=today)


def _crowd(
    telegram: TelegramStandIn,
    invitations: dict[str, str],
    languages: Sequence[str],
    people: int,
    seed: int,
) -> Iterator[Simulated]:
    """People of all languages; Kemi is so small that it gets no page of its own."""
    for number in range(people):
        random = Random(f"{seed}/{number}")  # noqa: S311  a demo, not a secret
        place = "kemi" if number % 20 == 19 else ("oulu", "turku")[number // 4 % 2]
        place = "" if number % 12 == 5 else place
        language = languages[number % len(languages)]
        yield Simulated(
            telegram.person(1000 + number, language),
            language,
            place,
            invitations[place] if place and random.random() < 0.8 else "",
            Habits(random, consents=number != 17, adult=number != 23),
        )


@contextlib.contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar, only where somebody looks at a terminal."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=total, label="Talking", file=sys.stderr) as bar:
        yield lambda: bar.update(1)


def _publish(house: House, calendar: Calendar, folder: Path) -> list[Path]:
    """The morning after the round: move, read what may be read, release, export."""
    with house.store.read() as tx:
        last_day = rounds.windows(tx, rounds.current(tx).id)[-1].last_day
    calendar.now += timedelta(days=(last_day - calendar.now.date()).days + 1)
    upkeep.move_due(house, house.today())
    upkeep.close_due(house, house.today())
    with house.store.begin() as tx:
        waiting = {in_english(text.text): text.id for text in quotes.undecided(tx)}
        for said in sorted(waiting.keys() - {""})[:QUOTES]:
            quotes.approve(tx, waiting[said], language=house.staff_language, translation=said)
        for window in reading.unpublished(tx):
            reading.publish(tx, house, window)
    with house.store.read() as tx:
        shown = reading.all_shown(tx)
    return [path for form in ("csv", "json") for path in write_exports(shown, form, folder)]


def _tell(house: House, crowd: Sequence[Simulated], files: Sequence[Path]) -> None:
    whole = [each for each in crowd if each.language == "en" and each.turns > LONG_ENOUGH]
    reader = min(whole or crowd, key=lambda each: len(each.transcript))
    click.echo("One talk, as it was read and answered (~ marks a message that changed)\n")
    click.echo("\n".join(reader.transcript))
    click.echo("\nWhat a sponsor in Oulu reads\n")
    with house.store.read() as tx:
        language = house.staff_language
        for summary in reading.latest_summaries(tx, house, place="oulu", language=language):
            click.echo(summary.text())
    click.echo("The exports of a coordinator:")
    for path in files:
        click.echo(f"  {path}")
    click.echo('\nTo talk with the bot yourself: make play, or make play ARGS="--language ar"')
