"""Rows that do not open: left out where many are gone through, and counted for the operator.

1. One row that was damaged must not hold up what is done for all others, every night anew.
2. What is left out stays where it is: nothing of it is given up.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Column, Table, select

from storage import tables
from storage.errors import StoreError, Unavailable
from storage.renewal import SEALED, aad
from storage.transaction import Store, Tx

Row = TypeVar("Row")
Read = TypeVar("Read")

_LONG = ((tables.subscriber, "tag"), (tables.staff, "id"))
# Messages wait for a page, and what it took stays in small holes of the memory.
_PAGE = 100


def opening(rows: Iterable[Row], read: Callable[[Row], Read]) -> Iterator[Read]:
    """Read each of these rows, except those that do not open."""
    for row in rows:
        try:
            found = read(row)
        except Unavailable:
            raise
        except (StoreError, ValueError, LookupError, TypeError):
            continue
        yield found


def counted(store: Store) -> Iterator[int]:
    """Go through everything sealed, a page at a time: how many of each page do not open."""
    for table, column in (*SEALED, *_LONG):
        yield from _pages(store, table, table.c[column])


def _pages(store: Store, table: Table, column: Column[Any]) -> Iterator[int]:
    page = select(column, table.c.sealed).order_by(column).limit(_PAGE)
    wanted = page
    while True:
        with store.read() as tx:
            rows = tx.db.execute(wanted).all()
            opened = opening(rows, partial(_read, tx, table))
            closed = len(rows) - sum(1 for _ in opened)
        yield closed
        if len(rows) < _PAGE:
            return
        wanted = page.where(column > rows[-1][0])


def _read(tx: Tx, table: Table, row: Sequence[Any]) -> Any:
    return tx.keys.unseal_json(row[1], aad=aad(table, row[0]))
