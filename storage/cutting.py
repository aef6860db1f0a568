"""Whole drafts are cut into rows that cannot be put together again.

1. Every row has a random id and a random place in the order; nothing ties two rows of a person.
2. A row's place holds at least k people of the window, or is the country. Who talked on the web,
   where nobody needs an account, is one of these k only where a coordinator opened that.
3. The erase tag is made from the person's code and the row's name; without the code it is noise.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from random import SystemRandom
from typing import Any, NamedTuple

from storage import places
from storage.answers import write_choices
from storage.codes import new_code
from storage.keys import Key
from storage.places import Place
from storage.rounds import Window
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class Row:
    """One answer of a draft. name: what its erase tag is made with, once per draft.

    national: the place is the country, wherever the person lives.
    """

    name: str
    question: str
    state: str
    choices: tuple[str, ...] = ()
    words: str | None = None
    national: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """A draft taken apart: its rows, its code, where the person lives ("" is the country).

    emptied: the record that stays with the contact (address, language, place), without the draft,
    the code and the ids of messages.
    """

    rows: tuple[Row, ...]
    emptied: dict[str, Any]
    code: str
    place: str


class Home(NamedTuple):
    """Where somebody lives whose draft moves ("" is the country); counts: they are one of the k."""

    place: str
    counts: bool = True


def homes(tx: Tx, wanted: Sequence[Home], *, k: int) -> dict[str, str]:
    """Say for every place of these people in which place their rows are kept."""
    country = places.country(tx).id
    known = {place.id: place for place in places.all_places(tx)}
    at = rolled_up(
        [home.place for home in wanted],
        known,
        country=country,
        k=k,
        counts=[home.counts for home in wanted],
    )
    return {home.place: kept for home, kept in zip(wanted, at, strict=True)}


def apart(
    tx: Tx, window: Window, pieces: Iterable[Cut], at: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Make the rows of zone 2 out of these drafts, in no order."""
    country = places.country(tx).id
    key = tx.keys.erase(window.round)
    rows = [
        _row(row, window, key=key, code=code, place=country if row.national else at[piece.place])
        for piece in pieces
        # Without a code nobody can erase these rows, and nobody must be able to join them either.
        for code in [piece.code or new_code()]
        for row in _told_apart(piece.rows)
    ]
    SystemRandom().shuffle(rows)
    return rows


def rolled_up(
    homes: Sequence[str],
    known: Mapping[str, Place],
    *,
    country: str,
    k: int,
    counts: Sequence[bool] | None = None,
) -> list[str]:
    """Give everybody the smallest place in which at least k of them count (all, if not said)."""
    at = [home if home in known else country for home in homes]
    counting = counts or [True] * len(at)
    for kind in ("town", "region"):
        people = Counter(compress(at, counting))
        at = [
            known[home].parent or country if known[home].kind == kind and people[home] < k else home
            for home in at
        ]
    people = Counter(compress(at, counting))
    if country in at and people[country] < k and len(people.keys() - {country}) > 0:
        _, smallest = min((count, home) for home, count in people.items() if home != country)
        at = [country if home == smallest else home for home in at]
    return at


def _told_apart(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    if len({row.name for row in rows}) != len(rows):
        raise ValueError("Two rows of one draft have the same name: their tags would join them.")
    return rows


def erase_tag(key: Key, code: str, name: str) -> bytes:
    """Make the tag with which a code finds one row."""
    return key.tag("erase", code, name)


def _row(row: Row, window: Window, *, key: Key, code: str, place: str) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "round": window.round,
        "window": window.id,
        "place": place,
        "name": row.name,
        "question": row.question,
        "state": row.state,
        "choices": write_choices(row.choices),
        "words": row.words and _storable(row.words),
        "erase_tag": erase_tag(key, code, row.name).hex(),
    }


def _storable(words: str) -> str:
    """Leave out what a database refuses: halves of characters, and the null character."""
    return words.encode("utf-8", "replace").decode().replace("\0", "")
