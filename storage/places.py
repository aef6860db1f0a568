"""Places and the invitations to them.

1. Everybody of a place has the same invitation: one per person would be a name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import insert, select, update

from storage import codes, hot, tables
from storage.errors import StoreError
from storage.transaction import Tx

PlaceKind = Literal["town", "region", "country"]

_SIZES = ("town", "region", "country")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SLUG_LENGTH = 32
_PLACES = select(tables.place).order_by(tables.place.c.id)


@dataclass(frozen=True, slots=True)
class Place:
    """Where people live: a town, its region, the country; and what is spoken there, if set.

    web: talks on the web count towards what may be shown of it, and of the places in it.
    """

    id: str
    name: str
    kind: PlaceKind
    parent: str | None
    languages: tuple[str, ...] = ()
    web: bool = False


def add(
    tx: Tx,
    *,
    id: str,  # noqa: A002 - a place's id is called so wherever a place is written down
    name: str,
    kind: PlaceKind,
    parent: str | None = None,
) -> Place:
    """Add a place. Without a parent, a town or a region lies in the country."""
    if not _SLUG.fullmatch(id) or len(id) > _SLUG_LENGTH:
        raise StoreError(
            f"{id!r} cannot be a place's id: use small letters a-z, digits and hyphens, at most 32."
        )
    if kind not in _SIZES:
        raise StoreError(f"A place is a town, a region or a country, not a {kind!r}.")
    there = {found.id: found for found in all_places(tx)}
    if id in there:
        raise StoreError(f"There is already a place {id}.")
    if kind == "country" and there:
        raise StoreError("There is one country, and it is there already.")
    if kind != "country":
        parent = _parent(tx, there, kind=kind, parent=parent)
    made = Place(id, name, kind, parent)
    tx.db.execute(insert(tables.place).values(id=id, name=name, kind=kind, parent=made.parent))
    return made


def _parent(tx: Tx, there: dict[str, Place], *, kind: PlaceKind, parent: str | None) -> str:
    larger = there.get(parent) if parent else country(tx)
    if larger is None:
        raise StoreError(f"There is no place {parent}; add it first.")
    if _SIZES.index(larger.kind) <= _SIZES.index(kind):
        raise StoreError(f"A {kind} cannot lie in a {larger.kind}.")
    return larger.id


def early(tx: Tx) -> None:
    """Let what `all_places` asks go with what goes first (see trip)."""
    hot.early(tx.db, _PLACES)


def all_places(tx: Tx) -> list[Place]:
    """List every place, by id."""
    return [_place(row) for row in hot.ask(tx.db, _PLACES)]


def country(tx: Tx) -> Place:
    """Give the country."""
    return _place(tx.db.execute(select(tables.place).where(tables.place.c.kind == "country")).one())


def known(tx: Tx, place: str) -> str:
    """Give back a place's id ("" is the country), or say that there is no such place."""
    if not place:
        return country(tx).id
    found = tx.db.execute(select(tables.place.c.id).where(tables.place.c.id == place)).scalar()
    if found is None:
        raise StoreError(f"There is no place {place}; see `howareyou place list`.")
    return str(found)


def speak(tx: Tx, *, place: str, languages: Sequence[str]) -> None:
    """Set which languages are offered first to people of a place, most spoken first."""
    here = tables.place.c.id == known(tx, place)
    tx.db.execute(update(tables.place).where(here).values(languages=" ".join(languages)))


def spoken(there: Iterable[Place], place: str) -> tuple[str, ...]:
    """The languages set for a place, or for the next larger one that has some; "" is the country.

    An unknown place has none of its own, so the country's count.
    """
    by_id = {each.id: each for each in there}
    largest = next((each for each in by_id.values() if each.kind == "country"), None)
    here = by_id.get(place, largest)
    while here is not None and not here.languages:
        here = by_id.get(here.parent or "")
    return here.languages if here is not None else ()


def counting_web(known: Mapping[str, Place]) -> frozenset[str]:
    """The places in which talks on the web count: opened themselves, or inside an opened one."""
    opened = {each.id for each in known.values() if each.web}
    for _ in _SIZES:
        opened |= {each.id for each in known.values() if each.parent in opened}
    return frozenset(opened)


def open_web(tx: Tx, place: str, *, opened: bool) -> None:
    """Let talks on the web count towards what may be shown of a place, or no longer."""
    own = tables.place.c.id == known(tx, place)
    tx.db.execute(update(tables.place).where(own).values(web=opened))


def invite(tx: Tx, *, place: str) -> str:
    """Give the invitation code of a place, the same for everybody."""
    place = known(tx, place)
    code = invitation(tx, place=place)
    if code is None:
        code = codes.new_invitation()
        tx.db.execute(insert(tables.invitation).values(code=code, place=place))
    return code


def invitation(tx: Tx, *, place: str) -> str | None:
    """Give the invitation code of a place, if one was made."""
    found = select(tables.invitation.c.code).where(tables.invitation.c.place == place)
    code = tx.db.execute(found).scalar()
    return None if code is None else str(code)


def invited(tx: Tx, typed: str) -> str | None:
    """Tell which place an invitation is for, however its code was typed."""
    found = _invitation(tx, typed)
    return found[1] if found else None


def read_invitation(tx: Tx, typed: str) -> str | None:
    """Find the code of an invitation in what was typed, in the form in which it was given."""
    found = _invitation(tx, typed)
    return found[0] if found else None


def _invitation(tx: Tx, typed: str) -> tuple[str, str] | None:
    """Code and place.

    Older codes have letters of both cases, `_` and `-`: what is no code exactly stands for the one
    that it looks like, if it is only one.
    """
    rows = tx.db.execute(select(tables.invitation.c.code, tables.invitation.c.place)).all()
    known = {str(code): str(place) for code, place in rows}
    if typed in known:
        return typed, known[typed]
    folded = codes.folded_invitation(typed)
    alike = [each for each in known.items() if codes.folded_invitation(each[0]) == folded]
    return alike[0] if folded and len(alike) == 1 else None


def _place(row: Sequence[Any]) -> Place:
    place_id, name, kind, parent, languages, web = row
    return Place(place_id, name, kind, parent, tuple(languages.split()), bool(web))
