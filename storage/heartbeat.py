"""When we were last alive: one row about ourselves, about nobody else."""

from sqlalchemy import select

from storage import tables
from storage.transaction import Tx
from storage.upsert import insert_or_update

_NAME = "intake"


def last(tx: Tx) -> float | None:
    """When we noted last that we are alive, if ever."""
    found = select(tables.heartbeat.c.at).where(tables.heartbeat.c.name == _NAME)
    at: float | None = tx.db.execute(found).scalar()
    return at


def beat(tx: Tx, *, now: float) -> None:
    """Note that we are alive."""
    noted = insert_or_update(tx, tables.heartbeat, key="name", columns=("at",))
    tx.db.execute(noted, {"name": _NAME, "at": now})
