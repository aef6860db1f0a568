"""From what was typed to what was meant: words of any language, digits of any script.

1. The whole message is what is heard; a control word inside a sentence is only a word.
2. What a question offers wins over control words, so that an option can never be hidden by one.
3. The talk's own language wins over all others; of those, only what has one meaning is done.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from dialogues import unspaced
from dialogues.danger import Told, in_classes, in_runs, in_words
from dialogues.given import MARKED, PLAIN, Lexicon
from dialogues.spelling import misspelt, slips, spellings


class Control(StrEnum):
    """What a person can ask of the bot at any moment."""

    START = "start"
    HELP = "help"
    LANGUAGE = "language"
    SKIP = "skip"
    BACK = "back"
    STOP = "stop"
    GO_ON = "go_on"
    DONE = "done"
    YES = "yes"
    NO = "no"
    DELETE = "delete"
    MINE = "mine"
    PRIVACY = "privacy"
    KEEP = "keep"
    FINISH = "finish"
    REMIND = "remind"
    OPEN = "open"
    CLEAR = "clear"


SLASHES = {
    "start": Control.START,
    "help": Control.HELP,
    "language": Control.LANGUAGE,
    "skip": Control.SKIP,
    "back": Control.BACK,
    "stop": Control.STOP,
    "continue": Control.GO_ON,
    "done": Control.DONE,
    "delete": Control.DELETE,
    "mine": Control.MINE,
    "privacy": Control.PRIVACY,
}

# Letters that Arabic-script keyboards write in several ways, folded to one (Unicode chapter 9.2).
_LETTERS = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي", "ة": "ه",
        "ء": "ي", "ە": "ه", "ھ": "ه", "ہ": "ه", "ک": "ك", "ؤ": "و", "ـ": None,
        "ے": "ي", "ۍ": "ي", "ێ": "ي", "ۆ": "و", "ں": "ن", "ڵ": "ل", "ڕ": "ر",
        "ʼ": "'", "’": "'", "`": "'", "ґ": "г", "ı": "i", "đ": "d", "ø": "o",
    }
    # Ethiopic letters that sound alike, each with its eight forms: ሐ ኀ, ሠ, ዐ, ፀ.
    | {
        chr(same + form): chr(plain + form)
        for plain, same in ((0x1200, 0x1210), (0x1200, 0x1280), (0x1230, 0x1220),
                            (0x12A0, 0x12D0), (0x1338, 0x1340))
        for form in range(8)
    }
)  # fmt: skip
# The vowels and tones of Burmese and Karen are marks that no word can do without.
_VOWELS = unspaced.MARKS
_JUNK = re.compile(rf"[^\w\s'{_VOWELS}]", re.UNICODE)
_IS_VOWEL = re.compile(f"[{_VOWELS}]")
_SPLIT = re.compile(r"[\s,;.+&/\-،؛、]+")
# A slip of the finger must neither agree nor refuse nor delete.
_NEVER_GUESSED = {Control.YES, Control.NO, Control.DELETE}
_SENTENCE = re.compile(r"[.!?\n\u0589\u061f\u06d4\u1362\u1367\u104b\u3002\uff01\uff1f]+")
_CLAUSE = re.compile(r"[.!?,;:\n\u2026\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f\u104a\u104b]+")


class _Plain(dict[int, int | None]):
    """Each character as it is compared, or away if it is not seen; learnt as characters come."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        unseen = unicodedata.category(character) in ("Mn", "Cf", "Cc") and not character.isspace()
        self[code] = None if unseen and not _IS_VOWEL.match(character) else code
        return self[code]


_PLAIN = _Plain({code: None if to is None else ord(to) for code, to in _LETTERS.items()})


def normalise(text: str) -> str:
    """Fold what writing varies without meaning: case, marks, Arabic forms, invisible characters."""
    return " ".join(_plainly(text).split())


def normalised(texts: Iterable[str]) -> list[str]:
    """The same of many short texts, each of one line: at once, since there are thousands."""
    plain = _plainly("\n".join(texts))
    return [" ".join(line.split()) for line in plain.split("\n")] if plain else []


