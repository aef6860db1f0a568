"""Messages that could not be worked through."""

from datetime import date

from sqlalchemy import select

from storage import Store, post, tables
from storage.keys import Key3

TODAY = date(2027, 3, 1)


def test_parked(store: Store) -> None:
    """A parked message is kept whole with its question until it is let go, sealed."""
    me: Key3 = ("telegram", "bot", "1")
    with store.begin() as tx:
        first = post.park(tx, me, heard={"text": "CANARY"}, question="mood", today=TODAY)
        second = post.park(tx, me, heard={}, question="", today=date(2027, 2, 1))
    with store.begin() as tx:
        found = post.parked(tx)
        assert [second, first] == [each.id for each in found]
        assert post.Parked(first, me, {"text": "CANARY"}, "mood", TODAY) == found[1]
        row = tx.db.execute(select(tables.parked).where(tables.parked.c.id == first)).one()
        assert b"CANARY" not in row.sealed
        post.unpark(tx, first)
        post.drop_parked(tx, ("telegram", "bot", "2"))
        assert [second] == [each.id for each in post.parked(tx)]
