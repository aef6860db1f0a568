"""How far a round is: a band of people who have finished, renewed once a week.

1. What is kept is the band, never the number, and only of the round that runs.
2. It is the whole country's, and it changes on Mondays at most: whoever looks before and after
   somebody has talked learns nothing of them (docs/privacy.md).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, func, select

from storage import rounds, tables
from storage.transaction import Store, Tx

BOUNDS = (10, 20, 50)


@dataclass(frozen=True, slots=True)
class Progress:
    """The band of a round, and the Monday of the week in which it was counted."""

    round: str
    week: date
    band: str


def current(tx: Tx) -> Progress | None:
    """The newest band; None before the first."""
    row = tx.db.execute(select(tables.progress)).one_or_none()
    return Progress(*row) if row else None


def renew(store: Store, *, today: date, k: int) -> None:
    """Count once in each week of an open round, whenever the bot is there first in that week."""
    week = today - timedelta(days=today.weekday())
    with store.begin() as tx:
        held, known = rounds.current(tx), current(tx)
        if held.state != "open" or held.opens_on is None or held.opens_on > week:
            return  # a round must have run up to a Monday
        if known and (known.round, known.week) == (held.id, week):
            return
        contact = tables.contact.c
        finished = select(func.count()).where(contact.round == held.id, contact.phase > 0)
        band = banded(tx.db.execute(finished).scalar_one(), k=k)
        tx.db.execute(delete(tables.progress))
        tx.db.execute(tables.progress.insert().values(round=held.id, week=week, band=band))


def banded(people: int, *, k: int) -> str:
    """The band in which a number lies; none is narrower than a group that may be shown."""
    floor = 0
    for bound in (each for each in BOUNDS if each >= k):
        if people < bound:
            return f"{floor}–{bound - 1}"
        floor = bound
    return f"{floor}+"
