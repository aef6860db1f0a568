"""Databases that cannot be used: each told in one sentence, and nothing half-written."""

import re
import subprocess
import sys
import tempfile
import traceback
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from storage import (
    Store,
    StoreError,
    Unavailable,
    contacts,
    database,
    open_store,
    rounds,
    tables,
)
from storage.contacts import Contact

TODAY = date(2027, 3, 1)
ROOT = Path(__file__).parents[2]


def reopened(url: str, keys_dir: Path) -> Store:
    """Open a store as a start does."""
    return open_store(url, keys_dir, today=TODAY, framework=("how_are_you", "1"), country="FI")


def key_files(keys_dir: Path) -> list[Path]:
    """The keys on the disk."""
    return sorted(keys_dir.glob("*.key"))


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_memory(url: str, keys_dir: Path) -> None:
    """A database in memory is refused."""
    with pytest.raises(StoreError, match="must be a file"):
        reopened(url, keys_dir)


@pytest.mark.parametrize(
    ("url", "sentence"), [("nonsense", "cannot be read"), ("mysql://x/y", "must be SQLite")]
)
def test_other_databases(url: str, sentence: str, keys_dir: Path) -> None:
    """An address that is none, or of another database, is told in one sentence."""
    with pytest.raises(StoreError, match=sentence):
        reopened(url, keys_dir)


def test_directory_that_cannot_be_made(tmp_path: Path, keys_dir: Path) -> None:
    """A database below something that is no directory is told in one sentence."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        reopened(f"sqlite:///{tmp_path}/file/x.sqlite3", keys_dir)


@pytest.mark.parametrize("inside", ["", "/deeper"])
def test_key_directory_that_cannot_be_used(tmp_path: Path, database_url: str, inside: str) -> None:
    """Keys below something that is no directory are told in one sentence."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        reopened(database_url, Path(f"{tmp_path}/file{inside}"))


def test_not_a_database(tmp_path: Path, keys_dir: Path) -> None:
    """A file that is something else is not overwritten."""
    path = tmp_path / "notes.txt"
    path.write_text("dear diary " * 100)
    with pytest.raises(StoreError, match="no database"):
        reopened(f"sqlite:///{path}", keys_dir)
    assert "dear diary " * 100 == path.read_text()


