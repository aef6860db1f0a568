"""A framework file read into a Framework, or all its mistakes at once.

1. A file is a framework only if nothing at all is wrong with it.
2. All mistakes are told together: numbered, with line and remedy (`NUMBERS` says what each means).
3. `dialogues.authoring` does the reading: `builder` makes the framework, `rules` and `wording` say
   what it must not lack or say.
"""

from dialogues.authoring.builder import write_out
from dialogues.authoring.outline import outline
from dialogues.authoring.rules import check
from dialogues.authoring.source import TEXTS, Written
from dialogues.faults import NUMBERS, Faults, Mistake, Mistakes
from dialogues.model import Framework

__all__ = ["NUMBERS", "TEXTS", "Mistake", "Mistakes", "Written", "read", "read_written"]


def read(text: str, name: str) -> Framework:
    """Read a framework from the text of its file; raise `Mistakes` with everything wrong in it."""
    return read_written(text, name).framework


def read_written(text: str, name: str) -> Written:
    """The same, with the line of every sentence."""
    faults = Faults(name)
    found = write_out(outline(text, faults), faults)
    check(found, faults)
    faults.stop()
    return found
