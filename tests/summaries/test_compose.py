"""What a sponsor reads."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given

from dialogues.model import Phrase
from dialogues.needs import needs
from summaries import sentences
from summaries.compose import compose
from summaries.disclose import Shown, disclose
from summaries.leaf import Summary
from summaries.plan import Face
from summaries.tally import Tally
from tests.summaries.rounds import (
    Person,
    all_codes,
    crowd,
    mixed,
    persons,
    plan,
    released,
    say,
    tally,
)

PICTURE: Final = Path(__file__).with_name("summary.txt")
ALL: Final = " – all places of the country together"
KEEP_OUT = "client case problem refugee therapy anonymous survey test score"


def somebody_in_oulu() -> list[Person]:
    """Fourteen people, as they might be."""
    return [
        *crowd(
            7,
            place="oulu",
            language="ar",
            needs=frozenset({"friends", "language", "mind"}),
            faces={"home_mood": "5", "people_mood": "2", "heard": "yes"},
            wishes=frozenset({"language_cafe"}),
        ),
        *crowd(
            3,
            place="oulu",
            language="uk",
            needs=frozenset({"language", "work"}),
            faces={"home_mood": "4", "people_mood": "4", "heard": "yes"},
            wishes=frozenset({"sport_nature", "language_cafe"}),
            skipped=frozenset({"hope"}),
        ),
        *crowd(
            4,
            place="oulu",
            language="fi",
            needs=frozenset({"language", "study"}),
            skipped=frozenset({"home_mood", "hope"}),
        ),
    ]


def oulu() -> Shown:
    """A round as it might be: fourteen people in Oulu, eleven elsewhere in the country."""
    people = [
        *somebody_in_oulu(),
        *crowd(1, language="en", skipped=frozenset({"works"})),
        *crowd(5, language="en", needs=frozenset({"legal", "work"}), faces={"works": "written"}),
        *crowd(5, language="ar", skipped=frozenset({"works"})),
    ]
    earlier = crowd(14, place="oulu", faces={"home_mood": "3", "people_mood": "3"})
    return released(people, earlier, drafts=True)


def lines(summary: Summary, title: Phrase) -> tuple[str, ...]:
    """The lines under a heading."""
    found = [
        tuple(map(str, section.lines))
        for section in summary.sections
        if section.title == title.source
    ]
    return found[0] if found else ()


def test_summary_as_a_sponsor_reads_it() -> None:
    """A whole summary is the text in summary.txt, which a person can read and judge."""
    assert PICTURE.read_text(encoding="utf-8") == compose(oulu(), "oulu", say=say).text()


def test_what_works_stands_before_needs_and_what_is_difficult() -> None:
    """The good comes first, then needs, then what is difficult."""
    order = [section.title for section in compose(oulu(), "oulu", say=say).sections]
    wanted = [each.source for each in (sentences.WORKS, sentences.NEEDS, sentences.DIFFICULT)]
    assert wanted == [title for title in order if title in wanted]


@pytest.mark.parametrize("place", ["oulu", "north", "fi"])
def test_no_release_and_no_page_are_told_without_numbers(place: str) -> None:
    """Where nothing may be shown, one kind sentence stands, and no number."""
    few = disclose(tally(crowd(4, place=place)), plan())
    for shown in (few, None):
        summary = compose(shown, place, say=say)
        assert [(sentences.NOTHING_YET.source,)] == [each.lines for each in summary.sections]
        assert not re.search(r"\d", summary.text())
    assert compose(few, "gone", say=say).title == compose(None, "", say=say).title == "How are you?"


def test_larger_page_says_whose_it_is() -> None:
    """A sponsor who reads a larger place's page is told so."""
    people = crowd(3, place="oulu") + crowd(3, place="kemi")
    first = compose(disclose(tally(people), plan()), "oulu", say=say).sections[0].lines[0]
    assert sentences.LARGER.source.format(asked="Oulu", place="North") == first


def test_page_of_a_quiet_group_says_so_kindly() -> None:
    """Where nothing stands out, every sentence still has something true to say."""
    summary = compose(disclose(tally(crowd(5)), plan()), "fi", say=say)
    assert (
        sentences.SHORTLY_NO_GOOD.source,
        sentences.SHORTLY_NO_NEED.source,
        sentences.SHORTLY_NO_WISH.source,
    ) == lines(summary, sentences.SHORTLY)
    assert (sentences.WORKS_NOTHING.source,) == lines(summary, sentences.WORKS)
    assert (sentences.DIFFICULT_NOTHING.source,) == lines(summary, sentences.DIFFICULT)
    assert (sentences.CHANGE_NOTHING.source,) == lines(summary, sentences.CHANGE)
    assert "Skipped" not in summary.text()


def test_need_without_a_number_leads_if_there_is_no_other() -> None:
    """A need that was only mentioned is not called the one needed most."""
    summary = compose(disclose(tally(mixed(12, 3, code="study")), plan()), "fi", say=say)
    assert lines(summary, sentences.SHORTLY)[1] == "Also mentioned: School or a course"


def test_needs_that_nearly_all_have_are_named_so() -> None:
    """All, or all but one, are never a number."""
    summary = compose(disclose(tally(mixed(12, 11, code="friends")), plan()), "fi", say=say)
    assert lines(summary, sentences.NEEDS) == ("Friends: nearly all people",)
    assert "Needed most – Friends: nearly all people." in lines(summary, sentences.SHORTLY)


