"""What goes out, as values: finished messages, those taken to be sent, and who can take them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from storage.keys import Key3
from storage.leases import Lease
from storage.settling import Settled

# A page is not written to: what is for it waits until the person opens it.
WEB = "web"

# How urgent a message is: the lower goes first.
REPLY, REMINDER, BROADCAST = 0, 1, 2

Account = tuple[str, str]


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
    """A message taken from the outbox to be sent now; followed: another one stands behind it.

    then: that one, if both were put together; it is not taken with it.
    """

    id: int
    channel: str
    account: str
    address: str
    body: dict[str, Any]
    attempts: int
    priority: int = REPLY
    followed: bool = False
    then: "Waiting | None" = None


class Places(NamedTuple):
    """How many messages of one account a sender can take.

    replies: how many of them, fresh ones as they are put; waiting: how many of whatever waits,
    replies among them.
    """

    replies: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Desk:
    """A sender's side of one transaction: what it has to note, and what it can take.

    accounts: for which it stands ready, under these leases, and its places for each.
    unsure: those of them for which it does not know whether messages were given to it.
    hands: what it has; slow: what of it is less urgent than a reply.
    back: by how much the clock of `not_before` was put back since that was written.
    """

    now: float = 0.0
    accounts: Mapping[Account, Places] = field(default_factory=dict)
    leases: frozenset[Lease] = frozenset()
    settled: Sequence[Settled] = ()
    unsure: Collection[Account] = ()
    hands: Collection[int] = ()
    slow: Collection[int] = ()
    back: Mapping[Account, float] = field(default_factory=dict)


NOBODY = Desk()


@dataclass(frozen=True, slots=True)
class Aside:
    """A message that the platform did not take, and why."""

    id: int
    channel: str
    reason: str
