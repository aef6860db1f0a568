"""What closes a language: every way in which a translation can be wrong for who reads it.

1. A language opens only if nothing here is wrong with it; it is looked at whole at every start.
2. Where the English changed, the last translation is said until there is a new one; only a changed
   consent or help text closes the language, because there an old text promises the wrong thing.
3. Limits are read from the comment that the translator saw, so that both mean the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from locales import words
from locales.bidi import CONTROLS, placeholders, stray_braces
from locales.entry import Entry
from locales.held import Pair

SCREEN_WORDS = 60
# Names and words that are the same in many languages.
SAME_EVERYWHERE = frozenset({"Telegram", "Slack", "OK", "SOS", "No"})
# Where an old text would promise the wrong thing, or send somebody in danger the wrong way.
_BINDING = ("consent", "help card", "privacy promise")

_LIMIT = re.compile(r"at most (\d+) characters")
_SCREEN = re.compile(r"consent screen \d+")
_BUTTON = re.compile(r"(?:consent: |topic and )?button")
_LETTERS = re.compile(r"[^\W\d_]")
_CONTROL = re.compile(f"[{''.join(sorted(CONTROLS))}]")
# Groups of Arabic-Indic digits run from right to left even inside an isolate (UAX #9, N1), so a
# phone number in them is read in the wrong order.
_BROKEN_NUMBER = re.compile(r"[٠-٩][ –-]+[٠-٩]")
# Scripts that put no space between words. What an English word takes there on the average: one
# and seven tenths of characters of Chinese, two syllables of Burmese or Karen.
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_SYLLABLE = re.compile(
    "[\u1000-\u102a\u103f\u104c-\u104f\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070]"
    "(?![\u1037]?\u103a|\u1039)"
)
_UNSPACED = re.compile("[\u1000-\u103f\u104a-\u109f\u3400-\u9fff\U00020000-\U0003ffff]")
_LISTS = frozenset((context, source) for context, source, _ in words.sentences())


# What each kind of fault is called where faults are only counted.
KINDS = {
    "missing": "not translated",
    "fuzzy": "fuzzy",
    "changed": "changed in English",
    "emergency": "without the emergency number",
    "lost": "without a placeholder",
    "unknown": "with an unknown placeholder",
    "brace": "with a stray brace",
    "controls": "with direction marks",
    "digits": "with a number that turns round",
    "long": "too long",
    "english": "still English",
    "words": "lists without a word",
    "screen": "screens with too many words",
    "twice": "buttons that read the same",
    "broken": "files that cannot be read",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: which language, which sentence, what is wrong and what to do."""

    language: str
    kind: str
    context: str
    source: str
    sentence: str


class Wanted:
    """A sentence of the template, with what its translations have to keep."""

    def __init__(self, entry: Entry) -> None:
        limit, screen = _LIMIT.search(entry.comment), _SCREEN.search(entry.comment)
        self.entry = entry
        self.pair = entry.pair
        self.limit = int(limit[1]) if limit else 1_000_000
        self.screen = screen[0] if screen else ""
        self.names = placeholders(entry.source)
        self.braces = entry.source.count("{")
        self.listed = entry.pair in _LISTS
        self.binding = entry.comment.startswith(_BINDING)
        self.question = entry.context.rpartition(".")[0] if _BUTTON.match(entry.comment) else None

    def surely_right(self, text: str) -> bool:
        """Whether nothing can be wrong with a translation; quick, for nearly all of them."""
        return bool(
            0 < len(text) <= self.limit
            and (not self.listed or text.strip(words.BETWEEN))
            and text.count("{") == text.count("}") == self.braces
            and (not self.braces or placeholders(text) == self.names)
            and text != self.entry.source
            and not text.isspace()
            and (text.isascii() or not (_CONTROL.search(text) or _BROKEN_NUMBER.search(text)))
        )

    @cached_property
    def translatable(self) -> bool:
        """Whether it has words that are not the same in every language."""
        bare = re.sub(r"\{\w+\}", "", self.entry.source)
        return bool(_LETTERS.search(bare)) and bare.strip(" .!") not in SAME_EVERYWHERE


def limit_of(entry: Entry) -> int | None:
    """How many characters a sentence may have; None where it may be as long as it likes."""
    found = _LIMIT.search(entry.comment)
    return int(found[1]) if found else None


