"""A store for every test that asks for one: on SQLite, or with --database on PostgreSQL.

--database=postgresql starts a PostgreSQL of our own; --database=postgresql://... uses that one
(the tests make databases of their own in it, and remove them). Tests that need PostgreSQL in any
case ask for `postgresql_url`, and say why they are skipped where none can be started.
"""

import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot import house
from storage import Store, database, open_store, opening
from tests import postgresql
from tests.once import Migrated, Words

# Of tests that want the migrations themselves.
REALLY = "really_migrated"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: some tests wait for a process or a browser of theirs."""
    return (os.cpu_count() or 1) + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the whole suite run on PostgreSQL."""
    parser.addoption(
        "--database",
        default="",
        help="postgresql (one of our own is started) or postgresql://... (that one is used)",
    )
    parser.addoption(
        "--replicas",
        default="0",
        help="seconds for which replicas are killed while people talk (0: a short sample)",
    )


@pytest.fixture(scope="session", autouse=True)
def migrated() -> Iterator[Migrated]:
    """Let the migrations run, and words be gathered, once for all tests of this process."""
    migrations = Migrated()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_migrate", migrations)
        patch.setattr(house, "lexicon", Words())
        yield migrations


@pytest.fixture(scope="session")
def postgresql_server(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a PostgreSQL in which databases can be made."""
    given = str(request.config.getoption("--database"))
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    if "://" in given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="howareyou-", ignore_cleanup_errors=True) as directory:
        server = _started(Path(directory))
        try:
            postgresql.spare_the_disk(server.get_uri())
            yield server.get_uri()
        finally:
            server.cleanup()


def _started(directory: Path) -> Any:
    try:
        return postgresql.server(directory)
    except Exception as error:  # noqa: BLE001 - whatever keeps it from starting is the reason
        pytest.skip(f"no PostgreSQL can be started here: {type(error).__name__}: {error}")


@pytest.fixture
def postgresql_url(postgresql_server: str, _like: str) -> Iterator[str]:
    """A PostgreSQL database of this test's own: empty, where the test itself opens it."""
    with postgresql.database(postgresql_server, like=_like) as url:
        yield url


@pytest.fixture(scope="session")
def _tables(postgresql_server: str) -> Iterator[str]:
    """The name of a database with all tables and nothing in them, to be copied."""
    with postgresql.database(postgresql_server) as url:
        engine = database.connect(url)
        opening.bring_up_to_date(engine)
        engine.dispose()  # nobody may be connected to what is copied
        yield str(engine.url.database)


@pytest.fixture
def _like(request: pytest.FixtureRequest) -> str:
    """What a new PostgreSQL database is like: whoever wants a store does not ask how it is made."""
    return str(request.getfixturevalue("_tables")) if _wants_store(request) else "template1"


def _wants_store(request: pytest.FixtureRequest) -> bool:
    asked = request.fixturenames
    return bool(request.config.getoption("--database")) and "store" in asked and REALLY not in asked


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database of this test's own: empty, where the test itself opens it."""
    if request.config.getoption("--database"):
        return str(request.getfixturevalue("postgresql_url"))
    return f"sqlite:///{tmp_path}/data/howareyou.sqlite3"


@pytest.fixture
def keys_dir(tmp_path: Path) -> Path:
    """Where this test's keys lie."""
    return tmp_path / "keys"


@pytest.fixture
def today() -> date:
    """The day on which the tests' first round opens."""
    return date(2027, 3, 1)


@pytest.fixture
def store(database_url: str, keys_dir: Path, today: date) -> Iterator[Store]:
    """A new store with its first round open."""
    opened = open_store(
        database_url, keys_dir, today=today, framework=("how_are_you", "1"), country="FI"
    )
    yield opened
    opened.close()
