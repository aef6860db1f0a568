"""Words that are written anew while texts arrive late: each counts for when it was written."""

import pytest

from bot import anew
from bot.anew import Anew
from bot.house import House
from dialogues.model import Heard, Phase, token
from tests.bot.chats import Chat


def words(chat: Chat, question: str = "works") -> tuple[str, ...]:
    """What is kept of a question in own words."""
    return chat.talk.answers[question].words


def text(chat: Chat, said: str, order: int) -> Heard:
    """Words, as the platform counts what this person does."""
    return chat.heard("text", text=said, ref=str(100 + order), order=order)


def tap(chat: Chat, pressed: str, order: int) -> Heard:
    """A button of this talk, as `question:option`."""
    question, option = pressed.split(":")
    carried = token(chat.talk.id, question, option)
    return chat.heard("tap", token=carried, ref="9", order=order)


def come_back(chat: Chat, order: int) -> None:
    """Done, and back to write anew, as the platform counts them from here."""
    chat.hear(tap(chat, "works:!done", order))
    chat.hear(tap(chat, "hard:!back", order + 1))


@pytest.fixture
def anna(house: House) -> Chat:
    """Somebody who is asked for words."""
    return Chat(house).reach("works", {"mood_now": ("4",)})


def test_words_that_done_and_back_overtook_join_the_answer(anna: Chat) -> None:
    """They were written before the way back; what is written now still takes their place."""
    second = text(anna, "Second.", 2)
    for each in (text(anna, "First.", 1), tap(anna, "works:!done", 3), tap(anna, "hard:!back", 4)):
        anna.hear(each)
    anna.hear(second)
    assert ("First.", "Second.") == words(anna)
    assert "works" == anna.open_question()
    anna.hear(text(anna, "Anew.", 5))
    assert ("Anew.",) == words(anna)


def test_words_that_were_written_before_the_answer_began_anew_change_nothing(anna: Chat) -> None:
    """Their person has seen them replaced."""
    second = text(anna, "Second.", 2)
    anna.hear(text(anna, "First.", 1))
    come_back(anna, 3)
    anna.hear(text(anna, "Anew.", 5))
    anna.hear(second)
    assert ("Anew.",) == words(anna)
    assert "What is good in your life now?" in anna.text
    anna.hear(text(anna, "And more.", 6))
    assert ("Anew.", "And more.") == words(anna)


def test_words_after_the_way_back_take_the_place_of_others_though_they_are_late(
    house: House,
) -> None:
    """What comes after them joins them."""
    chat = Chat(house).reach("hard", {"mood_now": ("4",), "works": ("Old.",)})
    chat.hear(tap(chat, "hard:!back", 1))
    first = text(chat, "First.", 2)
    chat.hear(tap(chat, "works:!language", 3))
    chat.hear(first)
    assert ("First.",) == words(chat)
    chat.hear(tap(chat, "_language:fi", 4))
    chat.hear(text(chat, "Second.", 5))
    assert ("First.", "Second.") == words(chat)


def test_words_between_two_ways_back_take_the_place_of_others_and_have_it_taken(
    anna: Chat,
) -> None:
    """Late, they begin the answer anew, and it is open to be begun once more."""
    anna.hear(text(anna, "First.", 1))
    come_back(anna, 2)
    second = text(anna, "Second.", 4)
    anna.hear(tap(anna, "works:!keep", 5))
    anna.hear(tap(anna, "hard:!back", 6))
    anna.hear(second)
    assert ("Second.",) == words(anna)
    anna.hear(text(anna, "Third.", 7))
    assert ("Third.",) == words(anna)


def test_words_for_which_there_was_no_room_replace_nothing(anna: Chat) -> None:
    """They were written below an answer that was full already."""
    late = text(anna, "More.", 2)
    anna.hear(text(anna, "a" * 2000, 1))
    come_back(anna, 3)
    anna.hear(late)
    assert ("a" * 2000,) == words(anna)
    assert "works" == anna.talk.renew


def test_the_same_words_once_more_take_the_place_too(anna: Chat) -> None:
    """Late, and then the answer is open to be begun once more."""
    anna.hear(text(anna, "Same.", 1))
    come_back(anna, 2)
    late = text(anna, "Same.", 4)
    anna.hear(tap(anna, "works:!keep", 5))
    anna.hear(tap(anna, "hard:!back", 6))
    anna.hear(late)
    assert ("Same.",) == words(anna)
    anna.hear(text(anna, "Third.", 7))
    assert ("Third.",) == words(anna)


