"""Erasing: exactly the rows of a code, for good, also after a restore and after a death."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from storage import Store, StoreError, codes, database, erase, move, rounds, tables
from storage.contacts import Contact
from tests.storage.people import NEXT_DAY, cut, finished, settle

STEPS = (
    "tags kept",
    "rows erased",
    "erased",
    "key made",
    "sealed anew",
    "key replaced",
    "key destroyed",
    "files cleaned",
    "key forgotten",
)


def moved(store: Store, count: int = 6) -> list[Contact]:
    """Let people move; give what they were before."""
    people = settle(store, [finished(number) for number in range(count)])
    with store.read() as tx:
        window = rounds.get_window(tx, "r1-1")
    move.move(store, window, k=5, cut=cut, today=NEXT_DAY)
    return people


def asked(store: Store, *people: Contact) -> None:
    """Send the codes of these people."""
    with store.begin() as tx:
        for person in people:
            erase.erase_later(tx, str(person.record["code"]))


def words(store: Store) -> list[str]:
    """What texts are left."""
    with store.read() as tx:
        found = select(tables.answer.c.words).where(tables.answer.c.words.is_not(None))
        return sorted(tx.db.execute(found).scalars())


def count(store: Store, table: Any = tables.answer) -> int:
    """How many rows a table has."""
    with store.read() as tx:
        return int(tx.db.execute(select(func.count()).select_from(table)).scalar_one())


def test_exactly_those(store: Store) -> None:
    """The rows of the codes that were sent go, and no other."""
    people = moved(store)
    asked(store, people[2], people[4])
    assert 24 == count(store)  # nothing happens before the night
    assert 8 == erase.run_erasures(store)
    assert 16 == count(store)
    assert [f"hope of {n}" for n in (0, 1, 3, 5)] == words(store)
    assert 0 == count(store, tables.erasure)
    assert 8 == len(erase.erased_tags(store.keys.directory))
    assert 0 == erase.run_erasures(store)


def test_wrong_codes(store: Store) -> None:
    """Codes that are nobody's erase nothing and do not stay."""
    moved(store)
    with store.begin() as tx:
        for _ in range(700):
            erase.erase_later(tx, codes.new_code())
    assert 0 == erase.run_erasures(store)
    assert (24, 0) == (count(store), count(store, tables.erasure))
    assert [] == erase.erased_tags(store.keys.directory)


def test_no_code(store: Store) -> None:
    """A night without codes does not touch the keys."""
    before = sorted(store.keys.directory.iterdir())
    assert 0 == erase.run_erasures(store)
    assert before == sorted(store.keys.directory.iterdir())


def test_code_is_sealed(store: Store) -> None:
    """A code that waits for the night cannot be read, and nothing tells who sent it."""
    people = moved(store)
    asked(store, people[0])
    with store.read() as tx:
        row = tx.db.execute(select(tables.erasure)).one()
    code = str(people[0].record["code"])
    assert {"id", "sealed"} == set(row._mapping)
    assert code.encode() not in row.sealed


def test_in_transit(store: Store, die: Any) -> None:
    """A code erases also what was on its way when the machine died."""
    people = settle(store, [finished(number) for number in range(6)])
    assert "killed" == die(store, "move", "first transaction")
    asked(store, people[3])
    assert 4 == erase.run_erasures(store)
    assert "hope of 3" not in words(store)
    assert 20 == count(store)


def test_after_a_restore(store: Store) -> None:
    """What was erased is erased again when an older backup comes back."""
    people = moved(store)
    with store.read() as tx:
        backup = [dict(row._mapping) for row in tx.db.execute(select(tables.answer))]
    asked(store, people[1])
    erase.run_erasures(store)
    with store.begin() as tx:
        tx.db.execute(tables.answer.delete())
        tx.db.execute(tables.answer.insert(), backup)
    assert 4 == erase.erase_again(store)
    assert 0 == erase.erase_again(store)
    assert "hope of 1" not in words(store)


def test_damaged_list(store: Store) -> None:
    """A list of erased tags that cannot be read is told, not passed over."""
    (store.keys.directory / "erased").write_text("not hex\n")
    with pytest.raises(StoreError, match="damaged"):
        erase.erase_again(store)


def test_list_cannot_be_written(store: Store) -> None:
    """If the tags cannot be kept, nothing is erased yet and the code stays."""
    people = moved(store)
    asked(store, people[1])
    (store.keys.directory / "erased.new").mkdir()
    with pytest.raises(StoreError, match="Nothing can be written"):
        erase.run_erasures(store)
    assert (24, 1) == (count(store), count(store, tables.erasure))


def test_no_byte_is_left(store: Store) -> None:
    """After erasing, the words are in no file of the database."""
    if not database.is_sqlite(store.engine):
        pytest.skip("PostgreSQL's files are its own; its tables are written anew")
    people = moved(store)
    folder = Path(str(store.engine.url.database)).parent

    def found() -> list[bool]:
        return [b"hope of 3" in path.read_bytes() for path in folder.iterdir()]

    assert any(found())
    asked(store, people[3])
    erase.run_erasures(store)
    assert not any(found())


def test_steps(store: Store) -> None:
    """The steps at which the kill tests kill are all there are, in this order."""
    people = moved(store)
    asked(store, people[0])
    names: list[str] = []
    erase.run_erasures(store, step=names.append)
    assert list(STEPS) == names


@pytest.mark.parametrize("step", STEPS)
def test_killed(store: Store, die: Any, step: str) -> None:
    """An erasure killed at any step has erased exactly those rows after the next night."""
    people = moved(store)
    asked(store, people[5])
    assert "killed" == die(store, "erase", step)
    erase.run_erasures(store)
    assert [f"hope of {n}" for n in range(5)] == words(store)
    assert (20, 0) == (count(store), count(store, tables.erasure))
    assert 4 == len(erase.erased_tags(store.keys.directory))
    with store.read() as tx:
        assert {"live"} == set(tx.db.execute(select(tables.key.c.state)).scalars())
