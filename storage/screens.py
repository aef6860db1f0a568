"""What waits for the page of a person: never sent, read as often as the page is opened.

1. A page shows what was said last; the next answer takes its place (see `post.put`).
2. Whatever nobody came back for goes at night: the talk itself can say it again.
"""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select, text

from storage import hot, tables
from storage.errors import Damaged
from storage.keys import Key3
from storage.renewal import aad
from storage.transaction import Tx

PAGE = "page"
_outbox = tables.outbox
_TAKE_AWAY = delete(_outbox).where(
    _outbox.c.person == bindparam("whose"), text(f"state = '{PAGE}'")
)


class Screen(NamedTuple):
    """The messages of a screen, and a name of its own, which tells nothing of others."""

    name: str
    bodies: tuple[dict[str, Any], ...]


def screen(tx: Tx, person: Key3) -> Screen:
    """Give what the page of this person shows now."""
    rows = tx.db.execute(
        select(_outbox.c.id, _outbox.c.sealed)
        .where(_outbox.c.person == tx.keys.post_tag(person), _outbox.c.state == PAGE)
        .order_by(_outbox.c.id)
    ).all()
    # The number of a message would tell how many there were in all.
    last = str(rows[-1].id) if rows else ""
    return Screen(
        tx.keys.long.tag("screen", *person, last).hex() if last else "",
        tuple(body for row in rows if (body := _opened(tx, row.id, row.sealed)) is not None),
    )


def _opened(tx: Tx, number: int, sealed: bytes) -> dict[str, Any] | None:
    try:
        body: dict[str, Any] = tx.keys.unseal_json(sealed, aad=aad(_outbox, number))["body"]
    except Damaged:  # the talk says it again
        return None
    return body


def take_away(tx: Tx, persons: Collection[bytes]) -> None:
    """Make room on the pages of these people."""
    hot.change(tx.db, _TAKE_AWAY, [{"whose": person} for person in persons])


def forget_screens(tx: Tx) -> None:
    """Keep nothing that nobody came back for."""
    tx.db.execute(delete(_outbox).where(_outbox.c.state == PAGE))
