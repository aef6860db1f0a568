"""Telegram under a flood: what is fetched, answered on the side and said in groups has a bound."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from bot.channels import telegram_intake
from bot.channels.telegram_intake import MOST_ASIDE, MOST_GROUPS, Intake
from bot.channels.telegram_payloads import Parameters
from bot.standins.telegram import TelegramStandIn
from dialogues.model import Heard
from tests.bot.fakes import SimulatedClock
from tests.channels.telegram_stage import opened, until

ME = "HowBot"


class Calls:
    """The Bot API in memory: it notes what it is asked, and answers when `open` is set."""

    def __init__(self) -> None:
        self.made: list[tuple[str, Parameters]] = []
        self.open = asyncio.Event()

    async def __call__(self, method: str, parameters: Parameters) -> None:
        """Note the call and wait."""
        self.made.append((method, parameters))
        await self.open.wait()


def tap(number: int) -> dict[str, Any]:
    """An update that is a tap."""
    chat = {"id": number, "type": "private"}
    query = {"id": str(number), "from": {"id": number, "is_bot": False}, "data": "x"}
    message = {"message_id": 1, "date": 0, "chat": chat}
    return {"update_id": number, "callback_query": query | {"message": message}}


def called(number: int, group: int) -> dict[str, Any]:
    """An update in which somebody calls the bot in a group."""
    sender = {"id": 1, "is_bot": False}
    chat = {"id": group, "type": "supergroup"}
    message = {"message_id": number, "date": 0, "from": sender, "chat": chat, "text": "/start"}
    return {"update_id": number, "message": message}


async def hear(_heard: Sequence[Heard]) -> None:
    """Take everything."""


async def test_no_more_is_fetched_than_was_committed() -> None:
    """Of 10,000 waiting updates a hundred are in memory while their commit is on its way."""
    async with TelegramStandIn() as telegram:
        channel = await opened(telegram)
        for number in range(10_000):
            telegram.person(number % 100 + 1).type("x")
        inside, gate, sizes = asyncio.Event(), asyncio.Event(), list[int]()

        async def slow(heard: Sequence[Heard]) -> None:
            """Take long."""
            sizes.append(len(heard))
            inside.set()
            await gate.wait()

        listening = asyncio.create_task(channel.listen(slow))
        await inside.wait()
        assert (1, 10_000) == (telegram.calls["getUpdates"], len(telegram.updates.pending))
        gate.set()
        await until(lambda: len(sizes) >= 5)
        assert {100} == set(sizes)
        assert len(telegram.updates.pending) <= 10_000 - 100 * (len(sizes) - 2)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await channel.close()


async def test_taps_to_be_answered_do_not_pile_up() -> None:
    """If Telegram is slow to take the answers to taps, only so many wait; every tap is heard."""
    calls, batches = Calls(), list[int]()
    intake = Intake(calls)

    async def count(heard: Sequence[Heard]) -> None:
        """Count what is heard."""
        batches.append(len(heard))

    for start in range(0, 10_000, 100):
        await intake.hand_over([tap(number + 1) for number in range(start, start + 100)], count)
    await asyncio.sleep(0)
    assert 10_000 == sum(batches)
    assert MOST_ASIDE == len(calls.made)
    calls.open.set()
    await intake.close()


async def test_a_group_is_answered_once_a_minute() -> None:
    """However often it is called, a group gets one link a minute, far under its 20 messages."""
    calls, clock = Calls(), SimulatedClock(100.0)
    calls.open.set()
    intake = Intake(calls, clock=clock)
    intake.username = ME
    for minute in range(3):
        for number in range(1000):
            clock.now += 0.05
            await intake.hand_over([called(number + 1, -5)], hear)
        clock.now += 10.0
        await asyncio.sleep(0)
        assert minute + 1 == len(calls.made)
    await intake.close()


async def test_many_groups_do_not_use_up_the_account() -> None:
    """All groups together get as many links a minute as one group may get messages."""
    calls, clock = Calls(), SimulatedClock()
    calls.open.set()
    intake = Intake(calls, clock=clock)
    await intake.hand_over([called(number, -number) for number in range(1, 1000)], hear)
    await asyncio.sleep(0)
    assert MOST_GROUPS == len(calls.made) == 20
    clock.now += telegram_intake.SEEN_SECONDS
    await intake.hand_over([called(1, -999)], hear)
    await asyncio.sleep(0)
    assert -999 == calls.made[-1][1]["chat_id"]
    await intake.close()


@pytest.mark.parametrize(
    "data", ["\ud800", "x" * 64, "v1:::", "v1:a:b:!x", "\x00", "v1:" + "é" * 30]
)
async def test_any_button_data_is_heard(data: str) -> None:
    """Whatever a button of 64 bytes carries, it is a tap, in letters that can be written down."""
    found: list[Heard] = []

    async def listen(heard: Sequence[Heard]) -> None:
        """Note what is heard."""
        found.extend(heard)

    intake, update = Intake(Calls()), tap(1)
    update["callback_query"]["data"] = data
    await intake.hand_over([update, tap(2)], listen)
    assert ["tap", "tap"] == [each.kind for each in found]
    assert found[0].token.encode()
    await intake.close()
