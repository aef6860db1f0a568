"""The entrance of the pages: tickets that let in once, sessions, and who knocks too often.

1. Of a ticket and of a session only a keyed hash is kept, so a stolen database lets nobody in.
2. A ticket lets in once, within ten minutes. A session ends after an hour without a page, after
   twelve hours in any case, and at once when its staff member is removed.
3. Whoever shows wrong tickets is not taken in for a while, also over a restart. An address is kept
   as a keyed hash, and no longer than that while.
"""

import secrets

from sqlalchemy import delete, func, select, update

from storage import knocks, tables
from storage.codes import new_ticket, read_ticket
from storage.staff import Staff, one_of, roles_of
from storage.transaction import Tx

TICKET_LASTS = 10 * 60
IDLE = 60 * 60
LONGEST = 12 * 60 * 60
# A page that is read a minute later writes nothing: most requests only read.
NOTED_AFTER = 5 * 60


def ticket(tx: Tx, staff_id: str, *, now: float) -> str:
    """Make a ticket for somebody who is staff already; an older one of theirs is void."""
    code = new_ticket()
    tx.db.execute(delete(tables.ticket).where(tables.ticket.c.staff == staff_id))
    tx.db.execute(
        tables.ticket.insert().values(
            tag=_tag(tx, "ticket", code), staff=staff_id, until=now + TICKET_LASTS
        )
    )
    return code


def enter(tx: Tx, written: str, *, now: float) -> str | None:
    """Take a ticket and begin a session: its token, or None where the ticket is not good."""
    code = read_ticket(written)
    if code is None:
        return None
    found = tx.db.execute(
        delete(tables.ticket)
        .where(tables.ticket.c.tag == _tag(tx, "ticket", code))
        .returning(tables.ticket.c.staff, tables.ticket.c.until)
    ).one_or_none()
    if found is None or found.until < now:
        return None
    return begin(tx, found.staff, now=now)


def begin(tx: Tx, staff_id: str, *, now: float) -> str:
    """Begin a session of a staff member; its token is known to their browser only."""
    token = secrets.token_urlsafe(32)
    tx.db.execute(
        tables.session.insert().values(
            tag=_tag(tx, "session", token), staff=staff_id, begun=now, used=now
        )
    )
    return token


def who(tx: Tx, token: str, *, now: float) -> list[Staff]:
    """Whose session this is, with all roles of that person; empty where it is over."""
    row = tx.db.execute(
        select(tables.session).where(tables.session.c.tag == _tag(tx, "session", token))
    ).one_or_none()
    if row is None or now - row.used > IDLE or now - row.begun > LONGEST:
        return []
    member = one_of(tx, row.staff)
    return roles_of(tx, member) if member else []


def touch(tx: Tx, token: str, *, now: float) -> None:
    """Note that a session is used, now and then."""
    late = tables.session.c.used < now - NOTED_AFTER
    tx.db.execute(
        update(tables.session)
        .where(tables.session.c.tag == _tag(tx, "session", token), late)
        .values(used=now)
    )


def is_late(tx: Tx, token: str, *, now: float) -> bool:
    """Whether a session must be noted as used again."""
    used = select(tables.session.c.used).where(tables.session.c.tag == _tag(tx, "session", token))
    return (tx.db.execute(used).scalar() or now) < now - NOTED_AFTER


def leave(tx: Tx, token: str) -> None:
    """End a session."""
    tx.db.execute(delete(tables.session).where(tables.session.c.tag == _tag(tx, "session", token)))


def leave_everywhere(tx: Tx, staff_id: str) -> None:
    """End every session and ticket of a staff member."""
    for table in (tables.session, tables.ticket):
        tx.db.execute(delete(table).where(table.c.staff == staff_id))


def may_knock(tx: Tx, address: str, *, now: float) -> bool:
    """Whether a ticket from this address is looked at now."""
    return knocks.may(tx, knocks.CODES, address, now=now)


def knocked(tx: Tx, address: str, *, now: float) -> None:
    """Note a wrong ticket from this address."""
    knocks.note(tx, knocks.CODES, address, now=now)


def forget(tx: Tx, *, now: float) -> None:
    """Keep no ticket, session or knock that is over."""
    tx.db.execute(delete(tables.ticket).where(tables.ticket.c.until < now))
    knocks.forget(tx, now=now)
    session = tables.session.c
    tx.db.execute(
        delete(tables.session).where((session.used < now - IDLE) | (session.begun < now - LONGEST))
    )


def sessions_of(tx: Tx, staff_id: str) -> int:
    """How many sessions a staff member has."""
    counted = select(func.count()).where(tables.session.c.staff == staff_id)
    return tx.db.execute(counted).scalar_one()


def _tag(tx: Tx, what: str, secret: str) -> bytes:
    return tx.keys.long.tag(what, secret)
