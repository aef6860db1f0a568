"""SIGTERM to a real bot process: it ends in under five seconds, whatever it is in the middle of."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.house import DAY_BEGINS
from bot.outage import SETTLE
from tests.chaos.long_trouble import url_in
from tests.chaos.trouble import SHOWN, patient
from tests.chaos.weather import until

MOST = 5.0


async def test_at_rest(tmp_path: Path) -> None:
    """A bot with nothing to do ends at once, and well."""
    async with patient(tmp_path, url_in(tmp_path)) as bot:
        assert await bot.bot.stop() < MOST
        assert (0, []) == (bot.bot.code, bot.bot.errors)


async def test_while_a_send_hangs(tmp_path: Path) -> None:
    """A platform that does not answer is not waited for; the message comes after the start."""
    async with patient(tmp_path, url_in(tmp_path)) as bot:
        bot.telegram.fail_next("sendMessage", "hang")
        bot.answer()
        assert await until(lambda: bot.telegram.calls["sendMessage"] > 0, seconds=10)
        assert await bot.bot.stop() < MOST
        assert 0 == bot.bot.code
        await bot.bot.start()
        assert [] == await bot.recovered()


async def test_while_the_database_is_locked(tmp_path: Path) -> None:
    """A transaction that waits for a lock is given up; its message was not acknowledged."""
    async with patient(tmp_path, url_in(tmp_path)) as bot:
        with closing(sqlite3.connect(tmp_path / "a.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            bot.answer()
            await asyncio.sleep(0.5)
            assert await bot.bot.stop() < MOST
            assert bot.telegram.updates.pending
            other.execute("ROLLBACK")
        await bot.bot.start()
        assert [] == await bot.recovered()


async def test_right_after_a_tap(tmp_path: Path) -> None:
    """A tap that arrives together with SIGTERM is either taken whole, or comes again."""
    async with patient(tmp_path, url_in(tmp_path)) as bot:
        bot.answer()
        assert await bot.bot.stop() < MOST
        assert 0 == bot.bot.code
        await bot.bot.start()
        assert [] == await bot.recovered()


async def test_after_an_outage(tmp_path: Path) -> None:
    """Killed, and away for 200 seconds: the open question comes once more, and only once."""
    async with patient(tmp_path, url_in(tmp_path), HOWAREYOU_TIME_ZONE=_where_it_is_day()) as bot:
        for started in range(2):
            await bot.bot.kill()
            with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as other, other:
                other.execute("UPDATE heartbeat SET at = at - 200")
            await bot.bot.start()
            asked = await until(bot.person.waits, seconds=SETTLE + 10)
            assert asked is (started == 0)
            assert (started == 0) is any("Good to see" in each.text for each in bot.person.unread())
        bot.bot.kills = 0
        bot.person.shown = {key: each for key, each in bot.person.shown.items() if key == SHOWN}
        bot.answer()
        assert [] == await bot.recovered()


def _where_it_is_day() -> str:
    """Give a time zone in which it is day, so that what can wait is sent at once.

    The names of these zones count westwards.
    """
    return f"Etc/GMT{datetime.now(UTC).hour - DAY_BEGINS - 2:+d}"
