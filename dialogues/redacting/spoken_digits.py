"""Telephone numbers that are written in words: "zero four four ..." in any language we know."""

import re
from itertools import pairwise

from dialogues.redacting.finding import Spans
from dialogues.redacting.words import numerals

FEWEST = 7
SURELY_COUNTING = 5

NUMERALS = dict(numerals())
_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|'(?=[^\W\d_]))*+|\d{1,15}")
_BETWEEN = re.compile(r"[ ,.\n/_-]{0,3}")
_AND = "و"


def spoken(text: str) -> Spans:
    """Every run of number words, digits among them, that is as long as a telephone number."""
    run: list[tuple[re.Match[str], str]] = []
    for token in _TOKEN.finditer(text.lower()):
        digits = _digits(token.group())
        near = not run or _BETWEEN.fullmatch(text, run[-1][0].end(), token.start())
        if run and (digits is None or not near):
            yield from _span(run)
            run = []
        if digits is not None:
            run.append((token, digits))
    yield from _span(run)


def _digits(token: str) -> str | None:
    if token.isdigit():
        return token
    digits = NUMERALS.get(token)
    return NUMERALS.get(token.removeprefix(_AND)) if digits is None else digits


def _span(run: list[tuple[re.Match[str], str]]) -> Spans:
    words = [token for token, _ in run if not token.group().isdigit()]
    digits = "".join(digits for _, digits in run)
    begins = digits.startswith("0") or len(words) >= SURELY_COUNTING
    if words and begins and len(digits) >= FEWEST and not _counting([said for _, said in run]):
        yield run[0][0].start(), run[-1][0].end()


def _counting(said: list[str]) -> bool:
    """Whether somebody counts: one, two, three, four, five, up or down."""
    steps = [int(after) - int(before) for before, after in pairwise(filter(None, said))]
    beginning = steps[: SURELY_COUNTING - 1]
    return len(set(beginning)) == 1 and abs(beginning[0]) == 1
