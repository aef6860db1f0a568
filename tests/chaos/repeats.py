"""Why somebody read a message twice: each repeat has a cause of its own, or it is one too many.

1. A kill or a stop of the process may repeat one message to each person, and so may a call of the
   platform whose answer got lost; whoever asks once more is told once more.
2. A cause counts for the repeat only if it came after the message before the two, and before the
   second of them; and for one repeat of a person alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

KILL, STOP, TORN, ASKED = "kill", "stop", "torn", "asked"


@dataclass(frozen=True)
class Cause:
    """Something that may repeat one message to a person."""

    what: str
    at: float


@dataclass(frozen=True)
class Repeat:
    """A message that came twice. since: when the one before both came; at: when the second did."""

    since: float
    at: float

    def may_be_of(self, cause: Cause) -> bool:
        """Whether this can have been the reason; an answer to a question can be a long way off."""
        return (cause.what == ASKED or self.since < cause.at) and cause.at < self.at


@dataclass(frozen=True)
class Explained:
    """The repeats of one person. worst: by one kill; over: without a cause of their own."""

    causes: Counter[str]
    worst: int
    over: Sequence[Repeat]


def explained(repeats: Sequence[Repeat], causes: Iterable[Cause]) -> Explained:
    """Give every repeat a cause of its own, as far as that can be."""
    ordered = sorted(causes, key=lambda cause: (cause.what == ASKED, cause.at))
    given: dict[int, int] = {}  # cause: repeat
    over = [
        repeat
        for number, repeat in enumerate(repeats)
        if not _give(number, repeats, ordered, given, set())
    ]
    kills = Counter(place for place in given if ordered[place].what == KILL)
    for repeat in over:  # whatever else it was, it counts against the last kill
        kills.update(
            [place for place, each in enumerate(ordered)
             if each.what == KILL and repeat.may_be_of(each)][-1:]
        )  # fmt: skip
    counted = Counter(ordered[place].what for place in given)
    return Explained(counted, max(kills.values(), default=0), over)


def _give(
    number: int,
    repeats: Sequence[Repeat],
    causes: Sequence[Cause],
    given: dict[int, int],
    seen: set[int],
) -> bool:
    """A cause for this repeat; whoever has it takes another, if there is one for them."""
    for place, cause in enumerate(causes):
        if place in seen or not repeats[number].may_be_of(cause):
            continue
        seen.add(place)
        if place not in given or _give(given[place], repeats, causes, given, seen):
            given[place] = number
            return True
    return False
