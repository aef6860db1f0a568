"""The talk on a page: nothing is sent to it, the page fetches what waits (no account, no app).

1. The address is a word made by chance that the browser of the person holds, and nobody else.
2. A form says what was pressed or written and on which screen: the same form again is a repeat.
3. What several boxes say comes at once: `v1:talk:question:=one,two`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from starlette.routing import Route

from bot.channels import Capabilities, Channel, CommandMenu, Hear, Message
from dialogues.model import Heard, read_token

NAME = "web"
MOST_TOKEN = 400
# The fields of a form. chosen: the ids of the boxes that were ticked, with commas. asked: a token
# of the question below which something was written.
SHOWN, PRESSED, CHOSEN, WRITTEN, HINT = "shown", "press", "chosen", "text", "language"
ASKED = "asked"
TICKED = "="
_LONGEST = 20


def heard(form: object, account: str) -> Heard | None:
    """What a form says; None for an empty one, or for none of ours."""
    if not isinstance(form, Mapping):
        return None
    address, shown, pressed, chosen, written, hint = (
        _field(form, name) for name in ("address", SHOWN, PRESSED, CHOSEN, WRITTEN, HINT)
    )
    if not address:
        return None
    if pressed:
        token = pressed + chosen if pressed.endswith(f":{TICKED}") else pressed
        if len(token) > MOST_TOKEN or read_token(token) is None:
            return None
        key = f"{address} {shown} {token}"
        return Heard(NAME, account, address, key, "tap", token=token, language=hint[:_LONGEST])
    if not written:
        return None
    key, asked = f"{address} {shown} {written}", _field(form, ASKED)[:MOST_TOKEN]
    language = hint[:_LONGEST]
    return Heard(NAME, account, address, key, "text", written, asked, language=language)


def _field(form: Mapping[Any, Any], name: str) -> str:
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def requests(address: str, message: Message) -> Sequence[tuple[str, object]]:  # noqa: ARG001 - every channel is asked in the same form
    """How a message waits for its page."""
    return [("wait", {"text": message.text, "rows": message.rows, "rtl": message.rtl})]


class Web(Channel):
    """All pages on which people talk. pages: where they are, as people reach them.

    `sent` holds what was sent past the outbox, until shown.
    """

    name: ClassVar[str] = NAME
    capabilities: ClassVar[Capabilities] = Capabilities(
        slash=False,
        edits=False,
        row=1,
        label=200,
        text=100_000,
        keys=1000,
        rings=False,
        company=False,
    )

    def __init__(self, pages: str = "") -> None:
        self.account = ""
        self.begins = f"{pages}/talk/" if pages else ""
        self.sent: dict[str, Message] = {}

    @classmethod
    def configured(cls, settings: Any) -> Self | None:
        """The pages, unless the settings shut them."""
        return cls(settings.address) if settings.web == "on" else None

    async def open(self, menus: Sequence[CommandMenu]) -> None:
        """A page is always there."""

    def routes(self, hear: Hear) -> list[Route]:  # noqa: ARG002 - the promise of a channel
        """The pages themselves are no part of a channel."""
        return []

    async def listen(self, hear: Hear) -> None:
        """Whoever opens a page comes to us."""

    async def send(self, address: str, message: Message) -> str:
        """Keep a message for the page that waits for its answer at this moment."""
        self.sent[address] = message
        return ""

    async def clear(self, address: str, refs: Sequence[str]) -> None:
        """A page shows nothing that is over: there is nothing to delete."""

    async def close(self) -> None:
        """Nothing is held."""
        self.sent.clear()
