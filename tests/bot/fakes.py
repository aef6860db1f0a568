"""A platform in memory, for the tests of what is sent: it notes, and refuses as it is told."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from starlette.routing import Route

from bot.channels import Capabilities, Channel, CommandMenu, Hear, Message


class Platform(Channel):
    """Sends into `sent` as (address, text); `next_` holds errors for the next sends of a person."""

    name: ClassVar[str] = "telegram"
    capabilities: ClassVar[Capabilities] = Capabilities(
        slash=True, edits=True, row=3, label=60, text=4096
    )

    def __init__(self, account: str = "77") -> None:
        self.account = account
        self.sent: list[tuple[str, str]] = []
        self.messages: list[Message] = []
        self.next_: defaultdict[str, deque[Exception | Callable[[], Any]]] = defaultdict(deque)
        self.cleared: list[tuple[str, list[str]]] = []
        self.at: list[float] = []
        self.clock: Callable[[], float] = lambda: 0.0

    @classmethod
    def configured(cls, settings: Any) -> Self | None:  # noqa: ARG003  the promise of a channel
        """No setting names it."""
        return None

    async def open(self, menus: Sequence[CommandMenu]) -> None:
        """It is always there."""

    def routes(self, hear: Hear) -> list[Route]:  # noqa: ARG002  the promise of a channel
        """It serves nothing."""
        return []

    async def listen(self, hear: Hear) -> None:
        """It hears nothing."""

    async def send(self, address: str, message: Message) -> str:
        """Note the message, or do what was planted for this person."""
        if self.next_[address]:
            planted = self.next_[address].popleft()
            if isinstance(planted, Exception):
                raise planted
            await planted()
        self.sent.append((address, message.text))
        self.messages.append(message)
        self.at.append(self.clock())
        return str(len(self.sent))

    async def clear(self, address: str, refs: Sequence[str]) -> None:
        """Note what is to be deleted in the chat."""
        self.cleared.append((address, list(refs)))

    async def close(self) -> None:
        """Nothing is held."""


@dataclass
class SimulatedClock:
    """A clock that jumps to the next sleeper as soon as nobody is awake."""

    now: float = 0.0
    _sleepers: list[tuple[float, int, asyncio.Future[None]]] = field(default_factory=list)
    _count: int = 0

    def __call__(self) -> float:
        """The time it is."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Sleep until somebody moves the clock."""
        self._count += 1
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.now + seconds, self._count, woken))
        await woken

    def jump(self) -> bool:
        """Move to the first sleeper and wake it; False if everybody is awake."""
        if not self._sleepers:
            return False
        self._sleepers.sort(key=lambda sleeper: sleeper[:2])
        self.now, _, woken = self._sleepers.pop(0)
        if not woken.done():
            woken.set_result(None)
        return True
