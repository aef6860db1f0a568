"""After a move: no key is left behind, and a death at any step changes nothing."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from storage import (
    Store,
    StoreError,
    answers,
    contacts,
    database,
    move,
    open_store,
    post,
    renewal,
    rounds,
    tables,
)
from tests.storage.people import (
    LAST_DAY,
    NEXT_DAY,
    STEPS,
    assert_whole,
    cut,
    draft_key,
    everyone,
    finished,
    moved,
    rows,
    settle,
    two_windows,
    window,
)

ME = ("telegram", "bot", "1000")


def test_key_replaced(store: Store) -> None:
    """After a move the old draft key is gone and what remains opens with the new one."""
    settle(store, [finished(number) for number in range(5)])
    stays = finished(7, round="r2", phase=0, moves_on=None)
    with store.begin() as tx:
        rounds.close_round(tx, today=date(2027, 3, 20))
        contacts.save(tx, [stays])
        post.put(tx, [post.Outgoing(*stays.person, {"text": "hello"})])
        post.park(tx, stays.person, heard={"text": "odd"}, question="mood", today=NEXT_DAY)
    old = draft_key(store)
    moved(store)
    assert old != draft_key(store)
    assert [] == list(store.keys.directory.glob(f"*-{old}.key"))
    with store.begin() as tx:
        assert [stays] == list(contacts.everyone(tx, "r2"))
        waiting = post.take(tx, now=0.0, accounts=[("telegram", "bot")], limit=9)
        assert [{"text": "hello"}] == [message.body for message in waiting]
        assert [{"text": "odd"}] == [parked.heard for parked in post.parked(tx)]


def test_many_are_sealed_anew(store: Store) -> None:
    """More people than one page are all sealed anew."""
    people = settle(store, [finished(n, phase=0, moves_on=None) for n in range(1203)])
    settle(store, [finished(number) for number in range(2000, 2005)])
    two_windows(store)
    with store.begin() as tx:
        tx.db.execute(tables.contact.update().values(moves_on=None))
    assert 5 == moved(store, today=date(2027, 3, 15)).people
    with store.read() as tx:
        assert 1208 == len(list(contacts.everyone(tx, "r1")))
        tags = {tx.keys.contact_tag("r1", person.person) for person in people[:1]}
        assert {people[0].record["code"]} == {
            person.record["code"]
            for tag, person in ((tx.keys.contact_tag("r1", p.person), p) for p in everyone(tx))
            if tag in tags
        }


def test_an_older_copy_does_not_open(store: Store) -> None:
    """A copy of the drafts made before the move cannot be opened after it."""
    settle(store, [finished(number) for number in range(5)])
    with store.read() as tx:
        copies = tx.db.execute(select(tables.contact.c.tag, tables.contact.c.sealed)).all()
    moved(store)
    assert 5 == len(copies)
    with store.read() as tx:
        for tag, sealed in copies:
            with pytest.raises(StoreError, match="is missing"):
                tx.keys.unseal(sealed, aad=b"contact|" + tag.hex().encode())


def test_somebody_reads_meanwhile(
    database_url: str, keys_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader in the way puts off the cleaning, not the move; recover does it later."""
    monkeypatch.setattr(database, "_PRAGMAS", (*database._PRAGMAS, "PRAGMA busy_timeout=1"))
    monkeypatch.setattr(database, "_PATIENCE", "-c lock_timeout=10")
    given: Any = {"today": date(2027, 3, 1), "framework": ("f", "1"), "country": "FI"}
    store = open_store(database_url, keys_dir, **given)
    people = settle(store, [finished(number) for number in range(5)])
    with store.engine.connect() as other, other.begin():
        other.exec_driver_sql("SELECT * FROM answer").all()
        assert not moved(store).cleaned
    with store.read() as tx:
        assert {"live", "doomed"} == set(tx.db.execute(select(tables.key.c.state)).scalars())
    assert [] == move.recover(store)
    assert_whole(store, people)
    store.close()


def test_finished_by_another(store: Store) -> None:
    """What another replica finished meanwhile is not finished again."""
    people = settle(store, [finished(number) for number in range(5)])
    moved(store)
    move._write(store, "r1-1", step=renewal.no_step)
    assert_whole(store, people)


def test_no_rows(store: Store) -> None:
    """People whose drafts give no rows move too, and leave nothing."""
    settle(store, [finished(number) for number in range(5)])
    result = moved(store, cut=lambda record: replace(cut(record), rows=()))
    assert (5, 0, "moved") == (result.people, result.answers, window(store).state)
    assert [] == rows(store)


def test_nothing_to_recover(store: Store) -> None:
    """Recovering a whole store changes nothing."""
    before = draft_key(store)
    assert [] == move.recover(store)
    assert before == draft_key(store)


@pytest.mark.parametrize("step", STEPS)
def test_killed(store: Store, die: Any, step: str) -> None:
    """A move killed at any step leaves nothing lost and nothing doubled after the next start."""
    people = settle(store, [finished(number) for number in range(6)])
    assert "killed" == die(store, "move", step)
    assert "came through 0" == die(store, "move", "never")
    assert_whole(store, people)


def test_killed_again_and_again(store: Store, die: Any) -> None:
    """A machine that dies once at every step of the move still moves everybody once."""
    people = settle(store, [finished(number) for number in range(6)])
    deaths = [die(store, "move", step) for step in STEPS]
    assert ["killed"] * len(STEPS) == deaths
    assert "came through 0" == die(store, "move", "never")
    assert_whole(store, people)


def test_written_again(store: Store) -> None:
    """Answers that were written already are not written twice."""
    settle(store, [finished(number) for number in range(5)])
    moved(store)
    before = sorted(row.id for row in rows(store))
    copies = [
        {**row._mapping, "erase_tag": row.erase_tag.hex(), "choices": json.dumps(["changed"])}
        for row in rows(store)
    ]
    with store.begin() as tx:
        answers.write(tx, copies)
    assert before == sorted(row.id for row in rows(store))
    assert '["changed"]' not in {row.choices for row in rows(store)}


def test_days(store: Store) -> None:
    """The day after the last day is the first on which a window may move."""
    settle(store, [finished(number) for number in range(5)])
    assert 5 == moved(store, today=LAST_DAY + timedelta(days=1)).people
