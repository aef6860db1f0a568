"""Words of every language that stand beside what must be hidden; a language adds one file here."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib import import_module
from operator import attrgetter
from pkgutil import iter_modules
from types import MappingProxyType

from dialogues.folding import fold
from dialogues.redacting.table import Words

COUNTED = 10

_Tree = dict[str, "_Tree"]
_SIGNS = {"*": r"\w{0,6}", " ": " {1,3}"}
_END = ""


@cache
def tables() -> Mapping[str, Words]:
    """The table of each language, by its tag."""
    names = sorted(module.name for module in iter_modules(__path__))
    return MappingProxyType({name: import_module(f"{__name__}.{name}").WORDS for name in names})


def of(tag: str) -> Words | None:
    """The table of a language: its own, or the one that it shares with what it is a kind of."""
    return tables().get(tag.replace("-", "_")) or tables().get(tag.split("-", maxsplit=1)[0])


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
    return pattern_of(word for column in columns for word in every(column))


def every_word() -> Iterator[str]:
    """All words of all tables, number words among them, folded as texts are."""
    for each in fields(Words):
        if each.name != "digits":
            yield from every(attrgetter(each.name))
    for word, _ in numerals():
        yield word


def numerals() -> Iterator[tuple[str, str]]:
    """Each number word of each language, folded, with the digits that are dialled for it."""
    for words in tables().values():
        for digits, listed in words.digits.items():
            for word in listed.split():
                yield fold(word).text.lower(), digits.rstrip("_")


def counting(tag: str) -> Iterator[tuple[str, int]]:
    """The words of a language for one to ten, as they are written, each with its number."""
    words = of(tag)
    for digits, listed in words.digits.items() if words else ():
        if digits.isdigit() and 1 <= int(digits) <= COUNTED:
            yield from ((word, int(digits)) for word in listed.split())


def pattern_of(words: Iterable[str]) -> str:
    """A pattern that takes any of these words, a longer one first.

    What words begin with alike is tried once for all of them: there are many, in 28 languages.
    """
    tree: _Tree = {}
    for word in words:
        here = tree
        for sign in word:
            here = here.setdefault(_written(sign), {})
        here[_END] = {}
    return _branches(tree)


@cache
def _written(sign: str) -> str:
    return _SIGNS.get(sign) or re.escape(sign)


def _branches(tree: _Tree) -> str:
    alone = []
    while len(tree) == 1:  # most of a word is its own
        [(sign, tree)] = tree.items()
        alone.append(sign)
    if not tree:
        return "".join(alone)
    # "Any ending" would take the letters of the others, and the end is where all of them may stop.
    order = sorted(tree, key=lambda sign: (sign == _END, sign == _SIGNS["*"], sign))
    listed = [sign + _branches(tree[sign]) for sign in order]
    return f"{''.join(alone)}(?:{'|'.join(listed)})"
