"""A message that cannot be read: it is set aside, but never for want of a key."""

import pytest

from storage import Store, StoreError, post, tables
from tests.storage.test_post import bodies, message, put, take


def test_a_damaged_one_stands_aside(store: Store) -> None:
    """A message that does not open is set aside for the operator, and stops nobody else's."""
    put(store, message("1", "a"), message("1", "b"), message("2", "x"))
    with store.begin() as tx:
        key = tx.keys.draft.mark
        tx.db.execute(
            tables.outbox.update().where(tables.outbox.c.id == 1).values(sealed=key + b"\1" * 99)
        )
    assert ["x"] == bodies(take(store))
    assert ["b"] == bodies(take(store))
    with store.read() as tx:
        assert ["damaged"] == [each.reason for each in post.aside(tx)]


def test_without_its_key_nothing_is_given_up(store: Store) -> None:
    """Messages sealed with a key that is not there now wait until it is back."""
    put(store, message("1", "a"))
    with store.begin() as tx:
        [path] = tx.keys.files.directory.glob(f"draft-*{tx.keys.draft.id}.key")
    away = path.rename(path.with_suffix(".away"))
    store.keys._known.clear()
    with pytest.raises(StoreError):
        take(store)
    away.rename(path)
    assert ["a"] == bodies(take(store))
