"""The promise a channel makes.

1. A channel knows its platform and nothing else: no framework, no database, no other channel.
2. What it hears it hands over once, and acknowledges to its platform only after the hand-over
   returned (the commit). If the hand-over raises, the platform is not acknowledged.
3. What it sends it sends once, and says what became of it: an id, or one of three refusals.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import Any, ClassVar, NamedTuple, Protocol, Self

from starlette.routing import Route

from dialogues.model import Heard

Hear = Callable[[Sequence[Heard]], Awaitable[None]]


class TryLater(Exception):  # noqa: N818  it says what the platform said
    """The platform asks for patience; `after` in seconds (0: the sender decides).

    `everyone` is true where the whole account must wait, not only this chat.
    """

    def __init__(self, reason: str, *, after: float = 0.0, everyone: bool = False) -> None:
        super().__init__(reason)
        self.after = after
        self.everyone = everyone


class Gone(Exception):  # noqa: N818
    """The person cannot be written to: blocked, deleted, never started."""


class Refused(Exception):  # noqa: N818
    """The platform does not take this message as it is: our mistake."""


class WrongSetting(Exception):  # noqa: N818
    """A channel cannot start; one sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can show.

    slash: commands are typed with a slash and arrive. edits: a sent message can be changed.
    row: buttons in a row at most; label: characters of a button; text: characters of a message;
    keys: buttons of a message, of which a list that is longer comes in pages.
    copies: a button can put a text on the clipboard. clears: which messages can be deleted in the
    chat: "both" sides', the bot's "own", or none.
    rings: we can write to somebody by ourselves; else what is said waits until they come.
    company: one runs the app, and can see who writes; a page says who may see it there instead.
    """

    slash: bool
    edits: bool
    row: int
    label: int
    text: int
    keys: int = 100
    copies: bool = False
    clears: str = ""
    rings: bool = True
    company: bool = True


class Key(NamedTuple):
    """A button as the person sees it, and the token that comes back; or what it copies."""

    label: str
    token: str
    copies: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A finished, platform-neutral message: text in the person's language and rows of buttons.

    marked: a part of the text that people will want to copy where no button does it.
    clears: nothing is said, but these messages in the chat are deleted.
    anew: what can take the place of its message no more is sent as a new one; else it is refused.
    """

    text: str
    rows: tuple[tuple[Key, ...], ...] = ()
    rtl: bool = False
    replaces: str = ""
    marked: str = ""
    clears: tuple[str, ...] | None = None
    anew: bool = True


@dataclass(frozen=True, slots=True)
class CommandMenu:
    """The commands of one language (name, description) and what the bot says of itself."""

    language: str
    commands: tuple[tuple[str, str], ...]
    description: str


class Channel(Protocol):
    """What every channel can do. `account` is known after `open`.

    begins: the link with which somebody begins here, up to the code of an invitation; empty where a
    platform has no such link.

    polls: its platform gives everything to one listener at a time, so that of several replicas only
    one may `listen`.
    """

    name: ClassVar[str]
    capabilities: ClassVar[Capabilities]
    account: str
    polls: bool = False
    begins: str = ""

    @classmethod
    def configured(cls, settings: Any) -> Self | None:
        """The channel as the settings want it, or None if they do not name it."""

    async def open(self, menus: Sequence[CommandMenu]) -> None:
        """Connect and learn who we are; raise WrongSetting if that cannot work."""

    async def introduce(self, menus: Sequence[CommandMenu]) -> bool:
        """Show the menus where the app keeps them, which may take long; False if some could not.

        Asked only when they changed. Most apps keep none.
        """
        del menus
        return True

    def routes(self, hear: Hear) -> list[Route]:
        """What this channel wants served (webhooks); none if it fetches by itself."""

    async def listen(self, hear: Hear) -> None:
        """Fetch and hand over until cancelled; returns at once where routes do the work."""

    async def send(self, address: str, message: Message) -> str:
        """Send or edit one message and return its id; raise TryLater, Gone or Refused."""

    async def clear(self, address: str, refs: Sequence[str]) -> None:
        """Delete messages in the chat where that can be done, and be silent where it cannot."""

    async def close(self) -> None:
        """Let go of connections."""


ENTRY_POINTS = "howareyou.channels"


@cache
def load(name: str) -> type[Channel]:
    """The class of an installed channel; its library is imported only now."""
    found = entry_points(group=ENTRY_POINTS, name=name)
    if not found:
        raise WrongSetting(
            f"The channel {name} is not installed; install the project (`make setup`) first."
        )
    channel: type[Channel] = next(iter(found)).load()
    return channel


def capabilities_of(name: str) -> Capabilities:
    """What an installed channel can show."""
    return load(name).capabilities


def names() -> tuple[str, ...]:
    """The installed channels."""
    return tuple(sorted({each.name for each in entry_points(group=ENTRY_POINTS)}))


def configured(settings: Any, wanted: Sequence[str]) -> Iterator[Channel]:
    """Every channel among those wanted that the settings name."""
    for name in wanted:
        channel = load(name).configured(settings)
        if channel is not None:
            yield channel
