"""What was sealed a moment ago is not opened twice, and never taken for anything else."""

from typing import Any

import pytest
from sqlalchemy import select, update

from storage import Store, StoreError, Tx, contacts, tables
from storage.contacts import Contact
from storage.keys import Keys
from storage.renewal import renew, wear
from storage.warm import MOST, Warm

ME = ("telegram", "bot", "1")


def contact(**record: object) -> Contact:
    """A person who is talking."""
    return Contact(*ME, round="r1", record=dict(record))


def saved(store: Store, *people: Contact) -> None:
    """Write people."""
    with store.begin() as tx:
        contacts.save(tx, people)


def loaded(store: Store) -> dict[str, Any]:
    """What is kept of us."""
    with store.begin() as tx:
        return contacts.load(tx, "r1", [ME])[ME].record


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every sealed value that was opened."""
    seen: list[bytes] = []
    unseal = Keys.unseal

    def noted(self: Keys, sealed: bytes, *, aad: bytes) -> bytes:
        seen.append(sealed)
        return unseal(self, sealed, aad=aad)

    monkeypatch.setattr(Keys, "unseal", noted)
    return seen


def test_what_was_just_sealed_is_not_opened(store: Store, opened: list[bytes]) -> None:
    """Whoever goes on talking is read without opening what we sealed ourselves."""
    saved(store, contact(mood="3"))
    assert ({"mood": "3"}, []) == (loaded(store), opened)


def test_what_another_process_wrote_is_opened(store: Store, opened: list[bytes]) -> None:
    """A replica's turn comes first: other bytes are opened, whatever is known."""
    saved(store, contact(mood="3"))
    other = Store(store.engine, store.keys)
    saved(other, contact(mood="1"))
    assert ({"mood": "1"}, 1) == (loaded(store), len(opened))


def test_what_was_rolled_back_is_not_believed(store: Store) -> None:
    """A turn whose commit failed leaves nothing behind."""
    saved(store, contact(mood="3"))

    def fails(tx: Tx) -> None:
        contacts.save(tx, [contact(mood="5")])
        raise StoreError("No.")

    with pytest.raises(StoreError), store.begin() as tx:
        fails(tx)
    assert {"mood": "3"} == loaded(store)


def test_what_was_damaged_is_not_covered_up(store: Store) -> None:
    """One changed byte is seen, although what stood there is known."""
    saved(store, contact(mood="3"))
    with store.begin() as tx:
        sealed = tx.db.execute(select(tables.contact.c.sealed)).scalar_one()
        tx.db.execute(update(tables.contact).values(sealed=sealed[:-1] + b"\0\0"))
    with pytest.raises(StoreError):
        loaded(store)


def test_nothing_is_known_of_whom_nothing_is_kept(store: Store) -> None:
    """Forgotten is forgotten in memory too, and a new key leaves nothing of the old one's rows."""
    saved(store, contact(mood="3"))
    with store.begin() as tx:
        contacts.forget(tx, [ME])
    assert not store.warm.known()
    saved(store, contact(mood="3"))
    with store.begin() as tx:
        wear(tx)
    assert store.warm.known()
    renew(store)
    assert not store.warm.known()


def test_only_so_much_is_known() -> None:
    """What was not asked for longest is let go."""
    warm = Warm()
    for number in range(MOST + 1):
        warm.put(number.to_bytes(16, "big"), b"sealed", number)
    first, last = bytes(16), MOST.to_bytes(16, "big")
    assert (MOST, None, MOST) == (
        warm.known(),
        warm.get(first, b"sealed"),
        warm.get(last, b"sealed"),
    )
