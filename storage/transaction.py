"""A store and its transactions.

1. A writing transaction shares the store with other writers of other people; one that is `alone`
   (a move, a change of keys) does not.
2. Whoever is inside a transaction sees one set of keys from its beginning to its end.
3. A transaction under a lease is committed only if the lease is still ours.
"""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, text

from storage import leases, presence, trip
from storage.database import WRITING, faults_told, is_sqlite, never_stand_still
from storage.keys import KeyFiles, Keys
from storage.leases import Lease
from storage.presence import Presence
from storage.warm import Warm

_LOCK = 0x486F7741726521  # our number among PostgreSQL's advisory locks
_TOGETHER = text(f"SELECT pg_advisory_xact_lock_shared({_LOCK})")
_ALONE = text(f"SELECT pg_advisory_xact_lock({_LOCK})")
# A move takes people's drafts apart between two statements, which may last. One that stands still
# under a lease is ended much earlier, by who takes the lease over (storage/leases.py).
_THOUGHTFUL = text("SET LOCAL idle_in_transaction_session_timeout = '10min'")


@dataclass(frozen=True, slots=True)
class Tx:
    """One transaction: the connection, the keys that are valid in it, and whether it may write.

    held: whom it holds already (see hold).
    """

    db: Connection
    keys: Keys
    writing: bool = True
    held: set[int] = field(default_factory=set)
    warm: Warm = field(default_factory=Warm)

    def together(self) -> AbstractContextManager[None]:
        """Let the changes made in here go to the server without waiting for each (see trip)."""
        return trip.together(self.db)


class Store:
    """An open store. `keys` is its key directory; `opened_first_round` is told to the operator."""

    def __init__(self, engine: Engine, keys: KeyFiles, under: tuple[Lease, ...] = ()) -> None:
        self.engine = engine
        self.keys = keys
        self.opened_first_round = False
        self.warm = Warm()
        self._under = under

    def under(self, *leases: Lease) -> "Store":
        """Give the same store for work that these leases allow: without them it writes nothing."""
        same = Store(self.engine, self.keys, (*self._under, *leases))
        same.warm = self.warm
        return same

    @property
    def shared(self) -> bool:
        """Whether several machines may use it."""
        return not is_sqlite(self.engine)

    @contextmanager
    def begin(self, *, alone: bool = False, under: Collection[Lease] = ()) -> Iterator[Tx]:
        """Write: all of it or nothing; nothing also if one of the leases is lost."""
        with faults_told(), self.engine.connect() as connection:
            db = connection.execution_options(**{WRITING: True})
            with db.begin():
                lock(db, alone=alone)
                yield Tx(db, Keys(db, self.keys), warm=self.warm)
                # At the end, and in one order: a lease is held fast only for the commit.
                for lease in sorted({*self._under, *under}):
                    leases.check(db, lease)

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """Write about leases: beside a move, which may last, and without keys."""
        with faults_told(), self.engine.connect() as connection:
            db = connection.execution_options(**{WRITING: True})
            with db.begin():
                yield db

    def appear(self, holder: str) -> Presence:
        """Begin to live under this name, until the presence is closed.

        From now on this is one of several replicas, and may not hold up the others.
        """
        never_stand_still(self.engine, presence.name(holder))
        return presence.appear(self.engine, holder)

    def ring(self) -> None:
        """Tell all replicas that something was put into the outbox."""
        presence.ring(self.engine)

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
        if alone:
            db.execute(_THOUGHTFUL)
