"""Holding people who have no row yet, so that two replicas do not both write their first one.

SQLite has one writer at a time and needs none of this; PostgreSQL locks rows, not their absence.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from storage.database import is_sqlite
from storage.transaction import Tx

# In the order of the numbers, always: two transactions that want the same people cannot block
# each other.
_HOLD = text("SELECT pg_advisory_xact_lock(n) FROM unnest(CAST(:numbers AS bigint[])) AS n")


def hold(tx: Tx, tags: Iterable[bytes]) -> None:
    """Hold whoever has these tags until the transaction ends."""
    hold_all(tx.db, tags)


def hold_all(db: Connection, tags: Iterable[bytes]) -> None:
    """Do the same where there is a connection only."""
    if not is_sqlite(db):
        numbers = sorted(int.from_bytes(tag[:8], "big", signed=True) for tag in tags)
        db.execute(_HOLD, {"numbers": numbers})
