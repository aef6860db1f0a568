"""Words go after a year; figures stay."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import literal_column, select

from storage import Store, database, tables, words
from storage.answers import combos
from tests.storage.people import LAST_DAY, finished, moved, rows, settle

YEAR = timedelta(days=365)


def purged(store: Store, *, days: int) -> list[str]:
    """Purge, so many days after a year has gone by since the window."""
    return words.purge_words(store, before=LAST_DAY + timedelta(days=days))


def test_words_of_a_year_ago_go_and_counts_stay(store: Store) -> None:
    """After the day nothing that was written is left, and every figure is the same."""
    settle(store, [finished(number) for number in range(6)])
    moved(store)
    with store.read() as tx:
        before = combos(tx, window="r1-1")
    assert [] == purged(store, days=0)
    assert ["r1-1"] == purged(store, days=1)
    assert {None} == {row.words for row in rows(store)}
    with store.read() as tx:
        assert before == combos(tx, window="r1-1")
    assert [] == purged(store, days=2)


def test_no_byte_of_them_is_left(store: Store) -> None:
    """What was written is in no file of the database after the night."""
    if not database.is_sqlite(store.engine):
        pytest.skip("the files of PostgreSQL are searched by tests/attack")
    settle(store, [finished(number) for number in range(5)])
    moved(store)
    purged(store, days=1)
    folder = Path(str(store.engine.url.database)).parent
    assert not any(b"hope of" in path.read_bytes() for path in folder.iterdir())


def test_nothing_tells_which_rows_had_words(store: Store) -> None:
    """On PostgreSQL all rows of the window carry one number of a transaction afterwards."""
    if database.is_sqlite(store.engine):
        pytest.skip("SQLite keeps no such number")
    settle(store, [finished(number) for number in range(5)])
    moved(store)
    purged(store, days=1)
    wrote: Any = literal_column("answer.xmin::text")
    with store.read() as tx:
        found = set(tx.db.execute(select(wrote).select_from(tables.answer)).scalars())
    assert 1 == len(found)
