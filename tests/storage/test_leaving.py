"""What must not outlive a move, a deletion or a night: messages, parked texts, older copies."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import Store, StoreError, contacts, erase, move, open_store, post, rounds, tables
from storage.move import Cut
from tests.storage.people import LAST_DAY, NEXT_DAY, cut, finished, moved, rows, settle
from tests.storage.test_erase import count


def copied(store: Store, path: Path) -> None:
    """Copy the database file as a backup does."""
    with (
        closing(sqlite3.connect(str(store.engine.url.database))) as source,
        closing(sqlite3.connect(path)) as target,
    ):
        source.backup(target)


def test_moved_people_leave_no_message_and_no_parked_text(store: Store) -> None:
    """What waited for a person goes with the draft: it may hold answers, code and address."""
    people = settle(store, [finished(number) for number in range(5)])
    with store.begin() as tx:
        for person in people:
            post.put(tx, [post.Outgoing(*person.person, {"text": str(person.record["code"])})])
        post.park(tx, people[0].person, heard={"text": "odd"}, question="q", today=LAST_DAY)
    moved(store)
    assert (0, 0) == (count(store, tables.outbox), count(store, tables.parked))


def test_message_set_aside_is_kept_as_its_reason_only(store: Store) -> None:
    """A refused message leaves why and nothing of what it said or to whom."""
    with store.begin() as tx:
        post.put(tx, [post.Outgoing("telegram", "bot", "7", {"text": "secret"}, not_before=1.5)])
        taken = post.take(tx, now=9.0, accounts=[("telegram", "bot")], limit=1)
        post.later(tx, taken[0].id, not_before=11.25)
        post.set_aside(tx, taken[0].id, reason="refused")
        row = tx.db.execute(tables.outbox.select()).one()
        kept = tx.keys.unseal_json(row.sealed, aad=f"outbox|{row.id}".encode())
    assert ({}, 0.0) == (kept, row.not_before)
    assert ["refused"] == [row.reason]


def test_code_sent_before_the_move_keeps_its_draft_from_moving(store: Store) -> None:
    """Who sends a code from another chat before the move has no row in the answers."""
    people = settle(store, [finished(number) for number in range(7)])
    with store.begin() as tx:
        erase.erase_later(tx, str(people[3].record["code"]))
        erase.erase_later(tx, "MY-2222-2222-2222-2222")
    assert 0 == erase.run_erasures(store)
    assert 2 == count(store, tables.erasure)  # there are drafts still: they wait
    assert (6, 24) == (moved(store).people, len(rows(store)))
    assert str(people[3].record["words"]) not in {row.words for row in rows(store)}
    assert 0 == erase.run_erasures(store)
    assert 0 == count(store, tables.erasure)


def test_draft_that_cannot_be_cut_does_not_hold_up_the_others(store: Store) -> None:
    """One damaged draft stays behind, and the rest of the window moves."""
    people = settle(store, [finished(number) for number in range(6)])

    def breaks(record: dict[str, object]) -> Cut:
        if record["code"] == people[2].record["code"]:
            raise KeyError
        return cut(record)

    with store.read() as tx:
        window = rounds.get_window(tx, "r1-1")
    done = move.move(store, window, k=5, cut=breaks, today=NEXT_DAY)
    assert (5, 20) == (done.people, len(rows(store)))


def test_what_was_forgotten_opens_in_no_older_copy(store: Store, tmp_path: Path) -> None:
    """After the night that follows a deletion, a copy from before it opens with no key we have."""
    people = settle(store, [finished(number) for number in range(2)])
    if store.engine.dialect.name != "sqlite":
        pytest.skip("a copy of a file needs a file")
    copy = tmp_path / "copy.sqlite3"
    copied(store, copy)
    with store.begin() as tx:
        contacts.forget(tx, [people[0].person])
    move.recover(store)
    keys = tmp_path / "copied"
    shutil.copytree(store.keys.directory, keys)
    with pytest.raises(StoreError, match="key"):
        open_store(f"sqlite:///{copy}", keys, today=NEXT_DAY, framework=("f", "1"), country="FI")


def test_restored_backup_is_erased_again_at_start(store: Store, tmp_path: Path) -> None:
    """Opening a backup with today's keys erases what was erased since, before anything starts."""
    if store.engine.dialect.name != "sqlite":
        pytest.skip("a backup of a file needs a file")
    people = settle(store, [finished(number) for number in range(6)])
    moved(store)
    copy = tmp_path / "backup.sqlite3"
    copied(store, copy)
    erased = store.keys.directory / "erased"
    with store.begin() as tx:
        tags = [row.erase_tag for row in tx.db.execute(tables.answer.select()).all()][:4]
    erased.write_text("".join(f"{tag.hex()}\n" for tag in tags))
    restored = open_store(
        f"sqlite:///{copy}",
        store.keys.directory,
        today=NEXT_DAY,
        framework=("f", "1"),
        country="FI",
    )
    try:
        assert 24 - 4 == count(restored)
    finally:
        restored.close()
    assert 6 == len(people)
