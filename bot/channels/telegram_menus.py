"""The commands and the description that Telegram shows, per language and only when changed."""

from collections.abc import Sequence
from typing import Any

import structlog

from bot.channels import CommandMenu, Gone, Refused, TryLater, WrongSetting
from bot.channels.telegram_intake import Call
from bot.channels.telegram_payloads import NAME

DESCRIPTION = 512
SCOPE = {"scope": {"type": "all_private_chats"}}

_log = structlog.get_logger()


async def show(call: Call, menus: Sequence[CommandMenu]) -> None:
    """Show every menu in its language; one that fails stops neither the next nor the bot."""
    # Telegram tells languages apart by two letters: no ckb, no zh-Hans.
    wanted = [(menu.language, menu) for menu in menus if len(menu.language) == 2]
    # An app in another language sees what is set without one: the source language.
    wanted += [("", menu) for menu in menus if menu.language == "en"]
    for language, menu in wanted:
        try:
            await _show_one(call, {"language_code": language} if language else {}, menu)
        except (TryLater, Gone, Refused, WrongSetting) as error:
            _log.warning("telegram.menu_not_set", channel=NAME, reason=type(error).__name__)


async def _show_one(call: Call, language: dict[str, Any], menu: CommandMenu) -> None:
    commands = [{"command": name, "description": about} for name, about in menu.commands]
    if await call("getMyCommands", SCOPE | language) != commands:
        await call("setMyCommands", SCOPE | language | {"commands": commands})
    wanted = {"description": menu.description[:DESCRIPTION]}
    if await call("getMyDescription", language) != wanted:
        await call("setMyDescription", language | wanted)
