"""On the way between the zones: pieces that mix the rows of many, and piles in every order."""

from itertools import pairwise
from pathlib import Path
from runpy import run_path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from storage import Store, answers, move, rounds, tables, transit
from storage.cutting import Home, apart, homes
from storage.renewal import aad
from tests.storage.people import (
    NEXT_DAY,
    assert_whole,
    cut,
    draft_key,
    finished,
    moved,
    rows,
    settle,
    window,
)

MIGRATION = Path(move.__file__).parent / "migrations" / "versions" / "0008_transit.py"
OLD_SHAPE = """
CREATE TABLE transit ("window" VARCHAR(24) NOT NULL, sealed {binary} NOT NULL,
CONSTRAINT fk_transit_window FOREIGN KEY("window") REFERENCES "window" (id),
CONSTRAINT pk_transit PRIMARY KEY ("window")){end}
"""


@given(st.integers(min_value=0, max_value=5 * transit.PAGE))
def test_no_page_is_small(people: int) -> None:
    """However many move, they are divided whole, and no page has fewer than it should."""
    tags = [number.to_bytes(16, "big") for number in range(people)]
    pages = transit.even_pages(tags)
    assert tags == [tag for page in pages for tag in page]
    assert min(transit.PAGE, people) <= min(map(len, pages))
    assert max(map(len, pages)) < 2 * transit.PAGE


def test_many_pages_are_one_batch(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Page by page and pile by pile nothing is lost or doubled, and every pile mixes all pages."""
    monkeypatch.setattr(transit, "PAGE", 10)
    people = settle(store, [finished(number) for number in range(45)])
    with store.read() as tx:
        tags = {p.record["words"]: tx.keys.contact_tag("r1", p.person) for p in people}
    pages = [set(page) for page in transit.even_pages(sorted(tags.values()))]
    piles: list[set[int]] = []
    written = answers.write

    def noting(tx: object, some: list[dict[str, object]]) -> None:
        """Note of which pages a pile holds words."""
        words = [tags[str(row["words"])] for row in some if row["words"]]
        piles.append({n for n, page in enumerate(pages) if not page.isdisjoint(words)})
        written(tx, some)  # type: ignore[arg-type]  # it is what the move gave

    monkeypatch.setattr(answers, "write", noting)
    result = moved(store)
    assert (45, 180) == (result.people, result.answers)
    assert_whole(store, people)
    assert 4 == len(piles)
    assert all(len(pile) > 1 for pile in piles)


def test_rows_of_a_person_lie_anywhere(store: Store) -> None:
    """The order in which rows are written tells nothing: neighbours are of one person by chance."""
    people = [cut(finished(number).record) for number in range(40)]
    codes = {piece.code: number for number, piece in enumerate(people)}
    together = total = 0
    with store.begin() as tx:
        due = rounds.get_window(tx, "r1-1")
        key, at = tx.keys.erase("r1"), homes(tx, [Home(piece.place) for piece in people], k=5)
        whose = {
            key.tag("erase", code, row.name).hex(): number
            for code, number in codes.items()
            for row in people[number].rows
        }
        for page in range(4):
            some = people[page * 10 : page * 10 + 10]
            transit.leave(tx, due, apart(tx, due, some, at), page=page, piles=4)
        order = [row for pile in transit.arrivals(tx, "r1-1") for row in pile]
        assert sorted(whose) == sorted(row["erase_tag"] for row in order)
        for one, other in pairwise(whose[row["erase_tag"]] for row in order):
            together += one == other
            total += 1
    # By chance 3 of 159; 20 would come once in ten thousand million runs.
    assert (159, True) == (total, together < 20)


def test_a_death_on_the_way(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was left in many pieces arrives the next time, each row once."""
    monkeypatch.setattr(transit, "PAGE", 10)
    people = settle(store, [finished(number) for number in range(35)])

    def dies(step: str) -> None:
        if step == "first transaction":
            raise KeyError(step)

    with pytest.raises(KeyError):
        move.move(store, window(store), k=5, cut=cut, today=NEXT_DAY, step=dies)
    assert [] == rows(store)
    assert ["r1-1"] == move.recover(store)
    assert_whole(store, people)


def test_what_an_older_version_left_arrives(store: Store) -> None:
    """A batch that was on its way in one piece when the program was replaced is not lost."""
    lite = store.engine.dialect.name == "sqlite"
    shape = OLD_SHAPE.format(
        binary="BLOB" if lite else "BYTEA", end=" WITHOUT ROWID" if lite else ""
    )
    with store.begin() as tx:
        people = [cut(finished(number).record) for number in range(5)]
        at = homes(tx, [Home(piece.place) for piece in people], k=5)
        left = apart(tx, rounds.get_window(tx, "r1-1"), people, at)
        sealed = tx.keys.seal_json(left, key=tx.keys.draft, aad=aad(tables.transit, "r1-1"))
        tables.transit.drop(tx.db)
        tx.db.execute(text(shape))
        old = text("""INSERT INTO transit ("window", sealed) VALUES ('r1-1', :sealed)""")
        tx.db.execute(old, {"sealed": sealed})
        # Only this one migration: what came after it is there already.
        with Operations.context(MigrationContext.configure(tx.db)):
            run_path(str(MIGRATION))["upgrade"]()
    before = draft_key(store)
    with store.read() as tx:
        assert ["r1-1"] == list(tx.db.execute(select(tables.transit.c.id)).scalars())
    move.recover(store)
    assert 20 == len(rows(store))
    assert before == draft_key(store)
