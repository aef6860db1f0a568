"""The move: drafts become answers, and nobody can tell any more whose they were.

1. Nobody moves before the day they were told, and nobody moves in a company of fewer than k.
2. Two transactions. The first empties the contacts and leaves sealed pieces (see transit) of rows
   already cut, rolled up, mixed and given random ids; the second writes the answers and removes
   them. Nothing in zone 2 is ever written together with anything in zone 1.
3. Then the draft key is replaced and the files are cleaned, so that no older copy opens.
4. After a crash anywhere, `recover` does what is left: nothing is lost, nothing is written twice.
5. A place with fewer than k people in the window goes up to its region, then to the country; if the
   country's own are still fewer than k, the smallest place joins them.
6. When the round's last window is over, what has not moved is purged.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import delete, or_, select, update

from storage import answers, contacts, places, rounds, tables, transit
from storage.contacts import Contact
from storage.cutting import Cut, Home, Row, apart, homes
from storage.errors import StoreError
from storage.keys import Key3
from storage.outgoing import WEB
from storage.pending import waiting_codes
from storage.renewal import Step, no_step, renew, wear
from storage.rounds import Window
from storage.transaction import Store, Tx

__all__ = ["Cut", "Moved", "Row", "move", "recover"]

Record = dict[str, Any]
Tell = Callable[[Tx, Sequence[Contact]], None]


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a window.

    people and answers: how many moved (none if fewer than k had finished). purged: who had finished
    and did not move, at the round's last window. unfinished: how many had not finished by then.
    cleaned: False if somebody was in the way of cleaning the files; `recover` will do it.
    """

    window: str
    people: int = 0
    answers: int = 0
    purged: tuple[Key3, ...] = ()
    unfinished: int = 0
    cleaned: bool = True


def tell_nobody(_tx: Tx, _purged: Sequence[Contact]) -> None:
    """Send no message to those whose drafts are purged."""


def move(
    store: Store,
    window: Window,
    *,
    k: int,
    cut: Callable[[Record], Cut],
    today: date,
    step: Step = no_step,
    tell: Tell = tell_nobody,
) -> Moved:
    """Move the finished drafts of a window that is over.

    cut: takes a whole draft and gives its rows. tell: is given those whose finished drafts are
    purged, in the transaction that purges them, with their drafts. step: for tests.
    """
    if today <= window.last_day:
        raise StoreError(
            f"Until {window.last_day} people may change what they said in {window.id}."
        )
    recover(store, step=step)
    with store.begin(alone=True) as tx:
        moved = _empty(tx, window, k=k, cut=cut, today=today, tell=tell)
        step("contacts emptied")
    step("first transaction")
    return _finish(store, moved, step=step)


def recover(store: Store, *, step: Step = no_step) -> list[str]:
    """Finish what a crash left of a move or of a change of keys; give the windows that moved."""
    with store.read() as tx:
        left = list(tx.db.execute(select(tables.transit.c.window).distinct()).scalars())
    for window_id in left:
        _write(store, window_id, step=step)
    renew(store, step=step)
    return left


def _empty(
    tx: Tx,
    window: Window,
    *,
    k: int,
    cut: Callable[[Record], Cut],
    today: date,
    tell: Tell,
) -> Moved:
    """The first transaction."""
    if rounds.get_window(tx, window.id).state != "open":
        return Moved(window.id)
    last = rounds.windows(tx, window.round)[-1].id == window.id
    ready = _ready(tx, window, cut=cut, today=today)
    wanted = [home for home in ready.values() if home is not None]
    enough = sum(home.counts for home in wanted) >= k
    if not (enough or last):
        return Moved(window.id)
    moved = Moved(window.id)
    if enough:
        left = _leave(tx, window, ready, cut=cut, at=homes(tx, wanted, k=k))
        moved = replace(moved, people=len(wanted), answers=left)
    if last:
        moved = _purge(tx, moved, window=window, tell=tell)
    _settle(tx, window, wanted if enough else ())
    wear(tx)
    return moved


