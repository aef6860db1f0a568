"""Who writes faster than we may answer is asked to wait a minute; nobody else waits for them.

1. In a minute as much is heard of a person as their chat may be answered. What comes above that is
   acknowledged and let go, and the person is told, once in that minute, that it was not kept.
2. Help, stop, deletion and a no to the talk are heard all the same, each once in that minute.
3. What was said counts when it is committed: what a platform brings again is not counted twice.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import structlog

from bot import render
from bot.batch import Batch, person_of
from bot.stages import Person
from bot.urgent import urgent
from dialogues import asking
from dialogues.hearing import Control
from dialogues.model import Heard, Line, Phrase, Say
from storage import post

log = structlog.get_logger()

SLOW_DOWN = Phrase(
    "flood.slow_down",
    "You are very fast, and I could not keep up. What you wrote or chose just now is not kept. "
    "Please wait one minute, then write again. In danger, call {emergency}.",
)
A_MINUTE = 60.0
# Each takes about half a kilobyte; of a crowd larger than this, nobody is the flood.
MOST_KNOWN = 20_000


@dataclass(slots=True)
class Minute:
    """What one person said in the minute that began then, and what they were told."""

    began: float
    said: int = 0
    told: bool = False
    urgent: frozenset[Control] = frozenset()

    def lasts(self, now: float) -> bool:
        """Whether this minute goes on; a clock that was put back ends it too."""
        return 0 <= now - self.began < A_MINUTE


@dataclass
class Flood:
    """How much everybody said in the last minute, in memory only.

    gap: the seconds between two answers to a chat (`Pace.chat`); 0: there is no limit.
    """

    gap: float = 0.0
    _minutes: dict[Person, Minute] = field(default_factory=dict)
    _swept: float = 0.0

    @contextmanager
    def counting(self, now: float) -> Iterator["Counting"]:
        """Count what one batch holds; if the batch is not committed, none of it was said."""
        counting = Counting(A_MINUTE / self.gap if self.gap else math.inf, now, self._minutes)
        yield counting
        self._minutes |= counting.minutes
        if len(self._minutes) > MOST_KNOWN or not 0 <= now - self._swept <= A_MINUTE:
            self._sweep(now)

    def _sweep(self, now: float) -> None:
        kept = {who: each for who, each in self._minutes.items() if each.lasts(now)}
        self._minutes = kept if len(kept) <= MOST_KNOWN else {}
        self._swept = now


@dataclass
class Counting:
    """One batch, counted on top of what was said before it."""

    most: float
    now: float
    before: dict[Person, Minute]
    minutes: dict[Person, Minute] = field(default_factory=dict)

    def lets_in(self, batch: Batch, heard: Heard) -> bool:
        """Whether this is taken through the talk; if it is not, the person is told here."""
        if self.most == math.inf or heard.kind in ("time", "blocked", "returned"):
            return True
        minute = self._minute(person_of(heard))
        minute.said += 1
        return minute.said <= self.most or self._is_urgent(batch, heard, minute)

    def _minute(self, person: Person) -> Minute:
        if person not in self.minutes:
            known = self.before.get(person)
            lasts = known is not None and known.lasts(self.now)
            self.minutes[person] = replace(known) if known and lasts else Minute(self.now)
        return self.minutes[person]

    def _is_urgent(self, batch: Batch, heard: Heard, minute: Minute) -> bool:
        asks = _asks(batch, heard)
        if asks is not None and asks not in minute.urgent:
            minute.urgent |= {asks}
            return True
        if not minute.told:
            minute.told = True
            _tell(batch, heard)
            log.debug("flood.told", channel=heard.channel)
        return False


def _asks(batch: Batch, heard: Heard) -> Control | None:
    """What is urgent in it; after "Delete everything?" whatever comes next is the answer."""
    contact = batch.held.get(person_of(heard))
    if contact is not None and contact.record.get("asked") == asking.DELETE:
        return Control.YES
    return urgent(batch.house, heard)


def _tell(batch: Batch, heard: Heard) -> None:
    line = Line(SLOW_DOWN, (("emergency", batch.house.emergency),))
    capabilities = batch.house.capabilities(heard.channel)
    message = render.message(Say((line,)), batch.language_of(heard), capabilities)
    batch.outgoing.append(post.Outgoing(*person_of(heard), render.body(message)))
