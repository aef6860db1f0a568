"""Releases are written once and never change."""

from datetime import date, timedelta

import pytest

from storage import Store, StoreError, releases, rounds

TODAY = date(2027, 4, 1)


def released(
    store: Store, window: str = "r1-1", *, day: date = TODAY, cells: str = "[1]"
) -> releases.Release:
    """Publish a window."""
    with store.begin() as tx:
        return releases.add(tx, round_id=window[:2], window=window, published_on=day, cells=cells)


def test_added(store: Store) -> None:
    """A release is found by its window, as the newest, and among all."""
    with store.read() as tx:
        assert (None, None, []) == (
            releases.of_window(tx, "r1-1"), releases.latest(tx), releases.all_releases(tx),
        )  # fmt: skip
    made = released(store, cells='["ä", {"n": 7}]')
    with store.read() as tx:
        assert made == releases.of_window(tx, "r1-1") == releases.latest(tx)
        assert [made] == releases.all_releases(tx)
        assert releases.of_window(tx, "r1-2") is None
    assert ("r1", "r1-1", TODAY, '["ä", {"n": 7}]') == (
        made.round, made.window, made.published_on, made.cells,
    )  # fmt: skip


def test_newest(store: Store) -> None:
    """The newest release is the last published, and of those of one day the later window's."""
    with store.begin() as tx:
        rounds.close_round(tx, today=date(2027, 3, 28))
        rounds.open_round(tx, framework="f", version="1", today=date(2027, 3, 29), windows=2)
    ids = [released(store, w).id for w in ("r2-1", "r1-1", "r2-2")]
    with store.read() as tx:
        assert [ids[2], ids[0], ids[1]] == [each.id for each in releases.all_releases(tx)]


def test_later_day_first(store: Store) -> None:
    """A window published later is newer, whatever its place in the round."""
    with store.begin() as tx:
        rounds.close_round(tx, today=date(2027, 3, 28))
        rounds.open_round(tx, framework="f", version="1", today=date(2027, 3, 29))
    released(store, "r2-1")
    late = released(store, "r1-1", day=TODAY + timedelta(days=1))
    with store.read() as tx:
        assert late == releases.latest(tx)


def test_once(store: Store) -> None:
    """A window is published once."""
    first = released(store)
    with pytest.raises(StoreError, match="published already"):
        released(store, cells="[2]")
    with store.read() as tx:
        assert [first] == releases.all_releases(tx)


def test_changed(store: Store) -> None:
    """A release that somebody changed in the database is refused."""
    released(store)
    with store.begin() as tx:
        tx.db.exec_driver_sql("UPDATE release SET cells = '[3]'")
    with store.read() as tx, pytest.raises(StoreError, match="was changed"):
        releases.latest(tx)
