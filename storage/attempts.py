"""Who sent very many codes waits, twice as long every time, also over a restart.

1. Nobody is noted for a few codes: a row says that there were too many, by whom as a keyed hash,
   and until which day. No code, no time, and nothing of what a code found.
2. The hash is of the round's key of people, so it means nothing after that key is destroyed.
"""

from datetime import date, timedelta

from sqlalchemy import delete, select

from storage import rounds, tables
from storage.keys import Key3
from storage.transaction import Tx
from storage.upsert import insert_or_update

LONGEST = 32  # days


def waits_until(tx: Tx, person: Key3, *, today: date) -> date | None:
    """Give the day from which codes of this person are taken again; None: they are taken now."""
    found = tx.db.execute(
        select(tables.attempt.c.until).where(tables.attempt.c.tag == _tag(tx, person))
    ).scalar()
    return found if found is not None and today < found else None


def strike(tx: Tx, person: Key3, *, today: date) -> date:
    """Take no more codes of this person for a while; give the day from which they are taken."""
    tag = _tag(tx, person)
    before = select(tables.attempt.c.strikes).where(tables.attempt.c.tag == tag)
    strikes = (tx.db.execute(before).scalar() or 0) + 1
    until = today + timedelta(days=min(2 ** (strikes - 1), LONGEST))
    tx.db.execute(
        insert_or_update(tx, tables.attempt, key="tag", columns=("strikes", "until")),
        {"tag": tag, "strikes": min(strikes, LONGEST), "until": until},
    )
    return until


def forget_attempts(tx: Tx, *, before: date) -> None:
    """Keep no delay that ended before this day."""
    tx.db.execute(delete(tables.attempt).where(tables.attempt.c.until < before))


def _tag(tx: Tx, person: Key3) -> bytes:
    return tx.keys.tag(rounds.current(tx).id).tag("codes", *person)
