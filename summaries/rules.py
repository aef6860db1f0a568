"""The rules of docs/privacy.md in numbers: what is said of a count, and how many it can be.

1. What is hidden depends on nothing but the count itself and on what the page shows already, so
   that no gap in a page tells more than the rule.
2. The attacker (`summaries.attack`) reads the same functions: they are no secret.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from dialogues.needs import CLASSES, NeedClass, needs

K: Final = 5
GROUP: Final = 10
MENTION: Final = 3
SHIFT: Final = Fraction(1, 2)

How = Literal["number", "nearly all", "also mentioned"]
Word = Literal["mostly good", "mixed", "mostly hard"]


@dataclass(frozen=True, slots=True)
class Gate:
    """A question that offers a need, only to those whose face is among the `most` lowest choices.

    face: "" if it is offered to everybody.
    """

    question: str
    face: str = ""
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What holds for a window. It is frozen with the release, so that later ones can be read by it.

    levels: how many choices each face has. gates: by need, where it can be named. offered: how many
    languages people could choose from.
    """

    k: int
    group: int
    mention: int
    shift: Fraction
    classes: Mapping[str, NeedClass]
    levels: Mapping[str, int]
    gates: Mapping[str, tuple[Gate, ...]]
    offered: int

    @property
    def crowd(self) -> int:
        """People of a page before a face gets a word: then k numbers of answers are possible."""
        return self.group + self.k - 1

    @property
    def chorus(self) -> int:
        """People of a window before languages are named: room for k of each, and for doubt."""
        return self.k * self.offered + self.k - 1


def said(
    rules: Rules, code: str, count: int, *, people: int, room: int
) -> tuple[How, int | None] | None:
    """What a page of so many people says of a need that so many named; None is nothing.

    room: how many can have named it at all. Where "nearly all" could only be all but one, it is not
    said either.
    """
    cls = rules.classes.get(code)
    if cls == "open" and count >= rules.mention:
        if count < rules.k or people == rules.k or count >= people - 1 >= room:
            return "also mentioned", None
        return ("nearly all", None) if count >= people - 1 else ("number", count)
    if cls == "careful" and people >= rules.group and rules.k <= count <= people - rules.k:
        return "number", count
    return None


def room(rules: Rules, code: str, people: int, words: Mapping[str, Word]) -> int:
    """The most people of a page who can have named a need, as the words of its faces tell."""
    gates = rules.gates.get(code, ())
    if not gates:
        return people
    return min(people, sum(through(rules, gate, people, words) for gate in gates))


def through(rules: Rules, gate: Gate, people: int, words: Mapping[str, Word]) -> int:
    """The most people of a page who can have been offered what lies behind one gate."""
    if gate.face not in rules.levels or people < rules.crowd:
        return people
    half = rules.levels[gate.face] // 2
    match words.get(gate.face):
        case None:
            return min(people, rules.group - 1)
        case "mostly good" if gate.most <= rules.levels[gate.face] - half:
            return people // 3
        case "mixed" if gate.most <= half:
            return (people - 1) // 2
        case _:
            return people


def word(*, good: int, hard: int, people: int) -> Word:
    """One word for the faces of a group: so many above and below the middle."""
    if 3 * good >= 2 * people:
        return "mostly good"
    return "mostly hard" if 2 * hard >= people else "mixed"


def loosened(rules: Rules) -> Iterator[str]:
    """Where rules would show more than docs/privacy.md says; they may only show less."""
    floors = (("k", rules.k, K), ("group", rules.group, GROUP), ("mention", rules.mention, MENTION))
    for name, value, floor in floors:
        if value < floor:
            yield f"The threshold {name} is {value}; it can be {floor} or more."
    if rules.shift < SHIFT:
        yield f"The threshold shift is {rules.shift}; it can be {SHIFT} or more."
    if rules.group < 2 * rules.k:
        yield f"The threshold group is {rules.group}; k = {rules.k} asks for {2 * rules.k} or more."
    for code, cls in rules.classes.items():
        lowest = needs()[code].cls if code in needs() else "protected"
        if cls not in CLASSES or CLASSES.index(cls) < CLASSES.index(lowest):
            yield f"The need {code} is {lowest}; it cannot be {cls}."
