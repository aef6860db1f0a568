"""How often somebody knocks: counted over a restart, known by a keyed hash for a short time.

1. Of an address only a keyed hash is kept, and no longer than the limit lasts.
2. What is counted ends with the time that began with the first knock: a busy house is not shut.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select

from storage import tables
from storage.transaction import Tx
from storage.upsert import insert_or_update

_OF_ALL = "everybody"


@dataclass(frozen=True, slots=True)
class Limit:
    """How often one address, and all together, may do something within so many seconds."""

    name: str
    of_one: int
    of_all: int
    lasts: float


CODES = Limit("knock", of_one=10, of_all=300, lasts=10 * 60)
RETURNS = Limit("return", of_one=10, of_all=300, lasts=10 * 60)
# A home for newcomers may have one address for all who live there.
BEGUN = Limit("begun", of_one=60, of_all=3000, lasts=60 * 60)
# Talks on the web that began and have not come to a yes: forgotten after a day.
UNDECIDED = Limit("undecided", of_one=300, of_all=3000, lasts=24 * 60 * 60)


def may(tx: Tx, limit: Limit, address: str, *, now: float) -> bool:
    """Whether this address may do it now."""
    limits = {_tag(tx, limit, address): limit.of_one, _tag(tx, limit, _OF_ALL): limit.of_all}
    held = _noted(tx, limits, now=now)
    return all(count < limits[tag] for tag, (count, _) in held.items())


def note(tx: Tx, limit: Limit, address: str, *, now: float, by: int = 1) -> None:
    """Note that this address did it, or with -1 that one time does not count any more."""
    tags = [_tag(tx, limit, name) for name in (address, _OF_ALL)]
    held = _noted(tx, tags, now=now)
    for tag in tags:
        count, until = held.get(tag, (0, now + limit.lasts))
        tx.db.execute(
            insert_or_update(tx, tables.knock, key="tag", columns=("count", "until")),
            {"tag": tag, "count": max(0, count + by), "until": until},
        )


def forget(tx: Tx, *, now: float) -> None:
    """Keep nothing that counts no longer."""
    tx.db.execute(delete(tables.knock).where(tables.knock.c.until < now))


def _noted(tx: Tx, tags: Collection[bytes], *, now: float) -> dict[bytes, tuple[int, float]]:
    knock = tables.knock.c
    rows = select(knock.tag, knock.count, knock.until).where(
        knock.tag.in_(list(tags)), knock.until >= now
    )
    return {tag: (count, until) for tag, count, until in tx.db.execute(rows).all()}


def _tag(tx: Tx, limit: Limit, address: str) -> bytes:
    return tx.keys.long.tag(limit.name, address)
