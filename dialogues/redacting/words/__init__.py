"""Words of every language that stand beside what must be hidden; a language adds one file here."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from dialogues.folding import fold
from dialogues.redacting.table import Words

COUNTED = 10


@cache
def tables() -> Mapping[str, Words]:
    """The table of each language, by its tag."""
    names = sorted(module.name for module in iter_modules(__path__))
    return MappingProxyType({name: import_module(f"{__name__}.{name}").WORDS for name in names})


def every(column: Callable[[Words], str]) -> tuple[str, ...]:
    """One column of all tables, folded as texts are, the longest first: it shall win."""
    listed = {
        fold(word.strip()).text.lower()
        for words in tables().values()
        for word in column(words).split("|")
        if word.strip()
    }
    return tuple(sorted(listed, key=lambda word: (-len(word), word)))


def either(*columns: Callable[[Words], str]) -> str:
    """A pattern that takes any word of these columns; `*` in a word stands for any ending."""
    listed = sorted({word for column in columns for word in every(column)}, key=len, reverse=True)
    return "|".join(_pattern(word) for word in listed)


def numerals() -> Iterator[tuple[str, str]]:
    """Each number word of each language, folded, with the digits that are dialled for it."""
    for words in tables().values():
        for digits, listed in words.digits.items():
            for word in listed.split():
                yield fold(word).text.lower(), digits.rstrip("_")


def counting(tag: str) -> Iterator[tuple[str, int]]:
    """The words of a language for one to ten, as they are written, each with its number."""
    words = tables().get(tag.split("-", maxsplit=1)[0])
    for digits, listed in words.digits.items() if words else ():
        if digits.isdigit() and 1 <= int(digits) <= COUNTED:
            yield from ((word, int(digits)) for word in listed.split())


def _pattern(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w{0,6}").replace(r"\ ", " {1,3}")
