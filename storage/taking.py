"""What a sender takes out of the outbox, and what it gives back that it never had.

1. Of one person only the oldest waiting message can be taken, and none while one is being sent.
2. Each account has its own places: one whose platform hangs keeps no other waiting.
3. Under the lease of an account only what its sender has in hand is being sent. After a commit
   whose outcome is not known, what else stands so was never sent, and is given back: no repeat.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import bindparam, literal_column, select, text, update

from storage import hot, leases, tables
from storage.database import is_sqlite
from storage.errors import Damaged
from storage.outgoing import BROADCAST, REPLY, Account, Desk, Waiting
from storage.renewal import aad
from storage.settling import set_aside
from storage.transaction import Tx

_outbox = tables.outbox

# Asked for every batch, so made once.
_SENDING = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("taken"))
    .values(state=literal_column("'sending'"))
)
_RIPEN = (
    update(_outbox)
    .where(text("state = 'later'"), _outbox.c.not_before <= bindparam("now"))
    .values(state="ready")
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
_BEING_SENT = select(_outbox.c.id, _outbox.c.person).where(
    _outbox.c.channel == bindparam("channel"),
    _outbox.c.account == bindparam("account"),
    text("state = 'sending'"),
)
_GIVEN_BACK = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("stray"), text("state = 'sending'"))
    .values(state=literal_column("'ready'"))
)
_URGENT = select(*_outbox.c["id", "channel", "account"]).where(
    _outbox.c.id.in_(bindparam("ids", expanding=True)), text(f"priority = {REPLY}")
)


def next_for(tx: Tx, desk: Desk, had: Sequence[Waiting]) -> list[Waiting]:
    """What waits, for each account that has room beside what the sender had of it just now.

    While its places are taken by less urgent messages, only replies.
    """
    counted = Counter((each.channel, each.account) for each in had)
    wanted = {}
    for account, places in desk.accounts.items():
        some, replies = places.waiting - counted[account], places.replies - counted[account]
        if some > 0 or replies > 0:
            wanted[account] = (some, BROADCAST) if some > 0 else (replies, REPLY)
    return _taken(tx, wanted, now=desk.now)


def take(
    tx: Tx, *, now: float, accounts: Collection[Account], limit: int, least: int = BROADCAST
) -> list[Waiting]:
    """Take what these accounts shall send next: at most one message of each person.

    least: the priority that a message must have at least; any, if it is not given.
    """
    wanted = dict.fromkeys(accounts, (limit, least)) if limit > 0 else {}
    return _taken(tx, wanted, now=now, most=limit)


def _taken(
    tx: Tx, wanted: Mapping[Account, tuple[int, int]], *, now: float, most: int | None = None
) -> list[Waiting]:
    """Take so many at least so urgent of each account, and so many in all."""
    if not wanted:
        return []
    hot.run(tx.db, _RIPEN, now=now)
    # Account by account, so that the index gives the first ones without sorting the others.
    rows = [row for account, some in wanted.items() for row in _first(tx, account, *some)]
    rows = sorted(rows, key=itemgetter(0, 1))[:most]
    hot.change(tx.db, _SENDING, [{"taken": row[1]} for row in rows])
    return [opened for row in rows if (opened := _opened(tx, row)) is not None]


def _first(tx: Tx, account: Account, limit: int, least: int) -> Sequence[Any]:
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


def strays(tx: Tx, desk: Desk) -> dict[int, bytes]:
    """What is said to be on its way and is not in the sender's hands, and whom it is for."""
    if not desk.unsure:
        return {}
    if not is_sqlite(tx.db):  # the transaction of which we heard nothing may not have ended yet
        for lease in sorted(desk.leases):
            leases.outlast(tx.db, lease)
    asked = [{"channel": channel, "account": account} for channel, account in desk.unsure]
    found = {row[0]: row[1] for each in asked for row in hot.ask(tx.db, _BEING_SENT, **each)}
    return {number: person for number, person in found.items() if number not in desk.hands}


def give_back(tx: Tx, numbers: Collection[int]) -> None:
    """Let these be taken once more: nobody has them."""
    hot.change(tx.db, _GIVEN_BACK, [{"stray": number} for number in sorted(numbers)])


def hurried(tx: Tx, desk: Desk) -> list[Waiting]:
    """What of the sender's slow messages a reply waits for by now; it has their words already."""
    found = hot.among(tx.db, _URGENT, list(desk.slow))
    return [Waiting(number, channel, name, "", {}, 0) for number, channel, name in found]
