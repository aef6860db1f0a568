"""How Telegram starts: who we are, what is wrong, and menus on the side."""

import asyncio
from typing import Any

import pytest

import locales
from bot.channels import WrongSetting
from bot.channels.telegram import Telegram
from bot.channels.telegram_menus import ABOUT, SHORT, fitting
from bot.channels.telegram_menus import DESCRIPTION as LONG
from bot.menu import COMMANDS, DESCRIPTION
from bot.standins.telegram import TOKEN, TelegramStandIn
from tests.channels.telegram_stage import (
    MENUS,
    SECRET,
    opened,
)


async def test_wrong_token_is_said() -> None:
    """A wrong token is one sentence that names the setting and hides the value."""
    async with TelegramStandIn() as telegram:
        channel = Telegram("12:wrong", api_url=telegram.url)
        with pytest.raises(WrongSetting) as told:
            await channel.open(())
        assert "HOWAREYOU_TELEGRAM_TOKEN" in str(told.value)
        assert "12:wrong" not in str(told.value)


async def test_it_knows_where_somebody_begins() -> None:
    """Once open, a channel gives the link to itself, up to the code of an invitation."""
    async with TelegramStandIn() as telegram:
        channel = Telegram(TOKEN, api_url=telegram.url)
        assert "" == channel.begins
        await channel.open(())
        assert f"https://t.me/{channel._intake.username}?start=" == channel.begins
        assert channel._intake.username
        await channel.close()


async def test_missing_token_is_said() -> None:
    """An empty token is the same sentence, without a call."""
    with pytest.raises(WrongSetting, match="HOWAREYOU_TELEGRAM_TOKEN"):
        await Telegram("", api_url="http://127.0.0.1:1").open(())


async def test_unreachable_platform_is_said() -> None:
    """If nobody answers, the sentence says where we looked."""
    with pytest.raises(WrongSetting, match=r"http://127\.0\.0\.1:1 .*HOWAREYOU_TELEGRAM_API_URL"):
        await Telegram(TOKEN, api_url="http://127.0.0.1:1").open(())


async def test_something_else_than_telegram_is_said() -> None:
    """If what answers is not the Bot API, the sentence says where we looked."""

    async def answer(_asked: dict[str, Any]) -> dict[str, Any]:
        """Say something else."""
        return {"hello": "world"}

    async with TelegramStandIn() as telegram:
        for fault in ("garbage", None):
            if fault is not None:
                telegram.fail_next("getMe", fault)
            telegram._methods["getMe"] = answer
            with pytest.raises(WrongSetting, match="HOWAREYOU_TELEGRAM_API_URL"):
                await Telegram(TOKEN, api_url=telegram.url).open(())


async def test_webhook_address_that_telegram_refuses_is_said() -> None:
    """An address without https is told in the words of Telegram."""
    async with TelegramStandIn() as telegram:
        channel = Telegram(
            TOKEN, api_url=telegram.url, public_url="http://example.org", webhook_secret=SECRET
        )
        with pytest.raises(WrongSetting, match="https url must be provided"):
            await channel.open(())


async def introduced(telegram: TelegramStandIn, *, waits: list[float] | None = None) -> bool:
    """A bot that shows its menus, and notes how long it was asked to wait."""

    async def pause(seconds: float) -> None:
        """Wait in no time."""
        if waits is not None:
            waits.append(seconds)

    channel = Telegram(TOKEN, api_url=telegram.url, pause=pause)
    await channel.open(MENUS)
    try:
        return await channel.introduce(MENUS)
    finally:
        await channel.close()


