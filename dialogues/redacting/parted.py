"""Chinese, Burmese and Karen read as though blanks stood around the words that we know.

So every rule finds its cues, numerals and what it looks for beside them as in other scripts.
"""

import re
from functools import cache
from itertools import pairwise

from dialogues.folding import Folded
from dialogues.redacting.finding import late
from dialogues.redacting.words import every_word, pattern_of
from dialogues.unspaced import FOLDED

_LETTER = re.compile(f"[{FOLDED}]")
_OTHER = rf"[^\W{FOLDED}]"
_BORDER = late(rf"(?<=[{FOLDED}])(?={_OTHER})|(?<={_OTHER})(?=[{FOLDED}])", flags=0)
# Behind a known word stands no mark, nor a letter that only closes its last syllable.
_ENDED = r"(?![\ua02b-\ua08f]|.[\ua039\ua03a])"


@cache
def _known() -> re.Pattern[str]:
    """Any word that we know in these scripts: only who writes them waits for it, once."""
    written = (word for word in every_word() if _LETTER.match(word))
    return re.compile(f"(?:{pattern_of(written)}){_ENDED}")


def parted(folded: Folded) -> Folded:
    """The same text with those blanks, and the way back to the original."""
    text = folded.text
    if not _LETTER.search(text):
        return folded
    borders = {match.start() for match in _BORDER().finditer(text)}
    borders.update(at for match in _known().finditer(text) for at in match.span())
    borders = {at for at in borders - {0, len(text)} if " " not in text[at - 1 : at + 1]}
    if not borders:
        return folded
    ends = [0, *sorted(borders), len(text)]
    places = folded.places or range(len(text))
    pieces, origins = [], []
    for start, end in pairwise(ends):
        if start:
            pieces.append(" ")
            origins.append(places[start - 1])
        pieces.append(text[start:end])
        origins += places[start:end]
    return Folded("".join(pieces), tuple(origins))
