"""Whom the figures of a page count, and the word for every topic."""

from dialogues.model import Phrase
from summaries import sentences
from summaries.compose import compose
from summaries.disclose import disclose
from summaries.plan import Place
from tests.summaries.rounds import FINLAND, HOME, PEOPLE, crowd, plan, say, tally
from tests.summaries.test_compose import lines


def test_a_page_beside_others_says_whom_it_counts() -> None:
    """What is left of a country beside its towns is called so; each such town is named."""
    people = [*crowd(8, place="oulu"), *crowd(6, place="turku"), *crowd(7)]
    summary = compose(disclose(tally(people), plan()), "fi", say=say)
    assert summary.title == "How are you? Finland, without: Oulu, Turku"
    assert summary.sections[0].lines[1:3] == (
        "People who talked (Finland, without: Oulu, Turku): 7",
        "Not counted here, because they have a page of their own: Oulu, Turku",
    )
    town = compose(disclose(tally(people), plan()), "oulu", say=say)
    assert town.title == "How are you? Oulu"
    assert "without" not in town.text()


def test_many_places_beside_a_page_are_cut_in_its_title() -> None:
    """A title names three places; below stand eight, and that there are more."""
    towns = [Place(f"t{n}", f"Town {n}", "town", "fi") for n in range(9)]
    people = [each for town in towns for each in crowd(5, place=town.id)] + crowd(5)
    summary = compose(disclose(tally(people), plan(places=(FINLAND, *towns))), "fi", say=say)
    assert summary.title == "How are you? Finland, without: Town 0, Town 1, Town 2, …"
    named = ", ".join(f"Town {n}" for n in range(8))
    assert str(summary.sections[0].lines[2]).endswith(f"their own: {named}, … and more")


def test_figures_of_everybody_say_so() -> None:
    """A figure that is not out of the people of the page names the people it is out of."""
    people = [
        *crowd(8, place="oulu", skipped=frozenset({"hope"})),
        *crowd(12, language="ar", faces={"hope": "written"}),
        *crowd(12, language="uk", faces={"hope": "written"}),
    ]
    text = compose(disclose(tally(people), plan()), "oulu", say=say).text()
    of_all = [line for line in text.splitlines() if "all places of the country together" in line]
    assert [True, True] == ["Languages" in of_all[0], "Skipped in the whole round" in of_all[1]]
    assert "People who talked: 8" in text


def test_every_topic_stands_under_its_word() -> None:
    """Mixed is told from too few; topics that no page of the release names come by their title."""
    people = [
        *crowd(7, faces={"home_mood": "5", "people_mood": "1"}),
        *crowd(7, faces={"home_mood": "3"}),
    ]
    shown = disclose(tally(people), plan())
    titles = {"home_mood": HOME.title, "people_mood": PEOPLE.title, "gone": Phrase("x", "Gone")}
    summary = compose(shown, "fi", say=say, titles=titles)
    assert lines(summary, sentences.FACES) == (
        "Home and money: mixed",
        "People and friends: too few answers to tell",
    )
    assert () == lines(compose(disclose(tally(crowd(7)), plan()), "fi", say=say), sentences.FACES)
