"""How right-to-left and left-to-right writing stand in one sentence without breaking each other.

1. In a right-to-left sentence everything that is written left to right (values, numbers, links,
   commands) stands in an isolate; otherwise `080 005 005` is read as `005 005 080`.
2. What comes from outside cannot open an isolate that it does not close.
3. A sentence is filled in one pass: a brace inside a value is only a brace.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal, TypeVar

Direction = Literal["ltr", "rtl"]
Cell = TypeVar("Cell")

LRI, RLI, FSI, PDI, RLM = "\u2066", "\u2067", "\u2068", "\u2069", "\u200f"
CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e" + LRI + RLI + FSI + PDI)

_NONE: frozenset[str] = frozenset()
_REMOVE = dict.fromkeys(map(ord, CONTROLS))
_LEGACY = frozenset("\u202a\u202b\u202c\u202d\u202e")
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_]*)\}")
_WORD = r"[A-Za-zÀ-ɏЀ-ӿ\d]+"
# A run that must keep its order: words, numbers, links, commands. A comma or full stop with a
# space after it belongs to the sentence around, so two listed numbers stay two runs.
_RUN = re.compile(rf"[+/#@]?{_WORD}(?:(?:[.,:/@_#%&=?~'’]{{1,3}}|[ ]?[+–-][ ]?|[ ]){_WORD})*[%/]?")
# The blocks in which such letters stand (DerivedBidiClass.txt); everything else is quickly told.
_MAYBE_RTL = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_BARE_START = re.compile(rf"^(?=[{LRI}{FSI}])", re.MULTILINE)


def strip_controls(text: str) -> str:
    """Take every bidi control out of a text (for what is heard, stored or compared)."""
    return text if text.isascii() else text.translate(_REMOVE)


def balanced(text: str) -> bool:
    """Whether every isolate of every paragraph is closed there, and nothing older is used."""
    if CONTROLS.isdisjoint(text):
        return True
    for line in text.split("\n"):
        depth = 0
        for character in line:
            depth += (character in (LRI, RLI, FSI)) - (character == PDI)
            if depth < 0 or character in _LEGACY:
                return False
        if depth:
            return False
    return True


def has_rtl(text: str) -> bool:
    """Whether a text has a letter that is written from right to left."""
    return _MAYBE_RTL.search(text) is not None and any(
        unicodedata.bidirectional(character) in ("R", "AL") for character in text
    )


def wrap(value: str, direction: Direction) -> str:
    """Isolate a value for a sentence of this direction; paragraph by paragraph (UAX #9, BD13)."""
    safe = value if balanced(value) else strip_controls(value)
    if direction == "ltr" and not has_rtl(safe):
        return safe
    return "\n".join(_isolated(line) if line.strip() else line for line in safe.split("\n"))


def _isolated(line: str) -> str:
    if not has_rtl(line):
        return f"{LRI}{line}{PDI}"
    # A sentence of ours has its own isolates; what a person wrote has none around its numbers.
    inner = line if not CONTROLS.isdisjoint(line) else _RUN.sub(_kept_in_order, line)
    return f"{FSI}{inner}{PDI}"


def _kept_in_order(run: re.Match[str]) -> str:
    """A telephone number, a date, a command between right-to-left letters; a word needs nothing."""
    said = run[0]
    return said if said[0].isalpha() or said.isalnum() else f"{LRI}{said}{PDI}"


def placeholders(template: str) -> frozenset[str]:
    """The names that stand in braces in a sentence."""
    if "{" not in template:
        return _NONE
    return frozenset(name for name in _PLACEHOLDER.findall(template) if name)


def stray_braces(template: str) -> bool:
    """Whether a sentence has a brace that is neither a placeholder nor written twice."""
    return bool(set("{}") & set(_PLACEHOLDER.sub("", template)))


def fill(template: str, values: Mapping[str, str], direction: Direction) -> str:
    """Put the values into a sentence of this direction, each in its isolate."""
    said = "".join(
        literal + (wrap(values[name], direction) if name else "")
        for literal, name in _pieces(template, direction)
    )
    # Older apps take the first strong letter for the direction of a paragraph and do not step
    # over isolates (UAX #9, P2), so a line that opens with one says its direction first.
    return _BARE_START.sub(RLM, said) if direction == "rtl" else said


@lru_cache(maxsize=8192)
def _pieces(template: str, direction: Direction) -> tuple[tuple[str, str], ...]:
    pieces: list[tuple[str, str]] = []
    literal, end = "", 0
    for match in _PLACEHOLDER.finditer(template):
        literal += template[end : match.start()]
        end = match.end()
        if match[1]:
            pieces.append((_guard(literal, direction), match[1]))
            literal = ""
        else:
            literal += match[0][0]
    return (*pieces, (_guard(literal + template[end:], direction), ""))


def _guard(literal: str, direction: Direction) -> str:
    return literal if direction == "ltr" else _RUN.sub(rf"{LRI}\g<0>{PDI}", literal)


def mirror(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Turn each row of buttons round: apps lay rows out from the left in every language."""
    return tuple(tuple(reversed(row)) for row in rows)
