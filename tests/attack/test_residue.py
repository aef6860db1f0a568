"""What was deleted is in no file: the database, its log, the whole directory of PostgreSQL."""

from sqlalchemy import select

from storage import Store, contacts, erase, move, quotes, tables, words
from storage.contacts import Contact
from tests.attack import residue
from tests.storage.people import NEXT_DAY, finished, moved, settle, with_quote

PEOPLE = 8


def talked(store: Store) -> tuple[list[Contact], list[str]]:
    """People who finished, and what must never be found in clear before they move."""
    residue.keeps_no_old_log(store)
    people = settle(store, [finished(1000 + number) for number in range(PEOPLE)])
    codes = [str(person.record["code"]) for person in people]
    return people, [*codes, *(person.address for person in people)]


def written(people: list[Contact]) -> list[str]:
    """The words of these people."""
    return [str(person.record["words"]) for person in people]


def test_drafts_are_in_clear_nowhere(store: Store) -> None:
    """Before the move neither words nor codes can be read in any file."""
    people, _ = talked(store)
    codes = [str(person.record["code"]) for person in people]
    assert {} == residue.found(store, [*codes, *written(people)])


def test_codes_are_nowhere_after_the_move(store: Store) -> None:
    """After the move words can be read, as they are meant to be; no code, in no file."""
    people, secret = talked(store)
    moved(store)
    codes = [each for each in secret if each.startswith("MY-")]
    assert set(written(people)) == set(residue.found(store, [*codes, *written(people)]))


def test_erased_words_are_in_no_file(store: Store) -> None:
    """After the night nothing that a code erased is left, also not in logs and freed pages."""
    people, _ = talked(store)
    moved(store)
    with store.begin() as tx:
        for person in people[:3]:
            erase.erase_later(tx, str(person.record["code"]))
    assert 12 == erase.run_erasures(store)
    assert set(written(people[3:])) == set(residue.found(store, written(people)))


def test_erased_translations_are_in_no_file(store: Store) -> None:
    """With a text its typed translation leaves every file; that of somebody else stays."""
    residue.keeps_no_old_log(store)
    people = settle(store, [finished(1000 + number) for number in range(PEOPLE)])
    moved(store, cut=with_quote)
    with store.begin() as tx:
        for text in quotes.undecided(tx):
            quotes.approve(tx, text.id, language="en", translation=f"translated {text.text}")
        erase.erase_later(tx, str(people[0].record["code"]))
    erase.run_erasures(store)
    typed = [f"translated quote of {person.record['number']}" for person in people]
    assert set(typed[1:]) == set(residue.found(store, typed))


def test_purged_words_are_in_no_file(store: Store) -> None:
    """A year later nothing that anybody wrote is left in any file."""
    people, _ = talked(store)
    moved(store)
    words.purge_words(store, before=NEXT_DAY.replace(year=2028))
    assert {} == residue.found(store, written(people))


def test_what_was_sealed_before_a_deletion_is_gone_from_the_files(store: Store) -> None:
    """Not even the sealed bytes of somebody who deleted everything are left after the night."""
    people, _ = talked(store)
    with store.begin() as tx:
        tag = tx.keys.contact_tag("r1", people[0].person)
        sealed = tx.db.execute(
            select(tables.contact.c.sealed).where(tables.contact.c.tag == tag)
        ).scalar_one()
        contacts.forget(tx, [people[0].person])
    move.recover(store)
    pieces = [bytes(sealed[start : start + 16]) for start in (64, 512, 1024)]
    raw = b"".join(path.read_bytes() for path in residue.folder(store).rglob("*") if path.is_file())
    assert [False] * 3 == [piece in raw for piece in pieces]
