"""A call for help is answered while the store fails, once, and kept nowhere."""

from typing import Any

import pytest

from bot import turn
from bot.channels import Gone, Refused, TryLater
from bot.house import House
from bot.rescue import Rescue
from dialogues.model import Heard
from storage import contacts, post, rounds
from tests.bot.chats import Chat, delivered
from tests.bot.fakes import Platform


def call(chat: Chat, text: str = "/help", **fields: Any) -> Heard:
    """A call as it arrives."""
    return chat.typed(text, **fields)


@pytest.mark.parametrize("text", ["/help", "help", "APUA", "/help@HowBot", "I want to die"])
async def test_a_call_is_answered_with_the_card(house: House, chat: Chat, text: str) -> None:
    """A word for help, in any language, or of danger brings the emergency number."""
    platform = Platform()
    await Rescue(house, [platform]).answer(call(chat, text))
    [(address, card)] = platform.sent
    assert chat.address == address
    assert "112" in card
    assert () == platform.messages[0].rows


async def test_the_help_button_is_a_call(house: House, chat: Chat) -> None:
    """Pressing Help on any message counts as a call; other buttons do not."""
    platform = Platform()
    rescue = Rescue(house, [platform])
    await rescue.answer(chat.heard("tap", token="v1:abc:works:!skip"))
    assert [] == platform.sent
    await rescue.answer(chat.heard("tap", token="v1:abc:works:!help"))
    assert 1 == len(platform.sent)


@pytest.mark.parametrize("kind", ["edit", "other"])
async def test_a_correction_or_a_caption_can_be_a_call(house: House, chat: Chat, kind: str) -> None:
    """With words of danger; words of command mean nothing there."""
    platform = Platform()
    rescue = Rescue(house, [platform])
    await rescue.answer(chat.heard(kind, text="help", ref="9"))
    assert [] == platform.sent
    await rescue.answer(chat.heard(kind, text="I want to die", ref="9"))
    assert 1 == len(platform.sent)


async def test_an_answer_is_no_call(house: House, chat: Chat) -> None:
    """What is not a call waits for the store, unanswered."""
    platform = Platform()
    await Rescue(house, [platform]).answer(call(chat, "My course is good."))
    assert [] == platform.sent


async def test_a_call_that_comes_again_is_answered_once(house: House, chat: Chat) -> None:
    """The platform repeats what was not acknowledged; the person reads one card."""
    platform, calling = Platform(), call(chat)
    rescue = Rescue(house, [platform])
    for _ in range(3):
        await rescue.answer(calling)
    assert 1 == len(platform.sent)


async def test_the_card_speaks_the_language_of_the_phone(house: House) -> None:
    """Without the store the phone's language is all that is known, and it is used."""
    platform = Platform()
    rescue = Rescue(house, [platform])
    await rescue.answer(call(Chat(house, language="fi-FI")))
    await rescue.answer(call(Chat(house, language="tlh")))
    finnish, english = (text for _, text in platform.sent)
    assert finnish != english
    assert "call" in english


@pytest.mark.parametrize("refusal", [Gone("a"), Refused("b"), TryLater("c")])
async def test_a_refusal_is_no_second_fault(house: House, chat: Chat, refusal: Exception) -> None:
    """If the platform does not take the card either, the call waits for the store as all do."""
    platform = Platform()
    platform.next_[chat.address].append(refusal)
    await Rescue(house, [platform]).answer(call(chat))
    assert [] == platform.sent


async def test_nothing_is_stored(house: House, chat: Chat) -> None:
    """The card leaves past the outbox, and nobody becomes a person of the round by it."""
    await Rescue(house, [Platform()]).answer(call(chat))
    with house.store.read() as tx:
        assert [] == list(contacts.everyone(tx, rounds.current(tx).id))


async def test_a_call_on_a_channel_that_is_not_here_is_left(house: House, chat: Chat) -> None:
    """An account that is not ours any more is answered by nobody, and nothing raises."""
    platform = Platform(account="another")
    await Rescue(house, [platform]).answer(call(chat))
    assert [] == platform.sent


def test_a_parked_picture_rests_without_its_caption(house: House) -> None:
    """It was read for a call for help, which is answered all the same."""
    chat = Chat(house)
    turn.park(house, chat.heard("other", text="I want to kill myself", ref="9"))
    with house.store.read() as tx:
        [waiting] = post.parked(tx)
    assert "" == waiting.heard["text"]
    said = delivered(house)
    assert "112" in said[0].body["text"]