def test_only_hard_topics_are_difficult() -> None:
    """A topic about which people differ is not called difficult."""
    people = crowd(14, faces={"home_mood": "3", "people_mood": "1"})
    earlier = crowd(14, faces={"home_mood": "3", "people_mood": "3"})
    summary = compose(released(people, earlier), "fi", say=say)
    assert ("People and friends: mostly hard",) == lines(summary, sentences.DIFFICULT)
    assert (
        "People and friends: harder than in the last round",
        sentences.CHANGE_UNKNOWN.source,
    ) == lines(summary, sentences.CHANGE)


def test_skips_by_nearly_all_come_before_numbers() -> None:
    """The most skipped questions are named, at most three, without a number that tells too much."""
    people = [
        *crowd(6, faces={"works": "written"}, skipped=frozenset({"hard", "hope"})),
        *crowd(6, faces={"works": "written", "hard": "written"}),
    ]
    told = lines(compose(disclose(tally(people), plan()), "fi", say=say), sentences.LIMITS)
    assert told[-2:] == (
        "Skipped by nearly all who were asked: “What do you hope for in the next months?”" + ALL,
        "Skipped in the whole round: “What is difficult now? What does not work?” (6)" + ALL,
    )


def test_languages_of_many_are_named() -> None:
    """A language that five people or more used has its name on the page, without a number."""
    people = crowd(12, language="ar") + crowd(12, language="uk")
    where = compose(disclose(tally(people), plan()), "fi", say=say).sections[0].lines
    names = "українська, العربية"
    assert f"Languages that 5 people or more used in the whole round: {names}{ALL}" in where


def test_page_without_languages_says_nothing_of_them() -> None:
    """A round whose languages were not counted has no line about them."""
    counts = tally(crowd(6)).counts
    talks = Tally({key: found for key, found in counts.items() if key[1] == "_talk"})
    assert "Languages" not in compose(disclose(talks, plan()), "fi", say=say).text()


def worst() -> Shown:
    """Everything at once: every need, many topics and wishes, all skipped and all changed."""
    topics = [f"topic{number}" for number in range(9)]
    title = "Many words for a topic"
    label = "Go to a place with us"
    question = "How is it going for you with this very long thing?"
    levels = {topic: "51"[number % 2] for number, topic in enumerate(topics)}
    wishes = frozenset(f"wish{number}" for number in range(9))
    asked = [f"asked{number}" for number in range(9)]
    people = [
        *crowd(
            12,
            needs=frozenset(needs()),
            faces=levels | dict.fromkeys(asked, "written"),
            wishes=wishes,
        ),
        *crowd(12, skipped=frozenset(asked)),
    ]
    the_plan = plan(
        faces=tuple(Face(topic, Phrase(topic, title)) for topic in topics),
        wish_labels={wish: Phrase(wish, label) for wish in sorted(wishes)},
        asked={each: Phrase(each, question) for each in asked},
        drafts=True,
    )
    earlier = tally(crowd(14, faces=dict.fromkeys(topics, "3")))
    before = disclose(earlier, replace(the_plan, window="r0-1"))
    return disclose(tally(people), the_plan, earlier=earlier, releases=[before])


def test_longest_page_is_at_most_four_hundred_words() -> None:
    """Even where everything happens at once, a volunteer reads one page."""
    summary = compose(worst(), "fi", say=say)
    assert 300 <= summary.words <= 400
    assert sentences.MORE.source in lines(summary, sentences.NEEDS)


def test_page_in_a_wordier_language_gives_what_it_can() -> None:
    """Where even the shortest page is too long, the shortest is given."""

    def wordy(phrase: Phrase, values: Mapping[str, str]) -> str:
        return f"{say(phrase, values)} and so on and so on"

    summary = compose(worst(), "fi", say=wordy)
    assert len(lines(summary, sentences.NEEDS)) == 0
    needs_ = next(each for each in summary.sections if each.title.startswith("What people need"))
    assert len(needs_.lines) == 2


@given(people=persons())
def test_every_page_of_any_round_can_be_read(people: list[Person]) -> None:
    """Every summary has a title, says something, keeps to its length and never names safety."""
    shown = disclose(tally(people), plan())
    for each in shown.cells.places:
        summary = compose(shown, each.id, say=say)
        assert summary.words <= 400
        assert all(section.lines for section in summary.sections)
        assert "Safety" not in summary.text()


@pytest.mark.parametrize("code", all_codes("careful"))
def test_hidden_careful_need_changes_no_word(code: str) -> None:
    """A page reads the same whether nobody or four people named a careful need."""
    texts = {
        compose(disclose(tally(mixed(12, yes, code=code)), plan()), "fi", say=say).text()
        for yes in range(5)
    }
    assert len(texts) == 1


def test_record_holds_what_the_text_holds() -> None:
    """The plain values can be written as JSON and hold every line of the text."""
    summary = compose(oulu(), "oulu", say=say)
    record = json.loads(json.dumps(summary.record()))
    for section in record["sections"]:
        assert all(line in summary.text() for line in section["lines"])
    assert len(record["sections"]) == len(summary.sections)


def phrases() -> list[Phrase]:
    """Every sentence of the summary."""
    return [value for value in vars(sentences).values() if isinstance(value, Phrase)]


def test_sentences_have_contexts_of_their_own() -> None:
    """Translators meet every sentence under one context."""
    contexts = [phrase.context for phrase in phrases()]
    assert len(set(contexts)) == len(contexts) > 40
    assert all(context.startswith("summary.") for context in contexts)


def test_sentences_keep_out_words_that_label_people() -> None:
    """The words that we do not use of people stand in no sentence."""
    unwanted = re.compile(rf"\b({KEEP_OUT.replace(' ', '|')})s?\b|%", re.IGNORECASE)
    assert [phrase for phrase in phrases() if unwanted.search(phrase.source)] == []
