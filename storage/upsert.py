"""The inserts that both databases know under the same words but two imports."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import is_sqlite
from storage.transaction import Tx

Insert = postgresql.Insert | sqlite.Insert


def insert(tx: Tx, table: Table) -> Insert:
    """Begin an insert that may say what happens on a conflict."""
    return sqlite.insert(table) if is_sqlite(tx.db) else postgresql.insert(table)


def insert_or_update(tx: Tx, table: Table, *, key: str, columns: tuple[str, ...]) -> Insert:
    """Begin an insert that overwrites these columns of a row that is there."""
    begun = insert(tx, table)
    return begun.on_conflict_do_update(
        index_elements=[key], set_={column: begun.excluded[column] for column in columns}
    )
