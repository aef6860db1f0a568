"""SIGTERM to a real bot process: it ends in under five seconds, whatever it is in the middle of."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.chaos.long_trouble import url_in
from tests.chaos.trouble import patient
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
