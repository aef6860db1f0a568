"""From what was typed to what was meant: words of any language, digits of any script.

1. The whole message is what is heard; a control word inside a sentence is only a word.
2. What a question offers wins over control words, so that an option can never be hidden by one.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from dialogues.given import Lexicon
from dialogues.model import Option, Question


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
        "ʼ": "'", "’": "'", "`": "'", "ґ": "г",
    }
)  # fmt: skip
_JUNK = re.compile(r"[^\w\s']", re.UNICODE)
_SPLIT = re.compile(r"[\s,;.+&/\-،؛、]+")
# A label may hold a comma itself, so the stronger separators are tried first.
_SEPARATORS = (re.compile(r"\n+"), re.compile(r"[;\n؛]+"), re.compile(r"[,;\n،؛]+"))
_AS_PICTURE = "\ufe0f"  # emoji or text: some keyboards add this selector (Unicode TR51)
_DANGER_GAP = 2


class _Seen(dict[int, int | None]):
    """Each character as it is, or away if it is not seen; learnt as characters come."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        unseen = unicodedata.category(character) in ("Mn", "Cf", "Cc") and not character.isspace()
        self[code] = None if unseen else code
        return self[code]


_SEEN = _Seen()


def normalise(text: str) -> str:
    """Fold what writing varies without meaning: case, marks, Arabic forms, invisible characters."""
    if text.isascii() and text.isprintable():
        return " ".join(_JUNK.sub(" ", text.lower().replace("`", "'")).split())
    # Folded twice: some letters have a case only once they are taken apart (Unicode, D146).
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    decomposed = unicodedata.normalize("NFKD", folded.casefold().translate(_LETTERS))
    kept = decomposed.translate(_SEEN).translate(_LETTERS)
    return " ".join(_JUNK.sub(" ", kept).split())


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
class Chosen:
    """The options that a typed message names, in its order."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unclear:
    """A message that names no option, or several where one is asked for: these `readings`."""

    readings: tuple[str, ...] = ()


def slash(text: str) -> Control | None:
    """Read a slash command such as `/help`, `/start abc` or `/help@HowBot`."""
    if not text.startswith("/"):
        return None
    word = text[1:].split(maxsplit=1)[:1]
    return SLASHES.get(word[0].split("@")[0].lower()) if word else None


def control(text: str, lexicon: Lexicon, language: str) -> Control | None:
    """Read a control word: the talk's own language first, then every other shipped language."""
    spoken = normalise(text)
    for words in (lexicon.controls.get(language, {}), lexicon.controls.get("", {})):
        if spoken in words:
            return Control(words[spoken])
    return None


def _labels(option: Option, lexicon: Lexicon) -> tuple[str, ...]:
    if isinstance(option.label, str):
        return (_own(option.label), _own(option.id))
    return (*lexicon.labels.get(option.label.context, ()), _own(option.label.source))


@lru_cache(maxsize=4096)
def _own(label: str) -> str:
    """A label of ours, folded once; what people write is never kept in a cache."""
    return normalise(label)


def _is_called(option: Option, spoken: str, lexicon: Lexicon) -> bool:
    label = option.label
    if isinstance(label, str):
        return spoken in (_own(label), _own(option.id))
    return label.context in lexicon.by_label.get(spoken, ()) or spoken == _own(label.source)


def _named(text: str, options: Sequence[Option], lexicon: Lexicon) -> str | None:
    spoken, drawn = normalise(text), text.strip().removesuffix(_AS_PICTURE)
    for option in options:
        if spoken and _is_called(option, spoken, lexicon):
            return option.id
        if drawn and drawn == option.emoji.removesuffix(_AS_PICTURE):
            return option.id
    said = lexicon.controls.get("", {}).get(spoken, "")
    return next((o.id for o in options if o.id == said and said in ("yes", "no")), None)


def chosen(text: str, question: Question, lexicon: Lexicon) -> Chosen | Unclear:
    """Match a message with the options of a question: by number, by label, by yes and no."""
    options = question.options
    counted = numbers(text)
    if counted is not None and min(counted) >= 1 and max(counted) <= len(options):
        return Chosen(tuple(dict.fromkeys([options[number - 1].id for number in counted])))
    # Most messages are the same list whichever separator is tried.
    lists = dict.fromkeys(tuple(filter(str.strip, each.split(text))) for each in _SEPARATORS)
    for pieces in lists:
        named = [_named(piece, options, lexicon) for piece in pieces]
        if named and all(named):
            return Chosen(tuple(dict.fromkeys(name for name in named if name)))
    return Unclear()


def nearest(text: str, options: Sequence[Option], lexicon: Lexicon) -> tuple[str, ...]:
    """The two or three options that a message which names none most likely means, if any."""
    spoken = normalise(text)[:80]
    scored = sorted(
        (
            (max(_likeness(spoken, label) for label in _labels(option, lexicon)), -place, option.id)
            for place, option in enumerate(options)
        ),
        reverse=True,
    )
    near = tuple(option for likeness, _, option in scored if likeness >= 0.5)[:3]
    return near if len(near) != 1 or len(options) < 2 else (near[0], _second(scored, near[0]))


def _second(scored: Sequence[tuple[float, int, str]], first: str) -> str:
    return next(option for _, _, option in scored if option != first)


def _likeness(spoken: str, label: str) -> float:
    if not spoken or not label:
        return 0.0
    if spoken in label or label in spoken:
        return 0.9 if min(len(spoken), len(label)) >= 3 else 0.4
    return SequenceMatcher(None, spoken, label[:80]).ratio()


def danger(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a text holds a phrase of danger, with up to two words in between.

    High recall, low precision on purpose: a false hit costs one kind message.
    """
    words = [_forms(word) for word in normalise(text).split()]
    return any(
        _follows(words[place + 1 :], rest)
        for place, forms in enumerate(words)
        for form in forms
        for rest in lexicon.danger_by_word.get(form, ())
    )


def _forms(word: str) -> tuple[str, ...]:
    """A word, and without the "and" that Arabic writes together with it (وزوجي, my husband)."""
    return (word, word[1:]) if word[0] == "و" and len(word) > 3 else (word,)


def _follows(words: Sequence[tuple[str, ...]], rest: Sequence[str]) -> bool:
    if not rest:
        return True
    window = words[: _DANGER_GAP + 1]
    here = [place for place, forms in enumerate(window) if rest[0] in forms]
    return any(_follows(words[place + 1 :], rest[1:]) for place in here)
