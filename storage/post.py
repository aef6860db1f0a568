"""What came in and what goes out: arrivals, the outbox (and what was parked, see parking).

1. An arrival is a keyed hash and a day; the same event again is a repeat, dropped (see arrivals).
2. Of one person only the oldest waiting message can be taken, and none while one is being sent.
   The others stand `behind` it, so that a long queue of one costs nothing to the others.
3. A message taken and not reported (a crash) is ready again for the next sender of its account:
   perhaps twice, never lost (see settling).
"""

from collections import Counter
from collections.abc import Collection, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, literal_column, select, text, update

from storage import hot, tables
from storage.arrivals import forget_arrivals, fresh
from storage.database import is_sqlite
from storage.errors import Damaged
from storage.hold import hold
from storage.keys import Key3, as_json
from storage.outgoing import (
    BROADCAST,
    NOBODY,
    REMINDER,
    REPLY,
    WEB,
    Aside,
    Desk,
    Outgoing,
    Waiting,
)
from storage.parking import Parked, drop_parked, park, parked, unpark
from storage.renewal import aad
from storage.screens import PAGE, take_away
from storage.settling import Settled, done, later, persons_of, requeue, set_aside, settle
from storage.transaction import Tx

__all__ = [
    "BROADCAST",
    "NOBODY",
    "REMINDER",
    "REPLY",
    "WEB",
    "Aside",
    "Desk",
    "Outgoing",
    "Parked",
    "Settled",
    "Waiting",
    "aside",
    "done",
    "drop",
    "drop_parked",
    "exchange",
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
_LAST_ID = "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'"
_NEXT_IDS = text(
    "SELECT nextval(pg_get_serial_sequence('outbox', 'id')) FROM generate_series(1, :count)"
)

# Asked for every batch, so made once.
_PUT = insert(_outbox)
_SENDING = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("taken"))
    .values(state=literal_column("'sending'"))
)
_WAITING_FOR = (
    select(_outbox.c.person, func.count(), func.max(_outbox.c.priority))
    .where(_outbox.c.person.in_(bindparam("persons", expanding=True)), text("state <> 'aside'"))
    .group_by(_outbox.c.person)
)
_RIPEN = (
    update(_outbox)
    .where(text("state = 'later'"), _outbox.c.not_before <= bindparam("now"))
    .values(state="ready")
)
_HURRIED = (
    update(_outbox)
    .where(_outbox.c.person == bindparam("whose"), _outbox.c.priority > bindparam("urgency"))
    .values(priority=bindparam("urgency"))
)
_FIRST = (
    select(*_outbox.c["priority", "id", "channel", "account", "attempts", "sealed"])
    .where(
        _outbox.c.channel == bindparam("channel"),
        _outbox.c.account == bindparam("account"),
        text("state = 'ready'"),
        _outbox.c.priority <= bindparam("least"),
    )
    .order_by(_outbox.c.priority, _outbox.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)


def exchange(tx: Tx, outgoing: Sequence[Outgoing], desk: Desk) -> list[Waiting]:
    """Note what a sender has settled, add messages, and give it what it shall send next."""
    with tx.together():
        whose = persons_of(tx, desk.settled)
        # At once and after the contacts: replicas that held the same people in another order could
        # wait for each other.
        hold(tx, whose | {tx.keys.post_tag(message.person) for message in outgoing})
        settle(tx, desk.settled, whose)
        replies = put(tx, outgoing, desk)
        return [*replies, *_next(tx, desk, taken=len(replies))]


def _next(tx: Tx, desk: Desk, *, taken: int) -> list[Waiting]:
    """What waits; while its places are taken by less urgent messages, only replies."""
    if taken < desk.waiting:
        return take(tx, now=desk.now, accounts=desk.accounts, limit=desk.waiting - taken)
    left = desk.replies - taken
    return take(tx, now=desk.now, accounts=desk.accounts, limit=left, least=REPLY)


def put(tx: Tx, outgoing: Sequence[Outgoing], desk: Desk = NOBODY) -> list[Waiting]:
    """Add messages, in the order in which each person shall get theirs.

    Replies for which a sender has room are taken at once, their bodies as they were given: they
    need not be read again.
    """
    if not outgoing:
        return []
    taken: list[Waiting] = []
    persons = _persons_held(tx, outgoing)
    fetched = _shown_on_pages(tx, outgoing, persons)
    waiting, slowest = _waiting_for(tx, persons)
    rows, hurried, followed = [], [], set()
    for number, person, message in zip(_ids(tx, len(persons)), persons, outgoing, strict=True):
        state = PAGE if person in fetched else _state(message, after=waiting[person])
        waiting[person] += 1
        if state == "ready" and _has_room(desk, message, len(taken)):
            state = "sending"
            taken.append(Waiting(number, *message.person, message.body, attempts=0))
        elif state == "behind":
            followed.add(message.person)
        if message.priority < slowest.get(person, message.priority):
            hurried.append({"whose": person, "urgency": message.priority})
        slowest[person] = message.priority
        rows.append(_row(tx, message, number=number, person=person, state=state))
    taken = [each._replace(followed=each[1:4] in followed) for each in taken]
    hot.change(tx.db, _PUT, rows)
    _hurry(tx, hurried)
    return taken


def _persons_held(tx: Tx, outgoing: Sequence[Outgoing]) -> list[bytes]:
    """Whom these are for, held; and as many ids are asked for, so that they are there in time."""
    persons = [tx.keys.post_tag(message.person) for message in outgoing]
    hold(tx, set(persons))
    if not is_sqlite(tx.db):
        hot.early(tx.db, _NEXT_IDS, count=len(persons))
    return persons


def _state(message: Outgoing, *, after: int) -> str:
    """How a message waits that comes after so many others of its person."""
    return "behind" if after else "later" if message.not_before > 0 else "ready"


def _shown_on_pages(
    tx: Tx, outgoing: Sequence[Outgoing], persons: Sequence[bytes]
) -> Collection[bytes]:
    """Those who fetch what is for them: it takes the place of what their pages showed."""
    fetched = {who for who, each in zip(persons, outgoing, strict=True) if each.channel == WEB}
    if fetched:
        take_away(tx, fetched)
    return fetched


def _has_room(desk: Desk, message: Outgoing, taken: int) -> bool:
    account = message.channel, message.account
    return taken < desk.replies and message.priority == REPLY and account in desk.accounts


def _waiting_for(tx: Tx, persons: Collection[bytes]) -> tuple[Counter[bytes], dict[bytes, int]]:
    """How much waits for each of them, and the priority of the least urgent of it."""
    found = hot.among(tx.db, _WAITING_FOR, list(set(persons)))
    return Counter({row[0]: row[1] for row in found}), {row[0]: row[2] for row in found}


def _ids(tx: Tx, count: int) -> Sequence[int]:
    """Reserve ids: a message is bound to its id before it is written."""
    if is_sqlite(tx.db):
        last = tx.db.exec_driver_sql(_LAST_ID).scalar() or 0
        return range(last + 1, last + 1 + count)
    return sorted(row[0] for row in hot.ask(tx.db, _NEXT_IDS, count=count))


def _row(tx: Tx, message: Outgoing, *, number: int, person: bytes, state: str) -> dict[str, Any]:
    body = message.written or as_json(message.body)
    kept = f'{{"address":{as_json(message.address)},"body":{body}}}'
    return {
        "id": number,
        "person": person,
        "channel": message.channel,
        "account": message.account,
        "state": state,
        "priority": message.priority,
        "not_before": message.not_before,
        "attempts": 0,
        "sealed": tx.keys.seal_text(kept, key=tx.keys.draft, aad=aad(_outbox, number)),
    }


def _hurry(tx: Tx, changes: Sequence[dict[str, Any]]) -> None:
    """Let what stands before an urgent message go first too, or a reply waits for a broadcast."""
    for each in changes:
        hot.run(tx.db, _HURRIED, **each)


def take(
    tx: Tx,
    *,
    now: float,
    accounts: Collection[tuple[str, str]],
    limit: int,
    least: int = BROADCAST,
) -> list[Waiting]:
    """Take what these accounts shall send next: at most one message of each person.

    least: the priority that a message must have at least; any, if it is not given.
    """
    if not accounts or limit <= 0:
        return []
    hot.run(tx.db, _RIPEN, now=now)
    # Account by account, so that the index gives the first ones without sorting the others.
    rows = [row for each in accounts for row in _first(tx, each, limit=limit, least=least)]
    rows = sorted(rows, key=itemgetter(0, 1))[:limit]
    hot.change(tx.db, _SENDING, [{"taken": row[1]} for row in rows])
    return [opened for row in rows if (opened := _opened(tx, row)) is not None]


def _first(tx: Tx, account: tuple[str, str], *, limit: int, least: int) -> Sequence[Any]:
    channel, name = account
    return hot.ask(tx.db, _FIRST, channel=channel, account=name, limit=limit, least=least)


def _opened(tx: Tx, row: Sequence[Any]) -> Waiting | None:
    """A message as it was put; one that does not open is set aside: it would stop all others."""
    priority, number, channel, account, attempts, sealed = row
    try:
        kept = tx.keys.unseal_json(sealed, aad=aad(_outbox, number))
    except Damaged:
        set_aside(tx, number, reason="damaged")
        return None
    return Waiting(number, channel, account, kept["address"], kept["body"], attempts, priority)


def drop(tx: Tx, person: Key3) -> None:
    """Send nothing more to this person of what waits now."""
    tag = tx.keys.post_tag(person)
    hold(tx, [tag])
    tx.db.execute(delete(_outbox).where(_outbox.c.person == tag))


def aside(tx: Tx) -> list[Aside]:
    """List what the platforms did not take."""
    columns = _outbox.c["id", "channel", "reason"]
    found = select(*columns).where(_outbox.c.state == "aside").order_by(_outbox.c.id)
    return [Aside(row.id, row.channel, row.reason) for row in tx.db.execute(found)]
