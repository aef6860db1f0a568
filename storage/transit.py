"""The way from zone 1 to zone 2: sealed pieces in which the rows of many people lie mixed.

1. A piece holds rows of a thousand people or more, or of everybody who moves, and in no order.
2. Every row goes to a pile drawn for it alone, and a pile is shuffled as a whole before it is
   written: every order of all rows is as likely as any other, though there are never more than one
   page of people and one pile in memory.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from random import SystemRandom
from typing import Any

from sqlalchemy import delete, insert, select

from storage import tables
from storage.renewal import aad
from storage.rounds import Window
from storage.transaction import Tx

PAGE = 1000  # people

_transit = tables.transit


def even_pages(tags: Sequence[bytes]) -> list[Sequence[bytes]]:
    """Divide people so that no page holds fewer than PAGE of them, unless there are not so many."""
    count = max(1, len(tags) // PAGE)
    ends = [len(tags) * number // count for number in range(count + 1)]
    return [tags[start:end] for start, end in pairwise(ends)]


def leave(tx: Tx, window: Window, rows: Sequence[dict[str, Any]], *, page: int, piles: int) -> None:
    """Deal the rows of a page out to the piles, one sealed piece for each."""
    dealt: list[list[dict[str, Any]]] = [[] for _ in range(piles)]
    for row, pile in zip(rows, SystemRandom().choices(range(piles), k=len(rows)), strict=True):
        dealt[pile].append(row)
    for pile, some in enumerate(dealt):
        SystemRandom().shuffle(some)
        name = f"{window.id}/{pile}/{page}"
        sealed = tx.keys.seal_json(some, key=tx.keys.draft, aad=aad(_transit, name))
        tx.db.execute(insert(_transit).values(id=name, window=window.id, sealed=sealed))


def arrivals(tx: Tx, window_id: str) -> Iterator[list[dict[str, Any]]]:
    """Give pile after pile, each in no order, and keep none of them."""
    names = select(_transit.c.id).where(_transit.c.window == window_id)
    there = sorted(tx.db.execute(names).scalars(), key=_pile)
    for _, pieces in groupby(there, key=_pile):
        rows = [row for piece in pieces for row in _opened(tx, piece)]
        SystemRandom().shuffle(rows)
        yield rows


def clear(tx: Tx, window_id: str) -> None:
    """Keep nothing of what has arrived."""
    tx.db.execute(delete(_transit).where(_transit.c.window == window_id))


def _pile(name: str) -> str:
    return name.rpartition("/")[0]


def _opened(tx: Tx, name: str) -> list[dict[str, Any]]:
    sealed = tx.db.execute(select(_transit.c.sealed).where(_transit.c.id == name)).scalar_one()
    rows: list[dict[str, Any]] = tx.keys.unseal_json(sealed, aad=aad(_transit, name))
    return rows
