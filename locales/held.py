"""What a language says, in as few bytes as it takes: there are 28 languages in every process.

1. Sentences stand in one text of bytes; where each stands is known once for all languages.
2. A long list of words is read at the start and hardly ever again: it is held pressed together.
"""

import zlib
from array import array
from collections.abc import Iterator, Mapping
from itertools import accumulate

Pair = tuple[str, str]
"""Context and English of a sentence."""
LONG = 2_000


class Held(Mapping[Pair, str]):
    """The sentences of a language by context and English.

    known: of the languages before it, which have mostly the same sentences.
    """

    __slots__ = ("_ends", "_long", "_numbers", "_text")

    def __init__(
        self, texts: Mapping[Pair, str], known: dict[tuple[Pair, ...], dict[Pair, int]]
    ) -> None:
        pairs = tuple(texts)
        if pairs not in known:
            known[pairs] = {pair: number for number, pair in enumerate(pairs)}
        self._numbers = known[pairs]
        written = [text.encode() for text in texts.values()]
        self._long = {
            number: zlib.compress(text, level=1)
            for number, text in enumerate(written)
            if len(text) > LONG
        }
        short = [b"" if number in self._long else text for number, text in enumerate(written)]
        self._text = b"".join(short)
        self._ends = array("I", accumulate(map(len, short), initial=0))

    def __getitem__(self, pair: Pair) -> str:
        """The sentence; KeyError if the language does not have it."""
        number = self._numbers[pair]
        if number in self._long:
            return zlib.decompress(self._long[number]).decode()
        return self._text[self._ends[number] : self._ends[number + 1]].decode()

    def __contains__(self, pair: object) -> bool:
        """Whether the language has the sentence."""
        return pair in self._numbers

    def __iter__(self) -> Iterator[Pair]:
        """Context and English of every sentence."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """How many sentences there are."""
        return len(self._numbers)
