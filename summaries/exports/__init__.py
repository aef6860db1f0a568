"""The forms in which released cells leave the house: one file here is one form of export.

1. A form has a SUFFIX, a NAME, one sentence ABOUT what it is for, `write` for releases and
   `write_dictionary` for what the columns mean. Both write bytes to a file object that they are
   given, so that encoding and line ends are theirs.
2. Releases come one at a time and leave row by row: a form never holds them all.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import IO, Protocol, cast

from dialogues.model import Phrase
from summaries.disclose import Shown
from summaries.table import ENGLISH, Reader


class Export(Protocol):
    """What every form of export can do."""

    @property
    def SUFFIX(self) -> str:  # noqa: N802 - a constant of the module that plays this part
        """How the name of its files ends, with the dot."""

    @property
    def NAME(self) -> Phrase:  # noqa: N802 - see above
        """What it is called."""

    @property
    def ABOUT(self) -> Phrase:  # noqa: N802 - see above
        """What it is for, in one sentence."""

    @property
    def WHOLE(self) -> bool:  # noqa: N802 - see above
        """Whether nothing of it is there before all of it is."""

    def write(self, releases: Iterable[Shown], file: IO[bytes], reader: Reader = ENGLISH) -> None:
        """Write every released cell."""

    def write_dictionary(self, file: IO[bytes], reader: Reader = ENGLISH) -> None:
        """Write every column and what it means."""


@cache
def exports() -> Mapping[str, Export]:
    """Every form of export by its name, which is the name of its file."""
    names = sorted(module.name for module in iter_modules(__path__))
    found = {name: cast("Export", import_module(f"{__name__}.{name}")) for name in names}
    return MappingProxyType(found)
