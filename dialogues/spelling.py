"""How people write in a chat: stretched letters, a slip of the finger, Arabic in Latin letters.

1. A slip is one letter wrong, missing, too much or changed with the next, in a word of five or
   more letters; every other word of the message is as it should be.
2. Whoever asks takes a guess only if there is no second one.
"""

import re
from collections.abc import Iterable, Iterator

SHORTEST = 5
FEWEST_CONSONANTS = 3

_STRETCHED = re.compile(r"(.)\1{2,}")
_TWICE = re.compile(r"(.)\1+")
_LATIN = re.compile(r"[a-z][a-z2356789' ]*")
_ARABIC = re.compile("[\u0620-\u06ff]")
# Chat alphabets write vowels as they are heard and leave out ع and ء; consonants are what stays.
# What sounds alike in Arabic or Persian becomes one. 7 is ح, 5 is خ, 9 is ص, 6 is ط, 8 is غ or ق.
_DIGRAPHS = {"kh": "x", "gh": "k", "sh": "$", "ch": "c", "zh": "j", "th": "s", "dh": "z", "ph": "f"}
_DIGRAPH = re.compile("|".join(_DIGRAPHS))
_IN_LATIN = str.maketrans("75698qgc", "hxstkkgc", "aeiouyvw23' ")
_IN_ARABIC = str.maketrans(
    "بپتټٹطثسصجچژحهخدډڈضذزظرړڑشښغقكگګلمنڼفڤ",
    "bptttt" "sss" "jcj" "hh" "x" "dddd" "zzz" "rrr" "$$" "kkk" "gg" "l" "m" "nn" "ff",
)  # fmt: skip


def spellings(spoken: str) -> Iterator[str]:
    """A message as it is; then with every stretched letter ("noooo") once, and twice."""
    yield spoken
    if _STRETCHED.search(spoken):
        yield _STRETCHED.sub(r"\1", spoken)
        yield _STRETCHED.sub(r"\1\1", spoken)


def misspelt(spoken: str, known: Iterable[str], *, fewest: int = FEWEST_CONSONANTS) -> list[str]:
    """The known messages that a slip, or Latin letters for Arabic ones, may have hidden."""
    known = tuple(known)
    near = slips(spoken, known)
    if not near and _LATIN.fullmatch(spoken):
        bones = consonants(spoken)
        if len(bones) >= fewest:
            near = [each for each in known if _ARABIC.search(each) and consonants(each) == bones]
    return near


def slips(spoken: str, known: Iterable[str]) -> list[str]:
    """The known messages that this is but for one slip; by their length most are out at once."""
    size = len(spoken)
    return [each for each in known if -2 < len(each) - size < 2 and slipped(spoken, each)]


def slipped(spoken: str, known: str) -> bool:
    """Whether a message is a known one but for one slip."""
    typed, meant = spoken.split(), known.split()
    if len(typed) != len(meant):
        return False
    wrong = [pair for pair in zip(typed, meant, strict=True) if pair[0] != pair[1]]
    return len(wrong) == 1 and len(wrong[0][1]) >= SHORTEST and _one_apart(*wrong[0])


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter is changed, missing or too much, or two stand the wrong way round."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    one, other = one[same:], other[same:]
    swapped = len(one) > 1 and one[1::-1] + one[2:] == other
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]


def consonants(spoken: str) -> str:
    """What stays of a word whichever alphabet it is written in: `takhatti` and `تخطي` alike."""
    if _ARABIC.search(spoken):
        bones = "".join(map(_consonant, spoken.removesuffix("ه")))
    else:
        digraphs = _DIGRAPH.sub(lambda each: _DIGRAPHS[each[0]], spoken.removesuffix("h"))
        bones = digraphs.translate(_IN_LATIN)
    return _TWICE.sub(r"\1", bones)


def _consonant(letter: str) -> str:
    return chr(_IN_ARABIC[ord(letter)]) if ord(letter) in _IN_ARABIC else ""
