"""What came in and what goes out: arrivals, the outbox (and what was parked, see parking).

1. An arrival is a keyed hash and a day; the same event again is a repeat, dropped (see arrivals).
2. Of one person only the oldest waiting message can be taken, and none while one is being sent.
   The others stand `behind` it, so that a long queue of one costs nothing to the others.
3. A message taken and not reported (a crash) is ready again for the next sender of its account:
   perhaps twice, never lost.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, delete, func, insert, select, text, update

from storage import tables
from storage.arrivals import forget_arrivals, fresh
from storage.database import is_sqlite
from storage.hold import hold, hold_all
from storage.keys import Key3
from storage.parking import Parked, drop_parked, park, parked, unpark
from storage.renewal import aad
from storage.transaction import Tx

__all__ = [
    "NOWHERE",
    "Aside",
    "Outgoing",
    "Parked",
    "Room",
    "Waiting",
    "aside",
    "done",
    "drop",
    "drop_parked",
    "forget_arrivals",
    "fresh",
    "later",
    "park",
    "parked",
    "put",
    "requeue",
    "set_aside",
    "take",
    "unpark",
]

_outbox = tables.outbox
_LAST_ID = text("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")
_NEXT_IDS = text(
    "SELECT nextval(pg_get_serial_sequence('outbox', 'id')) FROM generate_series(1, :count)"
)
_ACTIVE = ("ready", "later", "behind", "sending")

# Asked for every batch, so made once.
_these_ids = _outbox.c.id.in_(bindparam("ids", expanding=True))
_these_persons = _outbox.c.person.in_(bindparam("persons", expanding=True))
_PUT = insert(_outbox)
_DONE = delete(_outbox).where(_these_ids)
_SENDING = update(_outbox).where(_these_ids).values(state="sending")
_PERSONS = select(_outbox.c.person).where(_these_ids)
_WAITING_FOR = (
    select(_outbox.c.person, func.count())
    .where(_these_persons, _outbox.c.state.in_(_ACTIVE))
    .group_by(_outbox.c.person)
)
_OLDEST_OF_EACH = (
    select(func.min(_outbox.c.id))
    .where(_these_persons, _outbox.c.state.in_(_ACTIVE))
    .group_by(_outbox.c.person)
)
_RIPEN = (
    update(_outbox)
    .where(_outbox.c.state == "later", _outbox.c.not_before <= bindparam("now"))
    .values(state="ready")
)
_FIRST = (
    select(_outbox)
    .where(
        _outbox.c.channel == bindparam("channel"),
        _outbox.c.account == bindparam("account"),
        _outbox.c.state == "ready",
    )
    .order_by(_outbox.c.priority, _outbox.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A finished message to be sent. priority: 0 a reply, 1 a reminder, 2 a broadcast."""

    channel: str
    account: str
    address: str
    body: dict[str, Any]
    priority: int = 0
    not_before: float = 0.0

    @property
    def person(self) -> Key3:
        """Who it is for."""
        return self.channel, self.account, self.address


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message taken from the outbox to be sent now."""

    id: int
    channel: str
    account: str
    address: str
    body: dict[str, Any]
    attempts: int


@dataclass(frozen=True, slots=True)
class Room:
    """For which accounts a sender stands ready now, and how many messages it can take at once."""

    accounts: Collection[tuple[str, str]] = ()
    places: int = 0


NOWHERE = Room()


@dataclass(frozen=True, slots=True)
class Aside:
    """A message that the platform did not take, and why."""

    id: int
    channel: str
    reason: str


def put(tx: Tx, outgoing: Sequence[Outgoing], room: Room = NOWHERE) -> list[Waiting]:
    """Add messages, in the order in which each person shall get theirs.

    Replies for which a sender has room are taken at once: they need not be read again.
    """
    if not outgoing:
        return []
    taken: list[Waiting] = []
    persons = [tx.keys.post_tag(message.person) for message in outgoing]
    hold(tx, set(persons))
    waiting = _waiting_for(tx, persons)
    rows = []
    for number, person, message in zip(_ids(tx, len(persons)), persons, outgoing, strict=True):
        state = "behind" if waiting[person] else "later" if message.not_before > 0 else "ready"
        waiting[person] += 1
        if state == "ready" and _has_room(room, message, len(taken)):
            state = "sending"
            taken.append(Waiting(number, *message.person, message.body, attempts=0))
        rows.append(_row(tx, message, number=number, person=person, state=state))
    tx.db.execute(_PUT, rows)
    _hurry(tx, [row for row in rows if waiting[row["person"]] > 1])
    return taken


def _has_room(room: Room, message: Outgoing, taken: int) -> bool:
    account = message.channel, message.account
    return taken < room.places and message.priority == 0 and account in room.accounts


def _waiting_for(tx: Tx, persons: Collection[bytes]) -> Counter[bytes]:
    found = tx.db.execute(_WAITING_FOR, {"persons": list(set(persons))})
    return Counter({row[0]: row[1] for row in found})


def _ids(tx: Tx, count: int) -> Sequence[int]:
    """Reserve ids: a message is bound to its id before it is written."""
    if is_sqlite(tx.db):
        last = tx.db.execute(_LAST_ID).scalar() or 0
        return range(last + 1, last + 1 + count)
    return sorted(tx.db.execute(_NEXT_IDS, {"count": count}).scalars())


def _row(tx: Tx, message: Outgoing, *, number: int, person: bytes, state: str) -> dict[str, Any]:
    kept = {"address": message.address, "body": message.body}
    return {
        "id": number,
        "person": person,
        "channel": message.channel,
        "account": message.account,
        "state": state,
        "priority": message.priority,
        "not_before": message.not_before,
        "attempts": 0,
        "sealed": tx.keys.seal_json(kept, key=tx.keys.draft, aad=aad(_outbox, number)),
    }


def _hurry(tx: Tx, rows: Sequence[dict[str, Any]]) -> None:
    """Let what stands before an urgent message go first too, or a reply waits for a broadcast."""
    if rows:
        urgent = update(_outbox).where(
            _outbox.c.person == bindparam("whose"), _outbox.c.priority > bindparam("urgency")
        )
        changes = [{"whose": row["person"], "urgency": row["priority"]} for row in rows]
        tx.db.execute(urgent.values(priority=bindparam("urgency")), changes)


def take(tx: Tx, *, now: float, accounts: Collection[tuple[str, str]], limit: int) -> list[Waiting]:
    """Take what these accounts shall send next: at most one message of each person."""
    tx.db.execute(_RIPEN, {"now": now})
    # Account by account, so that the index gives the first ones without sorting the others.
    rows = [row for account in accounts for row in _first(tx, account, limit=limit)]
    rows = sorted(rows, key=lambda row: (row.priority, row.id))[:limit]
    if rows:
        tx.db.execute(_SENDING, {"ids": [row.id for row in rows]})
    return [_opened(tx, row) for row in rows]


def _first(tx: Tx, account: tuple[str, str], *, limit: int) -> Sequence[Row[Any]]:
    asked = {"channel": account[0], "account": account[1], "limit": limit}
    return tx.db.execute(_FIRST, asked).all()


def _opened(tx: Tx, row: Row[Any]) -> Waiting:
    kept = tx.keys.unseal_json(row.sealed, aad=aad(_outbox, row.id))
    return Waiting(row.id, row.channel, row.account, kept["address"], kept["body"], row.attempts)


def done(tx: Tx, ids: Collection[int]) -> None:
    """The platform said yes to these."""
    if ids:
        persons = _persons(tx, ids)
        tx.db.execute(_DONE, {"ids": list(ids)})
        _advance(tx, persons)


def later(tx: Tx, message_id: int, *, not_before: float, tried: bool = True) -> None:
    """The platform asked for patience; not tried: the message had not left, and this costs none."""
    row = update(_outbox).where(_outbox.c.id == message_id)
    attempts = _outbox.c.attempts + int(tried)
    tx.db.execute(row.values(state="later", not_before=math.ceil(not_before), attempts=attempts))


def set_aside(tx: Tx, message_id: int, *, reason: str) -> None:
    """The platform does not take this one; the next of the person may go.

    Only why is kept, for the operator: the message itself would outlive the move of its person.
    """
    persons = _persons(tx, [message_id])
    empty = tx.keys.seal_json({}, key=tx.keys.draft, aad=aad(_outbox, message_id))
    kept = {"state": "aside", "reason": reason[:64], "not_before": 0.0, "sealed": empty}
    tx.db.execute(update(_outbox).where(_outbox.c.id == message_id).values(kept))
    _advance(tx, persons)


def drop(tx: Tx, person: Key3) -> None:
    """Send nothing more to this person of what waits now."""
    tag = tx.keys.post_tag(person)
    hold(tx, [tag])
    tx.db.execute(delete(_outbox).where(_outbox.c.person == tag))


def requeue(db: Connection, account: tuple[str, str]) -> None:
    """For a new sender of this account: what another was sending may not have arrived."""
    own = (_outbox.c.channel == account[0], _outbox.c.account == account[1])
    sending = (*own, _outbox.c.state == "sending")
    hold_all(db, set(db.execute(select(_outbox.c.person).where(*sending)).scalars()))
    db.execute(update(_outbox).where(*sending).values(state="ready"))


def aside(tx: Tx) -> list[Aside]:
    """List what the platforms did not take."""
    columns = _outbox.c["id", "channel", "reason"]
    found = select(*columns).where(_outbox.c.state == "aside").order_by(_outbox.c.id)
    return [Aside(row.id, row.channel, row.reason) for row in tx.db.execute(found)]


def _persons(tx: Tx, ids: Collection[int]) -> set[bytes]:
    persons = set(tx.db.execute(_PERSONS, {"ids": list(ids)}).scalars())
    hold(tx, persons)
    return persons


def _advance(tx: Tx, persons: Iterable[bytes]) -> None:
    """Let the oldest message of each person stand in front, if it stood behind another."""
    ids = tx.db.execute(_OLDEST_OF_EACH, {"persons": list(persons)}).scalars().all()
    if not ids:
        return
    state = case(
        (_outbox.c.state != "behind", _outbox.c.state),
        (_outbox.c.not_before > 0, "later"),
        else_="ready",
    )
    # By id alone: told the state too, SQLite would look at everything that stands behind anybody.
    tx.db.execute(update(_outbox).where(_outbox.c.id.in_(ids)).values(state=state))
