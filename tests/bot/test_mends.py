"""A correction that overtakes its message: what is kept is as it was corrected."""

from collections.abc import Callable

import pytest

from bot import mends, taken, trouble, turn
from bot.house import House
from bot.upkeep import Upkeep
from dialogues.model import Heard, Phase, Turn, token
from storage import post
from storage.codes import new_return_code
from tests.bot.chats import Calendar, Chat

REF = "D1:1795340009.000100"


@pytest.fixture
def anna(house: House) -> Chat:
    """Somebody on Slack who is asked for words."""
    return Chat(house, "U1", channel="slack").reach("works", {"mood_now": ("4",)})


def message(chat: Chat, text: str, ref: str = REF, order: int = 10) -> Heard:
    """Words in a message of their own."""
    return chat.heard("text", text=text, ref=ref, order=order)


def correction(chat: Chat, text: str, ref: str = REF, order: int = 20) -> Heard:
    """The words as they were corrected."""
    return chat.heard("edit", text=text, ref=ref, order=order)


def rests(chat: Chat) -> list[str]:
    """The corrections that wait for their messages."""
    assert chat.contact is not None
    return [text for *_, text in chat.contact.record.get(mends.MENDS, ())]


@pytest.mark.parametrize("first", [0, 1])
def test_words_and_their_correction_in_any_order(anna: Chat, first: int) -> None:
    """The person sees their corrected words kept, and nothing of them rests twice."""
    heard = [message(anna, "My wrok."), correction(anna, "My work.")]
    anna.hear(heard[first])
    anna.hear(heard[1 - first])
    anna.hear(*heard)
    assert ("My work.",) == anna.talk.answers["works"].words
    assert [] == rests(anna)
    anna.hear(correction(anna, "My new work.", order=30))
    assert ("My new work.",) == anna.talk.answers["works"].words


def test_words_that_were_left_meanwhile_reach_their_question_corrected(anna: Chat) -> None:
    """The correction, then the tap that leaves the question, and only then the message."""
    anna.hear(correction(anna, "My work."))
    skip = token(anna.talk.id, "works", "!skip")
    anna.hear(anna.heard("tap", token=skip, ref="9", order=30))
    anna.hear(message(anna, "My wrok."))
    assert ("My work.",) == anna.talk.answers["works"].words
    assert "hard" == anna.open_question()


def test_of_two_corrections_the_newest_counts(anna: Chat) -> None:
    """In whatever order they come."""
    anna.hear(correction(anna, "Third.", order=30))
    anna.hear(correction(anna, "Second.", order=20))
    assert ["Third."] == rests(anna)
    anna.hear(message(anna, "First."))
    assert ("Third.",) == anna.talk.answers["works"].words


@pytest.mark.parametrize(
    ("said", "answer"),
    [("help", "call 112"), ("/stop", "stop here"), ("I want to kill myself.", "call 112")],
)
def test_the_message_is_heard_as_it_was_first(anna: Chat, said: str, answer: str) -> None:
    """A call for help and a stop are what they were, whatever they were made afterwards."""
    anna.hear(correction(anna, "My work."))
    heard = anna.hear(message(anna, said))
    assert answer in heard[0]["text"]
    assert ("My work." in str(anna.talk.answers)) == ("kill" in said)
    assert [] == rests(anna)


@pytest.mark.parametrize("made", ["stop", "/delete", "/start turku"])
def test_a_correction_is_no_command(anna: Chat, made: str) -> None:
    """As an edit is none that comes when it should."""
    anna.hear(correction(anna, made.removeprefix("/start ")))
    anna.hear(message(anna, "My wrok."))
    assert "works" == anna.open_question()
    assert (made.removeprefix("/start "),) == anna.talk.answers["works"].words


@pytest.mark.parametrize(
    "holds", ["/start K7M2P9Q4RX", "start K7M2P9Q4RX", "my code MY-1KE2-TRQ4-0NWN-SVC3"]
)
def test_a_code_does_not_rest(anna: Chat, holds: str) -> None:
    """Neither an invitation nor one that deletes answers."""
    anna.hear(correction(anna, holds))
    assert [] == rests(anna)


