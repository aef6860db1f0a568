"""People for the tests of the move, how their drafts are taken apart, what a move leaves."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from storage import Store, Tx, codes, contacts, move, places, rounds, tables
from storage.contacts import Contact
from storage.move import Cut, Moved, Row

LAST_DAY = date(2027, 3, 28)
NEXT_DAY = date(2027, 3, 29)
STEPS = (
    "contacts emptied",
    "first transaction",
    "answers written",
    "transit removed",
    "second transaction",
    "key made",
    "sealed anew",
    "key replaced",
    "key destroyed",
    "files cleaned",
    "key forgotten",
)


def finished(number: int, *, place: str = "", **fields: Any) -> Contact:
    """A person who has finished; everybody's words are their own."""
    record = {
        "code": codes.new_code(),
        "place": place,
        "language": "fi",
        "words": f"hope of {number}",
        "number": number,
    }
    given: dict[str, Any] = {"round": "r1", "phase": 1, "moves_on": LAST_DAY, "record": record}
    return Contact("telegram", "bot", str(1000 + number), **(given | fields))


def cut(record: dict[str, Any]) -> Cut:
    """One row per question, and a national one."""
    rows = (
        Row("mood", "mood", "answered", (str(record["number"] % 3),)),
        Row("join", "join", "answered", ("sport", "music")),
        Row("hope", "hope", "answered", words=record["words"]),
        Row("_language", "_language", "answered", (record["language"],), national=True),
    )
    emptied = {"place": record["place"], "language": record["language"]}
    return Cut(rows, emptied, record["code"], record["place"])


def with_quote(record: dict[str, Any]) -> Cut:
    """The rows of a person who let volunteers read a text."""
    plain = cut(record)
    row = Row("_quote", "_quote", "answered", words=f"quote of {record['number']}", national=True)
    return Cut((*plain.rows, row), plain.emptied, plain.code, plain.place)


def settle(store: Store, people: Iterable[Contact], towns: Iterable[str] = ()) -> list[Contact]:
    """Write people, and the towns they live in."""
    written = list(people)
    with store.begin() as tx:
        for town in towns:
            places.add(tx, id=town, name=town.title(), kind="town")
        contacts.save(tx, written)
    return written


def everyone(tx: Tx) -> list[Contact]:
    """Everybody of the first round, by address."""
    return sorted(contacts.everyone(tx, "r1"), key=lambda contact: contact.address)


def window(store: Store, window_id: str = "r1-1") -> rounds.Window:
    """A window as it is now."""
    with store.read() as tx:
        return rounds.get_window(tx, window_id)


def moved(store: Store, window_id: str = "r1-1", **given: Any) -> Moved:
    """Move a window the day after its last day."""
    wanted: dict[str, Any] = {"k": 5, "cut": cut, "today": NEXT_DAY}
    return move.move(store, window(store, window_id), **(wanted | given))


def rows(store: Store) -> list[Any]:
    """Every answer there is."""
    with store.read() as tx:
        return list(tx.db.execute(select(tables.answer)).all())


def draft_key(store: Store) -> str:
    """Which key seals drafts now."""
    with store.read() as tx:
        return tx.keys.draft.id


def two_windows(store: Store) -> None:
    """Give the first round two windows instead of one."""
    with store.begin() as tx:
        tx.db.execute(tables.window.delete())
        tx.db.execute(
            tables.window.insert(),
            rounds._parts("r1", today=date(2027, 3, 1), days=28, parts=2),
        )


def assert_whole(store: Store, people: Sequence[Contact]) -> None:
    """Every answer of these people is there once, and their drafts are nowhere."""
    written = rows(store)
    assert 4 * len(people) == len(written)
    expected = sorted(str(person.record["words"]) for person in people)
    assert expected == sorted(row.words for row in written if row.words is not None)
    with store.read() as tx:
        there = everyone(tx)
        assert [] == tx.db.execute(select(tables.transit)).all()
        assert {"live"} == set(tx.db.execute(select(tables.key.c.state)).scalars())
    assert [person.address for person in people] == [person.address for person in there]
    assert [{"place", "language"}] * len(people) == [set(person.record) for person in there]
    assert {(2, None, None)} == {(p.phase, p.remind_on, p.moves_on) for p in there}
    assert "moved" == window(store).state
