"""Scripts that put no blank between words: Chinese, Burmese and Karen.

In a run of such letters a word has to be looked for; a short one stands in many others.
"""

import re

LETTERS = "\u1000-\u109f\u3007\u3400-\u9fff\ua9e0-\ua9fe\uaa60-\uaa7f\uf900-\ufad9"
"""As they stand in a set of a pattern, the vowels and tones of Burmese and Karen among them."""
MARKS = "\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074"
"""The vowels and tones, which no word can do without."""
AS_LETTER = 0x9000
"""From a mark to a letter that nobody here writes (Yi): so a folded word is one run of letters."""
FOLDED = f"{LETTERS}\ua000-\ua08f"
FEWEST = 3

_LETTER = re.compile(f"[{LETTERS}]")
_MARK = re.compile(f"[{MARKS}]")


def is_mark(sign: str) -> bool:
    """Whether this is a vowel or a tone of Burmese or Karen."""
    return _MARK.match(sign) is not None


def is_written(text: str) -> bool:
    """Whether something in a text is written without blanks."""
    return not text.isascii() and _LETTER.search(text) is not None


def is_long(run: str) -> bool:
    """Whether a run says enough to be looked for inside others: three letters beside its marks."""
    return len(_MARK.sub("", run)) >= FEWEST


def inside(run: str, known: str, at: int) -> bool:
    """Whether a known run stands here, and no mark behind it makes its last letter another."""
    return run.startswith(known, at) and not _MARK.match(run, at + len(known))
