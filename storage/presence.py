"""Proof that a process lives, which the machine or the server takes back when it dies.

1. On PostgreSQL it is a lock of a session of its own, on SQLite the lock of an empty file beside
   the database: neither outlives its process, not even by kill -9.
2. The session on PostgreSQL is also the bell: a replica that put something into the outbox rings,
   and the one that sends is woken.
"""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, text

from storage.database import faults_told, is_sqlite
from storage.errors import Unavailable

_BELL = "howareyou_outbox"
_HOLD = text("SELECT pg_advisory_lock(:number)")
_TRY = text("SELECT pg_try_advisory_xact_lock(:number)")
# Only what is in a transaction: the session of the presence itself holds nobody up.
_END = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = :name"
    " AND datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()"
)


class Presence(Protocol):
    """While it is not closed, `lives` says yes of its holder."""

    def fileno(self) -> int | None:
        """What becomes readable when the bell rings or the proof is lost; None: it never does."""

    def rung(self) -> bool:
        """Whether the bell rang since; raise Unavailable if the proof is lost."""

    def close(self) -> None:
        """Live no longer."""


def appear(engine: Engine, holder: str) -> Presence:
    """Begin to live under this name (16 hexadecimal digits)."""
    return _File(_path(engine, holder)) if is_sqlite(engine) else _Session(engine, holder)


def lives(db: Connection, holder: str) -> bool:
    """Tell whether this holder lives, as far as can be known."""
    if is_sqlite(db):
        return is_locked(_path(db.engine, holder))
    return not db.execute(_TRY, {"number": _number(holder)}).scalar_one()


def name(holder: str) -> str:
    """What the server calls the sessions of this holder."""
    return f"howareyou {holder}"


def interrupt(db: Connection, holder: str) -> None:
    """End the transactions of a holder that stands still, and with them what they hold.

    On SQLite there is one machine, whose operator sees what is stopped.
    """
    if not is_sqlite(db):
        db.execute(_END, {"name": name(holder)})


def ring(engine: Engine) -> None:
    """Ring for all replicas; on SQLite nobody listens.

    After the commit and in no transaction: commits that ring wait for each other in a line.
    """
    if is_sqlite(engine):
        return
    with faults_told(), engine.begin() as db:
        db.exec_driver_sql("SET LOCAL synchronous_commit = off")  # nothing to keep for the disk
        db.exec_driver_sql(f"NOTIFY {_BELL}")


def _number(holder: str) -> int:
    return int.from_bytes(bytes.fromhex(holder), "big", signed=True)


def _path(engine: Engine, holder: str) -> Path:
    return Path(f"{engine.url.database}-{holder}.alive")


def is_locked(path: Path) -> bool:
    """Whether a living process holds this file."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    else:
        path.unlink(missing_ok=True)
        return False
    finally:
        os.close(descriptor)


class _File:
    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise Unavailable(f"{path} cannot be written ({error.strerror}).") from error
        with suppress(OSError):  # a disk that knows no locks: then only time tells
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def fileno(self) -> int | None:
        return None

    def rung(self) -> bool:
        return False

    def close(self) -> None:
        self._path.unlink(missing_ok=True)
        os.close(self._descriptor)


class _Session:
    def __init__(self, engine: Engine, holder: str) -> None:
        with faults_told():
            self._db = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            try:
                self._db.execute(_HOLD, {"number": _number(holder)})
                self._db.exec_driver_sql(f"LISTEN {_BELL}")
            except BaseException:
                self.close()
                raise
        driver: Any = self._db.connection.driver_connection
        self._driver = driver
        self._number = int(driver.fileno())  # which a lost connection does not tell any more

    def fileno(self) -> int | None:
        return self._number

    def rung(self) -> bool:
        from psycopg import Error  # noqa: PLC0415 - only where PostgreSQL is

        rang = False
        try:
            self._driver.pgconn.consume_input()
            while self._driver.pgconn.notifies() is not None:
                rang = True
        except Error as error:
            raise Unavailable("The database has closed the session that proves us.") from error
        return rang

    def close(self) -> None:
        self._db.invalidate()  # its locks must not go back to the pool
        self._db.close()
