"""People: sealed, found again, held, forgotten whole."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from storage import (
    Store,
    StoreError,
    Tx,
    Unavailable,
    contacts,
    database,
    open_store,
    post,
    rounds,
    tables,
)
from storage.contacts import Contact, Subscriber
from storage.keys import Key3

TODAY = date(2027, 3, 1)
ME: Key3 = ("telegram", "bot", "1")
YOU: Key3 = ("slack", "T1", "U2")


def contact(person: Key3 = ME, **fields: object) -> Contact:
    """A person who is talking."""
    return Contact(*person, **({"round": "r1", "record": {"mood": "3"}} | fields))  # type: ignore[arg-type]  # fields of any type


def saved(store: Store, *people: Contact) -> None:
    """Write people."""
    with store.begin() as tx:
        contacts.save(tx, people)


def test_saved_and_loaded(store: Store) -> None:
    """What is saved is loaded as it was, and people without a talk are not in it."""
    whole = contact(
        phase=1,
        remind_on=TODAY,
        moves_on=date(2027, 3, 28),
        record={"words": "مرحبا 😀 \0", "n": [1, None]},
    )
    saved(store, whole)
    with store.begin() as tx:
        assert {ME: whole} == contacts.load(tx, "r1", [ME, YOU])
        assert ME == whole.person


def test_written_over(store: Store) -> None:
    """Saving again changes what was there."""
    saved(store, contact(), contact(YOU))
    saved(store, contact(phase=2, record={"later": True}))
    with store.read() as tx:
        found = contacts.load(tx, "r1", [ME, YOU])
    assert (2, {"later": True}) == (found[ME].phase, found[ME].record)
    assert {"mood": "3"} == found[YOU].record


@pytest.mark.parametrize("fields", [{"phase": 1}, {"remind_on": TODAY}, {"moves_on": TODAY}])
def test_what_is_listed_is_written_where_it_changed(store: Store, fields: dict[str, Any]) -> None:
    """Phase and days are written when they are new, and also when they are what they once were."""
    saved(store, contact())
    for said in ({"said": 1}, {"said": 2}):
        with store.begin() as tx:
            found = contacts.load(tx, "r1", [ME])[ME]
            contacts.save(tx, [replace(found, **fields, record=said)])
        assert contact(**fields, record=said) == loaded(store)
    with store.begin() as tx:
        found = contacts.load(tx, "r1", [ME])[ME]
        contacts.save(tx, [replace(contact(record={"said": 3}), listed=found.listed)])
    assert contact(record={"said": 3}) == loaded(store)


def test_a_key_that_is_away_leaves_nobody_out(store: Store) -> None:
    """Only a row that does not open is left out: without its key all stop, and nobody is purged."""
    saved(store, contact())
    with store.read() as tx:
        key = tx.keys.draft.id
    store.keys.keep_only([])
    [path] = store.keys.directory.glob(f"*{key}*")
    path.rename(path.with_suffix(".away"))
    with pytest.raises(StoreError, match="is missing from"), store.read() as tx:
        list(contacts.everyone(tx, "r1"))


def loaded(store: Store) -> Contact:
    """Me as the row has it, not as anybody remembers it."""
    store.warm.clear()
    with store.read() as tx:
        return contacts.load(tx, "r1", [ME])[ME]


def test_nobody(store: Store) -> None:
    """Nobody to load or save is no fault."""
    saved(store)
    with store.begin() as tx:
        assert {} == contacts.load(tx, "r1", [])


@pytest.mark.parametrize("other", [("telegram", "bot", "11"), ("telegram", "bot1", ""), YOU])
def test_kept_apart(store: Store, other: Key3) -> None:
    """Another address, account or channel is another person."""
    saved(store, contact())
    with store.begin() as tx:
        assert {} == contacts.load(tx, "r1", [other])


def test_other_round(store: Store) -> None:
    """A person of one round is nobody in the next."""
    saved(store, contact())
    with store.begin() as tx:
        rounds.close_round(tx, today=TODAY)
        assert {} == contacts.load(tx, "r2", [ME])


def test_nothing_in_clear(store: Store) -> None:
    """No address, word or choice of a person can be read in the table."""
    saved(store, contact(("telegram", "bot", "CANARY-ADDRESS"), record={"words": "CANARY-WORDS"}))
    with store.read() as tx:
        row = tx.db.execute(select(tables.contact)).one()
    assert b"CANARY" not in b"".join(v for v in row if isinstance(v, bytes))
    number = int.from_bytes(row.tag[:8], "big") >> 1
    assert [number, "r1", 0, None, None] == [each for each in row if not isinstance(each, bytes)]


def test_due(store: Store) -> None:
    """Due are those who are talking and whose day has come, the longest waiting first."""
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    days = {"1": TODAY, "2": yesterday, "3": tomorrow, "4": None}
    saved(
        store,
        *(contact(("telegram", "bot", a), remind_on=day) for a, day in days.items()),
        contact(("telegram", "bot", "5"), phase=1, remind_on=yesterday),
        contact(("telegram", "bot", "6"), phase=2, remind_on=yesterday),
    )
    with store.read() as tx:
        assert ["2", "1"] == [c.address for c in contacts.due(tx, today=TODAY)]
        assert ["2"] == [next(contacts.due(tx, today=TODAY)).address]


def test_due_in_closed_rounds(store: Store) -> None:
    """A closed round's people are due until their windows have moved."""
    saved(store, contact(remind_on=TODAY))
    with store.begin() as tx:
        rounds.close_round(tx, today=TODAY)
        assert 1 == len(list(contacts.due(tx, today=TODAY)))
        tx.db.execute(tables.window.update().values(state="moved"))
        assert [] == list(contacts.due(tx, today=TODAY))