def test_an_older_correction_that_comes_last_changes_nothing(anna: Chat) -> None:
    """The newest counts, though it waited."""
    anna.hear(correction(anna, "Third.", order=30))
    anna.hear(message(anna, "First."))
    anna.hear(correction(anna, "Second.", order=20))
    assert ("Third.",) == anna.talk.answers["works"].words


def test_somebody_who_finished_can_correct_too(house: House) -> None:
    """An answer that was opened again."""
    chat = Chat(house, "U1", channel="slack")
    chat.finish(mood_now=("4",), works=("Old.",))
    chat.press(token(chat.talk.id, "works", "!open"))
    chat.hear(correction(chat, "My work."))
    chat.hear(message(chat, "My wrok."))
    assert ("My work.",) == chat.talk.answers["works"].words


def test_a_message_that_deletes_everything_has_no_correction(anna: Chat) -> None:
    """Nothing is left that it could be heard for."""
    anna.hear(anna.heard("text", text="/delete"))
    anna.hear(correction(anna, "no"))
    anna.hear(message(anna, "yes"))
    assert anna.contact is None


def test_a_correction_that_calls_for_help_brings_the_help_card(anna: Chat) -> None:
    """Whether its message is known or not, and what it is to be."""
    said = anna.hear(correction(anna, "I want to kill myself."))
    assert "call 112" in said[0]["text"]
    anna.hear(message(anna, "My wrok."))
    assert anna.talk.answers["works"].sensitive


def test_a_typed_choice_is_mended_too(house: House) -> None:
    """One face for another."""
    chat = Chat(house, "U1", channel="slack").reach("mood_now")
    chat.hear(correction(chat, "Good"))
    chat.hear(message(chat, "Bad"))
    assert ("4",) == chat.talk.answers["mood_now"].choices


def test_only_so_much_rests(anna: Chat, calendar: Calendar) -> None:
    """The last four, for two days, of messages that nothing is known of, and no blank ones."""
    anna.hear(message(anna, "First."))
    anna.hear(correction(anna, "First!"))
    anna.hear(correction(anna, " ", ref="D1:1795340009.000200"))
    assert [] == rests(anna)
    for number in range(3, 9):
        anna.hear(correction(anna, f"{number}.", ref=f"D1:1795340009.000{number}00"))
    assert ["5.", "6.", "7.", "8."] == rests(anna)
    calendar.wait(2)
    anna.tap("!done")
    assert [] == rests(anna)


@pytest.mark.parametrize("order", [20, 40])
def test_a_correction_that_came_first_wakes_nobody(anna: Chat, order: int) -> None:
    """A stop stays, and the words after it are a greeting."""
    anna.hear(anna.heard("tap", token=token(anna.talk.id, "works", "!stop"), ref="9", order=30))
    anna.hear(correction(anna, "My work.", order=order))
    anna.hear(message(anna, "My wrok."))
    assert Phase.STOPPED is anna.talk.phase
    anna.hear(message(anna, "Hello.", ref="D1:1795340009.000900", order=50))
    assert ("My work.",) == anna.talk.answers["works"].words


def test_one_correction_brings_one_help_card(anna: Chat) -> None:
    """When it comes, and not once more when its message does."""
    said = anna.hear(correction(anna, "I want to kill myself."))
    said += anna.hear(message(anna, "My wrok."))
    assert 1 == sum("call 112" in each["text"] for each in said)
    assert anna.talk.answers["works"].sensitive


def test_corrections_of_messages_that_came_displace_none_that_waits(anna: Chat) -> None:
    """Words of command leave nothing by which they are known."""
    anna.hear(correction(anna, "My work.", order=20))
    for number in (1, 2, 3):
        anna.hear(message(anna, "help", ref=f"D1:1.00000{number}", order=20 + number))
        anna.hear(correction(anna, "hlep", ref=f"D1:1.00000{number}", order=30 + number))
    anna.hear(message(anna, "My wrok."))
    assert ("My work.",) == anna.talk.answers["works"].words


