"""How the rules look for stretches: patterns whose work grows with the length of the text only.

1. A repeat without a limit is possessive: what it takes it does not give back.
2. A pattern begins at the start of a word or with a literal, not anywhere inside a long run.
3. A pattern is put together when it is first looked for: all of them take a tenth of a start.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

Spans = Iterator[tuple[int, int]]
Find = Callable[[str], Spans]

BLANK = "\0"


def matching(*patterns: str, begins: str = "", flags: int = re.IGNORECASE) -> Find:
    """A rule out of patterns; a group in a pattern is what must go, else all of it.

    begins: what all of them begin with, so that other places are passed over at once.
    """
    return partial(_matches, late(f"{begins}(?:{'|'.join(patterns)})", flags))


def late(pattern: str, flags: int = re.IGNORECASE) -> Callable[[], re.Pattern[str]]:
    """A pattern of the words of many languages, put together when it is first asked for."""
    return cache(partial(re.compile, pattern, flags))


def _matches(whole: Callable[[], re.Pattern[str]], text: str) -> Spans:
    for match in whole().finditer(text):
        yield match.span(match.lastindex or 0)


def tidy(spans: Spans) -> tuple[tuple[int, int], ...]:
    """The same stretches from left to right, those that overlap as one."""
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if whole and start < whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return tuple(whole)


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these stretches, from left to right, made unreadable and no shorter."""
    pieces = []
    end = 0
    for start, stop in spans:
        pieces += [text[end:start], BLANK * (stop - start)]
        end = stop
    return "".join([*pieces, text[end:]]) if pieces else text