def faults(tag: str, template: Iterable[Wanted], given: Mapping[Pair, Entry]) -> Iterator[Fault]:
    """Everything that closes a language."""
    template = tuple(template)
    for wanted in template:
        entry = given.get(wanted.pair)
        if entry is None or entry.fuzzy or not wanted.surely_right(entry.translation):
            yield from _of_sentence(tag, wanted, entry)
    yield from _screens(tag, template, given)
    yield from _twins(tag, template, given)


def _of_sentence(tag: str, wanted: Wanted, given: Entry | None) -> Iterator[Fault]:
    if given is None or not given.translation.strip():
        yield fault(tag, "missing", wanted.entry, "has no translation.")
        return
    if given.changed and (wanted.binding or not given.usable):
        yield fault(tag, "changed", wanted.entry, f"was {given.previous!r}; translate it again.")
    elif given.fuzzy and not given.changed:
        yield fault(tag, "fuzzy", wanted.entry, "is marked fuzzy; read it and take the mark away.")
    yield from flaws(tag, wanted, given.translation)


def flaws(tag: str, wanted: Wanted, text: str) -> Iterator[Fault]:
    """Everything that is wrong with one translation, whoever made it and for which English."""
    if wanted.names or "{" in text or "}" in text:
        yield from _braces(tag, wanted, text)
    if not text.isascii():
        if _CONTROL.search(text):
            yield fault(
                tag, "controls", wanted.entry, "holds direction marks; the bot sets them itself."
            )
        if _BROKEN_NUMBER.search(text):
            yield fault(
                tag, "digits", wanted.entry, "holds a number that turns round; write it in 0-9."
            )
    if len(text) > wanted.limit:
        sentence = f"has {len(text)} characters of {wanted.limit} at most."
        yield fault(tag, "long", wanted.entry, sentence)
    if text == wanted.entry.source.strip() and wanted.translatable:
        yield fault(tag, "english", wanted.entry, "is still English.")
    if wanted.listed and not text.strip(words.BETWEEN):
        yield fault(tag, "words", wanted.entry, "is a list without a word.")


def _braces(tag: str, wanted: Wanted, text: str) -> Iterator[Fault]:
    names = placeholders(text)
    lost, extra = wanted.names - names, names - wanted.names
    if "emergency" in lost:
        sentence = "does not say which number to call: {emergency}."
        yield fault(tag, "emergency", wanted.entry, sentence)
    if lost - {"emergency"}:
        yield fault(tag, "lost", wanted.entry, f"lost {_braced(lost - {'emergency'})}.")
    if extra:
        sentence = f"has {_braced(extra)}, which English has not."
        yield fault(tag, "unknown", wanted.entry, sentence)
    if stray_braces(text):
        sentence = "has a single brace; write {{ or }} for a real one."
        yield fault(tag, "brace", wanted.entry, sentence)


def _braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def word_count(text: str) -> int:
    """How many words a text has to read, in scripts with and without spaces between words."""
    spaced = text if text.isascii() else _UNSPACED.sub("", text)
    plain = sum(any(map(str.isalnum, word)) for word in spaced.split())
    return plain + round(len(_HAN.findall(text)) / 1.7 + len(_SYLLABLE.findall(text)) / 2)


def _screens(tag: str, template: Sequence[Wanted], given: Mapping[Pair, Entry]) -> Iterator[Fault]:
    screens: dict[str, list[Wanted]] = {}
    for wanted in template:
        if wanted.screen:
            screens.setdefault(wanted.screen, []).append(wanted)
    for name, together in screens.items():
        count = sum(word_count(_said(wanted, given)) for wanted in together)
        if count > SCREEN_WORDS:
            sentence = f"{name} has {count} words of {SCREEN_WORDS} at most."
            yield fault(tag, "screen", together[0].entry, sentence)


def _said(wanted: Wanted, given: Mapping[Pair, Entry]) -> str:
    entry = given.get(wanted.pair)
    return entry.translation if entry else ""


def _twins(tag: str, template: Iterable[Wanted], given: Mapping[Pair, Entry]) -> Iterator[Fault]:
    """Two buttons of one question (or two of the bot's own) that read the same."""
    first: dict[tuple[str, str], Entry] = {}
    for wanted in template:
        if wanted.question is None:
            continue
        text = _said(wanted, given).strip().casefold()
        if text:
            twin = first.setdefault((wanted.question, text), wanted.entry)
            if twin.source != wanted.entry.source:
                yield fault(tag, "twice", wanted.entry, f"reads the same as {twin.source!r}.")


def fault(tag: str, kind: str, entry: Entry, sentence: str) -> Fault:
    """A fault of one sentence."""
    return Fault(tag, kind, entry.context, entry.source, sentence)
