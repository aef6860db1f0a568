"""Which questions are shown, in which order."""

from dataclasses import replace

from dialogues import walk
from dialogues.model import (
    Answer,
    Framework,
    Kind,
    Option,
    Part,
    Phrase,
    Question,
    Talk,
    Topic,
    When,
)
from tests.dialogues.stage import FRAMEWORK

SKIP = Answer("skipped")


def chose(*choices: str) -> Answer:
    """An answer of these choices."""
    return Answer("answered", choices)


def ids(answers: dict[str, Answer], *, works: frozenset[str] = frozenset()) -> list[str]:
    """What is shown of the predefined talk, without the consent."""
    shown = walk.shown(FRAMEWORK, answers, works)
    return [question.id for question in shown if question.part is not Part.CONSENT]


def topical(kind: Kind = Kind.SINGLE) -> Framework:
    """One topic of four questions without conditions, no chooser."""
    options = (Option("a", Phrase("a", "A")),)
    questions = tuple(
        Question(f"q{n}", kind, (Phrase(f"q{n}", "Q"),), Part.TOPIC, "t", options) for n in range(4)
    )
    return Framework("f", "1.0.0", Phrase("", ""), (Topic("t", Phrase("", "")),), questions, {})


def test_without_topics_only_the_frame_is_shown() -> None:
    """Who skips the topics comes straight to the open questions."""
    expected = ["mood_now", "topics", "works", "hard", "hope", "join", "heard"]
    assert expected == ids({"topics": SKIP})
    assert expected == ids({})


def test_topics_come_in_the_persons_own_order() -> None:
    """The order in which topics were chosen is the order in which they are talked about."""
    shown = ids({"topics": chose("services", "home")})
    assert ["services_mood", "home_mood"] == shown[2:4]


def test_follow_ups_need_a_low_face() -> None:
    """Who is fine is not asked to justify it; a skipped face has no follow-up."""
    for face, asked in (("5", False), ("4", False), ("3", True), ("1", True)):
        answers = {"topics": chose("home"), "home_mood": chose(face)}
        assert asked == ("home_needs" in ids(answers))
    assert "home_needs" not in ids({"topics": chose("home"), "home_mood": SKIP})


def test_something_else_opens_a_line_for_words() -> None:
    """Only the option `other` asks what else."""
    answers = {"topics": chose("home"), "home_mood": chose("2"), "home_needs": chose("money")}
    assert "home_other" not in ids(answers)
    assert "home_other" in ids(answers | {"home_needs": chose("money", "other")})


def test_what_promises_is_shown_only_where_it_works() -> None:
    """Who may read is asked after words; asking again where it is kept; safety where safe."""
    answers = {"topics": chose("health"), "works": Answer("answered", (), ("sun",))}
    assert {"share"} == {"share", "again", "safe_daily"} & set(ids(answers))
    both = ids(answers, works=frozenset({"again", "safe"}))
    assert {"share", "again", "safe_daily"} <= set(both)
    assert "share" not in ids({"works": SKIP})


def test_without_a_chooser_every_topic_is_shown() -> None:
    """A framework may ask all its topics, in its own order."""
    shown = walk.shown(topical(), {}, frozenset())
    assert ["q0", "q1", "q2", "q3"] == [question.id for question in shown]


def test_two_skips_end_a_topic() -> None:
    """After two skips inside a topic the rest of it is left alone."""
    shown = walk.shown(topical(), {"q0": SKIP, "q2": SKIP}, frozenset())
    assert ["q0", "q1", "q2"] == [question.id for question in shown]


def test_two_skips_hide_no_answer() -> None:
    """What was answered in a topic before it ended stays an answer."""
    shown = walk.shown(topical(), {"q0": SKIP, "q1": SKIP, "q3": chose("a")}, frozenset())
    assert ["q0", "q1", "q3"] == [question.id for question in shown]


def test_next_is_the_first_without_answer() -> None:
    """A skip counts as an answer; after all there is none."""
    talk = Talk("t", "f", "1.0.0", "en", answers={"q0": chose("a"), "q2": SKIP})
    following = walk.next_open(topical(), talk, frozenset())
    assert following is not None
    assert following.id == "q1"
    done = replace(talk, answers={f"q{n}": chose("a") for n in range(4)})
    assert walk.next_open(topical(), done, frozenset()) is None


def before(at: str, answers: dict[str, Answer]) -> str:
    """The id of the question before this one, or nothing."""
    talk = Talk("t", "hay-everyday", "1.0.0", "en", at=at, answers=answers)
    found = walk.before(FRAMEWORK, talk, frozenset())
    return found.id if found else ""


def test_back_does_not_lead_into_the_consent() -> None:
    """The first question has none before it; inside the consent one can turn back."""
    assert before("mood_now", {}) == ""
    assert before("c_2", {}) == "c_1"
    assert before("c_1", {}) == ""


def test_back_from_a_question_that_is_not_shown() -> None:
    """Back leads from where the talk would go on, never to what was not asked yet."""
    answers = {"mood_now": chose("3"), "topics": chose("people")}
    assert before("home_mood", answers) == "topics"
    assert before("", answers) == "topics"
    done = answers | dict.fromkeys(("people_mood", "works", "hard", "hope", "join", "heard"), SKIP)
    assert before("home_mood", done) == "heard"


def test_consent_is_whole_or_not() -> None:
    """Every screen and both questions."""
    names = [question.id for question in FRAMEWORK.questions if question.part is Part.CONSENT]
    talk = Talk("t", "f", "1.0.0", "en", answers={name: chose("next") for name in names})
    assert walk.consented(FRAMEWORK, talk)
    assert not walk.consented(FRAMEWORK, replace(talk, answers={names[0]: chose("next")}))


def test_options_that_left_are_not_chosen() -> None:
    """An answer loses what is not offered any more, and is none without the rest."""
    answers = {
        "home_needs": chose("money", "gold"),
        "join": chose("gold"),
        "works": Answer("answered", (), ("sun",)),
        "gone": chose("x"),
        "hard": SKIP,
    }
    kept = walk.fitting(FRAMEWORK, answers)
    expected = {name: answers[name] for name in ("works", "gone", "hard")}
    assert expected | {"home_needs": chose("money")} == kept


def test_conditions_hold_by_option_or_face() -> None:
    """`has` looks for an option, `lte` for a face that low; a skip meets neither."""
    assert walk.holds(None, {})
    assert walk.holds(When("q", has="a"), {"q": chose("b", "a")})
    assert not walk.holds(When("q", has="a"), {"q": chose("b")})
    assert walk.holds(When("q", lte=2), {"q": chose("2")})
    assert not walk.holds(When("q", lte=2), {"q": chose("3")})
    assert not walk.holds(When("q", lte=2), {"q": chose("x")})
    assert not walk.holds(When("q", lte=2), {"q": SKIP})
