"""The commands and the descriptions that Telegram shows, per language and only when changed.

1. Telegram tells languages apart by two letters (ISO 639-1): Sorani (ckb), S'gaw Karen (ksw), Dari
   (fa-AF) and simplified Chinese (zh-Hans) can have none of their own; an app in another language
   shows what is set without one, the source language.
2. Nothing is written that stands there already: setting is what Telegram limits most.
"""

import re
from collections.abc import Sequence
from typing import Any

import structlog

from bot.channels import CommandMenu, Gone, Refused, TryLater, WrongSetting
from bot.channels.telegram_intake import Call, Pause
from bot.channels.telegram_payloads import NAME

# https://core.telegram.org/bots/api#setmydescription, #setmyshortdescription, #botcommand
DESCRIPTION, SHORT, ABOUT = 512, 120, 256
SCOPE = {"scope": {"type": "all_private_chats"}}
LONGEST_WAIT = 600.0

_END = re.compile(r"(?<=[.!?\u061f\u06d4])\s|(?<=[\u3002\u104b\u1362])\s?")
_log = structlog.get_logger()


async def show(call: Call, menus: Sequence[CommandMenu], *, pause: Pause) -> bool:
    """Show every menu in its language, and tell whether all are shown.

    One that fails stops neither the next nor the bot; where Telegram asks for patience, wait once.
    """
    wanted = [(menu.language, menu) for menu in menus if len(menu.language) == 2]
    wanted += [("", menu) for menu in menus if menu.language == "en"]
    failed = 0
    for language, menu in wanted:
        code = {"language_code": language} if language else {}
        try:
            try:
                await _show_one(call, code, menu)
            except TryLater as later:
                await pause(min(later.after, LONGEST_WAIT))
                await _show_one(call, code, menu)
        except (TryLater, Gone, Refused, WrongSetting) as error:
            failed += 1
            _log.warning("telegram.menu_not_set", channel=NAME, reason=type(error).__name__)
    return not failed


async def _show_one(call: Call, language: dict[str, Any], menu: CommandMenu) -> None:
    commands = [
        {"command": name, "description": fitting(about, ABOUT)} for name, about in menu.commands
    ]
    if await call("getMyCommands", SCOPE | language) != commands:
        await call("setMyCommands", SCOPE | language | {"commands": commands})
    for method, key, most in (
        ("MyDescription", "description", DESCRIPTION),
        ("MyShortDescription", "short_description", SHORT),
    ):
        wanted = {key: fitting(menu.description, most)}
        if await call(f"get{method}", language) != wanted:
            await call(f"set{method}", language | wanted)


def fitting(text: str, most: int) -> str:
    """As many whole sentences as fit; of one that is too long, as many words."""
    if len(text) <= most:
        return text
    ends = [end.start() for end in _END.finditer(text) if end.start() <= most]
    if ends:
        return text[: ends[-1]]
    cut = text[: most - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}…"
