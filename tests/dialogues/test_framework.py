"""Reading a framework: the whole of it, or every mistake in it."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.authoring.outline import outline
from dialogues.authoring.source import TEXTS
from dialogues.faults import NUMBERS, Faults
from dialogues.framework import Mistakes, read, read_written
from dialogues.model import Framework, Kind, Part, Phrase, When, token
from dialogues.needs import needs
from dialogues.spoken import Role, spoken
from tests.dialogues.broken import BROKEN, Broken

HERE = Path(__file__).parent
SMALL = (HERE / "frameworks" / "small.yaml").read_text(encoding="utf-8")
ROOM = HERE.parents[1] / "dialogues" / "frameworks"
OURS = (ROOM / "how_are_you.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def ours() -> Framework:
    """The framework that comes with the program."""
    return read(OURS, "how_are_you.yaml")


@pytest.fixture(scope="module")
def small() -> Framework:
    """Somebody's own framework."""
    return read(SMALL, "small.yaml")


def mistakes(text: str) -> Mistakes:
    """Everything wrong with this text."""
    with pytest.raises(Mistakes) as caught:
        read(text, "broken.yaml")
    return caught.value


# --- what is read --------------------------------------------------------------------------------


def test_the_talk_has_every_topic_and_question(ours: Framework) -> None:
    """Six topics with a face, needs and own words each, and all the questions around them."""
    topics = ["home", "people", "learning", "health", "family", "services"]
    around = ["mood_now", "topics", "works", "hard", "hope", "join", "heard"]
    around += ["share", "quote", "again", "c_1", "c_2", "c_3", "age", "ask", "safe_daily"]
    inside = [f"{topic}_{what}" for topic in topics for what in ("mood", "needs", "other")]
    assert topics == [topic.id for topic in ours.topics]
    assert {*around, *inside} == set(ours.by_id)
    assert ("hay-everyday", "1.0.0") == (ours.id, ours.version)


def test_a_face_has_the_scale_best_first(ours: Framework) -> None:
    """Every face offers five options, very good on top, each with an emoji and a word."""
    faces = [question for question in ours.questions if question.kind is Kind.FACE]
    assert 7 == len(faces)
    for face in faces:
        assert ["5", "4", "3", "2", "1"] == [option.id for option in face.options]
        assert Phrase("face.5", "Very good") == face.options[0].label
        assert all(option.emoji for option in face.options)


def test_contexts_name_the_place_of_a_sentence(ours: Framework) -> None:
    """Translators find a sentence by question, option, topic, face or text."""
    assert "title" == ours.title.context
    assert "topic.home" == ours.topics[0].title.context
    assert ("works",) == tuple(phrase.context for phrase in ours.by_id["works"].text)
    assert ("c_1.1", "c_1.2", "c_1.3") == tuple(p.context for p in ours.by_id["c_1"].text)
    assert "text.k1" == ours.texts["k1"].context
    option = ours.by_id["home_needs"].option("housing")
    assert option is not None
    assert Phrase("home_needs.housing", "A better home") == option.label


def test_the_chooser_offers_the_topics(ours: Framework) -> None:
    """The options of the question that chooses topics are the topics, with their titles."""
    assert "topics" == ours.chooser
    options = ours.by_id["topics"].options
    assert [(topic.id, topic.title) for topic in ours.topics] == [(o.id, o.label) for o in options]


def test_a_topic_question_hangs_on_its_topic(ours: Framework) -> None:
    """The face of a topic is shown if the topic was chosen, its needs at so-so or worse."""
    assert When("topics", has="home") == ours.by_id["home_mood"].when
    assert When("home_mood", lte=3) == ours.by_id["home_needs"].when
    assert When("home_needs", has="other") == ours.by_id["home_other"].when
    assert When("share", has="volunteers") == ours.by_id["quote"].when
    assert None is ours.by_id["works"].when


def test_taps_stand_for_needs(ours: Framework) -> None:
    """Every tap of a needs question stands for its code; other, none and wishes do not."""
    taps = {
        option.need or option.id
        for question in ours.questions
        if question.id.endswith("_needs")
        for option in question.options
        if option.need
    }
    assert set(needs()) - {"influence", "safety", "other"} == taps
    join = ours.by_id["join"]
    assert join.wishes
    assert {"help_others": "influence", "ideas": "influence"} == {
        option.id: option.need for option in join.options if option.need
    }


def test_promises_stand_behind_what_must_work(ours: Framework) -> None:
    """Nothing is offered that does not work: quotes, asking again, the guarded question."""
    guarded = {q.id: q.requires for q in ours.questions if q.requires}
    assert {"share": "words", "quote": "quotes", "again": "again", "safe_daily": "safe"} == guarded
    volunteers = ours.by_id["share"].option("volunteers")
    assert volunteers is not None
    assert "quotes" == volunteers.requires
    assert ("sometimes", "no") == ours.by_id["safe_daily"].help_on
    assert ("help_lines", "help_lines", "handoff") == tuple(TEXTS[n] for n in ("k4", "h4", "h5"))


def test_every_token_fits_a_button(ours: Framework, small: Framework) -> None:
    """Tokens of every option stay within the 64 bytes of Telegram."""
    for framework in (ours, small):
        for question in framework.questions:
            for option in question.options:
                assert 64 >= len(token("x" * 12, question.id, option.id).encode())


def test_a_screen_has_one_button_to_go_on(ours: Framework, small: Framework) -> None:
    """Screens that are only read offer Next, which the engine words."""
    for framework in (ours, small):
        for question in framework.questions:
            if question.kind is Kind.INFO:
                assert ["next"] == [option.id for option in question.options]


