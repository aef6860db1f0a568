"""Arrivals: every event once."""

from datetime import date

import pytest
from sqlalchemy import select

from storage import Store, Tx, post, tables

TODAY = date(2027, 3, 1)


def test_fresh(store: Store) -> None:
    """An event is fresh once: in a batch, and in later batches until its day is forgotten."""
    one, two = ("telegram", "bot", "1"), ("telegram", "bot", "2")
    with store.begin() as tx:
        assert [True, True, False] == post.fresh(tx, [one, two, one], today=TODAY)
        assert [] == post.fresh(tx, [], today=TODAY)
    with store.begin() as tx:
        assert [False, False] == post.fresh(tx, [two, one], today=TODAY)
        assert [True, True] == post.fresh(
            tx, [("slack", "bot", "1"), ("telegram", "bot2", "1")], today=TODAY
        )
        post.forget_arrivals(tx, TODAY)
        assert [False] == post.fresh(tx, [one], today=TODAY)
        post.forget_arrivals(tx, date(2027, 3, 2))
        assert [True] == post.fresh(tx, [one], today=TODAY)


def test_fresh_many(store: Store) -> None:
    """A large batch is told apart event by event."""
    events = [("telegram", "bot", str(n % 1500)) for n in range(3000)]
    with store.begin() as tx:
        assert [True] * 1500 + [False] * 1500 == post.fresh(tx, events, today=TODAY)


def test_arrivals_tell_nothing(store: Store) -> None:
    """An arrival is 16 bytes of hash and a day."""
    with store.begin() as tx:
        post.fresh(tx, [("telegram", "bot", "CANARY")], today=TODAY)
        row = tx.db.execute(select(tables.arrival)).one()
    assert (16, TODAY) == (len(row.tag), row.day)


def test_rolled_back(store: Store) -> None:
    """An event whose batch failed is fresh again."""
    event = [("telegram", "bot", "1")]

    def fails(tx: Tx) -> None:
        post.fresh(tx, event, today=TODAY)
        raise KeyError

    with pytest.raises(KeyError), store.begin() as tx:
        fails(tx)
    with store.begin() as tx:
        assert [True] == post.fresh(tx, event, today=TODAY)
