"""Text folded for searching: one plain character for each, with the way back to the original."""

import re
import unicodedata
from dataclasses import dataclass

from dialogues import unspaced

# Joiners, direction marks, variation selectors, keycaps and strokes stand between digits unseen;
# short vowels and the stretch of Arabic stand so between letters.
_UNSEEN = re.compile(
    "[\u00ad\u0332\u0335-\u0338\u034f\u061c\u0640\u064b-\u0652\u0670\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u20e3\u3164\ufe00-\ufe0f\ufeff\U000e0020-\U000e007f]"
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u30fc"
# Letters and signs that people write for one another.
_ALIKE = {
    ord(sign): ord(plain)
    for plain, signs in {"'": "’ʼ´‘", "ا": "أإآٱ", "ي": "ی", "ه": "ة", "ك": "ک", "е": "ё"}.items()
    for sign in signs
}


class _Plain(dict[int, int]):
    """What each character is searched as; learnt as characters come."""

    def __missing__(self, code: int) -> int:
        sign = chr(code)
        digit = unicodedata.digit(sign, None)
        if sign in _DASHES:
            plain = ord("-")
        elif unspaced.is_mark(sign):
            plain = code + unspaced.AS_LETTER
        elif code in _ALIKE:
            plain = _ALIKE[code]
        elif digit is not None:
            plain = ord(str(digit))
        elif sign.isspace():
            plain = ord("\n") if sign in "\n\r\v\f\u2028\u2029" else ord(" ")
        else:
            folded = unicodedata.normalize("NFKC", sign)
            plain = ord(folded) if len(folded) == 1 else code
        self[code] = plain
        return plain


_PLAIN = _Plain()


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text, and for each of its characters the place in the original."""

    text: str
    places: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text stands in the original."""
        if not self.places:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """Digits of any script as 0-9, every dash as -, spaces as blanks, unseen characters away.

    Letters that are written for one another, as the forms of alif, become one.
    """
    if text.isascii():
        return Folded(text)
    if not _UNSEEN.search(text):
        return Folded(text.translate(_PLAIN))
    places = tuple(at for at, sign in enumerate(text) if not _UNSEEN.match(sign))
    return Folded("".join(text[at] for at in places).translate(_PLAIN), places)
