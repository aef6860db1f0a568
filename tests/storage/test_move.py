"""The move: nothing lost, nothing twice, nobody alone, nobody early."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from storage import (
    Store,
    StoreError,
    Tx,
    answers,
    move,
    post,
    quotes,
    rounds,
)
from storage.answers import Combo
from storage.contacts import Contact
from storage.move import Cut, Moved
from tests.storage.people import (
    LAST_DAY,
    NEXT_DAY,
    STEPS,
    assert_whole,
    cut,
    draft_key,
    everyone,
    finished,
    moved,
    rows,
    settle,
    two_windows,
    window,
)


def test_whole(store: Store) -> None:
    """All finished drafts become answers, and their contacts keep only how to write to them."""
    people = settle(store, [finished(number) for number in range(7)])
    assert Moved("r1-1", people=7, answers=28) == moved(store)
    assert_whole(store, people)


def test_steps(store: Store) -> None:
    """The steps at which the kill tests kill are all there are, in this order."""
    settle(store, [finished(number) for number in range(5)])
    names: list[str] = []
    moved(store, step=names.append)
    assert list(STEPS) == names


def test_nothing_ties_two_rows(store: Store) -> None:
    """Ids are random, tags all different, no column but the words differs from person to person."""
    settle(store, [finished(number, place="") for number in range(20)])
    moved(store)
    written = rows(store)
    assert {4} == {uuid.UUID(row.id).version for row in written}
    assert (
        len(written) == len({row.erase_tag for row in written}) == len({row.id for row in written})
    )
    assert {("r1", "r1-1", "fi")} == {(row.round, row.window, row.place) for row in written}


def test_order_is_no_trace(store: Store) -> None:
    """The order in which answers come out of the database is not the order of the people."""
    people = settle(store, [finished(number) for number in range(60)])
    moved(store)
    words = [row.words for row in rows(store) if row.words]
    assert [person.record["words"] for person in people] != words


def test_fewer_than_k(store: Store) -> None:
    """Fewer than k people do not move while there is a later window; they move with its people."""
    two_windows(store)
    first = [finished(n, moves_on=date(2027, 3, 14)) for n in range(4)]
    settle(store, first)
    before = draft_key(store)
    assert Moved("r1-1") == moved(store, today=date(2027, 3, 15))
    assert "open" == window(store).state
    assert before == draft_key(store)
    second = settle(store, [finished(n, moves_on=LAST_DAY) for n in range(4, 6)])
    assert Moved("r1-2", people=6, answers=24) == moved(store, "r1-2")
    assert ["joined", "moved"] == [window(store, w).state for w in ("r1-1", "r1-2")]
    with store.read() as tx:
        assert [] == rounds.due_windows(tx, today=date(2028, 1, 1))
    assert 4 * len(first + second) == len(rows(store))


def test_nobody_early(store: Store) -> None:
    """Who was told a later day stays, also if the move comes late."""
    two_windows(store)
    settle(store, [finished(n, moves_on=date(2027, 3, 14)) for n in range(5)])
    settle(store, [finished(n, moves_on=LAST_DAY) for n in range(5, 8)])
    assert 5 == moved(store, today=date(2027, 3, 16)).people
    with store.read() as tx:
        assert [2] * 5 + [1] * 3 == [person.phase for person in everyone(tx)]


def test_before_the_day(store: Store) -> None:
    """A window does not move on its last day, on which people may still change what they said."""
    settle(store, [finished(number) for number in range(5)])
    with pytest.raises(StoreError, match="Until 2027-03-28"):
        moved(store, today=LAST_DAY)
    assert [] == rows(store)


def test_the_silent(store: Store) -> None:
    """A silent draft moves from its day on; it is purged if there is no later move."""
    two_windows(store)
    silent = [
        finished(5, moves_on=None, remind_on=date(2027, 3, 15)),
        finished(6, moves_on=None, remind_on=date(2027, 3, 16)),
    ]
    settle(store, [*(finished(n, moves_on=None) for n in range(5)), *silent])
    assert 6 == moved(store, today=date(2027, 3, 15)).people
    assert ((silent[1].person,), 0) == (
        moved(store, "r1-2", k=2).purged,
        moved(store, "r1-2").people,
    )


def test_purged_at_the_end(store: Store) -> None:
    """At the round's last window fewer than k are purged, and told in the same transaction."""
    people = settle(store, [finished(number) for number in range(4)])
    settle(store, [finished(9, phase=0, moves_on=None)])
    before = draft_key(store)
    told: list[Contact] = []

    def tell(tx: Tx, purged: Sequence[Contact]) -> None:
        told.extend(purged)
        post.put(tx, [post.Outgoing(*person.person, {"text": "gone"}) for person in purged])

    result = moved(store, tell=tell)
    assert {person.person for person in people} == set(result.purged)
    assert (0, 0, 1, True) == (result.people, result.answers, result.unfinished, result.cleaned)
    assert {person.record["words"] for person in people} == {p.record["words"] for p in told}
    assert [] == rows(store)
    assert "purged" == window(store).state
    assert before != draft_key(store)
    with store.begin() as tx:
        assert [] == everyone(tx)
        waiting = post.take(tx, now=0.0, accounts=[("telegram", "bot")], limit=9)
    assert 4 == len(waiting)


