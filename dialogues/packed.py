"""Tens of thousands of words in one text: as a dict of words they took five times the memory.

1. An entry is a word, or with `STEM` behind it the beginning of words; each has something to tell.
2. What is no entry is nearly always known by one bit, so that a text without any costs little.
"""

from array import array
from collections.abc import Iterator, Mapping
from itertools import accumulate

STEM = "_"
"""Behind the beginning of a word in a phrase of danger: the word may go on in any way."""
SHORTEST_STEM, LONGEST_STEM = 2, 16
# Bits for each entry, of which it sets one; entries in a part of the text that is searched.
_BITS, _TOGETHER = 16, 4


class Packed:
    """Words and beginnings of words, and what each has to tell: a text without ends of lines."""

    __slots__ = ("_bits", "_some", "_starts", "_text", "_where")

    def __init__(self, told: Mapping[str, str]) -> None:
        size = 1 << len(told).bit_length()
        self._some, self._where = size * _BITS // 8 - 1, max(1, size // _TOGETHER) - 1
        bits = bytearray(self._some + 1)
        parts: list[list[str]] = [[] for _ in range(self._where + 1)]
        for entry, each in told.items():
            known = hash(entry)
            bits[known >> 3 & self._some] |= 1 << (known & 7)
            parts[known & self._where].append(f"\n{entry}\t{each}")
        texts = ["".join(part) for part in parts]
        self._bits = bytes(bits)
        self._starts = array("I", accumulate(map(len, texts), initial=0))
        self._text = "".join([*texts, "\n"])

    def of(self, word: str) -> list[str]:
        """What the entry of a word tells, and those of its beginnings."""
        bits, some = self._bits, self._some
        found: list[str] = []
        for form in forms(word):
            known = hash(form)
            if bits[known >> 3 & some] >> (known & 7) & 1:
                found += self._told(form, known & self._where)
        return found

    def _told(self, entry: str, part: int) -> tuple[str, ...]:
        at = self._text.find(f"\n{entry}\t", self._starts[part], self._starts[part + 1])
        if at < 0:
            return ()
        begin = at + len(entry) + 2
        return (self._text[begin : self._text.index("\n", begin)],)

    def items(self) -> Iterator[tuple[str, str]]:
        """Every entry with what it tells."""
        for line in self._text[1:-1].split("\n") if self._starts[-1] else ():
            entry, _, told = line.partition("\t")
            yield entry, told


def forms(word: str) -> list[str]:
    """A word and its beginnings, as entries have them."""
    ends = range(SHORTEST_STEM, min(max(len(word), SHORTEST_STEM), LONGEST_STEM) + 1)
    return [word, *[f"{word[:end]}{STEM}" for end in ends]]
