"""Telegram as a bot meets it: updates as the Bot API brings them, calls as it answers them.

Everything is there but the socket: a bot builds the whole body of a call and reads the whole
answer, and a tap brings the message that it was on, as the real Bot API does.
"""

import json
from collections.abc import Mapping
from itertools import count
from typing import Any

from scene import Keyboard, Replied, Shown

TOKEN = "77:stand-in"  # noqa: S105 - of no bot that exists
ME = {"id": 77, "is_bot": True, "first_name": "Bench", "username": "BenchBot"}
DATE = 1_803_895_200  # the day of the house (ours.py): what is much older is not taken in
YES = b'{"ok":true,"result":true}'


class Telegram:
    """The platform's side of an update."""

    def typed(self, number: int, chat: int, text: str) -> bytes:
        """A text message."""
        message = {"message_id": number, "from": _person(chat), "chat": _chat(chat), "date": DATE}
        message["text"] = text
        if text.startswith("/"):
            message["entities"] = [{"offset": 0, "length": len(text), "type": "bot_command"}]
        return json.dumps({"update_id": number, "message": message}).encode()

    def tapped(self, number: int, shown: Shown, button: dict[str, Any]) -> bytes:
        """A tap, with the message that it was on."""
        query = {
            "id": str(4_000_000_000_000 + number),
            "from": _person(shown.chat),
            "chat_instance": "-4242424242424242424",
            "data": button["callback_data"],
        }
        known = f'{json.dumps(query)[:-1]}, "message": {shown.written}}}'
        return f'{{"update_id": {number}, "callback_query": {known}}}'.encode()


class Network:
    """Answers every call at once."""

    def __init__(self, replied: Replied) -> None:
        self._replied = replied
        self._ids = count(1_000_000)

    def answer(self, method: str, asked: Mapping[str, Any]) -> bytes:
        """What the Bot API answers to a call with these parameters."""
        if method == "getMe":
            return json.dumps({"ok": True, "result": ME}).encode()
        if method not in ("sendMessage", "editMessageText"):
            return YES
        number = asked.get("message_id") or next(self._ids)
        keyboard = _keyboard(asked.get("reply_markup"))
        chat, text = int(asked["chat_id"]), asked["text"]
        message = _message(int(number), chat, text, keyboard)
        self._replied(Shown(chat, int(number), keyboard, message))
        return f'{{"ok": true, "result": {message}}}'.encode()


def _keyboard(markup: Any) -> Keyboard:
    if not markup:
        return ()
    read = json.loads(markup) if isinstance(markup, str) else markup
    found: Keyboard = read["inline_keyboard"]
    return found


def _person(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Somebody", "language_code": "fi"}


def _chat(chat: int) -> dict[str, Any]:
    return {"id": chat, "first_name": "Somebody", "type": "private"}


def _message(number: int, chat: int, text: str, keyboard: Keyboard) -> str:
    message = {"message_id": number, "from": ME, "chat": _chat(chat), "date": DATE, "text": text}
    if keyboard:
        message["reply_markup"] = {"inline_keyboard": keyboard}
    return json.dumps(message)