def test_unfinished_at_the_end(store: Store) -> None:
    """At the last window unfinished drafts are purged while the finished ones move."""
    people = settle(store, [finished(number) for number in range(5)])
    settle(store, [finished(9, phase=0, moves_on=None, remind_on=NEXT_DAY)])
    result = moved(store)
    assert ((), 1, 5) == (result.purged, result.unfinished, result.people)
    assert_whole(store, people)


def test_told_fails(store: Store) -> None:
    """If those to be purged cannot be told, nothing is purged."""
    people = settle(store, [finished(number) for number in range(4)])

    def fails(_tx: Tx, _purged: Sequence[Contact]) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        moved(store, tell=fails)
    with store.read() as tx:
        assert people == everyone(tx)


def test_twice(store: Store) -> None:
    """A window moves once."""
    people = settle(store, [finished(number) for number in range(5)])
    due = window(store)
    first = move.move(store, due, k=5, cut=cut, today=NEXT_DAY)
    assert 5 == first.people
    assert Moved("r1-1") == move.move(store, due, k=5, cut=cut, today=NEXT_DAY)
    assert_whole(store, people)


def test_same_names(store: Store) -> None:
    """A draft cut into two rows of one name is refused: their tags would join them."""

    def doubled(record: dict[str, Any]) -> Cut:
        piece = cut(record)
        return replace(piece, rows=piece.rows + piece.rows[:1])

    people = settle(store, [finished(number) for number in range(5)])
    with pytest.raises(ValueError, match="same name"):
        moved(store, cut=doubled)
    with store.read() as tx:
        assert people == everyone(tx)


def test_without_a_code(store: Store) -> None:
    """Rows of people without a code share no tag."""

    def codeless(record: dict[str, Any]) -> Cut:
        return replace(cut(record), code="")

    settle(store, [finished(number) for number in range(5)])
    moved(store, cut=codeless)
    assert 20 == len({row.erase_tag for row in rows(store)})


def test_odd_words(store: Store) -> None:
    """Words that a database refuses lose what it refuses, and hold up nobody."""
    person = finished(0)
    person.record["words"] = "a\0b\ud83dc"
    settle(store, [person, *(finished(number) for number in range(1, 5))])
    moved(store)
    assert "ab?c" in [row.words for row in rows(store)]


def test_combos(store: Store) -> None:
    """Combos count people by place, question, state and choices; the order of taps is nothing."""
    settle(store, [finished(n, place="vaasa" if n < 6 else "") for n in range(12)], ["vaasa"])
    moved(store)
    with store.read() as tx:
        found = answers.combos(tx, window="r1-1")
    assert Combo("fi", "_language", "answered", ("fi",), 12) in found
    assert Combo("vaasa", "join", "answered", ("music", "sport"), 6) in found
    assert Combo("fi", "mood", "answered", ("0",), 2) in found
    assert 48 == sum(combo.people for combo in found)
    with store.read() as tx:
        assert [] == answers.combos(tx, window="r9-1")


def test_words(store: Store) -> None:
    """Words come out once each, with their question and nothing of the person or the place."""
    settle(store, [finished(number) for number in range(30)])
    moved(store)
    with store.read() as tx:
        orders = {tuple(text.text for text in answers.words(tx, round_id="r1")) for _ in range(5)}
        first = answers.words(tx, round_id="r1")[0]
    assert 1 < len(orders)
    assert {tuple(sorted(f"hope of {n}" for n in range(30)))} == {tuple(sorted(o)) for o in orders}
    assert ("hope", ()) == (first.question, first.choices)


def test_any_words(store: Store) -> None:
    """Each text comes out sooner or later, by itself; none where there is none."""
    with store.read() as tx:
        assert answers.any_words(tx) is None
    settle(store, [finished(number) for number in range(5)])
    moved(store)
    with store.read() as tx:
        seen = {answers.any_words(tx) for _ in range(400)}
    assert {f"hope of {number}" for number in range(5)} == seen


def test_texts_are_found_without_reading_all_answers(store: Store) -> None:
    """Of a million answers few hold words: both ways to them go by an index."""
    plans: list[str] = []

    def note(connection: Any, _cursor: object, statement: str, values: Any, *_: object) -> None:
        if "answer" in statement and not statement.startswith("EXPLAIN"):
            found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            plans.extend(str(row[3]) for row in found)

    if store.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by what a table holds, and an empty one is read whole")
    settle(store, [finished(number) for number in range(5)])
    moved(store)
    with store.read() as tx:
        event.listen(tx.db, "before_cursor_execute", note)
        answers.any_words(tx)
        quotes.undecided(tx)
    assert {True} == {"SCAN answer" not in plan for plan in plans}
    assert any("ix_answer_words" in plan for plan in plans)
    assert any("ix_answer_name (round=? AND name=?)" in plan for plan in plans)
