"""Everything that is wrong with the translations, all at once, each with its remedy.

1. What closes a language is in `gate`; here are also leftovers in its file, its head, and words
   that mean two things.
2. A word may mean one thing in one language and another in the next: the talk's own language wins,
   or the person is asked. Only two meanings within one language cannot be told apart.
"""

import gettext
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from locales import gate, po, registry, words
from locales.bidi import CONTROLS
from locales.entry import TEMPLATE, Entry, po_path, read
from locales.gate import Fault
from locales.held import Pair
from locales.registry import SOURCE, Language

__all__ = ["Fault", "Shared", "all_faults", "faults", "shared"]

Fold = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Shared:
    """A word that means different things in different languages: control by language."""

    word: str
    meanings: Mapping[str, str]


def faults(tag: str, template: Iterable[Entry], translated: Iterable[Entry]) -> tuple[Fault, ...]:
    """Every fault of one language against the template."""
    template, translated = tuple(template), tuple(translated)
    given: dict[Pair, Entry] = {each.pair: each for each in translated if not each.obsolete}
    wanted = [gate.Wanted(entry) for entry in template]
    pairs = {entry.pair for entry in template}
    leftover = "left over; run `howareyou locales extract`."
    extra = "not in the template; run `howareyou locales extract`."
    return (
        *(gate.fault(tag, "obsolete", each, leftover) for each in translated if each.obsolete),
        *gate.faults(tag, wanted, given),
        *(gate.fault(tag, "extra", each, extra) for p, each in given.items() if p not in pairs),
    )


def all_faults(directory: Path, tags: Iterable[str], fold: Fold) -> tuple[Fault, ...]:
    """Every fault of these languages of a directory, English sentences among them."""
    template = read(directory / TEMPLATE)
    known = {each.tag: each for each in registry.read(directory / registry.FILE)}
    found: list[Fault] = []
    for tag in tags:
        path = po_path(directory, tag)
        if tag == SOURCE:
            entries: tuple[Entry, ...] = tuple(
                replace(entry, translation=entry.source) for entry in template
            )
            found += [each for each in faults(tag, template, entries) if each.kind != "english"]
        else:
            entries = read(path) if path.exists() else ()
            wanted = [entry for entry in template if known[tag].says(entry.context)]
            found += faults(tag, wanted, entries)
            found += _of_registry(known[tag], path)
        found += two_meanings(tag, entries, fold)
        found += _bad_stems(tag, entries, fold)
    return tuple(found)


def _bad_stems(tag: str, entries: Iterable[Entry], fold: Fold) -> Iterator[Fault]:
    """What stands in the list of danger and would be found nearly everywhere, or nowhere."""
    for entry in entries:
        if entry.context == words.DANGER_CONTEXT:
            for phrase in words.split(entry.translation):
                if not words.STEMS.fullmatch(phrase):
                    sentence = f"“{phrase}”: a star stands behind 3 to 16 letters of a word."
                    yield gate.fault(tag, "stem", entry, sentence)
                parts = [word for each in phrase.split() for word in each.split("/")]
                for word in parts if "/" in phrase else ():
                    if len(fold(word).split()) > 1:
                        sentence = f"“{word}” is heard as two words; between / each is one word."
                        yield gate.fault(tag, "stem", entry, sentence)


def _of_registry(language: Language, path: Path) -> Iterator[Fault]:
    """What stands in the registry, beside the head of the file."""
    about = Entry("registry.toml", language.name)
    if set(language.name) & CONTROLS or not language.name.strip():
        yield gate.fault(language.tag, "name", about, "is no name that people can read.")
    if (wrong := _wrong_rule(language.plural)) is not None:
        yield gate.fault(language.tag, "plural", about, wrong)
    written = po.head(path).get("Plural-Forms", "") if path.exists() else ""
    if written and written != language.plural:
        sentence = "the file has another plural rule; run `howareyou locales extract`."
        yield gate.fault(language.tag, "plural", about, sentence)


def _wrong_rule(plural: str) -> str | None:
    """What is wrong with a plural rule, as gettext runs it."""
    count, _, formula = plural.partition(";")
    try:
        rule = gettext.c2py(formula.strip().removeprefix("plural=").rstrip(";"))
        forms = {rule(number) for number in range(201)}
    except (ValueError, ZeroDivisionError):
        return "the plural rule is not one that gettext can run."
    if forms != set(range(int(count.strip().removeprefix("nplurals=")))):
        return f"the plural rule gives the forms {sorted(forms)}, not as many as nplurals says."
    return None


def _meanings(entries: Iterable[Entry], fold: Fold) -> dict[str, dict[str, str]]:
    """The controls that each word of a language stands for, with the word as it was written."""
    contexts = {f"words.{name}": name for name in words.CONTROL_WORDS}
    found: dict[str, dict[str, str]] = {}
    for entry in entries:
        if entry.context in contexts and entry.usable:
            for word in words.split(entry.translation):
                found.setdefault(fold(word), {})[contexts[entry.context]] = word
    return found


def two_meanings(tag: str, entries: Iterable[Entry], fold: Fold) -> Iterator[Fault]:
    """The words that stand for two controls in one language."""
    for controls in _meanings(entries, fold).values():
        first, *others = controls
        for other in others:
            about = Entry(f"words.{other}", words.CONTROL_WORDS[other])
            sentence = f"{controls[other]!r} also means {first}; choose another word."
            yield gate.fault(tag, "ambiguous", about, sentence)


def shared(directory: Path, tags: Iterable[str], fold: Fold) -> tuple[Shared, ...]:
    """The words that mean different things in two languages, for people to know."""
    said: dict[str, dict[str, str]] = {}
    for tag in tags:
        path = po_path(directory, tag)
        if tag == SOURCE:
            entries = tuple(
                Entry(f"words.{name}", text, text) for name, text in words.CONTROL_WORDS.items()
            )
        else:
            entries = read(path, comments=False) if path.exists() else ()
        for word, controls in _meanings(entries, fold).items():
            said.setdefault(word, {})[tag] = next(iter(controls))
    return tuple(
        Shared(word, meanings)
        for word, meanings in sorted(said.items())
        if len(set(meanings.values())) > 1
    )
