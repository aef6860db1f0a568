"""Messages that could not be worked through: kept sealed until somebody looks at them.

1. A parked message stands outside the talk: it holds nobody up, its own person neither.
2. It goes with its person: who deletes everything deletes this too.
"""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, insert, select

from storage import tables
from storage.keys import Key3
from storage.renewal import aad
from storage.transaction import Tx
from storage.unreadable import opening


@dataclass(frozen=True, slots=True)
class Parked:
    """A message that could not be worked through, and the question it was given to.

    was: of an edit, the answer that it was to change.
    """

    id: str
    person: Key3
    heard: dict[str, Any]
    question: str
    day: date
    was: Any = None


def park(
    tx: Tx, person: Key3, *, heard: dict[str, Any], question: str, today: date, was: Any = None
) -> str:
    """Keep a message that could not be worked through; give its id."""
    parked_id = secrets.token_hex(4)
    kept = {"person": list(person), "heard": heard, "question": question, "was": was}
    sealed = tx.keys.seal_json(kept, key=tx.keys.draft, aad=aad(tables.parked, parked_id))
    tx.db.execute(
        insert(tables.parked).values(
            id=parked_id, person=tx.keys.post_tag(person), day=today, sealed=sealed
        )
    )
    return parked_id


def parked(tx: Tx) -> list[Parked]:
    """List what is parked, the oldest day first; what does not open is left out."""
    order = tables.parked.c["day", "id"]
    rows = tx.db.execute(select(tables.parked).order_by(*order)).all()
    return list(opening(rows, lambda row: _parked(tx, row)))


def unpark(tx: Tx, parked_id: str) -> None:
    """Keep a parked message no longer."""
    tx.db.execute(delete(tables.parked).where(tables.parked.c.id == parked_id))


def forget_parked(tx: Tx, *, before: date) -> None:
    """Keep nothing parked of earlier days, whether it opens or not."""
    tx.db.execute(delete(tables.parked).where(tables.parked.c.day < before))


def drop_parked(tx: Tx, person: Key3) -> None:
    """Keep nothing parked of this person."""
    tag = tx.keys.post_tag(person)
    tx.db.execute(delete(tables.parked).where(tables.parked.c.person == tag))


def _parked(tx: Tx, row: Row[Any]) -> Parked:
    kept = tx.keys.unseal_json(row.sealed, aad=aad(tables.parked, row.id))
    person: Key3 = tuple(kept["person"])
    return Parked(row.id, person, kept["heard"], kept["question"], row.day, kept.get("was"))
