"""SIGTERM to a real bot process: it ends in under five seconds, whatever it is in the middle of.

On SQLite and on PostgreSQL.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from bot.house import DAY_BEGINS
from bot.outage import SETTLE
from tests.chaos.long_trouble import ask, settled, url_in
from tests.chaos.trouble import patient
from tests.chaos.weather import until

MOST = 5.0


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of either kind."""
    if request.param == "sqlite":
        return url_in(tmp_path)
    return settled(request.getfixturevalue("postgresql_url"))


def plain(url: str) -> str:
    """The address as the driver of PostgreSQL wants it."""
    return url.replace("+psycopg", "", 1)


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Somebody else holds what the bot wants to write to."""
    if url.startswith("sqlite"):
        file = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        return
    with psycopg.connect(plain(url)) as other:
        other.execute("LOCK TABLE contact IN ACCESS EXCLUSIVE MODE")
        yield
        other.rollback()


def away_for(url: str, seconds: int) -> None:
    """Make it as if the bot had been away for so long."""
    gone = f"UPDATE heartbeat SET at = at - {seconds}"  # noqa: S608  a number
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as other, other:
            other.execute(gone)
    else:
        ask(plain(url), gone)


async def test_at_rest(tmp_path: Path, url: str) -> None:
    """A bot with nothing to do ends at once, and well."""
    async with patient(tmp_path, url) as bot:
        assert await bot.bot.stop() < MOST
        assert (0, []) == (bot.bot.code, bot.bot.errors)


async def test_while_a_send_hangs(tmp_path: Path, url: str) -> None:
    """A platform that does not answer is not waited for; the message comes after the start."""
    async with patient(tmp_path, url) as bot:
        bot.standin.fail_next("sendMessage", "hang")
        bot.answer()
        assert await until(lambda: bot.standin.calls["sendMessage"] > 0, seconds=10)
        assert await bot.bot.stop() < MOST
        assert 0 == bot.bot.code
        await bot.bot.start()
        assert [] == await bot.recovered()


async def test_while_the_database_is_locked(tmp_path: Path, url: str) -> None:
    """A transaction that waits for a lock is given up; its message was not acknowledged."""
    async with patient(tmp_path, url) as bot:
        with locked(url):
            bot.answer()
            await asyncio.sleep(0.5)
            assert await bot.bot.stop() < MOST
            assert bot.standin.updates.pending
        await bot.bot.start()
        assert [] == await bot.recovered()


async def test_right_after_a_tap(tmp_path: Path, url: str) -> None:
    """A tap that arrives together with SIGTERM is either taken whole, or comes again."""
    async with patient(tmp_path, url) as bot:
        bot.answer()
        assert await bot.bot.stop() < MOST
        assert 0 == bot.bot.code
        await bot.bot.start()
        assert [] == await bot.recovered()


async def test_after_an_outage(tmp_path: Path, url: str) -> None:
    """Killed, and away for 200 seconds: the open question comes once more, and only once."""
    async with patient(tmp_path, url, HOWAREYOU_TIME_ZONE=_where_it_is_day()) as bot:
        for started in range(2):
            await bot.bot.kill()
            away_for(url, 200)
            await bot.bot.start()
            asked = await until(bot.person.waits, seconds=SETTLE + 10)
            assert asked is (started == 0)
            assert (started == 0) is any("Good to see" in each.text for each in bot.person.unread())
            assert await bot.noted()  # a kill before that repeats it
        bot.bot.kills = 0
        first = next(iter(bot.person.shown))
        bot.person.shown = {first: bot.person.shown[first]}
        bot.answer()
        assert [] == await bot.recovered()


def _where_it_is_day() -> str:
    """Give a time zone in which it is day, so that what can wait is sent at once.

    The names of these zones count westwards.
    """
    return f"Etc/GMT{datetime.now(UTC).hour - DAY_BEGINS - 2:+d}"
