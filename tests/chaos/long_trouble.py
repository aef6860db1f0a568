"""Trouble of the database under a real bot process: nothing is acknowledged, and it goes on.

By every way: Telegram by polling and by webhook, Slack by socket and by web.
"""

import resource
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from tests.chaos.trouble import move_away, move_back, patient, sqlite_files
from tests.chaos.ways import WAYS

pytestmark = [pytest.mark.timeout(300), pytest.mark.parametrize("way", WAYS)]
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs prlimit of Linux")


def url_in(folder: Path) -> str:
    """A SQLite database in this folder."""
    return f"sqlite:///{folder}/a.sqlite3"


async def test_locked(tmp_path: Path, way: str) -> None:
    """While another process holds the database longer than we wait, nothing is taken."""
    async with patient(tmp_path, url_in(tmp_path), way) as bot:
        with closing(sqlite3.connect(tmp_path / "a.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            bot.answer()
            assert await bot.unheard(seconds=6)
            other.execute("ROLLBACK")
        assert [] == await bot.recovered()


@linux
async def test_full(tmp_path: Path, way: str) -> None:
    """While the disk takes nothing more, an answer stays with its platform."""
    async with patient(tmp_path, url_in(tmp_path), way) as bot:
        before = resource.prlimit(bot.bot.pid, resource.RLIMIT_FSIZE)
        least = min(file.stat().st_size for file in sqlite_files(tmp_path))
        resource.prlimit(bot.bot.pid, resource.RLIMIT_FSIZE, (least // 2, before[1]))
        bot.answer()
        assert await bot.unheard(seconds=2)
        resource.prlimit(bot.bot.pid, resource.RLIMIT_FSIZE, before)
        assert [] == await bot.recovered()


async def test_gone(tmp_path: Path, way: str) -> None:
    """While the file is away, nothing is written to what nobody will find again."""
    async with patient(tmp_path, url_in(tmp_path), way) as bot:
        away = move_away(tmp_path)
        bot.answer()
        assert await bot.unheard(seconds=2)
        assert [] == sqlite_files(tmp_path)
        move_back(tmp_path, away)
        assert [] == await bot.recovered()


async def test_replaced(tmp_path: Path, way: str) -> None:
    """A file that was put in its place while we run is the one that is written to."""
    async with patient(tmp_path, url_in(tmp_path), way) as bot:
        away = move_away(tmp_path)
        with (
            closing(sqlite3.connect(away / "a.sqlite3")) as old,
            closing(sqlite3.connect(tmp_path / "copy")) as new,
        ):
            old.backup(new)
        shutil.move(tmp_path / "copy", tmp_path / "a.sqlite3")
        bot.answer()
        assert [] == await bot.recovered()


# --- PostgreSQL ----------------------------------------------------------------------------------


def settled(url: str) -> str:
    """The address as the setting wants it."""
    address = make_url(url).set(drivername="postgresql+psycopg")
    return address.render_as_string(hide_password=False)


def ask(url: str, *statements: str) -> None:
    """Do something to the database as its administrator would."""
    with psycopg.connect(url, autocommit=True) as admin:
        for statement in statements:
            admin.execute(statement.encode())


CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = '{name}' AND pid <> pg_backend_pid()"
)
FAILS = """
CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {what}; RETURN NULL; END $$;
CREATE {kind} TRIGGER fails AFTER INSERT OR UPDATE ON contact {when}
FOR EACH ROW EXECUTE FUNCTION fails();
"""
# At the statement itself, or as the last thing before the commit is done.
WHEN = {"at once": ("", ""), "in the commit": ("CONSTRAINT", "DEFERRABLE INITIALLY DEFERRED")}
STATES = ("40001", "40P01", "53100")
WHAT_FAILS = {state: f"RAISE EXCEPTION USING ERRCODE = '{state}'" for state in STATES}
WHAT_FAILS["cut"] = "PERFORM pg_terminate_backend(pg_backend_pid())"


async def test_postgresql_gone(
    tmp_path: Path, postgresql_url: str, postgresql_server: str, way: str
) -> None:
    """While the server ends every connection and takes none, an answer stays with its platform."""
    name = make_url(postgresql_url).database
    admin = make_url(postgresql_server).set(drivername="postgresql")
    there = admin.render_as_string(hide_password=False)
    async with patient(tmp_path, settled(postgresql_url), way) as bot:
        ask(there, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false", CUT.format(name=name))
        bot.answer()
        assert await bot.unheard(seconds=2)
        ask(there, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert [] == await bot.recovered()


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("what", WHAT_FAILS)
async def test_postgresql_refuses(
    tmp_path: Path, postgresql_url: str, way: str, what: str, when: str
) -> None:
    """A serialization failure, a deadlock, a full disk or a cut undoes all, and it comes again."""
    kind, deferred = WHEN[when]
    async with patient(tmp_path, settled(postgresql_url), way) as bot:
        ask(postgresql_url, FAILS.format(what=WHAT_FAILS[what], kind=kind, when=deferred))
        bot.answer()
        assert await bot.unheard(seconds=1)
        ask(postgresql_url, "DROP TRIGGER fails ON contact")
        assert [] == await bot.recovered()


async def test_postgresql_cut_in_mid_transaction(
    tmp_path: Path, postgresql_url: str, way: str
) -> None:
    """A connection that is cut while its transaction waits leaves nothing of it."""
    name = make_url(postgresql_url).database
    async with patient(tmp_path, settled(postgresql_url), way) as bot:
        with psycopg.connect(postgresql_url) as other:
            other.execute("SELECT 1 FROM contact FOR UPDATE")
            bot.answer()
            assert await bot.unheard(seconds=1)
            found = other.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
            assert (1,) == found
            other.execute(CUT.format(name=name).encode())
            assert await bot.unheard(seconds=0.3)
        assert [] == await bot.recovered()
