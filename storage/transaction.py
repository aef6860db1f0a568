"""A store and its transactions.

1. A writing transaction shares the store with other writers of other people; one that is `alone`
   (a move, a change of keys) does not.
2. Whoever is inside a transaction sees one set of keys from its beginning to its end.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text

from storage.database import WRITING, faults_told, is_sqlite
from storage.keys import KeyFiles, Keys

_LOCK = 0x486F7741726521  # our number among PostgreSQL's advisory locks
_TOGETHER = text(f"SELECT pg_advisory_xact_lock_shared({_LOCK})")
_ALONE = text(f"SELECT pg_advisory_xact_lock({_LOCK})")


@dataclass(frozen=True, slots=True)
class Tx:
    """One transaction: the connection, the keys that are valid in it, and whether it may write."""

    db: Connection
    keys: Keys
    writing: bool = True


class Store:
    """An open store. `keys` is its key directory; `opened_first_round` is told to the operator."""

    def __init__(self, engine: Engine, keys: KeyFiles) -> None:
        self.engine = engine
        self.keys = keys
        self.opened_first_round = False

    @contextmanager
    def begin(self, *, alone: bool = False) -> Iterator[Tx]:
        """Write: all of it or nothing."""
        with faults_told(), self.engine.connect() as connection:
            db = connection.execution_options(**{WRITING: True})
            with db.begin():
                lock(db, alone=alone)
                yield Tx(db, Keys(db, self.keys))

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """Read: one unchanging view, beside whoever writes."""
        with faults_told(), self.engine.connect() as connection:
            db = connection
            if not is_sqlite(connection):
                db = connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with db.begin():
                yield Tx(db, Keys(db, self.keys), writing=False)

    def close(self) -> None:
        """Let go of connections."""
        self.engine.dispose()


def lock(db: Connection, *, alone: bool) -> None:
    """Wait for one's turn. SQLite has one writer anyway."""
    if not is_sqlite(db):
        db.execute(_ALONE if alone else _TOGETHER)
