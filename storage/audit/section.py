"""One part of an audit: what was looked at, what is worth knowing, what was found."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Section:
    """What a check says. found: what breaks a promise; notes: what a reader should know."""

    name: str
    notes: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)

    def expect(self, kept: object, sentence: str) -> None:
        """Write a finding down, unless it is kept."""
        if not kept:
            self.found.append(sentence)

    def count(self, broken: int, sentence: str) -> None:
        """Write down how often something was found, unless it was not."""
        if broken:
            self.found.append(f"{sentence}: {broken}")
