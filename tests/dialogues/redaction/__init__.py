"""The texts by which redaction is measured, and how well it does.

1. Everybody in them is invented; numbers are reserved for examples or cannot be dialled.
2. All of last.txt and a third of the other texts, chosen by a hash, are held out: only their
   figures are looked at, so that the rules are not made for them. None of feared.txt is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from dialogues.redact import Found, Strength, found

HERE = Path(__file__).parent
COVERED = 0.8
STRUCTURED = frozenset({"phone", "e-mail", "link", "handle", "id", "bank", "birth", "address"})
_MARKED = re.compile(r"\{([a-z-]+):([^{}]*)\}")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


@dataclass(frozen=True, slots=True)
class Case:
    """One text, how hard it is, what in it must go, and whether nobody tunes the rules by it."""

    language: str
    level: str
    text: str
    marks: tuple[Found, ...]
    held_out: bool = False


def cases() -> Iterator[Case]:
    """Every text of the corpus."""
    for path in sorted(HERE.glob("*.txt")):
        language, level = path.stem, ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("== "):
                *named, level = line.removeprefix("== ").split()
                language = named[0] if named else language
            elif line and not line.startswith("#"):
                case = read(language, level, line)
                drawn = sha256(case.text.encode()).digest()[0] % 3 == 0
                held_out = path.stem == "last" or (drawn and path.stem != "feared")
                yield replace(case, held_out=held_out)


def read(language: str, level: str, line: str) -> Case:
    """One line of a file, in which `{kind:what must go}` marks a stretch."""
    pieces, marks, end, length = [], [], 0, 0
    for match in _MARKED.finditer(line):
        before, inside = seen(line[end : match.start()]), seen(match[2])
        pieces += [before, inside]
        length += len(before)
        marks.append(Found(length, length + len(inside), match[1]))
        end, length = match.end(), length + len(inside)
    return Case(language, level, "".join([*pieces, seen(line[end:])]), tuple(marks))


def seen(text: str) -> str:
    """The text with the signs that are written by their number in Unicode."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


@dataclass(frozen=True, slots=True)
class Result:
    """What redaction did to one text."""

    case: Case
    hidden: tuple[Found, ...]

    def caught(self, mark: Found) -> bool:
        """Whether nearly all of what must go is hidden, whatever it was called."""
        covered = sum(
            max(0, min(mark.end, each.end) - max(mark.start, each.start)) for each in self.hidden
        )
        return covered >= COVERED * (mark.end - mark.start)

    @property
    def touched(self) -> bool:
        """Whether something is hidden that stands outside all marks."""
        return any(
            all(each.end <= mark.start or mark.end <= each.start for mark in self.case.marks)
            for each in self.hidden
        )


def results(level: str, strength: Strength = Strength.ARRIVAL) -> Iterator[Result]:
    """What redaction does to every text of a level."""
    for case in cases():
        if case.level == level:
            yield Result(case, found(case.text, strength))


def recall(of: list[Result], kinds: frozenset[str]) -> tuple[int, int]:
    """How many stretches of these kinds were caught, and how many there are."""
    told = [each.caught(mark) for each in of for mark in each.case.marks if mark.kind in kinds]
    return sum(told), len(told)


def touched(of: list[Result]) -> tuple[int, int]:
    """How many texts with nothing to hide were changed all the same, and how many there are."""
    told = [each.touched for each in of if not each.case.marks]
    return sum(told), len(told)
