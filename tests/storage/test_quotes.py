"""What is decided about texts that volunteers may read, and what becomes of it."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from storage import Store, StoreError, erase, quotes, releases, staff, tables, words
from storage.contacts import Contact
from storage.quotes import Quote
from tests.storage.people import LAST_DAY, finished, moved, settle, with_quote


@pytest.fixture
def people(store: Store) -> list[Contact]:
    """Six people whose texts wait."""
    there = settle(store, [finished(number) for number in range(6)])
    moved(store, cut=with_quote)
    return there


def waiting(store: Store) -> dict[str, Quote]:
    """Every text that is in no release, by what it says."""
    with store.read() as tx:
        return {each.text: each for each in quotes.undecided(tx)}


def approved(store: Store) -> list[dict[str, str]]:
    """What a release of the window would take."""
    with store.read() as tx:
        return sorted(map(dict, quotes.approved(tx, window="r1-1")), key=str)


def approve(store: Store, number: int, *pairs: tuple[str, str]) -> None:
    """Approve the text of one person in some languages."""
    with store.begin() as tx:
        for language, translation in pairs:
            name = waiting(store)[f"quote of {number}"].id
            quotes.approve(tx, name, language=language, translation=translation)


def test_a_text_waits_until_it_is_decided(store: Store, people: list[Contact]) -> None:
    """Nothing is approved by itself; a text comes out beside its id and nothing else."""
    there = waiting(store)
    assert {f"quote of {number}" for number in range(len(people))} == set(there)
    assert {("waiting", 0)} == {(each.state, len(each.translations)) for each in there.values()}
    assert [] == approved(store)


def test_only_approved_translations_come_out(store: Store, people: list[Contact]) -> None:
    """Of an approved text the translations, of a refused one nothing, of a waiting one nothing."""
    assert people
    approve(store, 1, ("en", "One."), ("fi", "Yksi."))
    approve(store, 2, ("en", "Two."))
    with store.begin() as tx:
        quotes.refuse(tx, waiting(store)["quote of 2"].id)
        quotes.refuse(tx, waiting(store)["quote of 3"].id)
    assert [{"en": "One.", "fi": "Yksi."}] == approved(store)
    approve(store, 2, ("fi", "Kaksi."))
    assert [{"en": "One.", "fi": "Yksi."}, {"fi": "Kaksi."}] == approved(store)


def test_a_code_erases_what_was_decided(store: Store, people: list[Contact]) -> None:
    """With the answers of a person goes what was decided about their text, and nobody else's."""
    approve(store, 1, ("en", "One."))
    approve(store, 2, ("en", "Two."))
    with store.begin() as tx:
        erase.erase_later(tx, str(people[1].record["code"]))
    erase.run_erasures(store)
    assert [{"en": "Two."}] == approved(store)
    with store.read() as tx:
        assert 1 == len(tx.db.execute(tables.quote.select()).all())


def test_translations_go_with_the_words(store: Store, people: list[Contact]) -> None:
    """A year after the window neither a text nor a translation of it is kept."""
    assert people
    approve(store, 1, ("en", "One."))
    words.purge_words(store, before=LAST_DAY + timedelta(days=1))
    assert ({}, []) == (waiting(store), approved(store))
    with store.read() as tx:
        assert [] == tx.db.execute(tables.quote.select()).all()


def test_after_a_release_nothing_is_decided(store: Store, people: list[Contact]) -> None:
    """What is published stays; a text that missed the release never comes into it."""
    assert people
    late = waiting(store)["quote of 1"].id
    with store.begin() as tx:
        releases.add(tx, round_id="r1", window="r1-1", published_on=LAST_DAY, cells="{}")
    assert {} == waiting(store)
    with store.begin() as tx:
        with pytest.raises(StoreError, match="can be decided"):
            quotes.approve(tx, late, language="en", translation="Late.")
        with pytest.raises(StoreError, match="can be decided"):
            quotes.refuse(tx, late)


def test_an_ordinary_text_cannot_be_approved(store: Store, people: list[Contact]) -> None:
    """Words that only workers may read have no way out, whoever types their id."""
    assert people
    with store.begin() as tx:
        found = tables.answer.select().where(tables.answer.c.question == "hope")
        for row in tx.db.execute(found).all():
            with pytest.raises(StoreError, match="can be decided"):
                quotes.approve(tx, row.id, language="en", translation="Theirs.")


def test_texts_come_in_no_order(store: Store, people: list[Contact]) -> None:
    """Asked often enough, different texts come first."""
    assert people
    with store.read() as tx:
        first = {quotes.undecided(tx)[0].text for _ in range(60)}
    assert len(first) > 2


def test_somebody_must_be_there_to_approve(store: Store) -> None:
    """A reviewer or a coordinator who has come in; an invitation alone approves nothing."""

    def there(roles: Iterable[str]) -> bool:
        with store.begin() as tx:
            for number, role in enumerate(roles):
                code = staff.invite(tx, role=role, place="fi", label="", today=LAST_DAY)
                staff.redeem(tx, code, person=("telegram", "1", str(number)), today=LAST_DAY)
            return staff.can_approve(tx)

    with store.begin() as tx:
        staff.invite(tx, role="reviewer", place="fi", label="", today=LAST_DAY)
    assert not there(["sponsor", "protection contact"])
    assert there(["reviewer"])
    with store.begin() as tx:
        for each in staff.everyone(tx):
            staff.remove(tx, each.id)
    assert not there([])
    assert there(["coordinator"])
