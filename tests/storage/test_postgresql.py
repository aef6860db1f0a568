"""What only PostgreSQL can get wrong; these always try it, with --database or without."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from storage import Store, Tx, Unavailable, contacts, database, move, open_store, post, rounds
from tests.storage.people import NEXT_DAY, STEPS, assert_whole, cut, finished, settle

GIVEN: Any = {"today": date(2027, 3, 1), "framework": ("f", "1"), "country": "FI"}


@pytest.fixture
def here(postgresql_url: str, keys_dir: Path) -> Iterator[Store]:
    """A store on PostgreSQL."""
    opened = open_store(postgresql_url, keys_dir, **GIVEN)
    yield opened
    opened.close()


@pytest.fixture
def impatient(
    postgresql_url: str, keys_dir: Path, here: Store, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """A second replica that does not wait for locks."""
    monkeypatch.setattr(database, "_PATIENCE", "-c lock_timeout=10")
    opened = open_store(postgresql_url, keys_dir, **GIVEN)
    yield opened
    opened.close()


def test_killed_again_and_again(here: Store, die: Any) -> None:
    """A machine that dies once at every step of the move still moves everybody once."""
    people = settle(here, [finished(number) for number in range(6)])
    assert ["killed"] * len(STEPS) == [die(here, "move", step) for step in STEPS]
    assert "came through 0" == die(here, "move", "never")
    assert_whole(here, people)


def test_same_person(here: Store, impatient: Store) -> None:
    """Two replicas wait for each other's turn of one person, also of a person without a row."""
    me, you = finished(1), finished(2)
    for _ in range(2):
        with here.begin() as tx:
            contacts.load(tx, "r1", [me.person])
            with impatient.begin() as other:
                contacts.load(other, "r1", [you.person])  # somebody else does not wait
            with pytest.raises(Unavailable), impatient.begin() as other:
                contacts.load(other, "r1", [me.person])
            contacts.save(tx, [me])


def test_alone(here: Store, impatient: Store) -> None:
    """A move waits until nobody writes, and nobody writes while it goes."""
    with here.begin(), pytest.raises(Unavailable), impatient.begin(alone=True):
        pass
    with here.begin(alone=True), pytest.raises(Unavailable), impatient.begin():
        pass
    with here.begin(alone=True), impatient.read() as tx:
        assert "open" == rounds.current(tx).state


def test_readers_take_no_locks(here: Store) -> None:
    """Reading people locks nobody, as a reader may not."""
    settle(here, [finished(1)])
    with here.read() as tx, here.begin() as writing:
        assert {finished(1).person} == set(contacts.load(tx, "r1", [finished(1).person]))
        contacts.save(writing, [finished(1)])


def test_readers_see_one_moment(here: Store) -> None:
    """A reader sees one unchanging view while a move goes by."""
    settle(here, [finished(number) for number in range(5)])
    with here.read() as tx:
        before = [person.record["words"] for person in contacts.everyone(tx, "r1")]
        settle(here, [finished(number) for number in range(5, 9)])
        after = [person.record["words"] for person in contacts.everyone(tx, "r1")]
    assert 5 == len(before)
    assert before == after


def test_sender_and_turn(here: Store, impatient: Store) -> None:
    """A message is not put behind another one that is being reported as sent at that moment."""
    message = post.Outgoing("telegram", "bot", "1", {"text": "a"})
    with here.begin() as tx:
        post.put(tx, [message])
        (taken,) = post.take(tx, now=0.0, accounts=[("telegram", "bot")], limit=1)
    with here.begin() as tx:
        post.done(tx, [taken.id])
        with pytest.raises(Unavailable), impatient.begin() as other:
            post.put(other, [message])


def test_two_senders(here: Store, impatient: Store) -> None:
    """Two senders never take the same message."""
    with here.begin() as tx:
        post.put(tx, [post.Outgoing("telegram", "bot", str(n), {}) for n in range(4)])
    accounts = [("telegram", "bot")]
    with here.begin() as tx, impatient.begin() as other:
        mine = post.take(tx, now=0.0, accounts=accounts, limit=2)
        theirs = post.take(other, now=0.0, accounts=accounts, limit=4)
    assert [["0", "1"], ["2", "3"]] == [[m.address for m in part] for part in (mine, theirs)]


def test_read_only_server(here: Store) -> None:
    """A server that takes no writes (a standby) is unavailable, not a puzzle."""

    def writes(tx: Tx) -> None:
        tx.db.execute(text("SET TRANSACTION READ ONLY"))
        contacts.save(tx, [finished(1)])

    with pytest.raises(Unavailable, match="25006"), here.begin() as tx:
        writes(tx)


def test_deleted_rows_are_gone(here: Store) -> None:
    """After a move the emptied drafts are not in the table's file any more."""
    settle(here, [finished(number) for number in range(40)])
    size = text("SELECT pg_relation_size('transit')")
    with here.read() as tx:
        window = rounds.get_window(tx, "r1-1")
    assert move.move(here, window, k=5, cut=cut, today=NEXT_DAY).cleaned
    with here.read() as tx:
        assert 0 == tx.db.execute(size).scalar()
        dead = text("SELECT count(DISTINCT xmin::text) FROM answer")
        assert 1 == tx.db.execute(dead).scalar()


def test_a_server_that_vanishes_is_given_up_soon() -> None:
    """What is not confirmed for 25 seconds is given up; whoever says another time keeps it."""
    address = "postgresql://somebody@db.example/howareyou"
    assert "25000" == database.connect(address).url.query["tcp_user_timeout"]
    own = database.connect(f"{address}?tcp_user_timeout=9000").url.query
    assert "9000" == own["tcp_user_timeout"]
