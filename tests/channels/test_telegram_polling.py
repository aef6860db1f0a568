"""Telegram by polling: nothing is confirmed before it was heard, and nothing ends it."""

import asyncio
from typing import Any

import pytest

from bot.channels import WrongSetting
from bot.channels.telegram import Telegram
from bot.channels.telegram_intake import LONGEST_PAUSE
from bot.standins.telegram import TOKEN, TelegramStandIn
from tests.channels.telegram_stage import (
    deaf,
    polling,
    until,
    webhook,
)


async def test_offset_follows_the_commit() -> None:
    """The first poll has no offset; an offset is sent only for what was heard."""
    async with polling() as stage:
        person = stage.telegram.person(501)
        stage.ear.failures = 1
        person.type("one")
        await stage.ear.next()
        await until(lambda: stage.telegram.calls["getUpdates"] >= 3)
        asked = [one for method, one in stage.telegram.requests if method == "getUpdates"]
        offsets = [one.get("offset") for one in asked[:3]]
        assert [None, None, 100_000_002] == offsets


@pytest.mark.parametrize("fault", [409, 500, 502, 429, "reset", "garbage"])
async def test_polling_outlives(fault: int | str) -> None:
    """Conflict, errors of the server, floods and broken lines are waited out, growing slower."""
    async with polling() as stage:
        person = stage.telegram.person(501)
        stage.telegram.fail_next("getUpdates", fault, times=9, retry_after=7)
        person.type("first")
        person.type("second")
        heard = [(await stage.ear.next()).text for _ in range(2)]
        assert ["first", "second"] == heard
        await until(lambda: len(stage.pauses) == 9)
        assert sorted(stage.pauses) == stage.pauses
        assert (7.0 if fault == 429 else 0.5, LONGEST_PAUSE) == (stage.pauses[0], stage.pauses[-1])


@pytest.mark.parametrize("strange", [{}, None, "x", [{"update_id": "x"}]])
async def test_polling_outlives_a_strange_answer(strange: Any) -> None:
    """An answer without updates that can be confirmed is waited out, not asked for in a rush."""
    async with polling() as stage:
        real, answers = stage.telegram._methods["getUpdates"], [strange]

        async def answer(asked: dict[str, Any]) -> Any:
            """The strange answer first, then real ones."""
            return answers.pop() if answers else await real(asked)

        stage.telegram._methods["getUpdates"] = answer
        person = stage.telegram.person(501)
        person.type("first")
        person.type("second")
        assert ["first", "second"] == [(await stage.ear.next()).text for _ in range(2)]
        await until(lambda: len(stage.pauses) == 1)


async def test_update_without_number_holds_up_nobody() -> None:
    """Beside an update that has no number, the others of the batch are heard and confirmed."""
    async with polling() as stage:
        stage.telegram.updates.pending[1] = {"message": "no number"}
        stage.telegram.person(501).type("hi")
        assert "hi" == (await stage.ear.next()).text
        await until(lambda: not stage.telegram.updates.pending)


async def test_patience_starts_anew_after_success() -> None:
    """One success makes the next wait short again."""
    async with polling() as stage:
        person = stage.telegram.person(501)
        stage.telegram.fail_next("getUpdates", 500, times=3)
        person.type("one")
        person.type("two")
        await stage.ear.next()
        stage.telegram.fail_next("getUpdates", 500)
        person.type("three")
        await until(lambda: len(stage.pauses) == 4)
        assert [0.5, 1.0, 2.0, 0.5] == stage.pauses


async def test_token_revoked_ends_polling() -> None:
    """A token that Telegram no longer knows is said in one sentence, without the token."""
    async with TelegramStandIn() as telegram:
        channel = Telegram(TOKEN, api_url=telegram.url)
        await channel.open(())
        telegram.fail_next("getUpdates", 401, description="Unauthorized")
        with pytest.raises(WrongSetting) as told:
            await channel.listen(deaf)
        await channel.close()
        assert "HOWAREYOU_TELEGRAM_TOKEN" in str(told.value)
        assert TOKEN not in str(told.value)


async def test_hundreds_come_in_order() -> None:
    """More updates than one poll holds come complete and in order."""
    async with polling() as stage:
        person = stage.telegram.person(501)
        for number in range(250):
            person.type(str(number))
        heard = [(await stage.ear.next()).text for _ in range(250)]
        assert list(map(str, range(250))) == heard


async def test_each_mode_does_its_own() -> None:
    """With a webhook, listening returns at once; without one there are no routes."""
    async with webhook() as stage:
        await asyncio.wait_for(stage.channel.listen(deaf), 5)
        assert 1 == len(stage.channel.routes(deaf))
        assert 0 == stage.telegram.calls["getUpdates"]
    async with polling() as stage:
        assert [] == stage.channel.routes(deaf)
