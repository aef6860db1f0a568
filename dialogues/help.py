"""Which help lines fit now.

1. A number is shown only if somebody verified it, wrote that down, and did so not too long ago.
2. The emergency number is always shown, first, whatever is verified.
3. A line is shown only to those whose language is spoken there, and only while it is open.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files

from dialogues.helpfile import lines
from dialogues.helpline import ANY, HelpLine
from dialogues.hours import is_open

__all__ = ["AT_MOST", "HelpLine", "fitting", "installed", "lines"]

AT_MOST = 3


@cache
def installed(country: str) -> tuple[HelpLine, ...]:
    """The help lines that come with the program for a country; none where there is no file."""
    entry = files("dialogues").joinpath("help").joinpath(f"{country.lower()}.yaml")
    return lines(entry.read_text(encoding="utf-8"), entry.name) if entry.is_file() else ()


def fitting(
    known: Iterable[HelpLine], *, language: str, today: date, weekday: int, minute: int
) -> tuple[HelpLine, ...]:
    """The emergency number, then at most two that are verified, open and speak the language.

    Those that speak it without an interpreter come first, then those that no bill shows.
    """
    every = tuple(known)
    first = [line for line in every if line.emergency and line.status == "active"]
    fit = [
        (how, not line.off_bill, line.cost != "free", place, line)
        for place, line in enumerate(every)
        if not line.emergency
        and line.trusted(today)
        and is_open(line.open, weekday=weekday, minute=minute)
        and (how := _speaks(line, language)) is not None
    ]
    return (*first, *(entry[-1] for entry in sorted(fit, key=lambda entry: entry[:-1])))[:AT_MOST]


def _speaks(line: HelpLine, language: str) -> int | None:
    """0 directly, 1 through an interpreter, None not at all."""
    ways = [int(tongue.interpreter) for tongue in line.languages if tongue.tag in {language, ANY}]
    return min(ways, default=None)
