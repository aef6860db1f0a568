"""Counting people."""

from summaries.tally import TALK, tally
from tests.summaries.rounds import Combo


def test_count_is_of_people_not_mentions() -> None:
    """Somebody who chose two things counts once as a person and once for each thing."""
    combos = [
        Combo("oulu", "join", "answered", ("a", "b"), 3),
        Combo("oulu", "join", "answered", ("b", "b"), 2),
    ]
    found = tally(combos).of({"oulu"}, "join")
    assert (found.answered, found.choices["a"], found.choices["b"]) == (5, 3, 5)


def test_choices_of_a_question_that_no_longer_held_do_not_count() -> None:
    """Only an answer has choices, whatever a row carries."""
    combos = [Combo("oulu", "home_needs", "not_shown", ("money",), 4)]
    found = tally(combos).of({"oulu"}, "home_needs")
    assert (found.asked, found.choices["money"]) == (0, 0)


def test_asked_are_those_who_were_shown_the_question() -> None:
    """Answering, skipping and leaving open all mean that the question was shown."""
    states = ("answered", "skipped", "unanswered", "not_shown")
    combos = [Combo("fi", "hope", state, (), 2) for state in states]
    assert tally(combos).everywhere("hope").asked == 6


def test_people_of_an_unknown_place_are_the_country_s() -> None:
    """Nobody is lost when a place is removed, and nobody is counted twice."""
    combos = [Combo(place, TALK, "answered", (), 2) for place in ("gone", "", "fi", "oulu")]
    settled = tally(combos).settled({"fi", "oulu"}, "fi")
    assert settled.people() == {"fi": 6, "oulu": 2}


def test_of_adds_up_the_places_asked_for() -> None:
    """A page of several places counts the people of all of them."""
    combos = [Combo(place, TALK, "answered", (), 2) for place in ("fi", "oulu")]
    found = tally(combos)
    assert found.of({"fi", "oulu", "none"}, TALK).answered == 4
    assert found.of({"oulu"}, TALK).answered == 2
