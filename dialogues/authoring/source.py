"""A framework as it stands in its file, and the texts that every talk has."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dialogues.model import Framework, Option, Phrase

# Every text of `texts`, and what must work before it is said ("" = always). The guards are fixed
# here and not in the file: an organisation may word a promise, but not lift its guard.
TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "k1": "",
        "k2": "",
        "code": "",
        "k3": "",
        "k4": "help_lines",
        "soft": "",
        "h1": "",
        "h2": "",
        "h3": "",
        "h4": "help_lines",
        "h5": "handoff",
        "h6": "",
        "bye_no": "",
        "bye_age": "",
    }
)

# The sentence of the consent that only an app says: a page says another one in its stead.
COMPANY = "c8"


@dataclass(frozen=True, slots=True)
class Written:
    """A framework as it stands in its file."""

    framework: Framework
    lines: Mapping[str, int]  # of every sentence, by context; of ids and conditions, by their name
    screens: Mapping[str, Mapping[str, Phrase]]  # consent sentences by screen and written id
    chooses: tuple[str, ...]  # every question that says that it chooses topics
    scale: tuple[Option, ...]

    def line(self, *contexts: str) -> int:
        """Where the first of these stands that stands anywhere; else the first line."""
        return next((self.lines[name] for name in contexts if name in self.lines), 1)
