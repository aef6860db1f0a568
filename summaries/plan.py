"""What a release may speak about, fixed before anybody counts.

1. Thresholds are floors: a plan can only be stricter than docs/privacy.md.
2. A class of need can be raised by a plan, never lowered; a code without a class is never shown.
3. Skips are counted only of questions that no other table rests on: how many skipped a face or the
   needs behind it is a margin of those tables, from which hidden cells can be worked out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final

from dialogues.model import Phrase
from dialogues.needs import NeedClass, needs
from summaries.rules import GROUP, MENTION, SHIFT, Gate, K, Rules, loosened

FACES: Final = ("1", "2", "3", "4", "5")
HEARD: Final = ("no", "some", "yes")


@dataclass(frozen=True, slots=True)
class Place:
    """A town, a region or the country (which has no parent)."""

    id: str
    name: str
    kind: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """A question that becomes one word for a group; `scale` runs from the worst to the best."""

    question: str
    title: Phrase
    scale: tuple[str, ...] = FACES

    @property
    def hard(self) -> tuple[str, ...]:
        """The choices below the middle."""
        return self.scale[: len(self.scale) // 2]

    @property
    def good(self) -> tuple[str, ...]:
        """The choices above the middle."""
        return self.scale[-(len(self.scale) // 2) :]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote and let volunteers read, as staff translated it: (language, text) pairs.

    The language of the house comes first.
    """

    said: tuple[tuple[str, str], ...]

    def in_language(self, language: str) -> str:
        """The translation into a language; without one, that of the house."""
        return dict(self.said).get(language, self.said[0][1])


def _classes() -> dict[str, NeedClass]:
    return {code: need.cls for code, need in needs().items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The fixed tables of one window.

    faces: one per topic, in the order of the talk, and `heard` with the scale HEARD.
    gates: by need, the questions that offer it; a need that is not here is offered to everybody.
    wishes: the id of the wishes question; wish_labels: its options, without "nothing now".
    asked: the questions whose skips are counted, and their texts. languages: own names by tag.
    drafts: whether people read translations that nobody has reviewed. quotes: what was approved.
    """

    round: str
    window: str
    first_day: date
    last_day: date
    places: tuple[Place, ...]
    faces: tuple[Face, ...] = ()
    gates: Mapping[str, tuple[Gate, ...]] = field(default_factory=dict)
    wishes: str = ""
    wish_labels: Mapping[str, Phrase] = field(default_factory=dict)
    asked: Mapping[str, Phrase] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, NeedClass] = field(default_factory=_classes)
    drafts: bool = False
    quotes: tuple[Quote, ...] = ()
    k: int = K
    group: int = GROUP
    mention: int = MENTION
    shift: Fraction = SHIFT

    def __post_init__(self) -> None:
        faults = [
            *loosened(self.rules),
            *_tree_faults(self.places),
            *_margins(self),
        ]
        if faults:
            raise ValueError(" ".join(faults))

    @property
    def country(self) -> str:
        """The place that holds all others."""
        return next(place.id for place in self.places if place.parent is None)

    @property
    def rules(self) -> Rules:
        """What is frozen of the plan, so that a release can be judged by it later."""
        return Rules(
            k=self.k,
            group=self.group,
            mention=self.mention,
            shift=self.shift,
            classes=dict(self.classes),
            levels={face.question: len(face.scale) for face in self.faces},
            gates=dict(self.gates),
            offered=len(self.languages),
        )


def _tree_faults(places: tuple[Place, ...]) -> Iterator[str]:
    parents = {place.id: place.parent for place in places}
    if len(parents) != len(places):
        yield "Two places have the same id."
    if sum(parent is None for parent in parents.values()) != 1:
        yield "Exactly one place, the country, has no parent."
    for place in parents:
        if not _reaches_top(place, parents):
            yield f"The place {place} does not lie in the country."


def _margins(plan: Plan) -> Iterator[str]:
    rests_on = {plan.wishes, *(face.question for face in plan.faces)}
    rests_on |= {gate.question for gates in plan.gates.values() for gate in gates}
    for question in rests_on & plan.asked.keys():
        yield f"The skips of {question} cannot be shown: another table rests on it."
    for face in plan.faces:
        if len(face.scale) % 2 == 0:
            yield f"The scale of {face.question} has no middle."


def _reaches_top(place: str, parents: Mapping[str, str | None]) -> bool:
    at: str | None = place
    seen: set[str] = set()
    while at is not None:
        if at in seen or at not in parents:
            return False
        seen.add(at)
        at = parents[at]
    return True
