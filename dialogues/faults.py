"""Mistakes in files that people write: numbered, all at once, each with a line and a remedy.

1. A number never changes its meaning and is never used again; documentation and tests name it.
2. Nobody stops at the first mistake: everything that can be checked is checked.
3. Every mistake says where it is, what is wrong in one sentence, and what to do about it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        "F101": "The file is not readable as YAML.",
        "F102": "The file is empty or is not a list of named parts.",
        "F103": "A key is written twice.",
        "F104": "A key is unknown.",
        "F105": "A key is missing.",
        "F106": "A value has the wrong shape.",
        "F107": "An id or text is not text for YAML, such as a bare no or 5.",
        "F108": "An id has characters that ids do not have, is too long, or is taken by the talk.",
        "F109": "An id is used twice.",
        "F110": "The version is not like 1.0.0 in quotes.",
        "F111": "A kind of question is unknown.",
        "F112": "A part or topic is unknown, empty or in the wrong order.",
        "F113": "Options stand where none belong, or none stand where some belong.",
        "F114": "A condition (when) points to nothing, to something later, or to no face.",
        "F115": "A need is not in the taxonomy.",
        "F116": "What a question requires is unknown.",
        "F117": "A placeholder is unknown or stands where nothing can fill it.",
        "F118": "A text has more than 320 characters.",
        "F119": "A button has more than 24 characters.",
        "F120": "A consent screen has more than 60 words.",
        "F121": "A consent line that every talk must have is missing or says something else.",
        "F122": "A question that the talk knows by its id is missing or has another shape.",
        "F123": "There is not exactly one question that chooses topics.",
        "F124": "More than 10 questions are shown when no topic is chosen.",
        "F125": "A text uses a word that we keep out.",
        "F126": "The texts are hard to read: long sentences.",
        "F127": "A button token is longer than 64 bytes.",
        "F128": "A text that the talk needs is missing.",
        "F129": "The scale of faces does not go from 5 to 1.",
        "F130": "An option is named that the question does not have.",
        "H101": "A telephone number cannot be dialled.",
        "H102": "The number shown is not the number dialled.",
        "H103": "A help line has no source.",
        "H104": "Opening hours cannot be understood.",
        "H105": "A status, date or number of days is wrong.",
        "H106": "There is not exactly one emergency number in use.",
        "H107": "A language tag or a name is wrong.",
    }
)


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake of a file: its line (from 1), its number, where it is and what to do."""

    line: int
    number: str
    where: str
    sentence: str
    remedy: str

    def __str__(self) -> str:
        return (
            f"line {self.line}, {self.where} [{self.number}]: {self.sentence} Remedy: {self.remedy}"
        )

    def record(self) -> dict[str, str | int]:
        """The same for programs."""
        return {
            "number": self.number,
            "line": self.line,
            "where": self.where,
            "sentence": self.sentence,
            "remedy": self.remedy,
        }


class Mistakes(Exception):  # noqa: N818 - it is all of them, and is read as a word
    """All mistakes of one file, in the order of its lines."""

    def __init__(self, name: str, mistakes: Iterable[Mistake]) -> None:
        self.name = name
        self.mistakes = tuple(sorted(mistakes))
        super().__init__("\n".join([f"{name}:", *self.numbered()]))

    def numbered(self) -> list[str]:
        """Each mistake as `1. line 14, question home_mood [F107]: sentence. Remedy: ...`."""
        return [f"{count}. {mistake}" for count, mistake in enumerate(self.mistakes, start=1)]


class Faults:
    """What collects mistakes while a file is read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[Mistake] = []

    def add(self, number: str, line: int, *, where: str, says: str, remedy: str) -> None:
        """Note one mistake."""
        self.found.append(Mistake(line, number, where, says, remedy))

    def all(self) -> Mistakes:
        """Everything that was found, to be raised."""
        return Mistakes(self.name, self.found)

    def stop(self) -> None:
        """Raise everything that was found, if there is anything."""
        if self.found:
            raise self.all()
