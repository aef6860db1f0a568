"""Guessing codes: ten thousand wrong ones find nothing."""

import pytest

from storage import Store, codes, erase, tables
from tests.storage.people import finished, moved, rows, settle
from tests.storage.test_erase import count


@pytest.mark.timeout(600)
def test_ten_thousand_wrong_codes_erase_nothing(store: Store) -> None:
    """Not one row goes for ten thousand guesses, and none of them stays."""
    settle(store, [finished(number) for number in range(8)])
    moved(store)
    with store.begin() as tx:
        for _ in range(10_000):
            erase.erase_later(tx, codes.new_code())
    assert 0 == erase.run_erasures(store)
    assert (32, 0) == (len(rows(store)), count(store, tables.erasure))
