"""The taxonomy of needs."""

import re

import pytest

from dialogues.needs import CLASSES, needs, read, sentences

ENTRY = """
  - {code: friends, class: open, label: Friends, ideas: [], others: [], ioi: "", oe: [], ifrc: ""}
"""
KEEP_OUT = "client case problem refugee therapy anonymous survey test score"
CODES = (
    "housing money goods transport paperwork digital information interpreting friends community "
    "activities influence discrimination language literacy study work health mind childcare "
    "school family reunion legal safety other"
)


def test_needs_are_the_twenty_four_and_safety_and_other() -> None:
    """The taxonomy holds exactly the codes that we promised to keep."""
    assert set(CODES.split()) == set(needs())


def test_needs_that_could_name_a_person_are_careful_and_safety_is_protected() -> None:
    """Every sensitive code has a class stricter than open."""
    careful = {code for code, need in needs().items() if need.cls == "careful"}
    assert careful == {
        "money",
        "discrimination",
        "health",
        "mind",
        "family",
        "reunion",
        "legal",
    }
    assert [code for code, need in needs().items() if need.cls == "protected"] == ["safety"]


def test_need_tells_what_to_do_or_whose_it_is() -> None:
    """No need leaves a sponsor without a sentence, and none has more than three ideas."""
    for need in needs().values():
        assert need.ideas or need.others, need.code
        assert len(need.ideas) <= 3, need.code


def test_safety_and_law_give_sponsors_nothing_to_do() -> None:
    """Sponsors get no idea for what only workers may touch."""
    assert needs()["safety"].ideas == ()
    assert needs()["legal"].ideas == ()


def test_need_has_a_place_in_other_lists() -> None:
    """The crosswalk ids are read from the file."""
    crosswalk = needs()["goods"].crosswalk
    assert (crosswalk.ioi, crosswalk.oe) == ("housing", ("1104", "1102"))
    assert crosswalk.ifrc == "Request for support"


def test_sentences_are_found_once_each_with_their_contexts() -> None:
    """Translators get every sentence under a context of its own."""
    found = dict(sentences())
    contexts = [phrase.context for phrase in found]
    assert len(set(contexts)) == len(contexts) == len(list(sentences()))
    assert {"need.friends", "need.friends.idea.1", "need.housing.other.1"} <= set(contexts)
    assert all(where.startswith("summary page for staff: ") for where in found.values())


def test_sentences_are_short_and_hold_no_numbers_to_dial() -> None:
    """A volunteer reads at a glance; numbers to dial belong to the help lines."""
    for phrase, _ in sentences():
        assert len(phrase.source.split()) <= 16, phrase
        assert not re.search(r"\d", phrase.source), phrase


def test_sentences_keep_out_words_that_label_people() -> None:
    """The words that we do not use of people stand in no sentence."""
    unwanted = re.compile(rf"\b({KEEP_OUT.replace(' ', '|')})s?\b", re.IGNORECASE)
    assert [phrase for phrase, _ in sentences() if unwanted.search(phrase.source)] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"needs:{ENTRY}{ENTRY}", "stands twice"),
        (f"needs:{ENTRY.replace('open', 'secret')}", "one of the classes"),
        (f"needs:{ENTRY.replace('label', 'lable')}", "exactly the fields"),
    ],
)
def test_taxonomy_with_a_mistake_is_refused(text: str, told: str) -> None:
    """A mistake in the file is told in a sentence, not met later."""
    with pytest.raises(ValueError, match=told):
        read(text)


def test_taxonomy_without_a_mistake_is_read() -> None:
    """The entry that the mistakes above were made from is a good one."""
    assert list(read(f"needs:{ENTRY}")) == ["friends"]
    assert CLASSES[0] == "open"