def test_a_code_in_a_second_correction_leaves_the_first(anna: Chat) -> None:
    """A word that leads back is taken for what it is, and is not the message."""
    anna.hear(correction(anna, "My work."))
    anna.hear(correction(anna, new_return_code(), order=30))
    assert ["My work."] == rests(anna)


def test_a_correction_that_raises_does_not_keep_its_message_parked(
    anna: Chat, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is parked alone, as in any turn."""
    anna.hear(correction(anna, "My work."))
    parks(anna, monkeypatch)
    [parked] = waiting_parked(house)
    monkeypatch.setattr(trouble, "step", fails_on_edits(taken.step))
    assert turn.retry(house, parked.id)
    assert ("My wrok.",) == anna.talk.answers["works"].words
    assert ["edit"] == [each.heard["kind"] for each in waiting_parked(house)]


def parks(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message comes while a fault of ours lets it be parked."""
    with monkeypatch.context() as broken:
        broken.setattr(turn, "step", fail)
        chat.hear(message(chat, "My wrok."))


def waiting_parked(house: House) -> list[post.Parked]:
    """What is parked."""
    with house.store.read() as tx:
        return list(post.parked(tx))


def fails_on_edits(step: Callable[..., Turn]) -> Callable[..., Turn]:
    """A fault of ours that only corrections meet."""

    def broken(batch: object, contact: object, talk: object, heard: Heard) -> Turn:
        """One step."""
        if heard.kind == "edit":
            raise ValueError
        return step(batch, contact, talk, heard)

    return broken


def test_whoever_declined_leaves_no_correction(house: House) -> None:
    """Nothing is kept of somebody who said no."""
    chat = Chat(house, "U1", channel="slack").reach("works", {"mood_now": ("4",)})
    chat.hear(chat.heard("text", text="/delete"))
    chat.tap("yes")
    chat.hear(correction(chat, "My work."))
    assert [] == rests(chat)


def test_a_long_correction_is_cut_and_its_person_told(anna: Chat) -> None:
    """As a long text is."""
    anna.hear(correction(anna, "a" * 3000))
    assert 2001 == len(rests(anna)[0])
    anna.hear(message(anna, "b"))
    assert ("a" * 2000,) == anna.talk.answers["works"].words
    assert "very long" in anna.text


async def test_what_nobody_comes_for_goes_after_two_days(
    anna: Chat, house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Also of somebody who never writes again."""
    anna.hear(correction(anna, "My work."))
    calendar.wait(1)
    await upkeep.night(house.today())
    assert ["My work."] == rests(anna)
    calendar.wait(1)
    await upkeep.night(house.today())
    assert [] == rests(anna)


def test_a_parked_message_is_corrected_when_it_is_tried_again(
    anna: Chat, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the correction came before it or while it was parked."""
    anna.hear(correction(anna, "My work."))
    parks(anna, monkeypatch)
    assert ["My work."] == rests(anna)
    anna.hear(correction(anna, "My good work.", order=30))
    [parked] = waiting_parked(house)
    assert turn.retry(house, parked.id)
    assert ("My good work.",) == anna.talk.answers["works"].words
    assert [] == rests(anna)


def fail(*_: object) -> None:
    """A fault of ours."""
    raise ValueError


def test_before_the_yes_nothing_rests(house: House) -> None:
    """A greeting that is corrected is no answer of somebody who agreed."""
    chat = Chat(house, "U1", channel="slack")
    chat.hear(message(chat, "Helo"))
    chat.hear(correction(chat, "Hello"))
    chat.hear(correction(chat, "Hello!", ref="D1:1795340009.000200"))
    assert [] == rests(chat)


def test_what_rests_is_masked_and_deleted_with_the_talk(anna: Chat) -> None:
    """As every answer."""
    anna.hear(correction(anna, "Call me: 040 123 4567."))
    assert ["Call me: [phone]."] == rests(anna)
    anna.hear(anna.heard("text", text="/delete"))
    anna.tap("yes")
    assert anna.contact is None
