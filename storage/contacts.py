"""Who talks with us: sealed, and found only by those who hold the round's key.

1. A person is a row per round, named by a keyed hash; everything else about them is sealed.
2. Whoever loads people to write holds them until the transaction ends, also those without a row.
3. Forgetting is whole: talk, waiting messages, parked messages, subscription.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, bindparam, delete, select

from storage import hot, post, tables
from storage.database import is_sqlite
from storage.hold import hold
from storage.keys import Key3
from storage.parking import drop_parked
from storage.renewal import aad, wear
from storage.transaction import Tx
from storage.unreadable import opening
from storage.upsert import insert_or_update

Listed = tuple[int, date | None, date | None]
_LISTED = ("phase", "remind_on", "moves_on")
_PAGE = 100
_WHOLE = select(*tables.contact.c["tag", "round", "phase", "remind_on", "moves_on", "sealed"])
# Asked by every batch, so made once.
_TAGGED = _WHOLE.where(tables.contact.c.tag.in_(bindparam("tags", expanding=True))).order_by(
    tables.contact.c.tag
)
_TAGGED_TO_WRITE = _TAGGED.with_for_update()


@dataclass(slots=True)
class Contact:
    """One person in one round.

    phase: 0 talking, 1 finished, 2 moved. remind_on: in phase 0 the day on which something is due,
    in phase 1 the first day on which the draft may move. moves_on: the day the person was told;
    their draft moves with no earlier window. record: whatever the turn keeps of the talk (JSON).
    read: what the turn made of the record, so that it need not be read again at once.
    listed: phase and days as the row had them when it was loaded or saved; None without one.
    """

    channel: str
    account: str
    address: str
    round: str
    phase: int = 0
    remind_on: date | None = None
    record: dict[str, Any] = field(default_factory=dict)
    moves_on: date | None = None
    read: Any = field(default=None, compare=False, repr=False)
    listed: Listed | None = field(default=None, compare=False, repr=False)

    @property
    def person(self) -> Key3:
        """Who it is."""
        return self.channel, self.account, self.address

    def lists(self) -> Listed:
        """Phase and days as they are now."""
        return self.phase, self.remind_on, self.moves_on


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A person who asked to be written to when there is a new round."""

    channel: str
    account: str
    address: str
    language: str
    place: str
    until: date


def load(tx: Tx, round_id: str, people: Collection[Key3]) -> dict[Key3, Contact]:
    """Give those of these people who have a talk in this round; who may write holds them all."""
    return load_all(tx, [round_id], people)[round_id]


def load_all(
    tx: Tx,
    round_ids: Collection[str],
    people: Collection[Key3],
    *,
    closed: set[Key3] | None = None,
) -> dict[str, dict[Key3, Contact]]:
    """Give the same for several rounds, in one statement.

    closed: takes those whose row does not open, who are left out then; without it this raises.
    """
    tags = {tx.keys.contact_tag(each, person): person for each in round_ids for person in people}
    found = _tagged(tx, tags)
    missing = tags.keys() - {row[0] for row in found}
    if missing and tx.writing and not is_sqlite(tx.db):
        hold(tx, missing)  # and look again: another replica may have written them meanwhile
        found += _tagged(tx, missing)
    if closed is not None:
        opened = [row for row, _ in opening(found, lambda row: (row, _loaded(tx, row)))]
        closed |= {tags[row[0]] for row in found} - {tags[row[0]] for row in opened}
        found = opened
    known: dict[str, dict[Key3, Contact]] = {each: {} for each in round_ids}
    for row in found:
        contact = _loaded(tx, row)
        contact.listed = row[2], hot.day(row[3]), hot.day(row[4])
        known[row[1]][tags[row[0]]] = contact
    return known


def _loaded(tx: Tx, row: Sequence[Any]) -> Contact:
    warm: Contact | None = tx.warm.get(row[0], row[-1])
    return _contact(tx, row) if warm is None else warm


def _tagged(tx: Tx, tags: Iterable[bytes]) -> list[Any]:
    asked = _TAGGED_TO_WRITE if tx.writing else _TAGGED
    return list(hot.among(tx.db, asked, sorted(tags)))


def pages(tx: Tx, *which: ColumnElement[bool], to_write: bool = False) -> Iterator[list[Contact]]:
    """Give the people of whom this is true, a page at a time; to write is to hold them.

    Whose row does not open is left out.
    """
    contact = tables.contact
    page = _WHOLE.where(*which).order_by(contact.c.tag).limit(_PAGE)
    page = page.with_for_update() if to_write else page
    rows = tx.db.execute(page).all()
    while rows:
        yield _opening(tx, rows)
        rows = tx.db.execute(page.where(contact.c.tag > rows[-1].tag)).all()


def save(tx: Tx, contacts: Collection[Contact]) -> None:
    """Write these people, new or not."""
    told: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    for contact in contacts:
        row = _row(tx, contact)
        (told if contact.listed == contact.lists() else moved).append(row)
        contact.listed = contact.lists()
        tx.warm.put(row["tag"], row["sealed"], contact)
    # SQLite writes an index anew where a column is named, also if it is the same as before.
    for columns, rows in ((("sealed",), told), (("sealed", *_LISTED), moved)):
        rows.sort(key=itemgetter("tag"))
        hot.change(tx.db, insert_or_update(tx, tables.contact, key="tag", columns=columns), rows)


def number_of(tag: bytes) -> int:
    """The number of a row, which tells no order.

    63 bits: among a million people two share them once in twenty million times; then the database
    refuses the second row, and the first stays as it is.
    """
    return int.from_bytes(tag[:8], "big") >> 1


