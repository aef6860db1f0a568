"""The translations as they lie on disk, which languages are whole, and which are open.

1. A language is whole if it can say every sentence of the template: who talks in it may go on.
2. It is open, so that people may choose it, if it is whole, nothing of it is wrong (see `gate`)
   and the registry does not close it.
3. A fuzzy translation, or one that lost a placeholder, counts as missing.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from locales import gate, registry
from locales.entry import TEMPLATE, Entry, po_path, read
from locales.held import Held, Pair
from locales.po import BrokenFile
from locales.registry import SOURCE, Language

__all__ = ["TEMPLATE", "Catalogues", "Entry", "Pair", "fingerprint", "po_path", "read"]


@dataclass(frozen=True, slots=True)
class Book:
    """What one language says, what of it belongs to an older English, and what is wrong."""

    texts: Mapping[Pair, str] = field(default_factory=dict)
    changed: tuple[Entry, ...] = ()
    faults: tuple[gate.Fault, ...] = ()


def fingerprint(texts: Mapping[Pair, str]) -> str:
    """What a review is pinned to: it changes with any sentence or its translation."""
    lines = ("\x1f".join((*pair, texts[pair])) for pair in sorted(texts))
    return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()[:16]


class Catalogues:
    """Every language of one directory: registry, template and translations, read once."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.template = read(directory / TEMPLATE)
        self._wanted = {entry.pair: gate.Wanted(entry) for entry in self.template}
        self._known: dict[tuple[Pair, ...], dict[Pair, int]] = {}
        registered = registry.read(directory / "registry.toml")
        self._books = {language.tag: self._read(language) for language in registered}
        self.languages = {language.tag: self._reviewed(language) for language in registered}

    def _read(self, language: Language) -> Book:
        tag = language.tag
        if tag == SOURCE:
            return Book({entry.pair: entry.source for entry in self.template})
        path = po_path(self.directory, tag)
        try:
            entries = read(path, comments=False) if path.exists() else ()
        except BrokenFile as error:  # one spoilt file closes its language, and no other
            about = Entry(path.name, tag)
            return Book(faults=(gate.fault(tag, "broken", about, str(error)),))
        given = {self._pair(entry.pair): entry for entry in entries if not entry.obsolete}
        texts = {pair: entry.translation for pair, entry in given.items() if entry.usable}
        found = tuple(gate.faults(tag, map(self._wanted.__getitem__, self.wanted(language)), given))
        held = Held(texts, self._known)
        return Book(held, tuple(entry for entry in given.values() if entry.changed), found)

    def _pair(self, pair: Pair) -> Pair:
        """One and the same English for all languages, which keeps them small in memory."""
        wanted = self._wanted.get(pair)
        return wanted.pair if wanted else pair

    def _reviewed(self, language: Language) -> Language:
        if language.review in ("source", "draft"):
            return language
        same = language.texts == self.fingerprint(language.tag)
        return language if same else replace(language, review="draft")

    def fingerprint(self, tag: str) -> str:
        """The fingerprint of everything said in a language, each beside the English it is of."""
        book = self._books[tag]
        before = {entry.pair: (entry.context, entry.previous) for entry in book.changed}
        return fingerprint({before.get(pair, pair): text for pair, text in book.texts.items()})

    def faults(self, tag: str) -> tuple[gate.Fault, ...]:
        """Everything that keeps a language closed, but for what the registry says."""
        return self._books[tag].faults

    def changed(self, tag: str) -> tuple[Entry, ...]:
        """The sentences that are said as they were before their English changed."""
        return self._books[tag].changed

    def gaps(self, tag: str, wanted: Iterable[Pair]) -> tuple[Pair, ...]:
        """Which of these sentences a language cannot say."""
        texts = self._books[tag].texts
        return () if tag == SOURCE else tuple(pair for pair in wanted if pair not in texts)

    @cached_property
    def whole(self) -> tuple[Language, ...]:
        """The languages that can say everything, in the order of the registry."""
        return tuple(
            one for one in self.languages.values() if not self.gaps(one.tag, self.wanted(one))
        )

    def wanted(self, language: Language) -> list[Pair]:
        """What a language must be able to say."""
        return [pair for pair in self._wanted if language.says(pair[0])]

    @cached_property
    def open(self) -> tuple[Language, ...]:
        """The languages that a person may choose, in the order of the registry."""
        return tuple(one for one in self.languages.values() if not self.closed(one.tag))

    def closed(self, tag: str) -> str:
        """Why nobody may choose a language; empty where everybody may."""
        reasons = [self.languages[tag].closed] if self.languages[tag].closed else []
        kinds = Counter(each.kind for each in self.faults(tag))
        reasons += [f"{gate.KINDS[kind]}: {count}" for kind, count in kinds.items()]
        return "; ".join(reasons)

    def text(self, context: str, source: str, tag: str) -> str:
        """The sentence in a language; English is its own source, nothing else stands in for it."""
        if tag == SOURCE:
            return source
        try:
            return self._books[tag].texts[context, source]
        except KeyError:
            raise KeyError(f"{tag} cannot say {context!r}: {source!r}") from None

    def words(self, context: str, source: str, tag: str) -> str:
        """A list of words in a language, empty where it has none yet."""
        return source if tag == SOURCE else self._books[tag].texts.get((context, source), "")
