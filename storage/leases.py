"""Leases: what only one of several replicas may do, and for how long.

1. The database decides who holds a lease, under a lock of its row. On PostgreSQL its clock decides
   when it ends, because clocks of several machines differ; SQLite has one machine and takes `now`.
2. The fence rises with every new holder. A write that a lease protects asks for it in the same
   transaction, at its end: whoever slept past their lease changes nothing.
3. A holder that has died is followed at once (`presence`); one that only sleeps, after its time:
   then its transactions are ended too, wherever it fell asleep, or everybody would wait for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, text, update

from storage import hot, presence, tables
from storage.database import is_sqlite
from storage.errors import StoreError

# What a keeper is lent for one transaction; it hands it on to what runs when a lease is taken.
Db = Connection
Taken = Callable[[Db], None]

_lease = tables.lease
_ADD = text(
    "INSERT INTO lease (name, holder, fence, until) VALUES (:name, '', 0, 0) ON CONFLICT DO NOTHING"
)
_OURS = (
    _lease.c.name == bindparam("our_name"),
    _lease.c.holder == bindparam("our_holder"),
    _lease.c.fence == bindparam("our_fence"),
)
# Made once: it is asked with every batch of the sender.
_CHECK = select(_lease.c.fence).where(*_OURS).with_for_update(read=True)
_OUTLAST = select(_lease.c.fence).where(*_OURS).with_for_update()
# Not now(), which is when the transaction began: it may have waited for the lock since.
_CLOCK = text("SELECT extract(epoch FROM clock_timestamp())")


@dataclass(frozen=True, slots=True, order=True)
class Lease:
    """The right to do what `name` says, as this holder got it."""

    name: str
    holder: str
    fence: int


class LeaseLost(StoreError):  # noqa: N818 - a state, not a fault: another replica goes on
    """Another replica holds the lease now: nothing was written."""

    def __init__(self, lease: Lease) -> None:
        super().__init__("Another replica has taken this work over; nothing was written.")
        self.lease = lease


def take(db: Connection, name: str, *, holder: str, now: float, seconds: float) -> Lease | None:
    """Take a lease that nobody holds; None while another does."""
    row = _row(db, name)
    if row is None:
        db.execute(_ADD, {"name": name})
    elif not _is_free(db, row, holder, now):
        return None
    elif row.holder not in {"", holder}:
        presence.interrupt(db, row.holder)  # before the lock, which it may be holding
    row = _row(db, name, locked=True)  # and look again: another replica may have been faster
    if row is None or not _is_free(db, row, holder, now):
        return None
    taken = Lease(name, holder, row.fence + 1)
    until = _clock(db, now) + seconds
    db.execute(
        update(_lease)
        .where(_lease.c.name == name)
        .values(holder=holder, fence=taken.fence, until=until)
    )
    return taken


def renew(db: Connection, lease: Lease, *, now: float, seconds: float) -> bool:
    """Hold a lease for longer; False if another has it by now."""
    until = _clock(db, now) + seconds
    return _changed(db, lease, until=until)


def release(db: Connection, lease: Lease) -> None:
    """Let another take this lease at once, if it is still ours."""
    _changed(db, lease, holder="", until=0.0)


def check(db: Connection, lease: Lease) -> None:
    """Hold the lease as it is until the transaction ends, or raise LeaseLost."""
    if not hot.ask(db, _CHECK, **_ours(lease)):
        raise LeaseLost(lease)


def outlast(db: Connection, lease: Lease) -> None:
    """Wait until whatever was written under this lease is committed, or never will be."""
    if not hot.ask(db, _OUTLAST, **_ours(lease)):
        raise LeaseLost(lease)


def _changed(db: Connection, lease: Lease, **values: Any) -> bool:
    done = db.execute(update(_lease).where(*_OURS).values(values), _ours(lease))
    return done.rowcount == 1


def _ours(lease: Lease) -> dict[str, Any]:
    return {"our_name": lease.name, "our_holder": lease.holder, "our_fence": lease.fence}


def _row(db: Connection, name: str, *, locked: bool = False) -> Row[Any] | None:
    found = select(_lease).where(_lease.c.name == name)
    return db.execute(found.with_for_update() if locked else found).first()


def _is_free(db: Connection, row: Row[Any], holder: str, now: float) -> bool:
    return (
        row.holder in {"", holder}
        or row.until <= _clock(db, now)
        or not presence.lives(db, row.holder)
    )


def _clock(db: Connection, now: float) -> float:
    return now if is_sqlite(db) else float(db.execute(_CLOCK).scalar_one())
