"""The two databases we know: how they are opened, how their faults are told, how they are cleaned.

1. SQLite: write-ahead log, every commit flushed, freed bytes overwritten, temporary files in memory
   (a VACUUM would otherwise copy rows to a temporary file, whose blocks nobody overwrites).
2. PostgreSQL: waits for locks are bounded, so that a stuck neighbour is an error, not a silence;
   a server that is gone without a word is noticed within half a minute.
3. No statement's values are ever part of an error: they may be what a person wrote.
4. A SQLite file that was moved or replaced is not written to any more, and none is made in its
   place: what was committed there nobody would find again.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy import exc as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from storage.errors import Broken, StoreError, Unavailable

WRITING = "howareyou_writing"
_PRAGMAS = (
    "PRAGMA busy_timeout=5000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-1536",  # 1.5 MB a connection: what a busy batch touches is not read twice
    "PRAGMA trusted_schema=OFF",
)
_PATIENCE = "-c lock_timeout=15000"
# Whoever says another time in the database address keeps it.
_MOVE_ON = (
    "SELECT set_config('idle_in_transaction_session_timeout', '10s', false)"
    " WHERE current_setting('idle_in_transaction_session_timeout') = '0'"
)
_CALL_IT = "SELECT set_config('application_name', %s, false)"
_NAMED = "howareyou_name"
# A keepalive does not go out while something said is not confirmed: the kernel would say that again
# for a quarter of an hour (in milliseconds; https://man7.org/linux/man-pages/man7/tcp.7.html).
_ALIVE = {"keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3"}
_HEARD = {"tcp_user_timeout": "25000"}
# Read only, no right, a table or column that is not (yet) as this program knows it: a matter of the
# database, whoever's message it was. SQLite tells these as operational already.
_OF_THE_DATABASE = frozenset({"25006", "42501", "42P01", "42703", "0A000"})
_BROKEN = ("SQLITE_NOTADB", "SQLITE_CORRUPT")


def connect(url: str) -> Engine:
    """Make the engine for a database address; nothing is opened yet."""
    try:
        address = make_url(url)
    except sa.ArgumentError as error:
        raise StoreError(
            "The database address cannot be read; see `howareyou settings`."
        ) from error
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    if address.get_backend_name() == "postgresql":
        return _postgresql(address)
    raise StoreError("The database must be SQLite or PostgreSQL.")


def is_sqlite(db: Connection | Engine) -> bool:
    """Tell which of the two it is."""
    return db.dialect.name == "sqlite"


def _sqlite(address: URL) -> Engine:
    if address.database in {None, "", ":memory:"}:
        raise StoreError("The database must be a file: one in memory would forget everybody.")
    path = Path(str(address.database)).absolute()
    _make_file(path)
    engine = create_engine(address.set(drivername="sqlite+pysqlite"), hide_parameters=True)
    event.listen(engine, "do_connect", partial(_only_open, path))
    event.listen(engine, "connect", partial(_prepare, path))
    event.listen(engine, "checkout", partial(_check_place, path))
    event.listen(engine, "begin", _begin)
    return engine


def _make_file(path: Path) -> None:
    """Make the file ourselves: SQLite would let the whole machine read it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(
            f"The database file {path} cannot be written ({error.strerror}); "
            "look at its directory and permissions."
        ) from error


def _only_open(path: Path, _dialect: object, _record: object, given: Any, more: Any) -> None:
    # The file was made at the start: if it is gone, SQLite would make an empty one.
    given[0], more["uri"] = f"{path.as_uri()}?mode=rw", True


