"""When we were last alive, and what we did last when: rows about ourselves, about nobody else."""

from datetime import UTC, date, datetime, time

from sqlalchemy import select

from storage import tables
from storage.transaction import Tx
from storage.upsert import insert_or_update

_NAME = "intake"


def last(tx: Tx, name: str = _NAME) -> float | None:
    """When we noted last that we are alive (or did what has this name), if ever."""
    found = select(tables.heartbeat.c.at).where(tables.heartbeat.c.name == name)
    at: float | None = tx.db.execute(found).scalar()
    return at


def beat(tx: Tx, *, now: float, name: str = _NAME) -> None:
    """Note that we are alive (or did what has this name, of 16 characters at most)."""
    noted = insert_or_update(tx, tables.heartbeat, key="name", columns=("at",))
    tx.db.execute(noted, {"name": name, "at": now})


def first_on(tx: Tx, day: date, *, name: str) -> bool:
    """Whether what has this name was not done yet on this day; from now on it was."""
    began = datetime.combine(day, time(), UTC).timestamp()
    done = last(tx, name)
    if done is not None and done >= began:
        return False
    beat(tx, now=began, name=name)
    return True
