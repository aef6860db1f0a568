"""Rounds, their windows, and what becomes of people 30 days later."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from storage import Store, StoreError, contacts, move, rounds
from tests.storage.people import NEXT_DAY, cut, finished, settle

TODAY = date(2027, 3, 1)


def opened_with(
    store: Store, *, weeks: int, windows: int, today: date = TODAY
) -> list[rounds.Window]:
    """Open a second round with these windows."""
    with store.begin() as tx:
        rounds.close_round(tx, today=today)
        made = rounds.open_round(
            tx, framework="f", version="2", today=today, weeks=weeks, windows=windows
        )
        return rounds.windows(tx, made.id)


def test_close(store: Store) -> None:
    """Closing makes the next waiting round and its keys at once; windows keep their last day."""
    with store.begin() as tx:
        closed = rounds.close_round(tx, today=date(2027, 3, 10))
    with store.begin() as tx:
        waiting = rounds.current(tx)
        assert ("closed", date(2027, 3, 10)) == (closed.state, closed.closes_on)
        assert ("r2", "waiting", None, None) == (
            waiting.id, waiting.state, waiting.opens_on, waiting.closes_on,
        )  # fmt: skip
        assert [date(2027, 3, 28)] == [window.last_day for window in rounds.windows(tx, "r1")]
        assert ["r1", "r2"] == tx.keys.rounds("tag") == tx.keys.rounds("erase")
        assert [closed, waiting] == rounds.all_rounds(tx)
        assert closed == rounds.get(tx, "r1")


def test_closed_late(store: Store) -> None:
    """A round closed after its last day keeps that day."""
    with store.begin() as tx:
        assert date(2027, 3, 28) == rounds.close_round(tx, today=date(2027, 5, 1)).closes_on


def test_one_open_round(store: Store) -> None:
    """A round is not opened beside another, and not closed when none is open."""
    with store.begin() as tx:
        with pytest.raises(StoreError, match="r1 is open"):
            rounds.open_round(tx, framework="f", version="1", today=TODAY)
        rounds.close_round(tx, today=TODAY)
        with pytest.raises(StoreError, match="No round is open"):
            rounds.close_round(tx, today=TODAY)


@pytest.mark.parametrize(
    ("weeks", "parts", "lengths"),
    [
        (4, 1, [28]),
        (4, 2, [14, 14]),
        (4, 3, [9, 9, 10]),
        (1, 7, [1] * 7),
        (12, 5, [16, 17, 17, 17, 17]),
    ],
)
def test_windows(store: Store, weeks: int, parts: int, lengths: list[int]) -> None:
    """Windows split a round into equal parts without a gap, and every day lies in one."""
    made = opened_with(store, weeks=weeks, windows=parts)
    days = [(window.last_day - window.first_day).days + 1 for window in made]
    assert lengths == days
    with store.read() as tx:
        found = [
            rounds.window_on(tx, "r2", day=TODAY + timedelta(days=day)) for day in range(weeks * 7)
        ]
        after = rounds.window_on(tx, "r2", day=TODAY + timedelta(days=weeks * 7))
    assert [
        window for window, length in zip(made, lengths, strict=True) for _ in range(length)
    ] == found
    assert after is None


@pytest.mark.parametrize(("weeks", "parts"), [(0, 1), (4, 0), (1, 8), (-1, 1)])
def test_impossible_windows(store: Store, weeks: int, parts: int) -> None:
    """A round without a day, or a window without a day, is refused."""
    with pytest.raises(StoreError, match="at least"):
        opened_with(store, weeks=weeks, windows=parts)


def test_due(store: Store) -> None:
    """A window is due when its last day is over, the earliest first, and not after it moved."""
    made = opened_with(store, weeks=2, windows=2)
    with store.read() as tx:
        assert [] == rounds.due_windows(tx, today=made[0].last_day)
        assert made[:1] == rounds.due_windows(tx, today=made[1].first_day)
        later = rounds.due_windows(tx, today=date(2027, 4, 1))
    assert ["r2-1", "r2-2", "r1-1"] == [window.id for window in later]
    move.move(store, later[2], k=5, cut=cut, today=date(2027, 4, 1))
    with store.read() as tx:
        assert later[:2] == rounds.due_windows(tx, today=date(2027, 4, 1))


def test_unknown(store: Store) -> None:
    """A round or window that is not there is told in one sentence."""
    with store.read() as tx:
        with pytest.raises(StoreError, match="no round r7"):
            rounds.get(tx, "r7")
        with pytest.raises(StoreError, match="no window r7-1"):
            rounds.get_window(tx, "r7-1")


def test_no_current_round(store: Store) -> None:
    """A database without a current round is somebody else's."""
    with store.begin() as tx:
        tx.db.exec_driver_sql("UPDATE round SET state = 'closed'")
    with store.read() as tx, pytest.raises(StoreError, match="no current round"):
        rounds.current(tx)


def test_many_rounds_in_order(store: Store) -> None:
    """Rounds are listed in the order in which they were made, also from the tenth on."""
    with store.begin() as tx:
        for _ in range(10):
            rounds.close_round(tx, today=TODAY)
            rounds.open_round(tx, framework="f", version="1", today=TODAY)
        ids = [each.id for each in rounds.all_rounds(tx)]
    assert [f"r{number}" for number in range(1, 12)] == ids


def shredded(store: Store, today: date) -> list[str]:
    """Shred what is due."""
    return rounds.shred_due(store, today=today)


def test_shredding(store: Store, keys_dir: Path) -> None:
    """30 days after its last day a round's people and their tags' key are gone, not before."""
    settle(store, [finished(n) for n in range(6)])
    with store.begin() as tx:
        rounds.close_round(tx, today=date(2027, 3, 10))
    with store.read() as tx:
        window = rounds.windows(tx, "r1")[0]
    last = window.last_day + timedelta(days=30)
    assert [] == shredded(store, last + timedelta(days=1))  # not while a move is due
    move.move(store, window, k=5, cut=cut, today=NEXT_DAY)
    assert [] == shredded(store, last)
    assert ["tag-r1"] == [path.name[:6] for path in keys_dir.glob("tag-r1-*")]
    assert ["r1"] == shredded(store, last + timedelta(days=1))
    assert [] == shredded(store, last + timedelta(days=2))
    with store.read() as tx:
        assert [] == list(contacts.everyone(tx, "r1"))
        assert "shredded" == rounds.get(tx, "r1").state
        assert ["r2"] == tx.keys.rounds("tag")
        assert ["r1", "r2"] == tx.keys.rounds("erase")
    assert [] == list(keys_dir.glob("tag-r1-*"))


def test_an_older_copy_does_not_open(store: Store) -> None:
    """After shredding, a copy of a contact made before does not open with what is left."""
    settle(store, [finished(n) for n in range(5)])
    with store.begin() as tx:
        rounds.close_round(tx, today=date(2027, 3, 10))
    with store.read() as tx:
        window = rounds.windows(tx, "r1")[0]
    move.move(store, window, k=5, cut=cut, today=NEXT_DAY)
    with store.read() as tx:
        copies = tx.db.exec_driver_sql("SELECT tag, sealed FROM contact").all()
    shredded(store, date(2027, 6, 1))
    assert 5 == len(copies)
    with store.read() as tx:
        for tag, sealed in copies:
            with pytest.raises(StoreError, match="is missing"):
                tx.keys.unseal(sealed, aad=b"contact|" + tag.hex().encode())
