"""What is sent to Telegram, and what becomes of each of its errors."""

import asyncio
from typing import Any

import pytest

from bot.channels import Gone, Key, Message, Refused, TryLater
from bot.standins.telegram import TOKEN, TelegramStandIn
from tests.channels.telegram_stage import (
    QUESTION,
    opened,
)


@pytest.mark.parametrize(
    ("fault", "description", "raised"),
    [
        (403, "Forbidden: bot was blocked by the user", Gone),
        (403, "Forbidden: user is deactivated", Gone),
        (403, "Forbidden: bot can't initiate conversation with a user", Gone),
        (400, "Bad Request: chat not found", Gone),
        (400, "Bad Request: BUTTON_DATA_INVALID", Refused),
        (400, "Bad Request: message is too long", Refused),
        (401, "Unauthorized", TryLater),
        (404, "Not Found", TryLater),
        (409, "Conflict: something", TryLater),
        (429, "Too Many Requests: retry after 5", TryLater),
        (500, "Internal Server Error", TryLater),
        (502, "Bad Gateway", TryLater),
        (504, "Gateway Timeout", TryLater),
        ("reset", "", TryLater),
        ("garbage", "", TryLater),
    ],
)
async def test_errors_become_refusals(
    fault: int | str, description: str, raised: type[Exception]
) -> None:
    """Each error of the platform becomes the refusal that says what to do, without the token."""
    async with TelegramStandIn() as telegram:
        channel = await opened(telegram)
        telegram.person(501).type("hi")
        telegram.fail_next("sendMessage", fault, description=description)
        with pytest.raises(raised) as told:
            await channel.send("501", QUESTION)
        assert TOKEN not in repr(told.value)
        assert "How are you" not in repr(told.value)
        assert told.value.__suppress_context__
        await channel.close()


async def test_flood_says_how_long() -> None:
    """A 429 carries its seconds, and the chat that it hit waits."""
    async with TelegramStandIn() as telegram:
        channel = await opened(telegram)
        telegram.person(501).type("hi")
        telegram.fail_next("sendMessage", 429, retry_after=5)
        with pytest.raises(TryLater) as told:
            await channel.send("501", QUESTION)
        assert (5.0, False) == (told.value.after, told.value.everyone)
        await channel.close()


async def test_strange_answer_is_tried_later() -> None:
    """An answer without an id is no proof that the message was sent."""

    async def answer(_asked: dict[str, Any]) -> Any:
        """Say yes without an id."""
        return True

    async with TelegramStandIn() as telegram:
        channel = await opened(telegram)
        telegram._methods["sendMessage"] = answer
        with pytest.raises(TryLater):
            await channel.send("501", QUESTION)
        await channel.close()
        with pytest.raises(TryLater):
            await channel.send("501", QUESTION)