def forget(tx: Tx, people: Collection[Key3]) -> None:
    """Keep nothing of these people that still names them."""
    for round_id in tx.keys.rounds("tag"):
        tags = [tx.keys.contact_tag(round_id, person) for person in people]
        tx.warm.drop(tags)
        tx.db.execute(delete(tables.contact).where(tables.contact.c.tag.in_(tags)))
    for person in people:
        post.drop(tx, person)
        drop_parked(tx, person)
        unsubscribe(tx, person)
    wear(tx)  # an older copy of the file must not open what was forgotten either


def remembered(tx: Tx, people: Collection[Key3]) -> set[Key3]:
    """Those of whom something is kept; until this transaction ends nobody of them is forgotten."""
    hold(tx, {tx.keys.post_tag(person) for person in people})
    talking = {
        tx.keys.contact_tag(each, person): person
        for each in tx.keys.rounds("tag")
        for person in people
    }
    asked = {_subscriber_tag(tx, person): person for person in people}
    return {*_there(tx, tables.contact, talking), *_there(tx, tables.subscriber, asked)}


def _there(tx: Tx, table: Table, tags: dict[bytes, Key3]) -> list[Key3]:
    rows = tx.db.execute(select(table.c.tag).where(table.c.tag.in_(list(tags))))
    return [tags[tag] for tag in rows.scalars()]


def due(tx: Tx, *, today: date) -> Iterator[Contact]:
    """Give people who are talking and of whom something is due, the longest waiting first."""
    contact = tables.contact
    page = (
        _WHOLE.where(contact.c.phase == 0, contact.c.remind_on <= today)
        .where(contact.c.round.in_(_unsettled()))
        .order_by(contact.c.remind_on, contact.c.tag)
        .limit(_PAGE)
    )
    rows = tx.db.execute(page).all()
    while rows:
        yield from _opening(tx, rows)
        day, tag = rows[-1].remind_on, rows[-1].tag
        later = (contact.c.remind_on == day) & (contact.c.tag > tag)
        rows = tx.db.execute(page.where(later | (contact.c.remind_on > day))).all()


def _unsettled() -> Select[tuple[str]]:
    """Name the rounds in which a draft can still change something."""
    unmoved = select(tables.window.c.round).where(tables.window.c.state.in_(("open", "moving")))
    return select(tables.round_.c.id).where(
        tables.round_.c.state.in_(("open", "waiting")) | tables.round_.c.id.in_(unmoved)
    )


def everyone(tx: Tx, round_id: str) -> Iterator[Contact]:
    """Give everybody of a round, a page at a time."""
    for page in pages(tx, tables.contact.c.round == round_id):
        yield from page


def subscribe(tx: Tx, person: Key3, *, language: str, place: str, until: date) -> None:
    """Remember somebody who asked for it, until the first day of that month."""
    tag = _subscriber_tag(tx, person)
    kept = {"person": list(person), "language": language, "place": place}
    sealed = tx.keys.seal_json(kept, key=tx.keys.long, aad=aad(tables.subscriber, tag))
    row = {"tag": tag, "until": until.replace(day=1).isoformat(), "sealed": sealed}
    keep = insert_or_update(tx, tables.subscriber, key="tag", columns=("until", "sealed"))
    hot.change(tx.db, keep, [row])


def unsubscribe(tx: Tx, person: Key3) -> None:
    """Stop remembering somebody."""
    tag = _subscriber_tag(tx, person)
    tx.db.execute(delete(tables.subscriber).where(tables.subscriber.c.tag == tag))


def subscribers(tx: Tx) -> list[Subscriber]:
    """List everybody who asked to be written to."""
    rows = tx.db.execute(select(tables.subscriber).order_by(tables.subscriber.c.tag)).all()
    return list(opening(rows, lambda row: _subscriber(tx, row)))


def forget_subscribers(tx: Tx, *, before: date) -> None:
    """Stop remembering those whose time is over."""
    tx.db.execute(delete(tables.subscriber).where(tables.subscriber.c.until < before))


def _subscriber_tag(tx: Tx, person: Key3) -> bytes:
    return tx.keys.long.tag("subscriber", *person)


def _subscriber(tx: Tx, row: Row[Any]) -> Subscriber:
    kept = tx.keys.unseal_json(row.sealed, aad=aad(tables.subscriber, row.tag))
    channel, account, address = kept["person"]
    return Subscriber(channel, account, address, kept["language"], kept["place"], row.until)


def _row(tx: Tx, contact: Contact) -> dict[str, Any]:
    tag = tx.keys.contact_tag(contact.round, contact.person)
    kept = {"person": list(contact.person), "record": contact.record}
    return {
        "id": number_of(tag),
        "tag": tag,
        "round": contact.round,
        "phase": contact.phase,
        "remind_on": _text(contact.remind_on),
        "moves_on": _text(contact.moves_on),
        "sealed": tx.keys.seal_json(kept, key=tx.keys.draft, aad=aad(tables.contact, tag)),
    }


def _opening(tx: Tx, rows: Iterable[Sequence[Any]]) -> list[Contact]:
    return list(opening(rows, lambda row: _contact(tx, row)))


def _contact(tx: Tx, row: Sequence[Any]) -> Contact:
    tag, round_id, phase, remind_on, moves_on, sealed = row
    kept = tx.keys.unseal_json(sealed, aad=aad(tables.contact, tag))
    channel, account, address = kept["person"]
    return Contact(
        channel,
        account,
        address,
        round_id,
        phase,
        remind_on=hot.day(remind_on),
        record=kept["record"],
        moves_on=hot.day(moves_on),
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
