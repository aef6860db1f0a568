"""What became of messages on their way: sent, to be tried later, or set aside.

1. What was sent leaves the outbox; the next message of its person then stands in front.
2. What was under way when its sender was lost is ready again: perhaps sent twice, never lost.
3. What a platform told to wait is marked, by its `reason`: it is respected by whoever sends next.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

from sqlalchemy import (
    Connection,
    bindparam,
    case,
    delete,
    func,
    literal_column,
    select,
    text,
    update,
)

from storage import hot, tables
from storage.hold import hold, hold_all
from storage.keys import Key3
from storage.renewal import aad
from storage.transaction import Tx

_outbox = tables.outbox

# Asked for every batch, so made once.
_PERSONS = select(_outbox.c.person).where(_outbox.c.id.in_(bindparam("ids", expanding=True)))
_DONE = delete(_outbox).where(_outbox.c.id == bindparam("sent"))
_first = _outbox.alias("first")
_OLDEST_OF_EACH = select(_outbox.c.id, _outbox.c.state).where(
    _outbox.c.id.in_(
        select(func.min(_first.c.id))
        .where(
            _first.c.person.in_(bindparam("persons", expanding=True)),
            text("first.state <> 'aside'"),
        )
        .group_by(_first.c.person)
    )
)
_FORWARD = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("oldest"))
    .values(
        state=case(
            (text("not_before > 0"), literal_column("'later'")), else_=literal_column("'ready'")
        )
    )
)

# Why a message waits that a platform told to wait: alone, or because its whole account has to.
TOLD, ALL_TOLD = "told", "all told"
_HELD_UNTIL = select(func.max(_outbox.c.not_before)).where(
    _outbox.c.channel == bindparam("channel"),
    _outbox.c.account == bindparam("account"),
    text(f"state = 'later' AND reason = '{ALL_TOLD}'"),
)
_POSTPONED = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("which"))
    .values(
        state=literal_column("'later'"),
        reason=bindparam("why"),
        not_before=bindparam("due"),
        attempts=_outbox.c.attempts + bindparam("tries", type_=_outbox.c.attempts.type),
    )
)
# What waits for the day is not meant: that has come when the clock says so.
_TOLD_TO_WAIT = (
    _outbox.c.channel == bindparam("channel"),
    _outbox.c.account == bindparam("account"),
    text("state = 'later' AND (reason IS NOT NULL OR attempts > 0)"),
)
_WHO_WAITS = select(_outbox.c.person).where(*_TOLD_TO_WAIT)
_SOONER = (
    update(_outbox)
    .where(*_TOLD_TO_WAIT)
    .values(not_before=_outbox.c.not_before - bindparam("back", type_=_outbox.c.not_before.type))
)
_EMPTIED = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("which"))
    .values(
        state=literal_column("'aside'"),
        reason=bindparam("why"),
        not_before=literal_column("0"),
        sealed=bindparam("rest"),
    )
)


class Settled(NamedTuple):
    """What became of one message.

    not_before: when to try it again. tried: whether this was a try of its own, and not a wait that
    a platform asked for. everyone: the platform wants the whole account to wait. person: whom it
    was for, if that is known: else the database is asked. What is left was never taken.
    """

    id: int
    what: Literal["done", "later", "aside", "left"]
    not_before: float = 0.0
    tried: bool = True
    everyone: bool = False
    person: Key3 | None = None


def settle(tx: Tx, settled: Sequence[Settled], persons: Collection[bytes] | None = None) -> None:
    """Note what became of these. persons: whom they are for, if they are known and held already."""
    if not settled:
        return
    if persons is None:
        persons = persons_of(tx, settled)
        hold(tx, persons)
    hot.change(tx.db, _DONE, [{"sent": each.id} for each in settled if each.what == "done"])
    for each in settled:
        if each.what == "later":
            why = ALL_TOLD if each.everyone else None if each.tried else TOLD
            later(tx, each.id, not_before=each.not_before, tried=each.tried, why=why)
        elif each.what == "aside":
            _empty(tx, each.id, reason="refused")
    _advance(tx, persons)


def done(tx: Tx, ids: Sequence[int]) -> None:
    """The platform said yes to these."""
    settle(tx, [Settled(each, "done") for each in ids])


def later(
    tx: Tx, message_id: int, *, not_before: float, tried: bool = True, why: str | None = None
) -> None:
    """It needs patience; not tried: the message had not left, and this costs none.

    why: if a platform asked for it.
    """
    when = math.ceil(not_before)
    hot.run(tx.db, _POSTPONED, which=message_id, due=when, tries=int(tried), why=why)


def who_waits(db: Connection, accounts: Collection[tuple[str, str]]) -> set[bytes]:
    """Who has a message of these accounts that was told to wait, or failed."""
    asked = [{"channel": channel, "account": name} for channel, name in accounts]
    return {row[0] for each in asked for row in hot.ask(db, _WHO_WAITS, **each)}


def sooner(db: Connection, back: Mapping[tuple[str, str], float]) -> None:
    """The clock was put back: whatever was told to wait waits no longer than it was told."""
    for (channel, account), by in sorted(back.items()):
        hot.run(db, _SOONER, channel=channel, account=account, back=by)


def held_until(db: Connection, account: tuple[str, str]) -> float:
    """Until when a platform told the whole account to wait, as far as it is written down."""
    [[until]] = hot.ask(db, _HELD_UNTIL, channel=account[0], account=account[1])
    return float(until or 0.0)


def set_aside(tx: Tx, message_id: int, *, reason: str) -> None:
    """The platform does not take this one; the next of the person may go.

    Only why is kept, for the operator: the message itself would outlive the move of its person.
    """
    persons = _persons(tx, [message_id])
    hold(tx, persons)
    _empty(tx, message_id, reason=reason)
    _advance(tx, persons)


def _empty(tx: Tx, message_id: int, *, reason: str) -> None:
    empty = tx.keys.seal_json({}, key=tx.keys.draft, aad=aad(_outbox, message_id))
    hot.run(tx.db, _EMPTIED, which=message_id, why=reason[:64], rest=empty)


def requeue(db: Connection, account: tuple[str, str]) -> None:
    """For a new sender of this account: what another was sending may not have arrived."""
    own = (_outbox.c.channel == account[0], _outbox.c.account == account[1])
    sending = (*own, _outbox.c.state == "sending")
    hold_all(db, set(db.execute(select(_outbox.c.person).where(*sending)).scalars()))
    db.execute(update(_outbox).where(*sending).values(state="ready"))


def persons_of(tx: Tx, settled: Sequence[Settled]) -> set[bytes]:
    """Give the persons whom these messages are for."""
    known = {tx.keys.post_tag(each.person) for each in settled if each.person}
    return known | _persons(tx, [each.id for each in settled if not each.person])


def _persons(tx: Tx, ids: Sequence[int]) -> set[bytes]:
    return {row[0] for row in hot.among(tx.db, _PERSONS, ids)}


def _advance(tx: Tx, persons: Collection[bytes]) -> None:
    """Let the oldest message of each person stand in front, if it stood behind another."""
    oldest = hot.among(tx.db, _OLDEST_OF_EACH, list(persons))
    hot.change(
        tx.db, _FORWARD, [{"oldest": number} for number, state in oldest if state == "behind"]
    )
