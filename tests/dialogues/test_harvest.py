"""The rows that a finished talk leaves behind."""

from dialogues import harvest
from dialogues.harvest import Row
from dialogues.model import Answer, Part, Talk
from tests.dialogues.stage import FRAMEWORK

SKIP = Answer("skipped")
WORDS = Answer("answered", (), ("The bus.", "The snow."))


def chose(*choices: str) -> Answer:
    """An answer of these choices."""
    return Answer("answered", choices)


def rows(**answers: Answer) -> dict[str, Row]:
    """The rows of a talk with these answers, by name."""
    talk = Talk("t", "hay-everyday", "1.0.0", "ar", place="oulu", answers=answers)
    return {row.name: row for row in harvest.rows(FRAMEWORK, talk, frozenset())}


def test_every_question_has_one_row_in_one_state() -> None:
    """Answered, skipped, not shown or unanswered; consent and the last questions have none."""
    found = rows(mood_now=chose("2"), topics=chose("home"), home_mood=SKIP, age=chose("yes"))
    states = {name: row.state for name, row in found.items()}
    assert states["mood_now"] == "answered"
    assert states["home_mood"] == "skipped"
    assert states["home_needs"] == "not_shown"
    assert states["people_mood"] == "not_shown"
    assert states["works"] == "unanswered"
    asked = {q.id for q in FRAMEWORK.questions if q.part not in (Part.CONSENT, Part.LAST)}
    assert asked | {"_talk", "_language"} == set(found)


def test_a_talk_is_counted_once_and_its_language_nationally() -> None:
    """One row that counts the person; the language is never kept for a place."""
    found = rows()
    assert Row("_talk", "_talk", "answered") == found["_talk"]
    language = Row("_language", "_language", "answered", ("ar",), national=True)
    assert language == found["_language"]
    assert ["_language"] == [name for name, row in found.items() if row.national]


def test_a_need_counts_once_however_often_it_was_tapped() -> None:
    """`activities` can be tapped in two topics; `other` and `none` stand for nothing."""
    found = rows(
        topics=chose("people", "health"),
        people_mood=chose("1"),
        people_needs=chose("activities", "friends", "other"),
        health_mood=chose("2"),
        health_needs=chose("activities"),
        join=chose("help_others", "ideas"),
    )
    needs = [row.choices for row in found.values() if row.question == "_need"]
    assert [("activities",), ("friends",)] == needs
    assert ("activities", "friends", "other") == found["people_needs"].choices


def test_what_is_not_shown_any_more_leaves_nothing() -> None:
    """A face that got better takes its follow-up and its needs along."""
    found = rows(topics=chose("home"), home_mood=chose("5"), home_needs=chose("money"))
    assert Row("home_needs", "home_needs", "not_shown") == found["home_needs"]
    assert "_need:money" not in found


def test_words_leave_only_with_a_yes() -> None:
    """Workers or volunteers may read them; nobody, a skip or no answer keeps them back."""
    for share, words in (
        (chose("workers"), "The bus.\nThe snow."),
        (chose("volunteers"), "The bus.\nThe snow."),
        (chose("nobody"), None),
        (SKIP, None),
    ):
        assert words == rows(hard=WORDS, share=share)["hard"].words
    alone = rows(hard=WORDS)["hard"]
    assert Row("hard", "hard", "answered") == alone


def test_words_of_danger_never_leave() -> None:
    """They are counted as answered and not moved."""
    marked = Answer("answered", (), ("He hits me.",), sensitive=True)
    found = rows(hard=marked, works=WORDS, share=chose("workers"))
    assert Row("hard", "hard", "answered") == found["hard"]
    assert found["works"].words is not None


def test_options_that_left_the_framework_leave_nothing() -> None:
    """A choice nobody knows any more is not counted."""
    found = rows(join=chose("gold", "ideas"), mood_now=chose("9"))
    assert ("ideas",) == found["join"].choices
    assert found["mood_now"].state == "unanswered"
