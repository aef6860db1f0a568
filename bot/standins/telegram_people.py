"""People on a stand-in Telegram: what they do becomes updates, what the bot says they see."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.standins.telegram_limits import TEXT, Rows

Push = Callable[[str, dict[str, Any]], int]
Number = Callable[[], int]

# Later than every day that a stand-in is used on: nothing that is said here is old.
A_DAY = 2_500_000_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot as the person sees it: its buttons are (label, token).

    copies: what other buttons put on the clipboard.
    """

    id: int
    text: str
    rows: Rows = ()
    edited: bool = False
    copies: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The words on the buttons, row by row."""
        return tuple(label for row in self.rows for label, _ in row)

    def token(self, wanted: str) -> str | None:
        """The token of the button with this label (or this token), if there is one."""
        keys = [key for row in self.rows for key in row]
        return next((token for label, token in keys if wanted in (label, token)), None)


class TelegramPerson:
    """One person in a private chat with the bot. Everything but `next` takes effect at once."""

    def __init__(self, chat_id: int, language: str, *, push: Push, number: Number) -> None:
        self.chat_id = chat_id
        self.language = language
        self.started = False
        self.blocked = False
        self.shown: dict[int, Shown] = {}
        self.said: dict[int, str] = {}
        self._push = push
        self._number = number
        self._news: asyncio.Queue[Shown] = asyncio.Queue()

    @property
    def messages(self) -> list[Shown]:
        """What the bot's messages say now, oldest first."""
        return list(self.shown.values())

    async def next(self, *, seconds: float = 30.0) -> Shown:
        """Wait for the next message or edit that was not yet waited for."""
        async with asyncio.timeout(seconds):
            return await self._news.get()

    def waits(self) -> bool:
        """Whether there is a message or edit that was not yet waited for."""
        return not self._news.empty()

    def unread(self) -> list[Shown]:
        """Take all messages and edits that were not yet waited for."""
        return [self._news.get_nowait() for _ in range(self._news.qsize())]

    def type(self, text: str) -> int:
        """Send words; the app cuts what is too long. Returns the id of the last message."""
        number = 0
        for start in range(0, len(text), TEXT):
            number = self._say({"text": text[start : start + TEXT]} | _command(text))
        return number

    def edit(self, message_id: int, text: str) -> None:
        """Change the words of an own message."""
        self.said[message_id] = text
        body = {**self._envelope(message_id), "edit_date": A_DAY + 1, "text": text}
        self._push("edited_message", body)

    def tap(self, button: str, message: int | None = None) -> str:
        """Press a button by its label or token, on the newest message that has it."""
        places = self.messages[::-1] if message is None else [self.shown[message]]
        for shown in places:
            token = shown.token(button)
            if token is not None:
                return self.press(token, shown.id)
        raise LookupError(f"no button {button!r}: {[shown.labels for shown in places]}")

    def press(self, token: str, message_id: int) -> str:
        """Press a button that may long be gone; returns the id of the tap."""
        self.started = True
        shown = self.shown.get(message_id)
        place = {"chat": self._chat, "message_id": message_id, "date": 0}
        if shown is not None:
            place |= {"date": A_DAY, "text": shown.text}
        query = str(4_000_000_000_000 + self._number())
        body = {"from": self._person, "message": place, "chat_instance": "1", "data": token}
        self._push("callback_query", {"id": query, **body})
        return query

    def send_photo(self, *, album: str = "", caption: str = "") -> int:
        """Send a photo, alone or as one of an album, perhaps with words under it."""
        photo = {"file_id": "AgAD", "file_unique_id": "AQAD", "width": 90, "height": 90}
        body: dict[str, Any] = {"photo": [photo]}
        body |= {"media_group_id": album} if album else {}
        return self._say(body | ({"caption": caption} if caption else {}))

    def block(self) -> None:
        """Shut the door: the bot cannot write any more."""
        self.blocked = True
        self._door("member", "kicked")

    def unblock(self) -> None:
        """Open the door again."""
        self.blocked = False
        self._door("kicked", "member")

    def see(self, shown: Shown) -> None:
        """Show what the bot sent or changed."""
        self.shown[shown.id] = shown
        self._news.put_nowait(shown)

    @property
    def _chat(self) -> dict[str, Any]:
        return {"id": self.chat_id, "type": "private", "first_name": "Person"}

    @property
    def _person(self) -> dict[str, Any]:
        person = {"id": self.chat_id, "is_bot": False, "first_name": "Person"}
        return person | ({"language_code": self.language} if self.language else {})

    def _envelope(self, number: int) -> dict[str, Any]:
        return {"message_id": number, "from": self._person, "chat": self._chat, "date": A_DAY}

    def _say(self, body: dict[str, Any]) -> int:
        self.started = True
        number = self._number()
        self.said[number] = body.get("text", "")
        self._push("message", self._envelope(number) | body)
        return number

    def _door(self, before: str, after: str) -> None:
        bot = {"id": 77, "is_bot": True, "first_name": "How are you"}
        change = {"chat": self._chat, "from": self._person, "date": A_DAY}
        change["old_chat_member"] = {"user": bot, "status": before}
        self._push("my_chat_member", change | {"new_chat_member": {"user": bot, "status": after}})


def _command(text: str) -> dict[str, Any]:
    """How the app marks a command, by which some libraries know one."""
    length = len(text.split(maxsplit=1)[0]) if text.startswith("/") else 0
    mark = {"type": "bot_command", "offset": 0, "length": length}
    return {"entities": [mark]} if length > 1 else {}