def test_another_framework_needs_no_code(small: Framework) -> None:
    """An organisation's own talk has its own ids, topics, paragraphs and needs."""
    assert ["garden", "kitchen"] == [topic.id for topic in small.topics]
    assert "subject" == small.chooser
    help_with = small.by_id["plant_help"]
    assert "nothing" == help_with.exclusive
    assert ["plant_help.1", "plant_help.2"] == [phrase.context for phrase in help_with.text]
    assert ["goods", "friends", "other"] == [option.need for option in help_with.options]
    assert [Part.CONSENT] * 4 == [question.part for question in small.questions[:4]]


def test_something_to_read_may_stand_anywhere() -> None:
    """A screen that is only read may stand in any part, and offers Next."""
    news = '  - {id: news, part: open, kind: info, text: "We planted trees."}\n  - id: subject'
    read_here = read(SMALL.replace("  - id: subject", news), "news.yaml").by_id["news"]
    assert (Kind.INFO, Part.OPEN) == (read_here.kind, read_here.part)
    assert ["next"] == [option.id for option in read_here.options]


def test_every_sentence_has_a_line(ours: Framework) -> None:
    """A mistake or a translator's question about any sentence can name the line it stands on."""
    found = read_written(OURS, "how_are_you.yaml")
    rows = OURS.splitlines()
    for each in spoken(found.framework):
        assert each.phrase.source in rows[found.line(each.phrase.context) - 1]
    assert set(Role) == {each.role for each in spoken(ours)}


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize("broken", BROKEN, ids=lambda b: f"{b.number}-{b.where}-{b.new[:24]}")
def test_a_mistake_is_told(broken: Broken) -> None:
    """Each change breaks one rule and is told under its number, at its place, with a remedy."""
    assert broken.old in SMALL
    found = mistakes(SMALL.replace(broken.old, broken.new, 1)).mistakes
    assert (broken.number, broken.where) in {(each.number, each.where) for each in found}
    assert all(each.sentence.endswith((".", "?")) and each.remedy for each in found)
    assert 4 >= len(found)


def test_every_number_is_proved() -> None:
    """There is no number of a framework's mistakes that no broken file shows."""
    shown = {broken.number for broken in BROKEN} | {"F102"}
    assert {number for number in NUMBERS if number.startswith("F")} == shown


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n- b\n", "just words", '"quoted"', "1"])
def test_a_file_without_parts_is_refused(text: str) -> None:
    """An empty file, a list or a word is no framework."""
    assert ["F102"] == [each.number for each in mistakes(text).mistakes]


def test_an_empty_set_of_parts_names_all_that_is_missing() -> None:
    """Empty braces get the list of everything a framework needs."""
    found = mistakes("{}").mistakes
    missing = [each.sentence for each in found if each.number == "F105"]
    assert 8 == len(missing)
    assert {"F105", "F110", "F121", "F122", "F128"} == {each.number for each in found}


def test_all_mistakes_come_at_once_with_their_lines() -> None:
    """Three mistakes are told together, in the order of the lines on which they stand."""
    text = SMALL.replace('{id: "no", label: "No"}', '{id: no, label: "No"}', 1)
    text = text.replace('"Tools"', '"Tools for every kind of work"')
    text = text.replace("requires: words", "requires: wonders")
    rows = text.splitlines()
    wanted = [
        next(at for at, row in enumerate(rows, 1) if sign in row)
        for sign in ("{id: no,", "Tools for", "id: share")
    ]
    found = mistakes(text)
    assert wanted == sorted({each.line for each in found.mistakes})
    assert found.numbered()[0] == (
        f"1. line {wanted[0]}, option age.no [F107]: The id no has no quotes, and YAML does "
        'not read it as text. Remedy: Write it in quotes: "no".'
    )
    assert str(found).startswith("broken.yaml:\n1. line ")


def test_unreadable_yaml_names_line_and_column() -> None:
    """A slip of the key is found by line and column."""
    found = mistakes('id: a\ntitle: "unclosed\n').mistakes
    assert 1 == len(found)
    assert "F101" == found[0].number
    assert 2 <= found[0].line
    assert "column" in found[0].sentence


def test_long_sentences_in_the_whole_file_are_told() -> None:
    """A file whose sentences are long on average is hard to read, even if none is too long."""
    said = re.compile(r'^(    text: |  [khb]\w+: )"', re.MULTILINE)
    text = said.sub(lambda match: f"{match.group()}{'so ' * 15}", SMALL)
    assert [("F126", "file")] == [(each.number, each.where) for each in mistakes(text).mistakes]


def test_a_text_that_is_no_yaml_at_all_is_told() -> None:
    """Characters that YAML does not allow are a mistake, not a crash."""
    faults = Faults("x")
    with pytest.raises(Mistakes) as caught:
        outline("a: \x00", faults)
    assert "F101" == caught.value.mistakes[0].number


def test_a_mistake_is_readable_by_programs() -> None:
    """The record of a mistake holds number, line, place, sentence and remedy."""
    record = mistakes("").mistakes[0].record()
    assert {"number", "line", "where", "sentence", "remedy"} == set(record)


@settings(max_examples=60, deadline=None)
@given(
    cut=st.integers(0, len(SMALL)),
    length=st.integers(0, 60),
    put=st.text(alphabet="abc:{}[]\"'-#&*! \n0159no", max_size=12),
)
def test_any_damage_is_either_harmless_or_told(cut: int, length: int, put: str) -> None:
    """A file damaged anywhere is read or refused with mistakes; it never crashes the reader."""
    try:
        found = read(SMALL[:cut] + put + SMALL[cut + length :], "damaged.yaml").questions
        numbers = set()
    except Mistakes as error:
        found, numbers = (), {each.number for each in error.mistakes}
    assert bool(found) != bool(numbers)
    assert numbers <= set(NUMBERS)
