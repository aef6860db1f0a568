"""The Telegram on loopback keeps and refuses as the real server does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from bot.standins.telegram import TOKEN, TelegramStandIn


class Caller:
    """Calls the Bot API without any of our code."""

    def __init__(self, telegram: TelegramStandIn, session: aiohttp.ClientSession) -> None:
        self.telegram = telegram
        self._session = session

    async def __call__(self, method: str, token: str = TOKEN, **asked: Any) -> tuple[int, Any]:
        """Make one call and return status and result, or description."""
        url = f"{self.telegram.url}/bot{token}/{method}"
        async with self._session.post(url, json=asked) as answer:
            found = await answer.json()
            return answer.status, found.get("result", found.get("description"))

    async def ids(self, **asked: Any) -> list[int]:
        """The ids that one poll brings, counted from the first ever."""
        _, updates = await self("getUpdates", **asked)
        return [update["update_id"] - 100_000_000 for update in updates]


@asynccontextmanager
async def calling() -> AsyncIterator[Caller]:
    """A stand-in and a plain client."""
    async with TelegramStandIn() as telegram, aiohttp.ClientSession() as session:
        yield Caller(telegram, session)


async def test_updates_stay_until_confirmed() -> None:
    """Without an offset everything comes again; an offset forgets what is older."""
    async with calling() as call:
        person = call.telegram.person(5)
        for text in "abc":
            person.type(text)
        assert [[1, 2, 3], [1, 2, 3]] == [await call.ids(), await call.ids()]
        assert [3] == await call.ids(offset=100_000_003)
        assert [3] == await call.ids()


async def test_limit_and_negative_offset() -> None:
    """A limit cuts the batch; a negative offset keeps only the newest."""
    async with calling() as call:
        person = call.telegram.person(5)
        for number in range(120):
            person.type(str(number))
        assert (100, 7) == (len(await call.ids()), len(await call.ids(limit=7)))
        assert [119, 120] == await call.ids(offset=-2)
        assert [119, 120] == await call.ids()


async def test_offset_in_the_future_confirms_nothing() -> None:
    """An offset far beyond the newest id is ignored, as the real server does."""
    async with calling() as call:
        call.telegram.person(5).type("a")
        assert [1] == await call.ids(offset=100_000_100)
        assert [] == await call.ids(offset=100_000_011)


async def test_long_poll_ends_with_news_or_in_silence() -> None:
    """A poll waits for what comes, and an empty one returns nothing."""
    async with calling() as call:
        waiting = asyncio.create_task(call.ids(timeout=50))
        while not call.telegram.calls["getUpdates"]:  # noqa: ASYNC110 - the server counts
            await asyncio.sleep(0)
        call.telegram.person(5).type("a")
        assert [1] == await waiting
        assert [] == await call.ids(offset=100_000_002, timeout=0)


async def test_second_poll_ends_the_first() -> None:
    """Of two pollers the first is told 409."""
    async with calling() as call:
        first = asyncio.create_task(call("getUpdates", timeout=50))
        while not call.telegram.calls["getUpdates"]:  # noqa: ASYNC110 - the server counts
            await asyncio.sleep(0)
        second = asyncio.create_task(call("getUpdates", timeout=50))
        status, told = await first
        call.telegram.person(5).type("a")
        assert (409, True) == (status, "terminated by other getUpdates" in told)
        assert 200 == (await second)[0]


async def test_no_poll_beside_a_webhook() -> None:
    """With a webhook getUpdates is 409; deleteWebhook gives the updates back."""
    async with calling() as call:
        call.telegram.person(5).type("a")
        await call("setWebhook", url="http://127.0.0.1:1/nobody")
        assert 409 == (await call("getUpdates"))[0]
        await call("deleteWebhook")
        assert [1] == await call.ids()


async def test_unwanted_kinds_do_not_come() -> None:
    """Only the kinds in allowed_updates are kept."""
    async with calling() as call:
        await call.ids(allowed_updates=["message"])
        person = call.telegram.person(5)
        person.block()
        person.unblock()
        person.type("a")
        assert [3] == await call.ids()


async def test_taps_die_and_messages_stay() -> None:
    """After 150 seconds without a bot a tap is gone."""
    async with calling() as call:
        person = call.telegram.person(5)
        person.press("v1:t:q:5", 1)
        person.type("a")
        call.telegram.updates.drop_taps()
        assert [2] == await call.ids()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "x", "keys": [{"text": "A", "callback_data": "ä" * 33}]}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "keys": [{"text": "A"}]}, "text buttons are unallowed"),
        ({"text": "x", "keys": [{"text": "A", "copy_text": {"text": ""}}]}, "COPY_TEXT_INVALID"),
        ({"text": "x", "keys": [{"text": "A", "copy_text": {"text": "x" * 257}}]}, "COPY_TEXT"),
        ({"text": "x", "keys": [{"text": "A", "copy_text": "x"}]}, "COPY_TEXT_INVALID"),
        ({"text": "x", "keys": [{"text": " ", "callback_data": "a"}]}, "must be non-empty"),
        ({"text": "x", "keys": [{"text": "A", "callback_data": "a"}] * 101}, "too long"),
    ],
)
async def test_limits_are_refused_and_noted(asked: dict[str, Any], told: str) -> None:
    """What is over a limit is refused with the server's words and noted as a violation."""
    async with calling() as call:
        call.telegram.person(5).type("a")
        markup = {"inline_keyboard": [asked.pop("keys", [])]}
        status, description = await call("sendMessage", chat_id=5, reply_markup=markup, **asked)
        assert (400, True) == (status, told in description)
        assert 1 == len(call.telegram.violations)
        assert [] == call.telegram.person(5).messages


