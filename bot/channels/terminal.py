"""The talk in a terminal: lines in, messages out, nothing kept (`howareyou play`).

1. A line is passed on as it was typed; numbers and words are understood where they are heard.
2. Options carry the number that can be typed; what can always be done stands below as words.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, ClassVar, Self
from uuid import uuid4

from starlette.routing import Route

from bot.channels import Capabilities, Channel, CommandMenu, Hear, Key, Message
from dialogues.model import Heard, read_token

Read = Callable[[], Awaitable[str | None]]
Write = Callable[[str], None]

NAME = "terminal"
ADDRESS = "me"


def heard(line: object, account: str) -> Heard | None:
    """What a typed line says; None for an empty one."""
    text = line.strip() if isinstance(line, str) else ""
    return Heard(NAME, account, ADDRESS, "", "text", text=text) if text else None


def requests(
    address: str,  # noqa: ARG001 - every channel is asked in the same form
    message: Message,
    *,
    numbers: dict[str, int] | None = None,
) -> list[tuple[str, str]]:
    """What is written for a message: its text, numbered options, then words of control.

    `numbers` remembers the number of each option: where a part of a question's options is shown
    again ("did you mean"), they keep the numbers that typing them means.
    """
    keys = [key for row in message.rows for key in row]
    options = [key for key in keys if not _is_control(key)]
    known = {} if numbers is None else numbers
    if not all(key.token in known for key in options):
        known.update((key.token, number) for number, key in enumerate(options, 1))
    lines = "\n".join(f"[{known[key.token]}] {key.label}" for key in options)
    words = " · ".join(key.label for key in keys if _is_control(key))
    blocks = (message.text, lines, words)
    return [("write", "\n\n".join(block for block in blocks if block) + "\n")]


def _is_control(key: Key) -> bool:
    parts = read_token(key.token)
    return parts is not None and parts[2].startswith("!")


class Terminal(Channel):
    """One person at a keyboard. `read` gives the next line, or None at the end of input."""

    name: ClassVar[str] = NAME
    capabilities: ClassVar[Capabilities] = Capabilities(
        slash=True, edits=False, row=1, label=200, text=100_000, keys=1000
    )

    def __init__(self, read: Read, write: Write) -> None:
        self.account = NAME
        self._read = read
        self._write = write
        self._sitting = uuid4().hex
        self._events = count(1)
        self._sent = count(1)
        self._numbers: dict[str, int] = {}

    @classmethod
    def configured(cls, settings: Any) -> Self | None:  # noqa: ARG003 - the promise of a channel
        """No setting turns it on: whoever has a keyboard makes one."""
        return None

    async def open(self, menus: Sequence[CommandMenu]) -> None:
        """A terminal is always there."""

    def routes(self, hear: Hear) -> list[Route]:  # noqa: ARG002 - the promise of a channel
        """A terminal is not served."""
        return []

    async def listen(self, hear: Hear) -> None:
        """Hand over line after line until the input ends."""
        while (line := await self._read()) is not None:
            found = heard(line, self.account)
            if found is not None:
                key = f"{self._sitting} {next(self._events)}"
                await hear([replace(found, event_key=key)])

    async def send(self, address: str, message: Message) -> str:
        """Write one message and return its number in this sitting."""
        for _, text in requests(address, message, numbers=self._numbers):
            self._write(text)
        return str(next(self._sent))

    async def clear(self, address: str, refs: Sequence[str]) -> None:
        """What stands in a terminal stays there."""

    async def close(self) -> None:
        """Nothing is held."""
