"""A summary once it is written: one page of sections, in one language, as text and as values."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Counted:
    """A line that counts people: what, how many, of how many; and the same as a sentence."""

    what: str
    count: int
    people: int
    sentence: str

    def __str__(self) -> str:
        """The sentence."""
        return self.sentence


Line = str | Counted


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    title: str
    lines: tuple[Line, ...]

    @property
    def figures(self) -> tuple[Counted, ...]:
        """The lines that count people."""
        return tuple(line for line in self.lines if isinstance(line, Counted))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The other lines."""
        return tuple(line for line in self.lines if isinstance(line, str))


@dataclass(frozen=True, slots=True)
class Summary:
    """One page, in one language."""

    title: str
    sections: tuple[Section, ...]

    def text(self) -> str:
        """The page as plain text, for a chat or a terminal."""
        blocks = [self.title]
        for section in self.sections:
            lines = [f"- {line}" if section.title else str(line) for line in section.lines]
            blocks.append("\n".join([section.title, *lines] if section.title else lines))
        return "\n\n".join(blocks) + "\n"

    def record(self) -> dict[str, Any]:
        """The page as plain values, for JSON."""
        sections = [
            {"title": each.title, "lines": [*map(str, each.lines)]} for each in self.sections
        ]
        return {"title": self.title, "sections": sections}

    @property
    def words(self) -> int:
        """How long it is to read."""
        return sum(any(map(str.isalnum, word)) for word in self.text().split())


def day(date_: date) -> str:
    """A day as every text of ours writes it: 14.3.2027."""
    return f"{date_.day}.{date_.month}.{date_.year}"
