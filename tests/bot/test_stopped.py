"""Stops, and words that arrive late: from before a stop they are kept, after one they greet."""

import pytest

from bot.house import House
from dialogues.model import Phase, token
from tests.bot.chats import Chat
from tests.bot.test_anew import tap, text, words


@pytest.fixture
def asked(request: pytest.FixtureRequest, house: House) -> Chat:
    """Somebody who is asked for words, in an app or on a page."""
    return Chat(house, channel=request.param).reach("works", {"mood_now": ("4",)})


@pytest.mark.parametrize("asked", ["telegram"], indirect=True)
@pytest.mark.parametrize("late", [False, True])
def test_words_that_a_stop_overtook_are_kept(asked: Chat, *, late: bool) -> None:
    """Texts and taps come in lanes of their own; the talk stays stopped."""
    text = asked.heard("text", text="My work.", ref="51", order=1)
    stop = asked.heard("tap", token=token(asked.talk.id, "works", "!stop"), ref="50", order=2)
    for each in [stop, text] if late else [text, stop]:
        asked.hear(each)
    assert Phase.STOPPED is asked.talk.phase
    assert ("My work.",) == asked.talk.answers["works"].words


@pytest.mark.parametrize("asked", ["web"], indirect=True)
def test_words_in_a_window_that_was_left_by_a_stop_are_kept(asked: Chat) -> None:
    """The form says below which question they were written."""
    text = asked.heard("text", text="My work.", token=token(asked.talk.id, "works", "!skip"))
    asked.hear(asked.heard("tap", token=token(asked.talk.id, "works", "!stop")))
    asked.hear(text)
    assert ("My work.",) == asked.talk.answers["works"].words


@pytest.mark.parametrize("asked", ["telegram"], indirect=True)
def test_what_is_written_after_a_stop_is_a_greeting(asked: Chat) -> None:
    """Nobody who says hello again finds it among their answers."""
    asked.hear(asked.heard("tap", token=token(asked.talk.id, "works", "!stop"), ref="50", order=1))
    asked.hear(asked.heard("text", text="Hello.", ref="51", order=2))
    assert Phase.TALKING is asked.talk.phase
    assert "works" not in asked.talk.answers
    assert "works" == asked.open_question()


@pytest.fixture
def anna(house: House) -> Chat:
    """Somebody on Telegram who is asked for words."""
    return Chat(house).reach("works", {"mood_now": ("4",)})


def test_a_greeting_that_a_tap_overtook_is_no_answer(anna: Chat) -> None:
    """After a stop the first words only wake the talk; those after them are an answer."""
    anna.hear(tap(anna, "works:!stop", 1))
    hello = text(anna, "Hello.", 2)
    more = text(anna, "My work.", 3)
    anna.hear(tap(anna, "works:!language", 4))
    anna.hear(hello)
    assert Phase.TALKING is anna.talk.phase
    anna.hear(more)
    assert ("My work.",) == words(anna)


def test_a_late_greeting_wakes_the_talk(anna: Chat) -> None:
    """A question meanwhile did not."""
    anna.hear(tap(anna, "works:!stop", 1))
    hello = text(anna, "Hello.", 2)
    anna.hear(tap(anna, "works:!help", 3))
    said = anna.hear(hello)
    assert Phase.TALKING is anna.talk.phase
    assert said[0]["text"].startswith("Good to see you again.")
    assert "works" not in anna.talk.answers
    anna.hear(text(anna, "My work.", 4))
    assert ("My work.",) == words(anna)


def test_words_below_an_answer_that_was_opened_in_a_stopped_talk_are_no_greeting(
    anna: Chat,
) -> None:
    """It was opened to be written anew."""
    anna.hear(text(anna, "Old.", 1))
    anna.hear(tap(anna, "works:!done", 2))
    anna.hear(tap(anna, "hard:!stop", 3))
    anna.hear(tap(anna, "works:!mine", 4))
    anna.hear(tap(anna, "works:!open", 5))
    late = text(anna, "Anew.", 6)
    anna.hear(tap(anna, "works:!help", 7))
    anna.hear(late)
    assert ("Anew.",) == words(anna)


def test_a_greeting_before_a_button_that_woke_the_talk_is_no_answer(anna: Chat) -> None:
    """It would have woken the talk itself; and after a second stop the same again."""
    anna.hear(tap(anna, "works:!stop", 1))
    hello = text(anna, "Hello.", 2)
    anna.hear(tap(anna, "works:!go_on", 3))
    anna.hear(hello)
    anna.hear(tap(anna, "works:!stop", 4))
    again = text(anna, "Hello again.", 5)
    anna.hear(tap(anna, "works:!go_on", 6))
    anna.hear(again)
    assert "works" not in anna.talk.answers
    anna.hear(text(anna, "My work.", 7))
    assert ("My work.",) == words(anna)


def test_words_after_a_talk_was_woken_at_no_known_time_are_an_answer(anna: Chat) -> None:
    """By a command of Slack: rather a greeting is kept than an answer lost."""
    anna.hear(tap(anna, "works:!stop", 1))
    anna.hear(anna.heard("text", text="/continue"))
    late = text(anna, "My work.", 2)
    anna.hear(tap(anna, "works:!language", 3))
    anna.hear(late)
    assert ("My work.",) == words(anna)


def test_a_question_to_a_stopped_talk_wakes_nobody(anna: Chat) -> None:
    """The words after it are the greeting."""
    anna.hear(tap(anna, "works:!stop", 1))
    anna.hear(text(anna, "/help", 2))
    late = text(anna, "Hello.", 3)
    anna.hear(tap(anna, "works:!language", 4))
    anna.hear(late)
    assert "works" not in anna.talk.answers


def test_words_after_a_talk_was_woken_by_a_button_are_an_answer(anna: Chat) -> None:
    """Though a tap came before them."""
    anna.hear(tap(anna, "works:!stop", 1))
    anna.hear(tap(anna, "works:!go_on", 2))
    late = text(anna, "My work.", 3)
    anna.hear(tap(anna, "works:!language", 4))
    anna.hear(late)
    assert ("My work.",) == words(anna)