async def test_slow_platform_is_tried_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that does not come is not waited for without end."""
    async with TelegramStandIn() as telegram:
        channel = await opened(telegram)
        monkeypatch.setattr("bot.channels.telegram.ANSWER_SECONDS", 0.05)
        telegram.fail_next("sendMessage", "hang")
        with pytest.raises(TryLater):
            await channel.send("501", QUESTION)
        await channel.close()


async def test_bad_token_of_a_button_is_refused_before_anything_is_sent() -> None:
    """A message that Telegram would refuse in its last part leaves no first part behind."""
    async with TelegramStandIn() as telegram:
        channel = await opened(telegram)
        telegram.person(501).type("hi")
        long = Message("word " * 2000, ((Key("Good", "x" * 65),),))
        with pytest.raises(Refused):
            await channel.send("501", long)
        assert 0 == telegram.calls["sendMessage"]
        await channel.close()


async def test_long_text_keeps_its_buttons_at_the_end() -> None:
    """A long text comes in parts; the buttons are on the last one, whose id is returned."""
    async with TelegramStandIn() as telegram:
        channel = await opened(telegram)
        person = telegram.person(501)
        person.type("hi")
        text = "\n\n".join(["word " * 300] * 6).strip()
        number = await channel.send("501", Message(text, QUESTION.rows))
        assert (True, True) == (len(person.messages) > 1, str(person.messages[-1].id) == number)
        assert ("Good", "Bad") == person.messages[-1].labels
        assert not any(shown.labels for shown in person.messages[:-1])
        assert text.split() == " ".join(shown.text for shown in person.messages).split()
        assert [] == telegram.violations
        await channel.close()


async def test_edit_changes_the_message() -> None:
    """A message that replaces another changes it in place; without buttons they go."""
    async with TelegramStandIn() as telegram:
        channel = await opened(telegram)
        person = telegram.person(501)
        person.type("hi")
        number = await channel.send("501", QUESTION)
        assert number == await channel.send("501", Message("Thank you", replaces=number))
        assert [("Thank you", ())] == [(shown.text, shown.labels) for shown in person.messages]
        await channel.close()


async def test_edit_that_changes_nothing_is_success() -> None:
    """The same edit twice, as after a crash, is no error and no second message."""
    async with TelegramStandIn() as telegram:
        channel = await opened(telegram)
        person = telegram.person(501)
        person.type("hi")
        number = await channel.send("501", QUESTION)
        edit = Message("Thank you", replaces=number)
        assert [number, number] == [await channel.send("501", edit) for _ in range(2)]
        assert 1 == len(person.messages)
        await channel.close()


@pytest.mark.parametrize(
    "description",
    [
        "Bad Request: message to edit not found",
        "Bad Request: message can't be edited",
        "Bad Request: MESSAGE_ID_INVALID",
    ],
)
async def test_edit_that_is_impossible_becomes_a_new_message(description: str) -> None:
    """What cannot be edited any more is sent as new, with its buttons."""
    async with TelegramStandIn() as telegram:
        channel = await opened(telegram)
        person = telegram.person(501)
        person.type("hi")
        telegram.fail_next("editMessageText", 400, description=description)
        number = await channel.send("501", Message("Again", QUESTION.rows, replaces="999"))
        assert [(number, ("Good", "Bad"))] == [(str(m.id), m.labels) for m in person.messages]
        await channel.close()


async def test_an_edit_that_may_not_come_anew_is_refused() -> None:
    """Where a change must come unseen or not at all, nothing is sent in its stead."""
    async with TelegramStandIn() as telegram:
        channel = await opened(telegram)
        telegram.person(501).type("hi")
        with pytest.raises(Refused, match="not found"):
            await channel.send("501", Message("Again", replaces="999", anew=False))
        with pytest.raises(Refused, match="new message"):
            await channel.send("501", Message("Again", replaces="of nothing", anew=False))
        assert 0 == telegram.calls["sendMessage"]
        await channel.close()


async def test_edit_refused_for_another_reason_is_refused() -> None:
    """A wrong edit does not become a wrong message."""
    async with TelegramStandIn() as telegram:
        channel = await opened(telegram)
        telegram.person(501).type("hi")
        telegram.fail_next("editMessageText", 400, description="Bad Request: wrong thing")
        with pytest.raises(Refused, match="Wrong thing"):
            await channel.send("501", Message("Again", replaces="1"))
        assert 0 == telegram.calls["sendMessage"]
        await channel.close()


async def test_many_at_once() -> None:
    """Thirty messages in flight on one session all arrive, none twice."""
    async with TelegramStandIn() as telegram:
        channel = await opened(telegram)
        people = [telegram.person(number) for number in range(500, 530)]
        for person in people:
            person.type("hi")
        await asyncio.gather(*(channel.send(str(p.chat_id), QUESTION) for p in people))
        assert [1] * 30 == [len(person.messages) for person in people]
        await channel.close()


async def test_a_code_can_be_copied() -> None:
    """The button that copies stands beside the others, and tells us nothing."""
    async with TelegramStandIn() as telegram:
        channel = await opened(telegram)
        person = telegram.person(501)
        person.type("hi")
        code = "MY-7Q2K-9F4M-XH8R-2C6P"
        rows = ((Key("Copy the code", "", code),), (Key("Delete", "v1:t:q:!delete"),))
        await channel.send("501", Message("Your code", rows))
        shown = await person.next()
        assert ((code,), ("Delete",)) == (shown.copies, shown.labels)
        with pytest.raises(Refused):
            await channel.send("501", Message("x", ((Key("Copy", "", "x" * 257),),)))
        assert [] == telegram.violations
        await channel.close()


async def test_messages_of_both_sides_are_deleted_at_once() -> None:
    """One call for all; what is gone, foreign or too old stays as it is and is no error."""
    async with TelegramStandIn() as telegram:
        channel = await opened(telegram)
        person = telegram.person(501)
        typed = person.type("hi")
        sent = await channel.send("501", QUESTION)
        stays = person.type("later")
        await channel.clear("501", [str(typed), sent, "999", "D1:2.0"])
        assert ([], [stays]) == (person.messages, list(person.said))
        assert 1 == telegram.calls["deleteMessages"]
        telegram.fail_next(
            "deleteMessages", 400, description="Bad Request: message can't be deleted"
        )
        await channel.clear("501", [str(stays)])
        await channel.clear("501", [])
        telegram.fail_next("deleteMessages", 429, retry_after=3)
        with pytest.raises(TryLater):
            await channel.clear("501", [str(stays)])
        assert [] == telegram.violations
        await channel.close()
