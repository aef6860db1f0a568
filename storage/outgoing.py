"""What goes out, as values: finished messages, those taken to be sent, and who can take them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from storage.keys import Key3

# How urgent a message is: the lower goes first.
REPLY, REMINDER, BROADCAST = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A finished message to be sent."""

    channel: str
    account: str
    address: str
    body: dict[str, Any]
    priority: int = REPLY
    not_before: float = 0.0

    @property
    def person(self) -> Key3:
        """Who it is for."""
        return self.channel, self.account, self.address


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message taken from the outbox to be sent now."""

    id: int
    channel: str
    account: str
    address: str
    body: dict[str, Any]
    attempts: int
    priority: int = REPLY


@dataclass(frozen=True, slots=True)
class Room:
    """For which accounts a sender stands ready now, and how many messages it can take at once."""

    accounts: Collection[tuple[str, str]] = ()
    places: int = 0


NOWHERE = Room()


@dataclass(frozen=True, slots=True)
class Aside:
    """A message that the platform did not take, and why."""

    id: int
    channel: str
    reason: str
