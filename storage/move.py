"""The move: drafts become answers, and nobody can tell any more whose they were.

1. Nobody moves before the day they were told, and nobody moves in a company of fewer than k.
2. Two transactions. The first empties the contacts and leaves one sealed transit row with answers
   already cut, rolled up, shuffled and given random ids; the second writes the answers and removes
   it. Nothing in zone 2 is ever written together with anything in zone 1.
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

from sqlalchemy import delete, insert, or_, select, update

from storage import answers, contacts, places, post, rounds, tables
from storage.contacts import Contact
from storage.cutting import Cut, Row, in_transit
from storage.errors import StoreError
from storage.keys import Key3
from storage.outgoing import WEB
from storage.parking import drop_parked
from storage.pending import waiting_codes
from storage.renewal import Step, aad, no_step, renew, wear
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
        left = list(tx.db.execute(select(tables.transit.c.window)).scalars())
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
    ready = _finished(tx, window, today=today)
    last = rounds.windows(tx, window.round)[-1].id == window.id
    pieces = _counted(tx, _cut(ready, cut))
    wanted = _wanted(tx, pieces.values())
    enough = sum(piece.counts for piece in wanted) >= k
    if not (enough or last):
        return Moved(window.id)
    moved = Moved(window.id)
    if enough:
        rows = in_transit(tx, window, wanted, k=k)
        _leave(tx, window, rows)
        _empty_contacts(tx, ready, pieces)
        moved = replace(moved, people=len(wanted), answers=len(rows))
    if last:
        moved = _purge(tx, moved, window=window, tell=tell)
    _settle(tx, window, wanted if enough else ())
    wear(tx)
    return moved


def _finished(tx: Tx, window: Window, *, today: date) -> list[Contact]:
    """Give whose drafts may move: finished, silent long enough, and told this day or an earlier."""
    contact = tables.contact
    return contacts.held(
        tx,
        contact.c.round == window.round,
        contact.c.phase == 1,
        or_(contact.c.remind_on.is_(None), contact.c.remind_on <= today),
        or_(contact.c.moves_on.is_(None), contact.c.moves_on <= window.last_day),
    )


def _cut(ready: Sequence[Contact], cut: Callable[[Record], Cut]) -> dict[Key3, Cut]:
    """Take the drafts apart; one that cannot be must not hold up the others, and stays."""
    pieces: dict[Key3, Cut] = {}
    for contact in ready:
        with suppress(Exception):
            pieces[contact.person] = cut(contact.record)
    return pieces


def _counted(tx: Tx, pieces: dict[Key3, Cut]) -> dict[Key3, Cut]:
    """Say of everybody whether they count: on the web only where that was opened."""
    known = {place.id: place for place in places.all_places(tx)}
    opened, country = places.counting_web(known), places.country(tx).id
    return {
        person: replace(
            cut, counts=person[0] != WEB or (cut.place if cut.place in known else country) in opened
        )
        for person, cut in pieces.items()
    }


def _wanted(tx: Tx, pieces: Iterable[Cut]) -> list[Cut]:
    """Leave out whose code has come in already: they asked for deletion before they moved."""
    erased = set(waiting_codes(tx).values())
    return [piece for piece in pieces if piece.code not in erased]


def _purge(tx: Tx, moved: Moved, *, window: Window, tell: Tell) -> Moved:
    """Keep nobody who has not moved after the round's last window."""
    contact = tables.contact
    left = contacts.held(tx, contact.c.round == window.round, contact.c.phase.in_((0, 1)))
    finished = [person for person in left if person.phase == 1]
    _silence(tx, left)
    tell(tx, finished)
    tx.db.execute(
        delete(contact).where(contact.c.round == window.round, contact.c.phase.in_((0, 1)))
    )
    purged = tuple(person.person for person in finished)
    return replace(moved, purged=purged, unfinished=len(left) - len(purged))


def _empty_contacts(tx: Tx, people: Iterable[Contact], pieces: Mapping[Key3, Cut]) -> None:
    moved = [contact for contact in people if contact.person in pieces]
    _silence(tx, moved)
    contacts.save(
        tx,
        [
            replace(
                contact,
                phase=2,
                remind_on=None,
                moves_on=None,
                record=pieces[contact.person].emptied,
            )
            for contact in moved
        ],
    )


def _silence(tx: Tx, people: Iterable[Contact]) -> None:
    """Drop what waits for them: it may hold their answers and their code beside their address."""
    for contact in people:
        post.drop(tx, contact.person)
        drop_parked(tx, contact.person)


def _leave(tx: Tx, window: Window, rows: list[dict[str, Any]]) -> None:
    sealed = tx.keys.seal_json(rows, key=tx.keys.draft, aad=aad(tables.transit, window.id))
    tx.db.execute(insert(tables.transit).values(window=window.id, sealed=sealed))


def _settle(tx: Tx, window: Window, moving: Collection[Cut]) -> None:
    """Say what became of this window, and of earlier ones whose people came along."""
    state = "moving" if moving else "purged"
    uncounted = sum(not piece.counts for piece in moving)
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
        transit = tables.transit
        sealed = tx.db.execute(
            select(transit.c.sealed).where(transit.c.window == window_id)
        ).scalar_one_or_none()
        if sealed is None:
            return
        answers.write(tx, tx.keys.unseal_json(sealed, aad=aad(transit, window_id)))
        step("answers written")
        tx.db.execute(delete(transit).where(transit.c.window == window_id))
        tx.db.execute(
            update(tables.window).where(tables.window.c.id == window_id).values(state="moved")
        )
        step("transit removed")
    step("second transaction")
