"""Staff: who may read what, and the codes with which they first show who they are.

1. Of an invitation only a keyed hash is kept, for 14 days, and it opens once.
2. A label is what staff call themselves; it is sealed like their address.
"""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import Row, delete, insert, or_, select, update

from storage import hot, places, tables
from storage.codes import new_staff_code, read_staff_code
from storage.errors import StoreError
from storage.keys import Key3
from storage.renewal import aad
from storage.transaction import Tx

Role = Literal["sponsor", "coordinator", "reviewer", "protection contact"]

# Sponsors read the page of a town or a region; texts and messages of people have no place.
_OF_A_PART = frozenset({"sponsor", "coordinator"})
_OF_THE_WHOLE = frozenset({"coordinator", "reviewer", "protection contact"})

_APPROVERS = ("coordinator", "reviewer")
_columns = tables.staff.c
# Asked for every batch, so made once.
_APPROVING = (
    select(_columns.id)
    .where(or_(*[_columns.role == role for role in _APPROVERS]), _columns.tag.is_not(None))
    .limit(1)
)

_DAYS = 14


@dataclass(frozen=True, slots=True)
class Staff:
    """One role of one member of staff at one place. person: None until the code was sent."""

    id: str
    role: Role
    place: str
    label: str
    person: Key3 | None


def is_for(role: str, kind: places.PlaceKind) -> bool:
    """Whether a role can be had for a place of this kind; elsewhere it would open nothing."""
    return role in (_OF_THE_WHOLE if kind == "country" else _OF_A_PART)


def invite(tx: Tx, *, role: str, place: str, label: str, today: date) -> str:
    """Make a one-time code for a new member of staff."""
    if role not in get_args(Role):
        raise StoreError(f"There is no role {role!r}; there are {', '.join(get_args(Role))}.")
    code = new_staff_code()
    staff_id = secrets.token_hex(4)
    tx.db.execute(
        insert(tables.staff).values(
            id=staff_id,
            role=role,
            place=places.known(tx, place),
            code=_code_tag(tx, code),
            until=today + timedelta(days=_DAYS),
            sealed=_sealed(tx, staff_id, label=label, person=None),
        )
    )
    return code


def redeem(tx: Tx, code: str, *, person: Key3, today: date) -> Staff | None:
    """Take a code from somebody: from now on it is them. None if the code is not good."""
    written = read_staff_code(code)
    if written is None:
        return None
    found = tx.db.execute(
        select(tables.staff)
        .where(tables.staff.c.code == _code_tag(tx, written), tables.staff.c.until >= today)
        .with_for_update()
    ).one_or_none()
    if found is None:
        return None
    label = _staff(tx, found).label
    change = {
        "code": None,
        "until": None,
        "tag": _tag(tx, person),
        "sealed": _sealed(tx, found.id, label=label, person=person),
    }
    tx.db.execute(update(tables.staff).where(tables.staff.c.id == found.id).values(change))
    return Staff(found.id, found.role, found.place, label, person)


def find(tx: Tx, person: Key3) -> list[Staff]:
    """List the roles of a person; none if they are not staff."""
    rows = select(tables.staff).where(tables.staff.c.tag == _tag(tx, person))
    return [_staff(tx, row) for row in tx.db.execute(rows.order_by(tables.staff.c.id)).all()]


def one_of(tx: Tx, staff_id: str) -> Staff | None:
    """One role by its id."""
    row = tx.db.execute(select(tables.staff).where(_columns.id == staff_id)).one_or_none()
    return _staff(tx, row) if row else None


def roles_of(tx: Tx, member: Staff) -> list[Staff]:
    """All roles of the person who has this one."""
    return find(tx, member.person) if member.person else [member]


def early(tx: Tx) -> None:
    """Let what `can_approve` asks go with what goes first (see trip)."""
    hot.early(tx.db, _APPROVING)


def can_approve(tx: Tx) -> bool:
    """Whether somebody is here who may approve what volunteers read."""
    return bool(hot.ask(tx.db, _APPROVING))


def everyone(tx: Tx) -> list[Staff]:
    """List all staff, also those who have not sent their code yet."""
    order = tables.staff.c["role", "place", "id"]
    return [_staff(tx, row) for row in tx.db.execute(select(tables.staff).order_by(*order)).all()]


def remove(tx: Tx, staff_id: str) -> None:
    """Take a role, or an unused invitation, away, and with it what is open in a browser."""
    for table in (tables.ticket, tables.session):
        tx.db.execute(delete(table).where(table.c.staff == staff_id))
    tx.db.execute(delete(tables.staff).where(tables.staff.c.id == staff_id))


def forget_invitations(tx: Tx, *, before: date) -> None:
    """Keep no invitation that was not used in its time."""
    tx.db.execute(delete(tables.staff).where(tables.staff.c.until < before))


def _code_tag(tx: Tx, code: str) -> bytes:
    return tx.keys.long.tag("staff code", code)


def _tag(tx: Tx, person: Key3) -> bytes:
    return tx.keys.long.tag("staff", *person)


def _sealed(tx: Tx, staff_id: str, *, label: str, person: Key3 | None) -> bytes:
    kept = {"label": label, "person": person and list(person)}
    return tx.keys.seal_json(kept, key=tx.keys.long, aad=aad(tables.staff, staff_id))


def _staff(tx: Tx, row: Row[Any]) -> Staff:
    kept = tx.keys.unseal_json(row.sealed, aad=aad(tables.staff, row.id))
    person: Key3 | None = kept["person"] and tuple(kept["person"])
    return Staff(row.id, row.role, row.place, kept["label"], person)
