"""What stolen copies say: older ones open with no key, two of them differ by enough people."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from storage import Store, StoreError, contacts, erase, move, tables, words
from storage.contacts import Contact
from storage.keys import KeyFiles, Keys
from storage.renewal import SEALED, aad
from tests.attack.conftest import SEED
from tests.storage.people import NEXT_DAY, cut, finished, settle, two_windows, window

Answers = dict[str, Any]
K = 5


def stolen(store: Store) -> list[tuple[bytes, bytes]]:
    """Everything sealed with the draft key, as a backup holds it, with what binds it."""
    with store.read() as tx:
        return [
            (row[1], aad(table, row[0]))
            for table, column in SEALED
            for row in tx.db.execute(select(table.c[column], table.c.sealed)).all()
        ]


def opened(copy: list[tuple[bytes, bytes]], keys: Keys) -> int:
    """How many sealed rows of a copy open with these keys."""

    def opens(sealed: bytes, bound: bytes) -> bool:
        try:
            keys.unseal(sealed, aad=bound)
        except StoreError:
            return False
        return True

    return sum(opens(sealed, bound) for sealed, bound in copy)


@pytest.mark.parametrize("what", ["move", "forget", "erase"])
def test_no_backup_from_before_opens_after_it(store: Store, tmp_path: Path, what: str) -> None:
    """After a move, a deletion or an erasure all keys we have open nothing of an older copy."""
    people = settle(store, [finished(number) for number in range(6)])
    backup = stolen(store)
    with store.read() as tx:
        assert 6 == opened(backup, tx.keys)
    if what == "move":
        move.move(store, window(store), k=K, cut=cut, today=NEXT_DAY)
    elif what == "forget":
        with store.begin() as tx:
            contacts.forget(tx, [people[0].person])
        move.recover(store)
    else:
        move.move(store, window(store), k=K, cut=cut, today=NEXT_DAY)
        backup = stolen(store)
        with store.begin() as tx:
            erase.erase_later(tx, str(people[0].record["code"]))
        erase.run_erasures(store)
    taken = tmp_path / "taken"  # whoever has the copy also gets today's keys
    shutil.copytree(store.keys.directory, taken)
    with store.read() as tx:
        assert 0 == opened(backup, Keys(tx.db, KeyFiles(taken)))


def answers(store: Store) -> Answers:
    """The answers as a backup of this moment holds them."""
    with store.read() as tx:
        return {row.id: row for row in tx.db.execute(select(tables.answer)).all()}


def fewest(before: Answers, after: Answers) -> int | None:
    """Of how many people at least the new answers are; None if there are none."""
    new = [row for each, row in after.items() if each not in before]
    return min(Counter(row.name for row in new).values()) if new else None


def changed(before: Answers, after: Answers) -> list[str]:
    """Rows that are in both copies and are not the same; words may have gone."""
    return [
        each
        for each in before.keys() & after.keys()
        if before[each][:8] != after[each][:8] or before[each].erase_tag != after[each].erase_tag
    ]


@pytest.mark.parametrize("seed", range(SEED, SEED + 4))
def test_two_backups_differ_by_k_people_or_by_a_deletion(store: Store, seed: int) -> None:
    """Whatever happens between two copies: what is new is of k people, what is gone was erased."""
    random = Random(seed)  # noqa: S311  a story that can be told again
    two_windows(store)
    first, second = window(store, "r1-1"), window(store, "r1-2")
    early = settle(store, _people(random, first.last_day, start=0))
    late = settle(store, _people(random, second.last_day, start=100))
    gone: set[str] = set()
    backups = [answers(store)]
    for do in _story(store, random, [*early, *late]):
        before = answers(store)
        do()
        backups.append(answers(store))
        gone |= before.keys() - backups[-1].keys()
    for number, one in enumerate(backups):
        for steps, other in enumerate(backups[number + 1 :]):
            new = fewest(one, other)
            erased = 2 if steps else 0  # between copies further apart two may have been erased
            assert new is None or new >= K - erased
            assert one.keys() - other.keys() <= gone
            assert [] == changed(one, other)


def _people(random: Random, day: Any, *, start: int) -> list[Contact]:
    many = random.randint(K + 2, 2 * K)
    return [finished(start + number, moves_on=day) for number in range(many)]


def _story(store: Store, random: Random, people: list[Contact]) -> list[Callable[[], object]]:
    """Moves, erasures, deletions and nights, in an order that can happen."""

    def erased(person: Contact) -> None:
        with store.begin() as tx:
            erase.erase_later(tx, str(person.record["code"]))
        erase.run_erasures(store)

    def moved(part: str) -> None:
        move.move(store, window(store, part), k=K, cut=cut, today=NEXT_DAY)

    codes = random.sample(people, 2)
    nights = [lambda: move.recover(store), lambda: words.purge_words(store, before=NEXT_DAY)]
    return [
        lambda: moved("r1-1"),
        lambda: erased(codes[0]),
        random.choice(nights),
        lambda: moved("r1-2"),
        lambda: erased(codes[1]),
    ]
