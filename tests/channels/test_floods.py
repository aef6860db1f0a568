"""Whose patience a platform asks for: that of one chat, or of everybody."""

import pytest

from bot.channels import Message, TryLater
from bot.channels.floods import CHATS, SECONDS, Floods
from bot.standins.slack import SlackStandIn
from bot.standins.telegram import TelegramStandIn
from tests.bot.fakes import SimulatedClock
from tests.channels.slack_stage import opened as slack_opened
from tests.channels.telegram_stage import QUESTION, opened


def asked(floods: Floods, *chats: str) -> list[bool]:
    """Let these chats be refused; for each whether everybody has to wait."""
    return [floods.refused(chat, 7.0).everyone for chat in chats]


def test_one_chat_holds_nobody_else() -> None:
    """However often one chat is refused, or two, the others go on."""
    assert [False] * 12 == asked(Floods(), *["1", "2"] * 6)
    assert 7.0 == Floods().refused("1", 7.0).after


def test_several_chats_are_the_account() -> None:
    """Chats refused within a short time say that the account sends too fast."""
    chats = [str(number) for number in range(CHATS + 1)]
    assert [False] * (CHATS - 1) + [True, True] == asked(Floods(), *chats)


def test_what_was_long_ago_does_not_count() -> None:
    """Chats that are refused now and then, one after the other, are chats."""
    clock = SimulatedClock()
    floods = Floods(clock)
    for number in range(3 * CHATS):
        clock.now = number * SECONDS / (CHATS - 1)
        assert [False] == asked(floods, str(number))


def test_a_call_about_nobody_is_the_accounts() -> None:
    """Where no chat is named there is none to hold."""
    assert [True] == asked(Floods(), "")


async def told(channel: object, address: str, message: Message) -> tuple[float, bool]:
    """Send what is refused; how long to wait, and whether everybody does."""
    with pytest.raises(TryLater) as raised:
        await channel.send(address, message)  # type: ignore[attr-defined]  # either channel
    return raised.value.after, raised.value.everyone


async def test_telegram_holds_a_chat_then_the_account() -> None:
    """On Telegram a new message, an edit and a deletion in a chat count for that chat."""
    async with TelegramStandIn() as telegram:
        channel = await opened(telegram)
        for number in range(501, 501 + CHATS):
            telegram.person(number).type("hi")
        for method in ("sendMessage", "editMessageText", "sendMessage", "sendMessage"):
            telegram.fail_next(method, 429, retry_after=3)
        edit = Message("Thanks", replaces="1")
        assert (3.0, False) == await told(channel, "501", QUESTION)
        assert (3.0, False) == await told(channel, "501", edit)
        telegram.fail_next("deleteMessages", 429, retry_after=3)
        with pytest.raises(TryLater) as raised:
            await channel.clear("501", ["1"])
        assert not raised.value.everyone
        assert (3.0, False) == await told(channel, "502", QUESTION)
        assert (3.0, True) == await told(channel, "503", QUESTION)
        await channel.close()


async def test_slack_holds_a_channel_then_the_workspace() -> None:
    """On Slack too, and each method has limits of its own."""
    async with SlackStandIn() as standin, slack_opened(standin) as slack:
        people = [standin.person(f"U{number}", "en") for number in range(CHATS)]
        sent = [await slack.send(each.id, QUESTION) for each in people]
        standin.fail_next("chat.postMessage", 429, times=CHATS, retry_after=3)
        standin.fail_next("chat.update", 429, times=CHATS, retry_after=3)
        for each, ref in list(zip(people, sent, strict=True))[:-1]:
            assert (3.0, False) == await told(slack, each.id, QUESTION)
            assert (3.0, False) == await told(slack, each.id, Message("New", replaces=ref))
        assert (3.0, True) == await told(slack, people[-1].id, QUESTION)
        assert (3.0, True) == await told(slack, people[-1].id, Message("New", replaces=sent[-1]))
