"""What every batch says to the database: put into words once, its values given as they are.

SQLAlchemy prepares every value of every row anew, which in a batch costs more than the database
itself (measured, docs/performance.md). The statements stay SQLAlchemy's, so that the tables are
described in one place. A value here is what a driver takes: bytes, a number, a text, and for a day
its text. A row is the values in order: the driver's own rows have no names.
"""

import sqlite3
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Select, TextClause
from sqlalchemy.sql.dml import Insert, ReturningInsert, UpdateBase

from storage import arrays, trip
from storage.database import is_sqlite

_Named = dict[str, Any]


def among(db: Connection, asked: Select[Any], values: Sequence[Any]) -> Sequence[Any]:
    """Ask a question whose one parameter is the list of what to look for."""
    if not values:
        return []
    if not is_sqlite(db):
        words, _ = _for_all(asked, _kind(db))
        return _all(db, words, (list(values),))
    whole = _padded(values)
    words = _question(asked, _kind(db), len(whole))
    return _all(db, words, tuple(whole))


def change(db: Connection, statement: UpdateBase, rows: Sequence[_Named]) -> None:
    """Run a statement for each of these rows, which all name the same columns."""
    if not rows:
        return
    if not is_sqlite(db):
        words, names = _for_all(statement, _kind(db), tuple(rows[0]))
        say(db, words, _columns(rows, names))
        return
    words, names = _statement(statement, _kind(db), tuple(rows[0]))
    values = [tuple([row[name] for name in names]) for row in rows]
    lite = _lite(db)
    if lite is None:
        db.exec_driver_sql(words, values)
    else:
        lite.executemany(words, values)


def added(db: Connection, insert: ReturningInsert[Any], rows: Sequence[_Named]) -> set[Any]:
    """Insert what is not there yet, all in one statement, and give what it returns of these."""
    if not rows:
        return set()
    if not is_sqlite(db):
        words, names = _for_all(insert, _kind(db), tuple(rows[0]))
        return {row[0] for row in _all(db, words, _columns(rows, names))}
    whole = _padded(rows)
    words = _insert(insert, _kind(db), tuple(rows[0]), len(whole))
    values = [value for row in whole for value in row.values()]
    return {row[0] for row in _all(db, words, tuple(values))}


def ask(db: Connection, asked: Select[Any] | TextClause, **values: Any) -> Sequence[Any]:
    """Ask a question of these values."""
    return _all(db, *_given(db, asked, values))


def early(db: Connection, asked: Select[Any] | TextClause, **values: Any) -> None:
    """Let a question that will be asked soon, of the same values, go with what goes first."""
    going = trip.under_way(db)
    if going is not None:
        going.early(_given(db, asked, values))


def run(db: Connection, statement: UpdateBase, **values: Any) -> None:
    """Run a statement once."""
    say(db, *_given(db, statement, values))


def say(db: Connection, words: str, values: tuple[Any, ...]) -> None:
    """Say what needs no answer, in the driver's own words."""
    lite, going = _lite(db), trip.under_way(db)
    if lite is not None:
        lite.execute(words, values)
    elif going is not None:
        going.say((words, values))
    else:
        db.exec_driver_sql(words, values)


def day(value: date | str | None) -> date | None:
    """Read a day as the driver gives it: SQLite's knows only its text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _padded(values: Sequence[Any]) -> list[Any]:
    """Repeat the last one up to a power of two, so that a few statements serve every length."""
    size = 1 << (len(values) - 1).bit_length()
    return [*values, *[values[-1]] * (size - len(values))]


def _columns(rows: Sequence[_Named], names: Sequence[str]) -> tuple[list[Any], ...]:
    return tuple([[row[name] for row in rows] for name in names])


def _given(db: Connection, said: Any, values: _Named) -> tuple[str, tuple[Any, ...]]:
    words, names, fixed = _whole(said, _kind(db))
    given = fixed | values
    return words, tuple([given[name] for name in names])


def _all(db: Connection, words: str, values: tuple[Any, ...]) -> Sequence[Any]:
    lite, going = _lite(db), trip.under_way(db)
    if lite is not None:
        return lite.execute(words, values).fetchall()
    if going is not None:
        return going.ask((words, values))
    return db.exec_driver_sql(words, values).all()


def _lite(db: Connection) -> sqlite3.Connection | None:
    """SQLite's own connection: through the library a statement takes five times as long.

    None where the library is needed, and where somebody listens to every statement.
    """
    heard = db.dispatch.before_cursor_execute or db.dispatch.after_cursor_execute
    if db.dialect.name != "sqlite" or heard:
        return None
    raw: Any = db.connection.driver_connection
    return raw  # type: ignore[no-any-return]  # which is what the dialect opens


def _kind(db: Connection) -> Any:
    return type(db.dialect)


def _positional(kind: Any) -> Dialect:
    made: Dialect = kind(paramstyle="qmark" if kind.name == "sqlite" else "format")
    return made


@cache
def _for_all(
    statement: Any, kind: Any, columns: tuple[str, ...] = ()
) -> tuple[str, tuple[str, ...]]:
    inserts = isinstance(statement, Insert)
    whole = arrays.with_all(statement, columns) if inserts else arrays.for_all(statement)
    compiled: Any = whole.compile(dialect=_positional(kind))
    # %b: lists go as bytes; as text, the driver would look at each character of what is sealed.
    return str(compiled).replace("%s", "%b"), tuple(compiled.positiontup)


@cache
def _question(asked: Select[Any], kind: Any, size: int) -> str:
    (name,) = asked.compile().params
    whole = asked.params({name: [b""] * size})
    written = {"render_postcompile": True}
    return str(whole.compile(dialect=_positional(kind), compile_kwargs=written))


@cache
def _statement(
    statement: UpdateBase, kind: Any, columns: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    compiled: Any = statement.compile(dialect=_positional(kind), column_keys=list(columns))
    return str(compiled), tuple(compiled.positiontup)


@cache
def _whole(statement: Any, kind: Any) -> tuple[str, tuple[str, ...], _Named]:
    """A statement, its parameters in order, and those whose values stand in it."""
    compiled: Any = statement.compile(dialect=_positional(kind))
    return str(compiled), tuple(compiled.positiontup), compiled.params


@cache
def _insert(insert: ReturningInsert[Any], kind: Any, columns: tuple[str, ...], size: int) -> str:
    whole: Any = insert
    rows = [dict.fromkeys(columns)] * size
    return str(whole.values(rows).compile(dialect=_positional(kind)))
