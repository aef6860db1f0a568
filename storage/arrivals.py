"""What came in: a keyed hash and a day, so that the same event again is known as a repeat."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete

from storage import hot, tables
from storage.keys import Key3
from storage.transaction import Tx
from storage.upsert import insert_new

__all__ = ["forget_arrivals", "fresh"]


def fresh(tx: Tx, events: Sequence[Key3], *, today: date) -> list[bool]:
    """Tell for each (channel, account, event key) whether it came for the first time."""
    key = tx.keys.post
    tags = [key.tag("arrival", *event) for event in events]
    day = today.isoformat()
    rows = [{"tag": tag, "day": day} for tag in sorted(set(tags))]
    unseen = hot.added(tx.db, insert_new(tx, tables.arrival, key="tag"), rows)
    return [_take_out(unseen, tag) for tag in tags]


def _take_out(unseen: set[bytes], tag: bytes) -> bool:
    if tag not in unseen:
        return False
    unseen.remove(tag)  # the same event later in this batch is a repeat too
    return True


def forget_arrivals(tx: Tx, before: date) -> None:
    """Drop the arrivals of earlier days."""
    tx.db.execute(delete(tables.arrival).where(tables.arrival.c.day < before))