_AS_NOBODY = """
import os, sys, tempfile
from datetime import date
from pathlib import Path
import storage

def opened(url, keys):
    given = {"today": date(2027, 3, 1), "framework": ("f", "1"), "country": "FI"}
    storage.open_store(url, Path(keys), **given).close()

with tempfile.TemporaryDirectory() as other:  # all modules are loaded while we still may
    opened(f"sqlite:///{other}/x.sqlite3", f"{other}/keys")
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    opened(*sys.argv[1:])
except storage.StoreError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize("what", ["directory", "file", "keys"])
def test_read_only(what: str) -> None:
    """A directory, file or key directory that may only be read is told in one sentence."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        url, keys = f"sqlite:///{root}/data/x.sqlite3", root / "keys"
        (root / "data").mkdir()
        if what == "file":
            reopened(url, keys).close()
        for path in root.rglob("*"):
            path.chmod(0o555 if path.is_dir() else 0o444)
        if what == "keys":
            keys.mkdir(mode=0o555)
            (root / "data").chmod(0o777)
        root.chmod(0o555)
        run = subprocess.run(
            [sys.executable, "-c", _AS_NOBODY, url, str(keys)],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        root.chmod(0o755)
        for path in root.rglob("*"):
            path.chmod(0o755)
    assert re.match(r"(StoreError|Unavailable) .*(cannot|No key can) be", run.stdout), run
    assert 1 == len(run.stdout.splitlines())


def test_postgresql_needs_its_package(monkeypatch: pytest.MonkeyPatch, keys_dir: Path) -> None:
    """Without psycopg the operator is told what to install."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"howareyou-bot\[postgres\]"):
        reopened("postgresql://127.0.0.1/x", keys_dir)


def test_postgresql_out_of_reach(keys_dir: Path) -> None:
    """A PostgreSQL that does not answer is unavailable, and its password is not told."""
    with pytest.raises(Unavailable) as told:
        reopened("postgresql://me:hush@127.0.0.1:1/x", keys_dir)
    assert "hush" not in str(told.value)


def test_patience_is_added(keys_dir: Path) -> None:
    """Options in a PostgreSQL address are kept beside our own patience with locks."""
    engine = database.connect("postgresql://127.0.0.1/x?options=-c%20search_path%3Dy")
    options = engine.url.query["options"]
    engine.dispose()
    assert "-c lock_timeout=15000 -c search_path=y" == options


def test_disk_full(store: Store) -> None:
    """A full disk is told as unavailable, and nothing of the transaction is written."""
    if not database.is_sqlite(store.engine):
        pytest.skip("SQLite can be told how large it may grow")
    people = [Contact("telegram", "bot", str(n), round="r1") for n in range(50)]
    with store.begin() as tx:
        tx.db.exec_driver_sql("PRAGMA max_page_count=1")
    with pytest.raises(Unavailable, match="SQLITE_FULL"), store.begin() as tx:
        contacts.save(tx, people)
    with store.begin() as tx:
        tx.db.exec_driver_sql("PRAGMA max_page_count=1000000")
        assert [] == list(contacts.everyone(tx, "r1"))


def test_locked(store: Store) -> None:
    """A writer that does not let go makes the others say so, and lets readers read."""
    if not database.is_sqlite(store.engine):
        pytest.skip("PostgreSQL lets writers of other rows through")
    with store.engine.connect() as patient:
        patient.exec_driver_sql("PRAGMA busy_timeout=1")
    with store.begin(), store.read() as tx:
        current = rounds.current(tx).id
        with store.engine.connect() as db:
            db.exec_driver_sql("PRAGMA busy_timeout=1")
            third = db.execution_options(**{database.WRITING: True})
            third.rollback()
            with pytest.raises(Unavailable, match="SQLITE_BUSY"), database.faults_told():
                third.begin()
    assert "r1" == current


def test_gone(store: Store) -> None:
    """A database whose tables are gone is unavailable, not a puzzle."""
    if not database.is_sqlite(store.engine):
        pytest.skip("a PostgreSQL table that is gone is an error of its own")
    with store.begin() as tx:
        tx.db.execute(text("ALTER TABLE key RENAME TO other"))
    with pytest.raises(Unavailable), store.begin():
        pass


def test_no_values_in_errors(store: Store) -> None:
    """What a statement carried is in no error, also not in the library's."""
    wrong = text("INSERT INTO place (id, name) VALUES (:a, :b)")
    with pytest.raises(StoreError, match="refused") as told, store.begin() as tx:
        tx.db.execute(wrong, {"a": "x", "b": "SE" + "CRET"})
    assert not isinstance(told.value, Unavailable)
    assert "SECRET" not in "".join(traceback.format_exception(told.value))


def test_all_connections_are_taken() -> None:
    """A wait for a free connection that takes too long is unavailable too."""
    with pytest.raises(Unavailable, match="TimeoutError"), database.faults_told():
        raise PoolTimeoutError


def test_cleaning_beside_a_writer(
    database_url: str, keys_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cleaning beside somebody who writes says that it could not."""
    monkeypatch.setattr(database, "_PRAGMAS", (*database._PRAGMAS, "PRAGMA busy_timeout=1"))
    monkeypatch.setattr(database, "_PATIENCE", "-c lock_timeout=10")
    opened = reopened(database_url, keys_dir)
    with opened.begin() as tx:
        contacts.save(tx, [Contact("telegram", "bot", "1", round="r1")])
        assert not database.clean(opened.engine, (tables.contact,))
    assert database.clean(opened.engine, (tables.contact,))
    opened.close()