def _ready(
    tx: Tx, window: Window, *, cut: Callable[[Record], Cut], today: date
) -> dict[bytes, Home | None]:
    """Say whose drafts move, and where they live; None if their code has come in before them.

    They have finished, were silent long enough, and were told this day or an earlier one. A draft
    that cannot be taken apart must not hold up the others, and stays.
    """
    contact = tables.contact
    erased = set(waiting_codes(tx).values())
    opened = _opened(tx)
    ready: dict[bytes, Home | None] = {}
    for page in contacts.pages(
        tx,
        contact.c.round == window.round,
        contact.c.phase == 1,
        or_(contact.c.remind_on.is_(None), contact.c.remind_on <= today),
        or_(contact.c.moves_on.is_(None), contact.c.moves_on <= window.last_day),
        to_write=True,
    ):
        for person in page:
            with suppress(Exception):
                piece = cut(person.record)
                tag = tx.keys.contact_tag(window.round, person.person)
                home = Home(piece.place, person.channel != WEB or opened(piece.place))
                ready[tag] = None if piece.code in erased else home
    return ready


def _opened(tx: Tx) -> Callable[[str], bool]:
    """Say of a place whether talks on the web count there."""
    known = {place.id: place for place in places.all_places(tx)}
    counting, country = places.counting_web(known), places.country(tx).id
    return lambda place: (place if place in known else country) in counting


def _leave(
    tx: Tx,
    window: Window,
    ready: Mapping[bytes, Home | None],
    *,
    cut: Callable[[Record], Cut],
    at: Mapping[str, str],
) -> int:
    """Take the drafts out of the contacts and leave their rows for the second transaction."""
    answers_left = 0
    pages = transit.even_pages(sorted(ready))
    for number, tags in enumerate(pages):
        pieces = {
            tag: (person, cut(person.record))
            for page in contacts.pages(tx, tables.contact.c.tag.in_(tags))
            for person in page
            for tag in [tx.keys.contact_tag(window.round, person.person)]
        }
        wanted = [piece for tag, (_, piece) in pieces.items() if ready[tag] is not None]
        rows = apart(tx, window, wanted, at)
        transit.leave(tx, window, rows, page=number, piles=len(pages))
        _empty_contacts(tx, list(pieces.values()))
        answers_left += len(rows)
    return answers_left


def _purge(tx: Tx, moved: Moved, *, window: Window, tell: Tell) -> Moved:
    """Keep nobody who has not moved after the round's last window."""
    contact = tables.contact
    left = (contact.c.round == window.round) & contact.c.phase.in_((0, 1))
    purged: list[Key3] = []
    unfinished = 0
    for page in contacts.pages(tx, left, to_write=True):
        finished = [person for person in page if person.phase == 1]
        _silence(tx, page)
        tell(tx, finished)
        purged += [person.person for person in finished]
        unfinished += len(page) - len(finished)
    tx.db.execute(delete(contact).where(left))
    return replace(moved, purged=tuple(purged), unfinished=unfinished)


def _empty_contacts(tx: Tx, people: Sequence[tuple[Contact, Cut]]) -> None:
    _silence(tx, [contact for contact, _ in people])
    emptied: dict[str, Any] = {"phase": 2, "remind_on": None, "moves_on": None}
    contacts.save(
        tx, [replace(contact, **emptied, record=piece.emptied) for contact, piece in people]
    )


def _silence(tx: Tx, people: Iterable[Contact]) -> None:
    """Drop what waits for them: it may hold their answers and their code beside their address.

    Nobody else writes now, so nobody needs to be held.
    """
    tags = [tx.keys.post_tag(contact.person) for contact in people]
    for table in (tables.outbox, tables.parked):
        tx.db.execute(delete(table).where(table.c.person.in_(tags)))


def _settle(tx: Tx, window: Window, moving: Collection[Home]) -> None:
    """Say what became of this window, and of earlier ones whose people came along."""
    state = "moving" if moving else "purged"
    uncounted = sum(not home.counts for home in moving)
    own = tables.window.c
    tx.db.execute(
        update(tables.window)
        .where(own.round == window.round, own.last_day < window.last_day, own.state == "open")
        .values(state="joined")
    )
    settled = {"state": state, "uncounted": uncounted}
    tx.db.execute(update(tables.window).where(own.id == window.id).values(settled))


def _finish(store: Store, moved: Moved, *, step: Step) -> Moved:
    if moved.people:
        _write(store, moved.window, step=step)
    return replace(moved, cleaned=renew(store, step=step))


def _write(store: Store, window_id: str, *, step: Step) -> None:
    """The second transaction."""
    with store.begin(alone=True) as tx:
        for rows in transit.arrivals(tx, window_id):
            answers.write(tx, rows)
        step("answers written")
        transit.clear(tx, window_id)
        tx.db.execute(
            update(tables.window).where(tables.window.c.id == window_id).values(state="moved")
        )
        step("transit removed")
    step("second transaction")
