"""What could show who somebody is, hidden from a text on its arrival, before it rests anywhere.

1. Recall before precision, but public numbers, dates, times, prices and bus lines stay.
2. A mask is a code that says what was there; readers see it in their language. What is hidden is
   masked once more in the same way (idempotent).
3. The time grows with the length of the text only, and a plain short answer costs next to nothing:
   a rule looks only where its signs are seen.

Names are found only behind words that announce them (dialogues/redacting/names.py).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from dialogues.folding import Folded, fold
from dialogues.redacting.finding import blanked, tidy
from dialogues.redacting.parted import parted
from dialogues.redacting.public import public
from dialogues.redacting.rules import LETTERS, RULES

MASKS = {
    "phone": "[phone]",
    "e-mail": "[e-mail]",
    "link": "[link]",
    "handle": "[chat name]",
    "id": "[id]",
    "bank": "[bank number]",
    "birth": "[date of birth]",
    "address": "[address]",
    "name": "[name]",
    "date": "[date]",
    "place": "[place]",
    "number": "[number]",
}
KINDS = {mask: kind for kind, mask in MASKS.items()}
MASK = re.compile("|".join(map(re.escape, KINDS)))
ROUNDS = 8
# No rule for arrivals finds anything in so few characters (a test tries them): most typed answers
# are the number of an option.
TOO_SHORT = 2


class Strength(StrEnum):
    """How much is hidden."""

    ARRIVAL = "arrival"
    """What nobody should store: precise, so that people are understood."""
    PUBLISH = "publish"
    """Before others read it: also dates, long numbers, small places and people nearby."""


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a text that must go, and the kind of what stands there."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text without what was hidden, and which kinds were hidden, in order of appearance."""

    text: str
    kinds: tuple[str, ...] = ()


def redact(text: str, strength: Strength = Strength.ARRIVAL) -> Redacted:
    """Hide everything that could show who somebody is."""
    if len(text) <= TOO_SHORT and strength is Strength.ARRIVAL:
        return Redacted(text)
    stretches = found(text, strength)
    if not stretches:
        return Redacted(text)
    pieces = []
    end = 0
    for each in stretches:
        pieces += [text[end : each.start], MASKS[each.kind]]
        end = each.end
    kinds = dict.fromkeys(each.kind for each in stretches)
    return Redacted("".join([*pieces, text[end:]]), tuple(kinds))


def published(parts: Iterable[str]) -> str:
    """A text as others may read it; nothing where nothing is left to read."""
    text = redact("\n".join(parts), Strength.PUBLISH).text
    return text if any(map(str.isalpha, MASK.sub("", text))) else ""


def found(text: str, strength: Strength = Strength.ARRIVAL) -> tuple[Found, ...]:
    """What must go, from left to right; what was masked before is passed over."""
    folded = parted(fold(text))
    rest = folded.text
    if "[" in rest:
        rest = blanked(rest, [match.span() for match in MASK.finditer(rest)])
    stretches: list[Found] = []
    for _ in range(ROUNDS):
        # What is hidden can bare what stood beside it; so again, until nothing is left.
        before = len(stretches)
        rest = _searched(rest, strength, stretches)
        if len(stretches) == before:
            break
    return tuple(_placed(folded, sorted(stretches, key=lambda each: each.start)))


def _placed(folded: Folded, stretches: Iterable[Found]) -> Iterator[Found]:
    for each in stretches:
        yield Found(*folded.span(each.start, each.end), each.kind)


def _searched(text: str, strength: Strength, stretches: list[Found]) -> str:
    """Look once with every rule; what was found is noted and blanked."""
    words = frozenset(LETTERS.findall(text.lower()))
    free = ""
    for rule in RULES:
        if (rule.publish and strength is Strength.ARRIVAL) or not rule.sign(text, words):
            continue
        if rule.freed and not free:
            free = blanked(text, public(text))
        if spans := tidy(rule.find(free if rule.freed else text)):
            stretches += (Found(*span, rule.kind) for span in spans)
            text, free = blanked(text, spans), free and blanked(free, spans)
    return text
