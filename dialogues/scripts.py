"""Which languages somebody most likely writes, told by the script and its particular letters.

1. Latin letters are never a hint: half the world writes them, many in a hurry.
2. What is said is a guess that the person is offered, once; nothing follows from it by itself.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

# Blocks in which the letters of a script stand (Unicode, Blocks.txt).
_SCRIPTS = {
    "Arab": re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufefc]"),
    "Ethi": re.compile("[\u1200-\u135a\u1380-\u138f\u2d80-\u2ddf]"),
    "Mymr": re.compile("[\u1000-\u102a\u103f\u1050-\u1055\u105a-\u1070\u1075-\u1081]"),
    "Cyrl": re.compile("[\u0400-\u052f]"),
    "Hani": re.compile("[\u3400-\u9fff]"),
    "Latn": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
}
# Letters that only some languages of a script write. Persian and Dari are told apart by nobody.
_PARTICULAR = {
    "ar": "ةىيكأإؤ",
    "fa": "پچژگیک",
    "fa-AF": "پچژگیک",
    "ps": "ټډړږښځڅڼېۍګ",
    "ckb": "ڕڵێۆەڤ",
    "ur": "ٹڈڑےںھہ",
    "uk": "іїєґІЇЄҐ",
    "ru": "ыэъёЫЭЪЁ",
    # Tigrinya keeps ኣ where Amharic writes አ, and has consonants of its own.
    "ti": "ኣዓሓቐቑቒቓቔቕቖኸኹኺኻኼኽኾ",
    "am": "አሀኝነውል",
    "ksw": "\u1061\u1062\u1063\u1064",
    "my": "\u1021\u1014\u101e\u1023\u1025",
}
# Pashto, Sorani and Urdu write these letters of Persian too: one of their own tells more.
_SHARED = {"fa", "fa-AF"}
FEWEST = 3
MOST = 6


def script(text: str) -> str:
    """The script in which most letters of a text are written; "" if it has too few letters."""
    if text.isascii() and not any(map(str.isalpha, text)):
        return ""
    found = Counter({name: len(letters.findall(text)) for name, letters in _SCRIPTS.items()})
    [(name, count)] = found.most_common(1)
    # Three letters may be a slip; but three signs of Chinese are a sentence.
    return name if count >= (1 if name == "Hani" else FEWEST) else ""


def likely(text: str, languages: Sequence[tuple[str, str]], current: str) -> tuple[str, ...]:
    """The languages (tag, own name) in whose script somebody writes, if the talk's is another.

    Only those whose particular letters stand in the text, or all if there are none of any.
    """
    written = script(text)
    if written in ("", "Latn"):
        return ()
    fitting = [tag for tag, name in languages if _of(name) == written]
    if current in fitting:
        return ()
    hits = {tag: sum(map(text.count, _PARTICULAR.get(tag, ""))) for tag in fitting}
    told = [tag for tag in fitting if hits[tag]]
    told = [tag for tag in told if tag not in _SHARED] or told or fitting
    return tuple(sorted(told, key=lambda tag: -hits[tag])[:MOST])


@cache
def _of(name: str) -> str:
    """The script of a language's own name."""
    found = {each: len(letters.findall(name)) for each, letters in _SCRIPTS.items()}
    return max(found, key=lambda each: found[each])
