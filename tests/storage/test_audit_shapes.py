"""What the audit takes for no hash and for no id: leaks, and not what chance brings."""

import secrets
from collections.abc import Sequence

import pytest

from storage import Store, audit, tables


def found(store: Store, tags: Sequence[bytes]) -> list[str]:
    """What is found where these are the tags of arrivals."""
    with store.begin() as tx:
        day = tables.arrival.c.day.type.python_type(2027, 3, 1)
        tx.db.execute(tables.arrival.insert(), [{"tag": tag, "day": day} for tag in tags])
    return list(audit.shapes(store).found)


def test_hashes_by_the_thousand_are_hashes(store: Store) -> None:
    """Of so many some have no byte above 127; that alone says nothing."""
    plain = bytes([0, 7, 9, 31, *range(33, 45)])
    assert plain.isascii()
    assert [] == found(store, [plain, *(secrets.token_bytes(16) for _ in range(2000))])


@pytest.mark.parametrize("leak", [b"telegram:1002003", b"0401234567-Ali-K", b"short"])
def test_one_that_can_be_read_is_found(store: Store, leak: bytes) -> None:
    """One value that is text, or of another length, is enough."""
    others = [secrets.token_bytes(16) for _ in range(500)]
    assert ["values of arrival.tag that are no hashes: 1"] == found(store, [leak, *others])


def test_an_id_of_digits_alone_is_no_telephone_number(store: Store) -> None:
    """A member of staff whose random id has digits only is not reported for their session."""
    with store.begin() as tx:
        place = tx.db.execute(tables.place.select()).one().id
        member = {"id": "04012345", "role": "coordinator", "place": place, "sealed": b"x"}
        tx.db.execute(tables.staff.insert(), member)
        for table, times in ((tables.ticket, ("until",)), (tables.session, ("begun", "used"))):
            row = {"tag": secrets.token_bytes(16), "staff": "04012345"}
            tx.db.execute(table.insert(), row | dict.fromkeys(times, 1.0))
    assert [] == audit.shapes(store).found
