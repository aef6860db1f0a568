"""What a batch says to the database: as many statements for a hundred people as for one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, select

from storage import Store, StoreError, arrivals, contacts, database, post, tables
from storage.contacts import Contact
from storage.post import Desk, Outgoing, Settled

TODAY = date(2027, 3, 1)
ACCOUNT = ("telegram", "bot")


@contextmanager
def counted(store: Store) -> Iterator[list[int]]:
    """How many rows each statement brought to the database by itself."""
    rows: list[int] = []

    def note(_db: Any, _cursor: Any, _said: str, given: Any, _context: Any, many: bool) -> None:  # noqa: FBT001 - as SQLAlchemy calls it
        rows.append(len(given) if many else 1)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield rows
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def talk(store: Store, people: range, *settled: int) -> list[int]:
    """Everybody says something and is answered, while earlier answers are reported as sent."""
    who = [(*ACCOUNT, str(number)) for number in people]
    noted = [Settled(each, "done") for each in settled]
    desk = Desk(accounts={ACCOUNT: post.Places(99)}, settled=noted)
    with store.begin() as tx:
        events = [(*ACCOUNT, f"{person} {settled}") for *_, person in who]
        assert all(arrivals.fresh(tx, events, today=TODAY))
        contacts.load(tx, "r1", who)
        contacts.save(tx, [Contact(*each, "r1", 0, TODAY, {"n": each[2]}) for each in who])
        answers = [Outgoing(*each, {"text": each[2]}) for each in who]
        return [each.id for each in post.exchange(tx, answers, desk)]


def test_statements_do_not_grow_with_the_batch(store: Store) -> None:
    """Forty people cost as many statements as two; on PostgreSQL no row goes alone."""
    few, many = talk(store, range(2)), talk(store, range(2, 42))
    with counted(store) as before:
        talk(store, range(2), *few)
    with counted(store) as after:
        talk(store, range(2, 42), *many)
    assert len(before) == len(after)
    if not database.is_sqlite(store.engine):
        assert {1} == set(after)


def test_everything_is_kept_as_it_was_given(store: Store) -> None:
    """Days, nothing, numbers and bytes of many rows arrive in their places."""
    who = [(*ACCOUNT, str(number)) for number in range(5)]
    given = [
        Contact(*each, "r1", n % 3, TODAY if n % 2 else None, {"n": n}, None if n % 2 else TODAY)
        for n, each in enumerate(who)
    ]
    for _ in range(2):  # new, and there already
        with store.begin() as tx:
            contacts.save(tx, given)
    with store.read() as tx:
        found = contacts.load(tx, "r1", who)
    assert given == [found[each] for each in who]


def test_long_words_are_not_cut(store: Store) -> None:
    """A channel's name that is longer than its column is refused by PostgreSQL, not shortened."""
    if database.is_sqlite(store.engine):
        pytest.skip("SQLite knows no lengths")
    with pytest.raises(StoreError), store.begin() as tx:
        post.put(tx, [Outgoing("c" * 33, "bot", "1", {})])
    with store.read() as tx:
        assert [] == tx.db.execute(select(tables.outbox.c.id)).all()
