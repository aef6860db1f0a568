"""Holding people who have no row yet, so that two replicas do not both write their first one.

SQLite has one writer at a time and needs none of this; PostgreSQL locks rows, not their absence.
"""

from collections.abc import Iterable

from sqlalchemy import Connection

from storage import hot
from storage.database import is_sqlite
from storage.transaction import Tx

# In the order of the numbers, always: two transactions that want the same people cannot block
# each other.
_HOLD = "SELECT pg_advisory_xact_lock(n) FROM unnest(%s::bigint[]) AS n"


def hold(tx: Tx, tags: Iterable[bytes]) -> None:
    """Hold whoever has these tags until the transaction ends; who is held already costs nothing."""
    if not is_sqlite(tx.db):
        numbers = _numbers(tags) - tx.held
        _hold(tx.db, numbers)
        tx.held.update(numbers)


def hold_all(db: Connection, tags: Iterable[bytes]) -> None:
    """Do the same where there is a connection only."""
    if not is_sqlite(db):
        _hold(db, _numbers(tags))


def _numbers(tags: Iterable[bytes]) -> set[int]:
    return {int.from_bytes(tag[:8], "big", signed=True) for tag in tags}


def _hold(db: Connection, numbers: set[int]) -> None:
    if numbers:
        hot.say(db, _HOLD, (sorted(numbers),))
