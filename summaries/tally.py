"""Counts of people per place and question, from the combinations that storage has counted.

1. A count is of people, never of mentions: a person stands in one combination per question.
2. Nothing here may be shown to anybody: only `summaries.disclose` decides that.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

TALK: Final = "_talk"
NEED: Final = "_need"
LANGUAGE: Final = "_language"

ASKED: Final = ("answered", "skipped", "unanswered")
"""The states of people who were shown a question."""


class Combo(Protocol):
    """So many people of a place gave the same answer to a question."""

    @property
    def place(self) -> str:
        """The place, as it was rolled up at the move."""

    @property
    def question(self) -> str:
        """The id of a question, or a pseudo-question."""

    @property
    def state(self) -> str:
        """What became of the question."""

    @property
    def choices(self) -> tuple[str, ...]:
        """What was chosen, all of it."""

    @property
    def people(self) -> int:
        """How many people."""


@dataclass(frozen=True, slots=True)
class Count:
    """People by state, and by choice among those who answered."""

    states: Counter[str] = field(default_factory=Counter)
    choices: Counter[str] = field(default_factory=Counter)

    @property
    def answered(self) -> int:
        """The people who answered."""
        return self.states["answered"]

    @property
    def asked(self) -> int:
        """The people who were shown the question."""
        return sum(self.states[state] for state in ASKED)


@dataclass(frozen=True, slots=True)
class Tally:
    """All counts of one window."""

    counts: Mapping[tuple[str, str], Count]

    def of(self, places: Collection[str], question: str) -> Count:
        """The people of several places together."""
        total = Count()
        for place in places:
            count = self.counts.get((place, question), Count())
            total.states.update(count.states)
            total.choices.update(count.choices)
        return total

    def everywhere(self, question: str) -> Count:
        """The people of all places together."""
        return self.of({place for place, _ in self.counts}, question)

    def settled(self, places: Collection[str], country: str) -> "Tally":
        """The same people; those of a place that is not known (any more) are the country's."""
        settled: dict[tuple[str, str], Count] = {}
        for (place, question), count in self.counts.items():
            home = place if place in places else country
            found = settled.setdefault((home, question), Count())
            found.states.update(count.states)
            found.choices.update(count.choices)
        return Tally(settled)

    def people(self) -> dict[str, int]:
        """How many people talked, by place."""
        talks = {place: count for (place, asked), count in self.counts.items() if asked == TALK}
        return {place: count.answered for place, count in talks.items() if count.answered}


def tally(combos: Iterable[Combo]) -> Tally:
    """Count people by place and question."""
    counts: dict[tuple[str, str], Count] = {}
    for combo in combos:
        found = counts.setdefault((combo.place, combo.question), Count())
        found.states[combo.state] += combo.people
        if combo.state == "answered":
            for choice in set(combo.choices):
                found.choices[choice] += combo.people
    return Tally(counts)