def test_late_words_leave_another_question_open_to_be_written_anew(anna: Chat) -> None:
    """What is open now is as it was."""
    anna.hear(text(anna, "First.", 1))
    anna.hear(tap(anna, "works:!done", 2))
    anna.hear(text(anna, "Hard.", 3))
    anna.hear(tap(anna, "hard:!done", 4))
    anna.hear(tap(anna, "hope:!back", 5))
    anna.hear(tap(anna, "hard:!back", 6))
    late = text(anna, "Anew.", 7)
    anna.hear(tap(anna, "works:!keep", 8))
    anna.hear(tap(anna, "hope:!back", 9))
    anna.hear(late)
    anna.hear(text(anna, "Hard anew.", 10))
    assert (("Anew.",), ("Hard anew.",)) == (words(anna), words(anna, "hard"))


def test_a_typed_skip_that_only_help_overtook_is_obeyed(anna: Chat) -> None:
    """Nothing was opened or given since."""
    anna.hear(text(anna, "First.", 1))
    come_back(anna, 2)
    late = text(anna, "skip", 4)
    anna.hear(tap(anna, "works:!help", 5))
    anna.hear(late)
    assert "skipped" == anna.talk.answers["works"].state


def test_an_edit_while_the_answer_is_open_anew_is_no_beginning(anna: Chat) -> None:
    """It mends the words that are there; late ones join them, new ones take their place."""
    first, second = text(anna, "Frist.", 1), text(anna, "Second.", 2)
    anna.hear(first)
    come_back(anna, 3)
    anna.hear(anna.heard("edit", text="First.", ref=first.ref, order=5))
    anna.hear(second)
    assert ("First.", "Second.") == words(anna)
    anna.hear(text(anna, "Anew.", 6))
    assert ("Anew.",) == words(anna)


def test_a_command_that_is_late_is_obeyed_where_the_talk_stands(anna: Chat) -> None:
    """It is no answer, whatever was opened meanwhile."""
    skip = text(anna, "/skip", 2)
    anna.hear(text(anna, "First.", 1))
    come_back(anna, 3)
    anna.hear(skip)
    assert ("First.",) == words(anna)
    anna.hear(tap(anna, "works:!stop", 5))
    assert Phase.STOPPED is anna.talk.phase


def test_what_is_put_away_is_not_written_anew(anna: Chat) -> None:
    """Opened from the list above its own question and left by Back: what comes next joins."""
    anna.hear(text(anna, "First.", 1))
    anna.hear(tap(anna, "works:!open", 2))
    assert "works" == anna.talk.renew
    anna.hear(tap(anna, "works:!back", 3))
    late = text(anna, "Second.", 4)
    anna.hear(tap(anna, "works:!done", 5))
    anna.hear(late)
    assert ("First.", "Second.") == words(anna)


def test_an_opening_without_a_number_is_not_remembered_by_one(anna: Chat) -> None:
    """A command of Slack says nothing of when: words go as they come."""
    anna.hear(text(anna, "First.", 1))
    come_back(anna, 2)
    anna.hear(anna.heard("text", text="/done", order=0))
    anna.hear(anna.heard("text", text="/back", order=0))
    anna.hear(text(anna, "Anew.", 4))
    assert ("Anew.",) == words(anna)


def test_words_for_nothing_that_call_for_help_bring_the_help_card(house: House) -> None:
    """Where they belong is not known any more; that somebody needs help is."""
    chat = Chat(house).reach("mood_now")
    late = text(chat, "I want to kill myself.", 1)
    chat.hear(tap(chat, "mood_now:4", 2))
    while chat.open_question() != "works":
        chat.tap("!skip")
    said = chat.hear(late)
    assert "call 112" in said[0]["text"]
    assert "What is good in your life now?" in said[-1]["text"]
    assert "works" not in chat.talk.answers


def test_a_late_skip_takes_no_newer_words_away(anna: Chat) -> None:
    """Two texts that change places, and a tap before the older one."""
    skip = text(anna, "skip", 1)
    anna.hear(text(anna, "My work.", 2))
    anna.hear(tap(anna, "works:!help", 3))
    anna.hear(skip)
    assert ("My work.",) == words(anna)


def test_what_a_command_without_a_number_put_away_was_not_replaced(anna: Chat) -> None:
    """All that was written is kept."""
    second = text(anna, "Second.", 2)
    anna.hear(text(anna, "First.", 1))
    anna.hear(tap(anna, "works:!open", 3))
    anna.hear(anna.heard("text", text="/back"))
    anna.hear(text(anna, "Third.", 4))
    anna.hear(second)
    assert {"First.", "Second.", "Third."} == set(words(anna))


def test_only_so_many_openings_rest_and_they_rest_as_they_were() -> None:
    """What rests is read as it was, and grows no further."""
    known = Anew()
    for number in (3, 5, 9, 12, 20, 7):
        known = known.then_opened(number)
        assert known == anew.read(anew.rests(known))
    assert anew.MOST_OPENED == len(known.opened)
    known = known.then_written(13)
    assert Anew(12, (20,)) == known == anew.read(anew.rests(known))
    assert known == known.then_opened(11)
    assert [] == anew.rests(Anew())
