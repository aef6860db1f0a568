"""The rounds as a talk stands in them: which one is on, and whose talk still belongs to which.

Of a round that was closed early a talk goes on until the day its person was told.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.house import written_day
from storage import Tx, contacts, rounds
from storage.contacts import Contact

Person = tuple[str, str, str]
Known = dict[str, dict[Person, Contact]]  # by round

TALKING, FINISHED, MOVED = 0, 1, 2


@dataclass(frozen=True)
class Stage:
    """A round and its windows, the earliest first."""

    round: rounds.Round
    windows: tuple[rounds.Window, ...]

    @cached_property
    def told(self) -> dict[str, date]:
        """The last days of its windows, by how people read them."""
        return {written_day(window.last_day): window.last_day for window in self.windows}

    def on(self, day: date) -> rounds.Window | None:
        """The window that holds this day."""
        if day not in self._found:
            holding = (w for w in self.windows if w.first_day <= day <= w.last_day)
            self._found[day] = next(holding, None)
        return self._found[day]

    @cached_property
    def _found(self) -> dict[date, rounds.Window | None]:
        return {}


def stages_of(tx: Tx) -> dict[str, Stage]:
    """The current round, and closed ones whose people may still be known."""
    windows = rounds.all_windows(tx)
    return {
        each.id: Stage(each, tuple(w for w in windows if w.round == each.id))
        for each in rounds.all_rounds(tx)
        if each.state in ("open", "waiting", "closed")
    }


def held_on(
    tx: Tx, today: date, people: Collection[Person], *, closed: set[Person] | None = None
) -> dict[Person, Contact]:
    """The talks of these people: of the current round, or of one that was closed early."""
    stages = stages_of(tx)
    return held(stages, contacts.load_all(tx, stages, people, closed=closed), today)


def current(stages: dict[str, Stage]) -> Stage:
    """The round that is open or waiting."""
    return next(stage for stage in stages.values() if stage.round.state != "closed")


def held(stages: dict[str, Stage], known: Known, today: date) -> dict[Person, Contact]:
    """Of those who are known, the talks that go on today."""
    talks = dict(known[current(stages).round.id])
    for stage in stages.values():
        if stage.round.state == "closed" and stage.on(today) is not None:
            older = known[stage.round.id]
            talks |= {who: each for who, each in older.items() if each.phase != MOVED}
    return talks


def moved(stages: dict[str, Stage], known: Known) -> frozenset[Person]:
    """Who has answers in an earlier round that are kept without them."""
    return frozenset(
        person
        for stage in stages.values()
        if stage.round.state == "closed"
        for person, contact in known[stage.round.id].items()
        if contact.phase == MOVED
    )
