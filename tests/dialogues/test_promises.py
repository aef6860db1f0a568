"""What every person is promised, and that they are one tap away from it."""

import pytest

import locales
from dialogues import library, promises
from dialogues.model import Kind
from locales.gate import word_count
from tests.dialogues.stage import at_words, consented, lines, player, tokens

MOST_WORDS = 60
# The name of the organisation counts as one word: we cannot choose it for them.
VALUES = {"org": "SPR", "emergency": "112", "day": "14.3.2027"} | {
    name: f"/{name}" for name in ("mine", "delete", "help")
}


def test_all_twelve_are_said() -> None:
    """`/privacy` says every promise, with the day, and then the consent again."""
    said = at_words().say("/privacy").says
    assert 12 == len(promises.PROMISES)
    assert 1 + 12 == len(said[0].lines)
    assert len(said[1].lines) == 8


def test_they_are_one_tap_away_on_every_screen_of_the_consent() -> None:
    """Each screen has the button, and from the promises one tap leads back to the screen."""
    person = player()
    person.say("hello")
    person.tap("English")
    for screen in ("c_1", "c_2", "c_3"):
        assert screen == person.talk.at
        turn = person.tap("My privacy")
        assert 2 == len(turn.says)
        person.tap("Go on")
        person.tap("Next")


def test_no_way_back_where_nothing_is_open() -> None:
    """Between rounds nothing waits, and nothing is promised of a day."""
    person = player(open=False, day="")
    person.say("hello")
    turn = person.say("/privacy")
    assert [] == tokens(turn.says[1])
    assert "{day}" not in " ".join(lines(turn))
    assert consented().say("/privacy").says[1].rows


@pytest.mark.parametrize("language", [tag for tag, _ in locales.offered()])
def test_a_consent_screen_is_short_in_every_language(language: str) -> None:
    """At most sixty words each, so that people read them."""
    framework = library.default()
    screens = [each for each in framework.questions if each.kind is Kind.INFO]
    assert 3 == len(screens)
    for screen in screens:
        said = [locales.say(text.context, text.source, language, VALUES) for text in screen.text]
        assert word_count(" ".join(said)) <= MOST_WORDS, screen.id