def _prepare(path: Path, connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    record.info["file"] = _identity(path)
    connection.isolation_level = None  # we say BEGIN ourselves, see below
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _check_place(
    path: Path, _connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object
) -> None:
    # SQLite goes on writing to a file that has no name any more, and says that it is well.
    if record.info.get("file") != _identity(path):
        raise sa.DisconnectionError


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _begin(db: Connection) -> None:
    # IMMEDIATE: a transaction that first reads and later wants to write could fail half-way.
    writing = db.get_execution_options().get(WRITING)
    db.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _postgresql(address: URL) -> Engine:
    query = dict(address.query)
    for name, value in {"connect_timeout": "5", **_ALIVE, **_HEARD}.items():
        query.setdefault(name, value)
    options = query.get("options", "")
    query["options"] = f"{_PATIENCE} {options if isinstance(options, str) else ' '.join(options)}"
    address = address.set(drivername="postgresql+psycopg", query=query)
    try:
        return create_engine(address, hide_parameters=True)
    except ImportError as error:
        raise StoreError(
            "PostgreSQL needs one more package: pip install 'howareyou-bot[postgres]'."
        ) from error


def never_stand_still(engine: Engine, name: str) -> None:
    """Let the server end transactions in which nothing happens, and know whose sessions these are.

    So nobody waits long for a process that was stopped. SQLite has one machine, whose operator
    sees what is stopped.
    """
    if is_sqlite(engine):
        return
    known = _NAMED in engine.get_execution_options()
    engine.update_execution_options(**{_NAMED: name})
    if not known:
        event.listen(engine, "checkout", partial(_move_on, engine))


def _move_on(engine: Engine, connection: Any, record: Any, _: object) -> None:
    name = engine.get_execution_options()[_NAMED]
    if record.info.get(_NAMED) != name:
        connection.execute(_MOVE_ON)
        connection.execute(_CALL_IT, (name,))
        connection.commit()
        record.info[_NAMED] = name


@contextmanager
def faults_told() -> Iterator[None]:
    """Turn the library's faults of connection, lock, disk and file into ours."""
    try:
        yield
    except (sa.DBAPIError, sa.TimeoutError, sqlite3.Error) as error:
        if _reason(error) in _BROKEN:
            raise Broken("The database file is damaged, or it is no database.") from error
        if not _passing(error):
            # PostgreSQL quotes whole rows in its messages, so the library's error ends here.
            raise StoreError(
                f"The database refused what was to be written ({_reason(error)})."
            ) from None
        raise Unavailable(f"The database cannot be used now ({_reason(error)}).") from error


def _passing(error: Exception) -> bool:
    if isinstance(error, sqlite3.Error):
        return isinstance(error, sqlite3.OperationalError | sqlite3.InterfaceError)
    if not isinstance(error, sa.DBAPIError):
        return True
    if isinstance(error, sa.OperationalError | sa.InterfaceError) or error.connection_invalidated:
        return True
    return getattr(error.orig, "sqlstate", None) in _OF_THE_DATABASE


def _reason(error: Exception) -> str:
    origin: Any = error.orig if isinstance(error, sa.DBAPIError) else error
    name = getattr(origin, "sqlite_errorname", None) or getattr(origin, "sqlstate", None)
    return str(name or type(origin).__name__)


def clean(engine: Engine, tables: tuple[Table, ...]) -> bool:
    """Leave no byte of what was deleted in the files; False if somebody was in the way."""
    try:
        with faults_told():
            return _clean_sqlite(engine) if is_sqlite(engine) else _clean_postgresql(engine, tables)
    except Broken:
        raise
    except Unavailable:
        return False


def _clean_sqlite(engine: Engine) -> bool:
    # Also with secure_delete the log keeps old pages until it is cut.
    with closing(engine.raw_connection()) as raw:
        connection: Any = raw.driver_connection
        connection.execute("VACUUM")
        (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return bool(busy == 0)


def _clean_postgresql(engine: Engine, tables: tuple[Table, ...]) -> bool:
    # A plain VACUUM leaves deleted rows in the file; FULL writes the table anew.
    quote = engine.dialect.identifier_preparer.quote
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        for table in tables:
            db.execute(text(f"VACUUM FULL {quote(table.name)}"))
        # The log holds what was written until it is removed (docs/run.md): begin another one. Who
        # may not do that waits for the server to do it.
        for statement in ("SELECT pg_switch_wal()", "CHECKPOINT"):
            with suppress(sa.ProgrammingError, sa.NotSupportedError):
                db.execute(text(statement))
    return True
