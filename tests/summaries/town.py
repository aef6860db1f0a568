"""Rounds of invented people who talk as the framework lets them: needs stand behind faces.

Small and empty places, one that dominates, joins, stops, deletions, several windows; and moods and
needs at the extremes, where rules have their edges.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Final

from dialogues.model import Phrase
from summaries.disclose import Shown, disclose
from summaries.plan import Face, Plan
from summaries.rules import Gate
from tests.summaries.rounds import ASKED, HOME, LISTENED, PEOPLE, PLACES, Person, plan, tally

HEALTH: Final = Face("health_mood", Phrase("topic.health", "Health"))
GATES: Final[Mapping[str, tuple[Gate, ...]]] = {
    "money": (Gate("home_needs", "home_mood", 3),),
    "housing": (Gate("home_needs", "home_mood", 2),),
    "friends": (Gate("people_needs", "people_mood", 3),),
    "activities": (Gate("people_needs", "people_mood", 3), Gate("health_needs", "health_mood", 3)),
    "mind": (Gate("health_needs", "health_mood", 3),),
    "safety": (Gate("health_needs", "health_mood", 3),),
    "language": (Gate("language_needs"),),
}
CLASSES: Final = {
    "money": "careful",
    "housing": "open",
    "friends": "open",
    "activities": "open",
    "mind": "careful",
    "safety": "protected",
    "language": "open",
}
SIZES: Final = ((0,), (0, 0, 1, 2, 3, 4), (5, 6, 9), (10, 13, 14, 15), (17, 19, 20, 28), (60,))
CHANCES: Final = (0.0, 0.04, 0.2, 0.5, 0.8, 0.97, 1.0)


def town_plan(window: int = 1) -> Plan:
    """The plan of these rounds."""
    return plan(
        window=f"r1-{window}",
        faces=(HOME, PEOPLE, HEALTH, LISTENED),
        gates=GATES,
        classes=CLASSES,
    )


@dataclass(frozen=True)
class Habits:
    """How the people of one place talk."""

    mood: Sequence[int]
    needs: Mapping[str, float]
    stops: float
    wishes: float


def habits(rng: Random) -> Habits:
    """Some place's mood and needs: good, hard or mixed, and often at an extreme."""
    moods = ((1, 1, 1, 5, 9), (9, 5, 1, 1, 1), (2, 2, 2, 2, 2), (0, 0, 1, 0, 0), (3, 0, 0, 1, 3))
    return Habits(
        mood=rng.choice(moods),
        needs={code: rng.choice(CHANCES) for code in GATES},
        stops=rng.choice((0.0, 0.0, 0.1, 0.6)),
        wishes=rng.choice(CHANCES),
    )


def talker(rng: Random, place: str, habit: Habits) -> Person:
    """Somebody who talks as far as they like: no need without the face that leads to it."""
    faces: dict[str, str] = {}
    for face in (HOME, PEOPLE, HEALTH, LISTENED):
        if rng.random() >= habit.stops:
            weights = habit.mood if len(face.scale) > 3 else habit.mood[::2]
            faces[face.question] = rng.choices(face.scale, weights)[0]
    offered = {
        code
        for code, gates in GATES.items()
        if any(not each.face or int(faces.get(each.face, "9")) <= each.most for each in gates)
    }
    told = {question: "written" for question in ASKED if rng.random() > habit.stops}
    return Person(
        place=place,
        language=rng.choice(("ar", "ar", "uk", "fi", "en")),
        needs=frozenset(c for c in sorted(offered) if rng.random() < habit.needs[c]),
        faces=faces | told,
        wishes=frozenset({"language_cafe"} if rng.random() < habit.wishes else ()),
        skipped=frozenset(set(ASKED) - told.keys()) if rng.random() < 0.5 else frozenset(),
    )


def window(rng: Random) -> list[Person]:
    """Who finished in one window, everywhere; a few had deleted everything by then."""
    people: list[Person] = []
    for place in PLACES:
        habit = habits(rng)
        size = rng.choice(rng.choice(SIZES))
        people += [talker(rng, place.id, habit) for _ in range(size)]
    return without(rng, people)


def without(rng: Random, people: list[Person]) -> list[Person]:
    """The people who are left after some deletions."""
    gone = rng.choice((0.0, 0.0, 0.1))
    return [person for person in people if rng.random() >= gone]


@lru_cache(maxsize=4)
def story(seed: int) -> list[tuple[list[Person], Shown]]:
    """A whole round: each window's people, and what was released of them."""
    rng = Random(seed)  # noqa: S311 - the same round for the same number
    told: list[tuple[list[Person], Shown]] = []
    for number in range(1, rng.choice((1, 2, 3)) + 1):
        people = window(rng)
        left = without(rng, told[-1][0]) if told else []
        shown = disclose(
            tally(people),
            town_plan(number),
            earlier=tally(left),
            releases=[each for _, each in told],
        )
        told.append((people, shown))
    return told