def _plainly(text: str) -> str:
    if text.isascii() and text.isprintable():
        return _JUNK.sub(" ", text.lower().replace("`", "'"))
    # Folded twice: some letters have a case only once they are taken apart (Unicode, D146).
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return _JUNK.sub(" ", unicodedata.normalize("NFKD", folded.casefold()).translate(_PLAIN))


def marked(text: str) -> str:
    """Fold case and signs only: for languages in which the marks of a letter make another word."""
    return " ".join(_JUNK.sub(" ", unicodedata.normalize("NFC", text.casefold())).split())


def blank(text: str) -> bool:
    """Whether there is nothing to read in a message: only spaces and invisible characters."""
    return all(
        character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Mn")
        for character in text
    )


def numbers(text: str) -> tuple[int, ...] | None:
    """Read a message made only of numbers, in the digits of any script, or None."""
    if not text.isascii():
        text = "".join(map(_plain, unicodedata.normalize("NFKC", text)))
    found = [piece for piece in _SPLIT.split(text.strip().strip("()[].#")) if piece]
    if not all(piece.isdigit() and len(piece) <= 3 for piece in found):
        return None
    return tuple(map(int, found)) or None


def _plain(character: str) -> str:
    """A digit of any script as 0-9; what is not seen away; everything else as it is."""
    if unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return ""
    return str(unicodedata.digit(character, character))


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A word that asks for different things in other languages, or is an answer in one of them."""

    controls: tuple[Control, ...]


def slash(text: str) -> Control | None:
    """Read a slash command such as `/help`, `/start abc` or `/help@HowBot`."""
    if not text.startswith("/"):
        return None
    word = text[1:].split(maxsplit=1)[:1]
    return SLASHES.get(word[0].split("@")[0].lower()) if word else None


def control(
    text: str, lexicon: Lexicon, language: str, *, forgiving: bool = True
) -> Control | Doubtful | None:
    """Read a word of command: the talk's own language first, then every other shipped language.

    What is an answer in the talk's own language is no command of another one. What only another
    language knows, and not as one thing, is doubtful. forgiving: a slip of the finger is mended.
    """
    spoken = normalise(text)
    for spelling in spellings(spoken):
        meant = _meant(spelling, lexicon, language)
        if meant is not None:
            return meant
    return _mended(spoken, lexicon, language) if forgiving else None


def _meant(spoken: str, lexicon: Lexicon, language: str) -> Control | Doubtful | None:
    own = lexicon.controls.get(language, {}).get(spoken)
    if own is not None:
        return Control(own)
    meanings = lexicon.meanings.get(spoken, ())
    answers = lexicon.plain.get(spoken, frozenset())
    if not meanings or language in answers:
        return None
    if len(meanings) == 1 and not answers:
        return Control(meanings[0])
    return Doubtful(tuple(map(Control, meanings)))


def _mended(spoken: str, lexicon: Lexicon, language: str) -> Control | None:
    """The one command of the talk's language that a slip or the Latin chat alphabet hides."""
    known = lexicon.controls.get(language, {})
    found = {Control(known[word]) for word in misspelt(spoken, known)}
    if len(found) != 1 or found & _NEVER_GUESSED or spoken in lexicon.plain:
        return None
    if danger(spoken, lexicon) or slips(spoken, lexicon.plain_dangers()):
        return None
    return found.pop()


def danger(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a text holds a phrase of danger.

    High recall, low precision on purpose: a false hit costs one kind message.
    """
    told = Told(lexicon)
    return (
        in_words(normalise(text), told, PLAIN)
        or in_words(marked(text), told, MARKED)
        or any(
            in_classes(folded, told, lexicon)
            for sentence in _SENTENCE.split(text)
            for folded in {normalise(sentence), marked(sentence)}
        )
        or (unspaced.is_written(text) and in_runs(_clauses(text), lexicon))
    )


def _clauses(text: str) -> Iterator[str]:
    return (normalise(clause).replace(" ", "") for clause in _CLAUSE.split(text))
