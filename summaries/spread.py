"""What can stand behind the word for a face, and how far a word of change narrows it.

1. Whoever reads a word knows how many can have answered, and what share makes the word. From that
   follow all counts that are possible, exactly: how many answered, how many are good, or hard.
2. "Better", or its absence, compares two means. It is told only where neither of the two leaves any
   of these counts fewer than k possibilities, in this window or an earlier one. Readers can work
   out by themselves where that is so: no silence tells more than the rule.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Final, Literal

from summaries.rules import Word

STEPS: Final[dict[Word, int]] = {"mostly hard": 0, "mixed": 1, "mostly good": 2}
SPECK: Final = Fraction(1, 10**12)
"""Less than what two different means of people are apart: it makes "under" out of "at most"."""

Count = Literal["answered", "good", "hard"]
COUNTS: Final[tuple[Count, ...]] = ("answered", "good", "hard")
Ends = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Behind:
    """The faces of one page in one window, as a reader knows them.

    least and people: the fewest and the most who can have answered. half: how many choices are
    above the middle, and how many below. low, high: what is known of the mean (0 is the worst).
    """

    least: int
    people: int
    half: int
    word: Word
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(10**6)

    def is_wide(self, k: int) -> bool:
        """Whether every count behind the word has k possibilities or more, from end to end."""
        found = [self.ends(count, enough=k) for count in COUNTS]
        return all(each is not None and each[1] - each[0] + 1 >= k for each in found)

    def ends(self, count: Count, *, enough: int | None = None) -> Ends | None:
        """The fewest and the most that a count can be, or any two that are `enough` apart."""
        found: list[int] = []
        for answered in range(self.people, self.least - 1, -1):
            found += self._ends_of(count, answered)
            if enough and found and max(found) - min(found) + 1 >= enough:
                break
        return (min(found), max(found)) if found else None

    def means(self) -> tuple[Fraction, Fraction] | None:
        """The lowest and the highest mean that is possible; None if the knowledge is at odds."""
        totals = [(self._totals(many), many) for many in range(self.least, self.people + 1)]
        found = [(found, many) for found, many in totals if found]
        if not found:
            return None
        lowest = min(Fraction(ends[0], many) for ends, many in found)
        return lowest, max(Fraction(ends[1], many) for ends, many in found)

    def _ends_of(self, count: Count, answered: int) -> Iterator[int]:
        """The ends of a count where exactly so many answered."""
        if count == "answered":
            yield from [answered] if self._totals(answered) else []
            return
        good, hard = self._word_allows(answered)

        def is_possible(value: int) -> bool:
            exactly = (value, value)
            if count == "good":
                return self._totals(answered, good=exactly, hard=hard) is not None
            return self._totals(answered, good=good, hard=exactly) is not None

        first, last = good if count == "good" else hard
        yield from _first(range(first, last + 1), is_possible)
        yield from _first(range(last, first - 1, -1), is_possible)

    def _word_allows(self, answered: int) -> tuple[Ends, Ends]:
        """How many can be good and how many hard, each for itself."""
        if self.word == "mostly good":
            return (-(-2 * answered // 3), answered), (0, answered)
        good = (0, (2 * answered - 1) // 3)
        if self.word == "mostly hard":
            return good, (-(-answered // 2), answered)
        return good, (0, (answered - 1) // 2)

    def _totals(
        self, answered: int, *, good: Ends | None = None, hard: Ends | None = None
    ) -> Ends | None:
        """The ends of the sum of all faces; None if no sum is possible.

        All sums between the ends are possible: one person moved by one choice changes it by one.
        """
        allowed = self._word_allows(answered)
        good, hard = good or allowed[0], hard or allowed[1]
        if good[0] + hard[0] > answered:
            return None
        middle = answered * self.half
        lowest = middle + good[0] - self.half * min(hard[1], answered - good[0])
        highest = middle - hard[0] + self.half * min(good[1], answered - hard[0])
        ends = max(lowest, ceil(self.low * answered)), min(highest, floor(self.high * answered))
        return ends if ends[0] <= ends[1] else None


def _first(values: range, is_possible: Callable[[int], bool]) -> list[int]:
    return next(([value] for value in values if is_possible(value)), [])


@dataclass(frozen=True, slots=True)
class Step:
    """A window's face beside the one of the window before; `told` is whether a change was said.

    told: None where readers know that it could not have been said anyway.
    """

    face: Behind
    told: bool | None = None


def rises(first: Behind, second: Behind) -> bool:
    """Whether the word of the second is the better one."""
    return STEPS[second.word] > STEPS[first.word]


Story = tuple[Step, ...]
"""The same face of the same place, window after window."""


def may_tell(story: Story, face: Behind, *, shift: Fraction, k: int) -> bool:
    """Whether a change may be said next: the word moved, and neither answer would tell too much."""
    if not story or STEPS[story[-1].face.word] == STEPS[face.word]:
        return False
    endings = (narrowed((*story, Step(face, told)), shift=shift) for told in (True, False))
    return all(step.face.is_wide(k) for ending in endings for step in ending)


def narrowed(story: Story, *, shift: Fraction) -> Story:
    """The same story with all that each window tells of the means of the others."""
    steps = list(story)
    for _ in story:
        before = list(steps)
        for later in [*range(1, len(steps)), *range(len(steps) - 1, 0, -1)]:
            _compare(steps, later, shift=shift)
        if steps == before:
            break
    return tuple(steps)


def _compare(steps: list[Step], later: int, *, shift: Fraction) -> None:
    """Narrow two neighbours by what was said, or not said, of the change between them."""
    first, second = steps[later - 1].face, steps[later].face
    told = steps[later].told
    means = first.means(), second.means()
    if told is None or means[0] is None or means[1] is None:
        return
    first_low, first_high = means[0]
    second_low, second_high = means[1]
    if told is rises(
        first, second
    ):  # the second mean is higher by a shift, or at least not lower by one
        gap = shift if told else SPECK - shift
        second = replace(second, low=max(second.low, first_low + gap))
        first = replace(first, high=min(first.high, second_high - gap))
    else:
        gap = -shift if told else shift - SPECK
        second = replace(second, high=min(second.high, first_high + gap))
        first = replace(first, low=max(first.low, second_low - gap))
    steps[later - 1] = replace(steps[later - 1], face=first)
    steps[later] = replace(steps[later], face=second)
