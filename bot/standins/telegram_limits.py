"""What the Bot API takes, and the words with which it refuses the rest."""

import json
import re
from collections.abc import Mapping
from typing import Any

TEXT = 4096
DATA_BYTES = 64
COPIED = 256
DELETED = 100
BUTTONS = 100
DESCRIPTION = 512
SHORT_DESCRIPTION = 120

Rows = tuple[tuple[tuple[str, str], ...], ...]


class BotApiError(Exception):
    """A refusal in the words of the real server; `limit` if a bot should have known."""

    def __init__(self, status: int, description: str, *, limit: bool = False) -> None:
        super().__init__(description)
        self.status = status
        self.limit = limit


def text(asked: Mapping[str, Any]) -> str:
    """The text of a message, within its limits."""
    given = str(asked.get("text", "")).strip()
    if not given:
        raise BotApiError(400, "Bad Request: message text is empty", limit=True)
    if len(given) > TEXT:
        raise BotApiError(400, "Bad Request: message is too long", limit=True)
    return given


def rows(asked: Mapping[str, Any]) -> Rows:
    """The buttons of a message, within their limits."""
    found = (plain(asked.get("reply_markup")) or {}).get("inline_keyboard", [])
    keys = [key for row in found for key in row]
    if len(keys) > BUTTONS:
        raise BotApiError(400, "Bad Request: reply markup is too long", limit=True)
    if not all(isinstance(key.get("text"), str) and key["text"].strip() for key in keys):
        raise BotApiError(400, "Bad Request: text buttons must be non-empty", limit=True)
    if any(("copy_text" in key) == ("callback_data" in key) for key in keys):
        raise BotApiError(400, "Bad Request: text buttons are unallowed", limit=True)
    if not all(_copied(key) for key in keys if "copy_text" in key):
        raise BotApiError(400, "Bad Request: BUTTON_COPY_TEXT_INVALID", limit=True)
    asked_back = [[key for key in row if "callback_data" in key] for row in found]
    if not all(_is_data(key["callback_data"]) for row in asked_back for key in row):
        raise BotApiError(400, "Bad Request: BUTTON_DATA_INVALID", limit=True)
    return tuple(
        tuple((key["text"], key["callback_data"]) for key in row) for row in asked_back if row
    )


def copies(asked: Mapping[str, Any]) -> tuple[str, ...]:
    """What the buttons of a message put on the clipboard; the bot is not told of it."""
    found = (plain(asked.get("reply_markup")) or {}).get("inline_keyboard", [])
    return tuple(key["copy_text"]["text"] for row in found for key in row if "copy_text" in key)


def _copied(key: Mapping[str, Any]) -> bool:
    held = key["copy_text"]
    text = held.get("text") if isinstance(held, dict) else None
    return isinstance(text, str) and 1 <= len(text) <= COPIED


def _is_data(value: object) -> bool:
    return 1 <= len(str(value).encode()) <= DATA_BYTES


def numbers(asked: Mapping[str, Any]) -> list[int]:
    """The messages to be deleted at once, within their limit."""
    found: list[int] = plain(asked.get("message_ids")) or []
    if not 1 <= len(found) <= DELETED:
        raise BotApiError(400, "Bad Request: message identifiers are not specified", limit=True)
    return found


def commands(asked: Mapping[str, Any]) -> list[dict[str, str]]:
    """A menu of commands, within its limits."""
    found: list[dict[str, str]] = plain(asked.get("commands"))
    for one in found:
        if not re.fullmatch("[a-z0-9_]{1,32}", one["command"]):
            raise BotApiError(400, "Bad Request: BOT_COMMAND_INVALID", limit=True)
        if not 1 <= len(one["description"]) <= 256:
            raise BotApiError(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID", limit=True)
    return found


def description(asked: Mapping[str, Any]) -> str:
    """What a bot says of itself, within its limit."""
    found = str(asked.get("description", ""))
    if len(found) > DESCRIPTION:
        raise BotApiError(400, "Bad Request: BOT_DESCRIPTION_TOO_LONG", limit=True)
    return found


def short_description(asked: Mapping[str, Any]) -> str:
    """What a bot says of itself beside its picture, within its limit."""
    found = str(asked.get("short_description", ""))
    if len(found) > SHORT_DESCRIPTION:
        raise BotApiError(400, "Bad Request: BOT_SHORT_DESCRIPTION_TOO_LONG", limit=True)
    return found


def plain(value: Any) -> Any:
    """A part of a request as a value, whether it came as JSON or as JSON in a form."""
    return json.loads(value) if isinstance(value, str) and value else value
