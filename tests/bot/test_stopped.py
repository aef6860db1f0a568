"""Words that were written before a stop and arrive after it."""

import pytest

from bot.house import House
from dialogues.model import Phase, token
from tests.bot.chats import Chat


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
