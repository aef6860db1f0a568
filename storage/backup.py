"""Backup and restore of a SQLite database; the keys are never part of it.

1. A backup is a whole, unchanging view, made beside whoever writes, readable by us alone.
2. A restored database is checked and finished before it takes its place: its keys are there, what
   was erased since is erased again, and what had waited to be sent is not sent a second time.
3. A backup from before the draft key was replaced does not open any more: that is what it is for.
"""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import delete, make_url

from storage import presence, tables
from storage.database import connect, faults_told
from storage.erase import erase_again
from storage.errors import StoreError
from storage.keys import KeyFiles, flush, registered
from storage.opening import bring_up_to_date
from storage.transaction import Store

_BESIDE = ("-wal", "-shm")


def back_up(store: Store, target: Path) -> None:
    """Copy the database to a new file."""
    source = _path(store.engine.url.render_as_string(hide_password=False))
    _copy(source, target)


def restore(source: Path, url: str, keys_dir: Path, *, replace: bool) -> int:
    """Put a backup in the place of the database; tell how many rows were erased again."""
    target = _path(url)
    if any(map(presence.is_locked, target.parent.glob(f"{target.name}-*.alive"))):
        raise StoreError("The bot is running on this database; stop it first.")
    if target.exists() and not replace:
        raise StoreError(f"There is a database {target}; to give it up, say --replace.")
    new = target.with_name(f"{target.name}.restored")
    for name in ("", *_BESIDE):
        new.with_name(new.name + name).unlink(missing_ok=True)
    _copy(source, new)
    try:
        erased = _finish(new, keys_dir, source)
        for name in _BESIDE:
            target.with_name(target.name + name).unlink(missing_ok=True)
        new.replace(target)
        flush(target.parent)
    finally:
        new.unlink(missing_ok=True)
    return erased


def _finish(new: Path, keys_dir: Path, source: Path) -> int:
    """Bring a copy up to the code and to what was erased since."""
    engine = connect(f"sqlite:///{new}")
    store = Store(engine, KeyFiles(keys_dir))
    try:
        with faults_told():
            bring_up_to_date(engine)
        _check(store, source)
        with store.begin(alone=True) as tx:
            tx.db.execute(delete(tables.outbox).where(tables.outbox.c.state != "aside"))
        return erase_again(store)
    finally:
        store.close()


def _check(store: Store, source: Path) -> None:
    with faults_told(), store.engine.connect() as db:
        rows = registered(db)
    if not rows:
        raise StoreError(f"{source} knows no keys: it is no backup of this program.")
    try:
        for row in rows:
            store.keys.check(row.id, row.fingerprint)
    except StoreError as error:
        raise StoreError(
            f"{source} does not fit the keys in {store.keys.directory}: it is of another database, "
            "or from before a move or a deletion, after which no older backup opens."
        ) from error


def _path(url: str) -> Path:
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        raise StoreError("PostgreSQL has its own tools, pg_dump and pg_restore: see docs/run.md.")
    return Path(address.database).absolute()


def _copy(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(f"{target} cannot be written ({error.strerror}).") from error
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)
            whole = new.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.Error as error:
        with suppress(OSError):
            target.unlink()
        raise StoreError(f"{source} cannot be copied: it is no database, or damaged.") from error
    if not whole:
        target.unlink()
        raise StoreError(f"{source} is damaged.")
    _flush_file(target)


def _flush_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    flush(path.parent)
