"""What goes out, as values: finished messages, those taken to be sent, and who can take them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from storage.keys import Key3
from storage.leases import Lease
from storage.settling import Settled

# A page is not written to: what is for it waits until the person opens it.
WEB = "web"

# How urgent a message is: the lower goes first.
REPLY, REMINDER, BROADCAST = 0, 1, 2


class Outgoing(NamedTuple):
    """A finished message to be sent; written: its body as JSON, where that is known."""

    channel: str
    account: str
    address: str
    body: dict[str, Any]
    priority: int = REPLY
    not_before: float = 0.0
    written: str = ""

    @property
    def person(self) -> Key3:
        """Who it is for."""
        return self.channel, self.account, self.address


class Waiting(NamedTuple):
    """A message taken from the outbox to be sent now; followed: another one stands behind it."""

    id: int
    channel: str
    account: str
    address: str
    body: dict[str, Any]
    attempts: int
    priority: int = REPLY
    followed: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """A sender's side of one transaction: what it has to note, and what it can take.

    accounts: for which it stands ready, under these leases. replies: how many of them it can take,
    fresh ones as they are put; waiting: how many of whatever waits, replies among them.
    """

    now: float = 0.0
    accounts: Collection[tuple[str, str]] = ()
    leases: frozenset[Lease] = frozenset()
    settled: Sequence[Settled] = ()
    replies: int = 0
    waiting: int = 0


NOBODY = Desk()


@dataclass(frozen=True, slots=True)
class Aside:
    """A message that the platform did not take, and why."""

    id: int
    channel: str
    reason: str
