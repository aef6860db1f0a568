"""Trouble of the PostgreSQL server itself under a running bot: away for long, crashed, or full."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest

from tests import postgresql
from tests.chaos.long_trouble import ask, settled
from tests.chaos.trouble import patient
from tests.chaos.ways import WAYS

AWAY_SECONDS = 30
SMALL_DISK = "24m"


@pytest.fixture
def server() -> Iterator[Any]:
    """A server of this test's own, which it may end; its sockets want a short path."""
    with TemporaryDirectory(prefix="howareyou-", ignore_cleanup_errors=True) as folder:
        started = postgresql.server(Path(folder))
        yield started
        started.cleanup()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("how", ["stopped", "crashed"])
async def test_the_server_is_away(tmp_path: Path, server: Any, how: str, way: str) -> None:
    """While the server is away for 30 seconds an answer stays with its platform; then it counts."""
    with postgresql.database(server.get_uri()) as url:
        async with patient(tmp_path, settled(url), way) as bot:
            if how == "stopped":
                await asyncio.to_thread(server.stop)
            else:
                os.kill(server.get_pid(), signal.SIGQUIT)  # as a crash: nothing is written down
            bot.answer()
            assert await bot.unheard(seconds=AWAY_SECONDS)
            await asyncio.to_thread(server.ensure_postgres_running)
            assert [] == await bot.recovered()


@contextlib.contextmanager
def small_disk(folder: Path, server: Any) -> Iterator[Path]:
    """A disk of a few megabytes that belongs to the server."""
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if sys.platform != "linux" or os.geteuid() != 0 or mount is None or unmount is None:
        pytest.skip("only root of Linux can make a small disk")
    disk = folder / "disk"
    disk.mkdir()
    made = subprocess.run([mount, "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", disk])  # noqa: PLW1510  looked at below
    if made.returncode:
        pytest.skip("no small disk can be made here")
    try:
        (place := disk / "data").mkdir(mode=0o700)
        owner = Path(server.pgdata).stat()
        os.chown(place, owner.st_uid, owner.st_gid)
        for above in (disk, *disk.parents[:3]):
            above.chmod(above.stat().st_mode | 0o011)  # the server is not root
        yield place
    finally:
        subprocess.run([unmount, "--lazy", disk], check=True)


def fill(url: str) -> None:
    """Write until nothing more fits, at last in small pieces."""
    ask(url, "VACUUM FULL", "CREATE TABLE junk (filler text)")
    for size in (100_000, 1_000, 1):
        with contextlib.suppress(psycopg.errors.DiskFull):
            while True:
                ask(url, f"INSERT INTO junk SELECT repeat(md5(random()::text), 10) "  # noqa: S608  a number
                    f"FROM generate_series(1, {size})")  # fmt: skip


@pytest.mark.timeout(300)
@pytest.mark.parametrize("way", WAYS)
async def test_the_disk_of_the_server_is_full(tmp_path: Path, server: Any, way: str) -> None:
    """While the disk of the server takes nothing more, an answer stays with its platform."""
    with small_disk(Path(server.pgdata).parent, server) as disk:
        admin = server.get_uri()
        ask(admin, f"CREATE TABLESPACE small LOCATION '{disk}'")
        with postgresql.database(admin) as url:
            name = url.rpartition("/")[2].partition("?")[0]
            ask(admin, f"ALTER DATABASE {name} SET TABLESPACE small")
            async with patient(tmp_path, settled(url), way) as bot:
                fill(url)
                bot.answer()
                assert await bot.unheard(seconds=3)
                ask(url, "DROP TABLE junk")
                assert [] == await bot.recovered()
        ask(admin, "DROP TABLESPACE small")
