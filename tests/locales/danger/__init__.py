"""What people in danger might write, and what only sounds like it: a file for every language.

1. `+` stands before a sentence of danger, `-` before an ordinary one that comes near.
2. The lists of words were mended by the first part of a file, not by what is below `# held out`:
   the figures of that part tell how much is heard of what nobody knew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import locales
from bot.lexicon import lexicon
from dialogues import hearing, library
from dialogues.given import Lexicon
from dialogues.redact import redact

DIRECTORY = Path(__file__).parent
HELD_OUT = "# held out"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something that somebody may write. danger: whether the help card should open."""

    language: str
    text: str
    danger: bool
    held_out: bool

    @property
    def heard(self) -> bool:
        """Whether the help card opens: behind the door, with the words of all languages."""
        return hearing.danger(redact(self.text).text, words())


@cache
def words() -> Lexicon:
    """The words as a real talk knows them."""
    return lexicon(library.default(), [tag for tag, _ in locales.offered()])


@cache
def sentences() -> tuple[Sentence, ...]:
    """All sentences, language by language in the order of the registry."""
    tags = [each.tag for each in locales.languages()]
    return tuple(each for tag in tags for each in _read(tag))


def _read(tag: str) -> Iterator[Sentence]:
    path, held_out = DIRECTORY / f"{tag}.txt", False
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        held_out = held_out or line == HELD_OUT
        mark, _, text = line.partition(" ")
        if mark in ("+", "-"):
            yield Sentence(tag, text, danger=mark == "+", held_out=held_out)