async def test_menu_limits() -> None:
    """Commands and descriptions over their limits are refused and noted."""
    async with calling() as call:
        for command, about in (("Help", "x"), ("help", "")):
            menu = [{"command": command, "description": about}]
            assert 400 == (await call("setMyCommands", commands=menu))[0]
        assert 400 == (await call("setMyDescription", description="x" * 513))[0]
        assert 3 == len(call.telegram.violations)


async def test_people_who_cannot_be_reached() -> None:
    """Nobody is written to who is unknown, never started or blocked the bot."""
    async with calling() as call:
        assert "chat not found" in (await call("sendMessage", chat_id=5, text="x"))[1]
        person = call.telegram.person(5)
        assert "can't initiate" in (await call("sendMessage", chat_id=5, text="x"))[1]
        person.type("a")
        person.block()
        assert "blocked" in (await call("sendMessage", chat_id=5, text="x"))[1]
        person.unblock()
        assert 200 == (await call("sendMessage", chat_id=5, text="x"))[0]
        assert [] == call.telegram.violations


async def test_messages_are_changed_and_deleted() -> None:
    """An edit is seen, the same edit is told to be none, and both sides' messages can go."""
    async with calling() as call:
        person = call.telegram.person(5)
        typed = person.type("a")
        _, sent = await call("sendMessage", chat_id=5, text="one")
        edit = {"chat_id": 5, "message_id": sent["message_id"], "text": "two"}
        assert 200 == (await call("editMessageText", **edit))[0]
        assert "not modified" in (await call("editMessageText", **edit))[1]
        assert ["two"] == [shown.text for shown in person.messages]
        assert [False, True] == [shown.edited for shown in person.unread()]
        for message in (sent["message_id"], typed):
            assert 200 == (await call("deleteMessage", chat_id=5, message_id=message))[0]
        assert "to delete not found" in (await call("deleteMessage", chat_id=5, message_id=1))[1]
        assert ([], {}) == (person.messages, person.said)
        assert "to edit not found" in (await call("editMessageText", **edit))[1]


async def test_applied_fault_has_its_effect() -> None:
    """A call can take effect although the bot sees an error: the doubt a bot must live with."""
    async with calling() as call:
        person = call.telegram.person(5)
        person.type("a")
        call.telegram.fail_next("sendMessage", "reset", applied=True)
        with pytest.raises(aiohttp.ClientError):
            await call("sendMessage", chat_id=5, text="x")
        assert ["x"] == [shown.text for shown in person.messages]


async def test_strangers_and_unknown_methods() -> None:
    """A wrong token is 401, an unknown method 404, an unknown tap 400."""
    async with calling() as call:
        assert 401 == (await call("getMe", token="1:no"))[0]
        assert 404 == (await call("sendFax"))[0]
        assert ["sendFax: no such method"] == call.telegram.violations
        assert "query is too old" in (await call("answerCallbackQuery", callback_query_id="1"))[1]


async def test_long_words_are_cut_by_the_app() -> None:
    """What a person types over 4096 characters leaves the app in parts."""
    async with calling() as call:
        call.telegram.person(5).type("x" * 5000)
        _, updates = await call("getUpdates")
        assert [4096, 904] == [len(update["message"]["text"]) for update in updates]


async def test_button_that_is_not_there() -> None:
    """Tapping what no message shows is a mistake of the test, told with what there is."""
    async with calling() as call:
        person = call.telegram.person(5)
        person.type("a")
        keys = [[{"text": "Good", "callback_data": "g"}]]
        await call("sendMessage", chat_id=5, text="x", reply_markup={"inline_keyboard": keys})
        with pytest.raises(LookupError, match="Good"):
            person.tap("Bad")
        query = person.tap("g", message=person.messages[0].id)
        assert [query] == call.telegram.unanswered
