"""Names of people where words say that a name follows: "my name is", a greeting at the end.

No list of names is used: in "what do you hope?" hope, light and peace are words, and names as well.
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from dialogues.redacting.finding import Spans, late
from dialogues.redacting.words import either, every

MOST_WORDS = 4
MOST_SMALL = 2

_SURE = either(lambda words: words.name_is)
_MAYBE = either(lambda words: words.name_may_be)
_FAREWELL = either(lambda words: words.farewell)
_CUE = late(rf"(?<!\w)(?:(?P<sure>{_SURE})|{_MAYBE})(?!\w)[\s:,;\"'«“„(=-]{{0,4}}")
_PARTING = late(rf"(?<!\w)(?:{_FAREWELL})(?!\w)[\s,،.!-]{{0,4}}")
_DASH = late(r"[.!?…)\]][ \n]{0,3}[-~] ?", flags=0)
_PART = re.compile(r"[^\W\d_][\w'-]{0,40}+")
_JOINS = either(lambda words: words.joins)
_ENDED = late(rf"\s{{0,3}}(?:\Z|[^\w\s']| (?:{_JOINS})(?!\w)| و)|\n")
_LAST = re.compile(r"[\s.!)]{0,4}\Z")
NO_NAME = frozenset(every(lambda words: words.no_name))


def name(text: str) -> Spans:
    """Every name behind a cue, and the name that closes a letter."""
    for match in _CUE().finditer(text):
        if span := _behind(text, match.end(), sure=match["sure"] is not None):
            yield span
    for pattern in (_PARTING, _DASH):
        for match in pattern().finditer(text):
            parts = parts_at(text, match.end())
            written = parts and all(map(large, parts)) and _LAST.match(text, parts[-1].end())
            if written and (pattern is _PARTING or has_case(parts[0])):
                yield parts[0].start(), parts[-1].end()


def parts_at(text: str, at: int) -> list[re.Match[str]]:
    """Up to four words in a row from here, none of which can be no name."""
    parts: list[re.Match[str]] = []
    while len(parts) < MOST_WORDS:
        part = _PART.match(text, at)
        if part is None or part.group().lower() in NO_NAME:
            break
        parts.append(part)
        at = part.end()
        if text[at : at + 1] != " ":
            break
        at += 1
    return parts


def large(part: re.Match[str]) -> bool:
    """Whether a word begins with a capital, or its script has none."""
    first = part.group()[0]
    return first.isupper() or not has_case(part)


def has_case(part: re.Match[str]) -> bool:
    """Whether the script of a word has capitals."""
    first = part.group()[0]
    return first.lower() != first.upper()


def _behind(text: str, at: int, *, sure: bool) -> tuple[int, int] | None:
    """The name behind a cue: capitals; small letters or other scripts if a clause ends there."""
    parts = parts_at(text, at)
    if not parts:
        return None
    if has_case(parts[0]) and large(parts[0]):
        *_, last = takewhile(large, parts)
        return parts[0].start(), last.end()
    ended = next((part for part in parts if _ENDED().match(text, part.end())), None)
    if has_case(parts[0]):
        short = ended in parts[:MOST_SMALL]
        return (parts[0].start(), ended.end()) if sure and ended and short else None
    if ended is None and not sure:
        return None
    return parts[0].start(), (ended or parts[0]).end()


# --- before publishing ---------------------------------------------------------------------------

_PERSON = late(rf"(?<!\w)(?:{either(lambda words: words.person)})(?!\w)[.,:]? {{1,2}}")
_TITLE = late(rf"(?<!\w)(?:{either(lambda words: words.title)})(?!\w)\.? {{1,2}}")
_PRESENTS = late(rf"(?<!\w)(?:{either(lambda words: words.presents)}) {{1,2}}")


def any_name(text: str) -> Spans:
    """Every large word behind a person ("my friend") or title, two large words behind "I am"."""
    for pattern, fewest in ((_PERSON, 1), (_PRESENTS, 2)):
        for match in pattern().finditer(text):
            parts = list(_capitals(text, match.end()))
            if len(parts) >= fewest:
                yield parts[0].start(), parts[-1].end()
    for match in _TITLE().finditer(text):
        parts = parts_at(text, match.end())[:1]
        if parts and large(parts[0]):
            yield parts[0].span()


def _capitals(text: str, at: int) -> Iterator[re.Match[str]]:
    return takewhile(lambda part: has_case(part) and large(part), parts_at(text, at))