def test_everyone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody of a round is given once, over several pages."""
    monkeypatch.setattr(contacts, "_PAGE", 3)
    saved(store, *(contact(("telegram", "bot", str(n))) for n in range(7)))
    with store.read() as tx:
        found = [each.address for each in contacts.everyone(tx, "r1")]
        assert [] == list(contacts.everyone(tx, "r2"))
    assert [str(n) for n in range(7)] == sorted(found)


def test_forgotten_whole(store: Store) -> None:
    """Forgetting removes a person's talks, messages and subscription, nobody else's."""
    with store.begin() as tx:
        rounds.close_round(tx, today=TODAY)
        for person in (ME, YOU):
            contacts.save(tx, [contact(person), contact(person, round="r2")])
            post.put(tx, [post.Outgoing(*person, {"text": "hello"}), post.Outgoing(*person, {})])
            post.park(tx, person, heard={"text": "odd"}, question="mood", today=TODAY)
            contacts.subscribe(tx, person, language="fi", place="", until=date(2028, 3, 9))
    with store.begin() as tx:
        contacts.forget(tx, [ME])
    with store.read() as tx:
        counts = [
            tx.db.execute(select(func.count()).select_from(table)).scalar()
            for table in (tables.contact, tables.outbox, tables.parked, tables.subscriber)
        ]
        assert {} == contacts.load(tx, "r1", [ME]) | contacts.load(tx, "r2", [ME])
    assert [2, 2, 1, 1] == counts


def test_subscribers(store: Store) -> None:
    """Who asked for it is remembered until the first of a month, and only as long as wished."""
    with store.begin() as tx:
        contacts.subscribe(tx, ME, language="fi", place="vaasa", until=date(2028, 3, 9))
        contacts.subscribe(tx, ME, language="ar", place="", until=date(2028, 5, 9))
        contacts.subscribe(tx, YOU, language="uk", place="", until=date(2027, 5, 9))
    with store.begin() as tx:
        mine = Subscriber(*ME, language="ar", place="", until=date(2028, 5, 1))
        assert mine in contacts.subscribers(tx)
        assert 2 == len(contacts.subscribers(tx))
        contacts.forget_subscribers(tx, before=date(2027, 5, 2))
        assert [mine] == contacts.subscribers(tx)
        contacts.unsubscribe(tx, ME)
        assert [] == contacts.subscribers(tx)


def test_held(
    store: Store, database_url: str, keys_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two writers of one person wait for each other, also if there is no row yet."""
    monkeypatch.setattr(database, "_PRAGMAS", (*database._PRAGMAS, "PRAGMA busy_timeout=1"))
    monkeypatch.setattr(database, "_PATIENCE", "-c lock_timeout=10")
    other = open_store(database_url, keys_dir, today=TODAY, framework=("f", "1"), country="FI")
    for talk in ({"turns": 1}, {"turns": 2}):
        with store.begin() as tx:
            contacts.load(tx, "r1", [ME])
            with pytest.raises(Unavailable), other.begin() as later:
                contacts.load(later, "r1", [ME])
            contacts.save(tx, [contact(record=talk)])
        with other.begin() as later:
            assert talk == contacts.load(later, "r1", [ME])[ME].record
    other.close()


def test_lost_connection(store: Store) -> None:
    """A connection that breaks inside a transaction is unavailable, and the next one works."""
    if database.is_sqlite(store.engine):
        pytest.skip("a file has no connection to lose")

    def breaks(tx: Tx) -> None:
        contacts.save(tx, [contact()])
        pid = tx.db.execute(text("SELECT pg_backend_pid()")).scalar()
        with store.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        contacts.load(tx, "r1", [ME])

    with pytest.raises(Unavailable), store.begin() as tx:
        breaks(tx)
    with store.begin() as tx:
        assert {} == contacts.load(tx, "r1", [ME])
