"""Everything that is wrong with a translation, all at once, each with its remedy.

1. A fault is one that a person would meet: a gap, a lost number, a button cut off, a mixed word.
2. Limits are read from the comment that the translator saw, so that both mean the same.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from locales import registry, words
from locales.bidi import CONTROLS, placeholders, stray_braces
from locales.catalogue import TEMPLATE, Entry, Pair, po_path, read
from locales.registry import SOURCE

SCREEN_WORDS = 60
# Names and international words that are the same in every language.
SAME_EVERYWHERE = frozenset({"Telegram", "Slack", "OK", "SOS"})

_LIMIT = re.compile(r"at most (\d+) characters")
_SCREEN = re.compile(r"consent screen \d+")
_LETTERS = re.compile(r"[^\W\d_]")

# Groups of Arabic-Indic digits run from right to left even inside an isolate (UAX #9, N1), so a
# phone number in them is read in the wrong order.
_BROKEN_NUMBER = re.compile(r"[٠-٩][ –-]+[٠-٩]")
_LISTS = frozenset((context, source) for context, source, _ in words.sentences())

Fold = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: which language, which sentence, what is wrong and what to do."""

    language: str
    kind: str
    context: str
    source: str
    sentence: str


def faults(tag: str, template: Iterable[Entry], translated: Iterable[Entry]) -> tuple[Fault, ...]:
    """Every fault of one language against the template."""
    template = tuple(template)
    found: list[Fault] = []
    live: dict[Pair, Entry] = {}
    for entry in translated:
        if entry.obsolete:
            found.append(_fault(tag, "obsolete", entry, "left over; translate the new sentence."))
        else:
            live[entry.pair] = entry
    for wanted in template:
        found.extend(_of_sentence(tag, wanted, live.pop(wanted.pair, None)))
    found.extend(
        _fault(tag, "extra", entry, "not in the template; run `howareyou locales extract`.")
        for entry in live.values()
    )
    said = {entry.pair: entry.translation for entry in translated if entry.usable}
    return (*found, *_screens(tag, template, said), *_twins(tag, template, said))


def _of_sentence(tag: str, wanted: Entry, given: Entry | None) -> Iterator[Fault]:
    if given is None or not given.translation.strip():
        yield _fault(tag, "missing", wanted, "has no translation.")
        return
    if given.fuzzy:
        yield _fault(tag, "fuzzy", wanted, "is marked fuzzy; read it and take the mark away.")
    text = given.translation
    yield from _braces(tag, wanted, text)
    if set(text) & CONTROLS:
        yield _fault(tag, "controls", wanted, "holds direction marks; the bot sets them itself.")
    if _BROKEN_NUMBER.search(text):
        yield _fault(tag, "digits", wanted, "holds a number that turns round; write it in 0-9.")
    limit = _LIMIT.search(wanted.comment)
    if limit and len(text) > int(limit[1]):
        yield _fault(tag, "long", wanted, f"has {len(text)} characters of {limit[1]} at most.")
    if text.strip() == wanted.source.strip() and _translatable(wanted.source):
        yield _fault(tag, "english", wanted, "is still English.")
    if wanted.pair in _LISTS and not words.split(text):
        yield _fault(tag, "words", wanted, "is a list without a word.")


def _braces(tag: str, wanted: Entry, text: str) -> Iterator[Fault]:
    lost = placeholders(wanted.source) - placeholders(text)
    extra = placeholders(text) - placeholders(wanted.source)
    if "emergency" in lost:
        yield _fault(tag, "emergency", wanted, "does not say which number to call: {emergency}.")
    if lost - {"emergency"}:
        yield _fault(tag, "lost", wanted, f"lost {_braced(lost - {'emergency'})}.")
    if extra:
        yield _fault(tag, "unknown", wanted, f"has {_braced(extra)}, which English has not.")
    if stray_braces(text):
        yield _fault(tag, "brace", wanted, "has a single brace; write {{ or }} for a real one.")


def _braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def _translatable(source: str) -> bool:
    bare = re.sub(r"\{\w+\}", "", source)
    return bool(_LETTERS.search(bare)) and bare.strip(" .!") not in SAME_EVERYWHERE


def _screens(tag: str, template: Sequence[Entry], said: Mapping[Pair, str]) -> Iterator[Fault]:
    screens: dict[str, list[Entry]] = {}
    for entry in template:
        if screen := _SCREEN.search(entry.comment):
            screens.setdefault(screen[0], []).append(entry)
    for name, entries in screens.items():
        count = sum(len(said.get(entry.pair, "").split()) for entry in entries)
        if count > SCREEN_WORDS:
            sentence = f"{name} has {count} words of {SCREEN_WORDS} at most."
            yield _fault(tag, "screen", entries[0], sentence)


def _twins(tag: str, template: Sequence[Entry], said: Mapping[Pair, str]) -> Iterator[Fault]:
    """Two buttons of one question (or two of the bot's own) that read the same."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in template:
        text = said.get(entry.pair, "").strip().casefold()
        if text and "button" in entry.comment:
            question = entry.context.rpartition(".")[0]
            twin = first.setdefault((question, text), entry)
            if twin.source != entry.source:
                yield _fault(tag, "twice", entry, f"reads the same as {twin.source!r}.")


def ambiguities(said: Mapping[str, Mapping[str, str]], fold: Fold) -> tuple[Fault, ...]:
    """Words that mean two controls, in one language or between two.

    `said` holds per language the list of each control; `fold` is how a typed word is compared.
    """
    first: dict[str, tuple[str, str]] = {}
    found = []
    for tag, lists in said.items():
        for control, text in lists.items():
            for word in words.split(text):
                owner, meaning = first.setdefault(fold(word), (tag, control))
                if meaning != control:
                    entry = Entry(f"words.{control}", words.CONTROL_WORDS[control])
                    sentence = f"{word!r} means {meaning} in {owner}; choose another word."
                    found.append(_fault(tag, "ambiguous", entry, sentence))
    return tuple(found)


def _fault(tag: str, kind: str, entry: Entry, sentence: str) -> Fault:
    return Fault(tag, kind, entry.context, entry.source, sentence)


def all_faults(directory: Path, tags: Iterable[str], fold: Fold) -> tuple[Fault, ...]:
    """Every fault of every language of a directory, English sentences among them."""
    template = read(directory / TEMPLATE)
    found: list[Fault] = []
    lists: dict[str, Mapping[str, str]] = {SOURCE: words.CONTROL_WORDS}
    says = {each.tag: each.says for each in registry.read(directory / "registry.toml")}
    for tag in tags:
        if tag == SOURCE:
            own = [replace(entry, translation=entry.source) for entry in template]
            found.extend(one for one in faults(tag, template, own) if one.kind != "english")
            continue
        path = po_path(directory, tag)
        entries = read(path) if path.exists() else ()
        wanted = [entry for entry in template if says[tag](entry.context)]
        found.extend(faults(tag, wanted, entries))
        lists[tag] = _control_lists(entries)
    return (*found, *ambiguities(lists, fold))


def _control_lists(entries: Iterable[Entry]) -> dict[str, str]:
    lists = {entry.context.removeprefix("words."): entry for entry in entries if entry.usable}
    return {name: lists[name].translation for name in words.CONTROL_WORDS if name in lists}