async def test_menus_are_set_once() -> None:
    """Commands and descriptions are set per language that Telegram can name, and not again."""
    async with TelegramStandIn() as telegram:
        assert all([await introduced(telegram) for _ in range(2)])
        assert {"", "en", "fi"} == set(telegram.commands)
        assert "Ohita" == telegram.commands["fi"][1]["description"]
        assert telegram.commands["en"] == telegram.commands[""]
        assert "Kertoo, mitä kuuluu." == telegram.descriptions["fi"] == telegram.shorts["fi"]
        calls = ("setMyCommands", "setMyDescription", "setMyShortDescription")
        assert [3, 3, 3] == [telegram.calls[each] for each in calls]


async def test_opening_sets_no_menus() -> None:
    """A start alone asks nothing about menus: they come when they changed."""
    async with TelegramStandIn() as telegram:
        channel = Telegram(TOKEN, api_url=telegram.url)
        await channel.open(MENUS)
        await channel.close()
        assert {"getMe", "deleteWebhook"} == set(telegram.calls)


async def test_menus_wait_when_telegram_asks_for_patience() -> None:
    """A limit is waited out once, as long as Telegram says, and then the menu is set."""
    async with TelegramStandIn() as telegram:
        telegram.fail_next("setMyCommands", 429, retry_after=37)
        waits: list[float] = []
        assert await introduced(telegram, waits=waits)
        assert [37.0] == waits
        assert {"", "en", "fi"} == set(telegram.commands)


async def test_menus_that_fail_stop_nothing() -> None:
    """A menu that cannot be set keeps the next one not away, and is told as not shown."""
    async with TelegramStandIn() as telegram:
        telegram.fail_next("getMyCommands", 400)
        assert not await introduced(telegram)
        assert {"fi", ""} == set(telegram.commands)


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("One. Two. Three.", 16, "One. Two. Three."),
        ("One. Two. Three.", 15, "One. Two."),
        ("One two three", 9, "One two…"),
        ("Onetwothree", 5, "Onet…"),
        ("一。二。三。", 4, "一。二。"),
        ("ሓደ። ክልተ። ሰለስተ።", 10, "ሓደ። ክልተ።"),
        ("هل؟ نعم۔ لا", 9, "هل؟ نعم۔"),
        ("call 11.2 now please", 12, "call 11.2…"),
    ],
)
def test_a_description_is_cut_between_sentences(text: str, most: int, kept: str) -> None:
    """As many whole sentences as fit, in every script; else as many words."""
    assert kept == fitting(text, most)
    assert len(kept) <= most


def test_every_language_fits_what_telegram_shows() -> None:
    """Of what the bot says of itself at least one whole sentence fits beside its picture."""
    for tag, _ in locales.offered():
        values = {"org": "Red Cross", "emergency": "112"}
        said = locales.say(DESCRIPTION.context, DESCRIPTION.source, tag, values)
        short = fitting(said, SHORT)
        assert said.startswith(short.rstrip("…"))
        assert not short.endswith("…"), tag
        assert len(fitting(said, LONG)) <= LONG
        for about in COMMANDS.values():
            assert len(locales.say(about.context, about.source, tag)) <= ABOUT


async def test_closing_leaves_nothing_open() -> None:
    """A channel can be closed in the middle of everything, twice, and before it was opened."""
    await Telegram(TOKEN).close()
    async with TelegramStandIn() as telegram:
        channel = Telegram(TOKEN, api_url=telegram.url)
        telegram.fail_next("getMyCommands", "hang")
        await channel.open(MENUS)
        hanging = asyncio.create_task(channel.introduce(MENUS))
        await asyncio.sleep(0)
        hanging.cancel()
        await asyncio.gather(hanging, return_exceptions=True)
        await channel.close()
        await channel.close()


async def test_polling_takes_over_from_a_webhook() -> None:
    """A webhook left by an earlier setting is taken down, or every poll would be refused."""
    async with TelegramStandIn() as telegram:
        await telegram.updates.set_webhook("http://127.0.0.1:1/old", secret="old")
        channel = await opened(telegram)
        assert ("", 1) == (telegram.updates.webhook, telegram.calls["deleteWebhook"])
        await channel.close()
