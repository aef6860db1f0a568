"""The inserts that both databases know under the same words but two imports.

Each is made once: building a statement takes longer than running it.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table
from sqlalchemy.sql.dml import ReturningInsert

from storage.database import is_sqlite
from storage.transaction import Tx

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

    Insert = postgresql.Insert | sqlite.Insert


def insert(tx: Tx, table: Table) -> "Insert":
    """Begin an insert that may say what happens on a conflict."""
    return _insert(table, lite=is_sqlite(tx.db))


def insert_new(tx: Tx, table: Table, *, key: str) -> ReturningInsert[Any]:
    """An insert that leaves alone what is there, and gives the keys of what was not."""
    return _insert_new(table, key, lite=is_sqlite(tx.db))


def insert_or_update(tx: Tx, table: Table, *, key: str, columns: tuple[str, ...]) -> "Insert":
    """An insert that overwrites these columns of a row that is there."""
    return _insert_or_update(table, key, columns, lite=is_sqlite(tx.db))


@cache
def _insert(table: Table, *, lite: bool) -> "Insert":
    # Imported here: of the two only one is needed, and the other takes 3 MB.
    if lite:
        from sqlalchemy.dialects import sqlite  # noqa: PLC0415 - see above

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - see above

    return postgresql.insert(table)


@cache
def _insert_new(table: Table, key: str, *, lite: bool) -> ReturningInsert[Any]:
    return _insert(table, lite=lite).on_conflict_do_nothing().returning(table.c[key])


@cache
def _insert_or_update(table: Table, key: str, columns: tuple[str, ...], *, lite: bool) -> "Insert":
    begun = _insert(table, lite=lite)
    return begun.on_conflict_do_update(
        index_elements=[key], set_={column: begun.excluded[column] for column in columns}
    )
