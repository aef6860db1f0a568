"""What came in and what goes out: arrivals, the outbox (and what was parked, see parking).

1. An arrival is a keyed hash and a day; the same event again is a repeat, dropped (see arrivals).
2. Of one person only the oldest waiting message can be taken (see taking); the others stand
   `behind` it, so that a long queue of one costs nothing to the others.
3. A message taken and not reported (a crash) is ready again for the next sender of its account:
   perhaps twice, never lost (see settling).
4. Whoever gets a reply is awake: what waits before it by a choice of ours (for the day, for a next
   try) waits no more. What a platform told to wait does.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import bindparam, case, delete, func, insert, literal_column, select, text, update

from storage import hot, tables
from storage.arrivals import forget_arrivals, fresh
from storage.database import is_sqlite
from storage.hold import hold
from storage.keys import Key3, as_json
from storage.outgoing import (
    BROADCAST,
    NOBODY,
    REMINDER,
    REPLY,
    WEB,
    Account,
    Aside,
    Desk,
    Outgoing,
    Places,
    Waiting,
)
from storage.parking import Parked, drop_parked, park, parked, unpark
from storage.renewal import aad
from storage.screens import PAGE, take_away
from storage.settling import (
    Settled,
    done,
    held_until,
    later,
    persons_of,
    requeue,
    set_aside,
    settle,
    sooner,
    who_waits,
)
from storage.taking import give_back, hurried, next_for, strays, take
from storage.transaction import Tx

__all__ = [
    "BROADCAST",
    "NOBODY",
    "REMINDER",
    "REPLY",
    "WEB",
    "Account",
    "Aside",
    "Desk",
    "Outgoing",
    "Parked",
    "Places",
    "Settled",
    "Waiting",
    "aside",
    "done",
    "drop",
    "drop_parked",
    "exchange",
    "forget_arrivals",
    "fresh",
    "held_until",
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

# Asked for every batch, so made once.
_PUT = insert(_outbox)
# What waits for a time that nobody told us.
_BY_CHOICE = "not_before > 0 AND reason IS NULL"
_WAITING_FOR = (
    select(
        *(_outbox.c.person, func.count(), func.max(_outbox.c.priority)),
        literal_column(f"count(CASE WHEN {_BY_CHOICE} THEN 1 END)"),
    )
    .where(_outbox.c.person.in_(bindparam("persons", expanding=True)), text("state <> 'aside'"))
    .group_by(_outbox.c.person)
)
_HURRIED = (
    update(_outbox)
    .where(_outbox.c.person == bindparam("whose"), _outbox.c.priority > bindparam("urgency"))
    .values(priority=bindparam("urgency"))
)
_WOKEN = (
    update(_outbox)
    .where(
        *(_outbox.c.person == bindparam("whose"), _outbox.c.id < bindparam("reply")),
        text(_BY_CHOICE),
    )
    .values(
        not_before=literal_column("0"),
        state=case((text("state = 'later'"), literal_column("'ready'")), else_=_outbox.c.state),
    )
)


def exchange(tx: Tx, outgoing: Sequence[Outgoing], desk: Desk) -> list[Waiting]:
    """Note what a sender has settled, add messages, and give it what it shall send next.

    What it has already and what became urgent comes again, without words.
    """
    with tx.together():
        lost = strays(tx, desk)
        whose = persons_of(tx, desk.settled)
        # At once and after the contacts: replicas that held the same people in another order could
        # wait for each other.
        answered = {tx.keys.post_tag(message.person) for message in outgoing}
        wait = who_waits(tx.db, desk.back)
        hold(tx, whose | answered | wait | set(lost.values()))
        sooner(tx.db, desk.back)  # before what is noted now, by the clock as it is
        settle(tx, desk.settled, whose)
        give_back(tx, lost)
        replies = put(tx, outgoing, desk)
        return [*replies, *next_for(tx, desk, replies), *hurried(tx, desk)]


def put(tx: Tx, outgoing: Sequence[Outgoing], desk: Desk = NOBODY) -> list[Waiting]:
    """Add messages, in the order in which each person shall get theirs.

    Replies for which a sender has room are taken at once, their bodies as they were given: they
    need not be read again.
    """
    if not outgoing:
        return []
    taken: dict[Key3, Waiting] = {}
    behind: dict[Key3, list[Waiting]] = {}
    persons = _persons_held(tx, outgoing)
    fetched = _shown_on_pages(tx, outgoing, persons)
    before = _Before(hot.among(tx.db, _WAITING_FOR, list(set(persons))))
    room = {account: places.replies for account, places in desk.accounts.items()}
    rows = []
    for number, person, message in zip(_ids(tx, len(persons)), persons, outgoing, strict=True):
        state = PAGE if person in fetched else _state(message, after=before.count[person])
        before.join(number, person, message)
        if state == "ready" and _has_room(room, message):
            state = "sending"
            taken[message.person] = Waiting(number, *message.person, message.body, attempts=0)
        elif state == "behind" and message.person in taken:
            next_one = Waiting(number, *message.person, message.body, 0, message.priority)
            behind.setdefault(message.person, []).append(next_one)
        rows.append(_row(tx, message, number=number, person=person, state=state))
    hot.change(tx.db, _PUT, rows)
    before.move(tx)
    return [_followed(each, behind.get(person, ())) for person, each in taken.items()]


def _followed(first: Waiting, behind: Sequence[Waiting]) -> Waiting:
    """With the next one of those that stand behind it, if there are any."""
    if not behind:
        return first
    return first._replace(followed=True, then=behind[0]._replace(followed=len(behind) > 1))


class _Before:
    """What waits for each person before the next message, and what must move because of it."""

    def __init__(self, found: Sequence[Any]) -> None:
        self.count = Counter({row[0]: row[1] for row in found})
        self._slowest = {row[0]: row[2] for row in found}
        self._resting = {row[0] for row in found if row[3]}
        self._hurried: list[dict[str, Any]] = []
        self._woken: dict[bytes, int] = {}

    def join(self, number: int, person: bytes, message: Outgoing) -> None:
        """One more of this person."""
        self.count[person] += 1
        if message.priority < self._slowest.get(person, message.priority):
            self._hurried.append({"whose": person, "urgency": message.priority})
        self._slowest[person] = message.priority
        if message.not_before > 0:
            self._resting.add(person)
        elif message.priority == REPLY and person in self._resting:
            self._woken[person] = number

    def move(self, tx: Tx) -> None:
        """Let what stands before a reply go first and now, or the reply waits for it."""
        for each in self._hurried:
            hot.run(tx.db, _HURRIED, **each)
        for person, number in self._woken.items():
            hot.run(tx.db, _WOKEN, whose=person, reply=number)


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


def _has_room(room: dict[Account, int], message: Outgoing) -> bool:
    """Whether its account has a place for this reply; that is taken then."""
    account = message.channel, message.account
    if message.priority != REPLY or room.get(account, 0) <= 0:
        return False
    room[account] -= 1
    return True


def _ids(tx: Tx, count: int) -> Sequence[int]:
    """Reserve ids: a message is bound to its id before it is written."""
    if is_sqlite(tx.db):
        last = next((row[0] for row in hot.ask(tx.db, _LAST_ID)), 0)
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
