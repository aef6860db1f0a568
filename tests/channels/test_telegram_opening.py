"""How Telegram starts: who we are, what is wrong, and menus on the side."""

import asyncio
from typing import Any

import pytest

from bot.channels import WrongSetting
from bot.channels.telegram import Telegram
from bot.standins.telegram import TOKEN, TelegramStandIn
from tests.channels.telegram_stage import (
    MENUS,
    SECRET,
    opened,
    polling,
    until,
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


async def test_menus_are_set_once() -> None:
    """Commands and description are set per language that Telegram can name, and not again."""
    async with TelegramStandIn() as telegram:
        for _ in range(2):
            channel = Telegram(TOKEN, api_url=telegram.url)
            await channel.open(MENUS)
            await asyncio.gather(*channel._intake._aside)
            await channel.close()
        assert {"", "en", "fi"} == set(telegram.commands)
        assert "Ohita" == telegram.commands["fi"][1]["description"]
        assert telegram.commands["en"] == telegram.commands[""]
        assert "Kertoo, mitä kuuluu." == telegram.descriptions["fi"]
        assert (3, 3) == (telegram.calls["setMyCommands"], telegram.calls["setMyDescription"])


async def test_menus_that_fail_stop_nothing() -> None:
    """A menu that cannot be set keeps neither the bot from talking nor the next menu away."""
    async with polling(menus=MENUS) as stage:
        stage.telegram.fail_next("getMyCommands", 500)
        stage.telegram.person(501).type("hi")
        assert "hi" == (await stage.ear.next()).text
        await until(lambda: set(stage.telegram.commands) == {"fi", ""})


async def test_closing_leaves_nothing_open() -> None:
    """A channel can be closed in the middle of everything, twice, and before it was opened."""
    await Telegram(TOKEN).close()
    async with TelegramStandIn() as telegram:
        channel = Telegram(TOKEN, api_url=telegram.url)
        telegram.fail_next("getMyCommands", "hang")
        await channel.open(MENUS)
        await channel.close()
        await channel.close()


async def test_polling_takes_over_from_a_webhook() -> None:
    """A webhook left by an earlier setting is taken down, or every poll would be refused."""
    async with TelegramStandIn() as telegram:
        await telegram.updates.set_webhook("http://127.0.0.1:1/old", secret="old")
        channel = await opened(telegram)
        assert ("", 1) == (telegram.updates.webhook, telegram.calls["deleteWebhook"])
        await channel.close()
