"""Which rules look for what, in which order, and the sign without which a rule need not look."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dialogues.redacting import dates, documents, links, mail, names, places, streets
from dialogues.redacting.finding import Find
from dialogues.redacting.spoken_digits import NUMERALS, spoken
from dialogues.redacting.telephones import telephone
from dialogues.redacting.words import every

LETTERS = re.compile(r"[^\W\d_]++")
_DIGIT = re.compile(r"\d")
_DOT = re.compile(r"\w ?\. ?\w|/|[(\[]\.")
_AT_SIGN = re.compile(r"[@(\[{]")
_CHAT = re.compile(r"[@:=_.\d]")
_DASH = re.compile(r"[-~]")


def _telling(*columns: Iterable[str]) -> frozenset[str]:
    """The longest word of each cue: where it is missing, the cue is missing."""
    cues = (LETTERS.findall(cue) for column in columns for cue in column)
    return frozenset(max(words, key=len) for words in cues if words)


_AT = _telling(every(lambda words: words.at))
_SAID_DOT = _telling(every(lambda words: words.dot))
_NAMES = _telling(
    every(lambda words: words.name_is),
    every(lambda words: words.name_may_be),
    every(lambda words: words.farewell),
)
_NUMERALS = _telling(NUMERALS)

Sign = Callable[[str, frozenset[str]], bool]


def _digit(text: str, _: frozenset[str]) -> bool:
    return _DIGIT.search(text) is not None


def _dot(text: str, words: frozenset[str]) -> bool:
    return _DOT.search(text) is not None or not words.isdisjoint(_SAID_DOT)


def _at(text: str, words: frozenset[str]) -> bool:
    return _AT_SIGN.search(text) is not None or not words.isdisjoint(_AT)


def _chat(text: str, _: frozenset[str]) -> bool:
    return _CHAT.search(text) is not None


def _numeral(_: str, words: frozenset[str]) -> bool:
    return not words.isdisjoint(_NUMERALS)


def _cue(text: str, words: frozenset[str]) -> bool:
    return not words.isdisjoint(_NAMES) or _DASH.search(text) is not None


def _any(_text: str, _words: frozenset[str]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind, how it is found, and the sign that it may be there.

    freed: it looks only after public numbers, dates and prices are out of the way.
    publish: it looks only before a text is shown to others.
    """

    kind: str
    find: Find
    sign: Sign
    freed: bool = False
    publish: bool = False


RULES = (
    Rule("link", links.link, _dot),
    Rule("e-mail", mail.mail, _at),
    Rule("e-mail", mail.account, _digit),
    Rule("link", links.site, _dot),
    Rule("handle", mail.handle, _chat),
    Rule("birth", dates.birth, _digit),
    Rule("id", documents.code, _digit),
    Rule("bank", documents.bank, _digit),
    Rule("id", documents.card, _digit),
    Rule("address", streets.address, _digit),
    Rule("address", streets.home, _digit),
    Rule("name", names.name, _cue),
    Rule("name", names.any_name, _any, publish=True),
    Rule("place", places.place, _any, publish=True),
    Rule("date", dates.date, _digit, publish=True),
    Rule("phone", spoken, _numeral, freed=True),
    Rule("id", documents.case, _digit, freed=True),
    Rule("phone", telephone, _digit, freed=True),
    Rule("number", places.number, _digit, freed=True, publish=True),
)
