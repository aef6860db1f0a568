"""The translations as they lie on disk, and which languages are whole.

1. A language is offered only if every sentence of the template has its translation.
2. A fuzzy translation, or one that lost a placeholder, counts as missing.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from locales import po, registry
from locales.bidi import placeholders
from locales.registry import SOURCE, Language

TEMPLATE = "messages.pot"
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence for translators: where it stands, English, translation, and what to know."""

    context: str
    source: str
    translation: str = ""
    comment: str = ""
    origin: str = ""
    fuzzy: bool = False
    obsolete: bool = False

    @property
    def pair(self) -> Pair:
        """What makes it one sentence: context and English."""
        return self.context, self.source

    @property
    def usable(self) -> bool:
        """Whether a person may be shown this translation."""
        kept = placeholders(self.translation) == placeholders(self.source)
        return bool(self.translation.strip()) and kept and not (self.fuzzy or self.obsolete)


def po_path(directory: Path, tag: str) -> Path:
    """Where the one file of a language lies (gettext writes `fa-AF` as `fa_AF`)."""
    return directory / tag.replace("-", "_") / "LC_MESSAGES" / "messages.po"


def read(path: Path) -> tuple[Entry, ...]:
    """Read a template or a .po file, obsolete entries last; a broken file is told in a sentence."""
    try:
        found = [_entry(message) for message in po.messages(path)]
    except ValueError as error:
        raise ValueError(f"{path}: {error}. Mend the file with a translation editor.") from error
    return tuple(sorted(found, key=lambda entry: entry.obsolete))


def _entry(message: po.Message) -> Entry:
    return Entry(
        context=message.fields.get("msgctxt", ""),
        source=message.fields["msgid"],
        translation=message.fields.get("msgstr", ""),
        comment=" ".join(message.comments),
        origin=message.origins[0] if message.origins else "",
        fuzzy="fuzzy" in message.flags,
        obsolete=message.obsolete,
    )


def fingerprint(texts: Mapping[Pair, str]) -> str:
    """What a review is pinned to: it changes with any sentence or its translation."""
    lines = ("\x1f".join((*pair, texts[pair])) for pair in sorted(texts))
    return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()[:16]


class Catalogues:
    """Every language of one directory: registry, template and translations, read once."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.template = read(directory / TEMPLATE)
        registered = registry.read(directory / "registry.toml")
        self._texts = {language.tag: self._read(language.tag) for language in registered}
        self.languages = {language.tag: self._reviewed(language) for language in registered}

    def _read(self, tag: str) -> dict[Pair, str]:
        if tag == SOURCE:
            return {entry.pair: entry.source for entry in self.template}
        path = po_path(self.directory, tag)
        entries = read(path) if path.exists() else ()
        # Every language has the same English: it is held once.
        same = self._english
        return {same.get(e.pair, e.pair): e.translation for e in entries if e.usable}

    @cached_property
    def _english(self) -> dict[Pair, Pair]:
        return {entry.pair: entry.pair for entry in self.template}

    def _reviewed(self, language: Language) -> Language:
        if language.review in ("source", "draft"):
            return language
        same = language.texts == self.fingerprint(language.tag)
        return language if same else replace(language, review="draft")

    def fingerprint(self, tag: str) -> str:
        """The fingerprint of everything that is said in a language now."""
        return fingerprint(self._texts[tag])

    def gaps(self, tag: str, wanted: Iterable[Pair]) -> tuple[Pair, ...]:
        """Which of these sentences a language cannot say."""
        return () if tag == SOURCE else tuple(p for p in wanted if p not in self._texts[tag])

    @cached_property
    def whole(self) -> tuple[Language, ...]:
        """The languages that can say everything, in the order of the registry."""
        wanted = [entry.pair for entry in self.template]
        return tuple(one for one in self.languages.values() if not self.gaps(one.tag, wanted))

    def text(self, context: str, source: str, tag: str) -> str:
        """The sentence in a language; English is its own source, nothing else stands in for it."""
        if tag == SOURCE:
            return source
        try:
            return self._texts[tag][context, source]
        except KeyError:
            raise KeyError(f"{tag} cannot say {context!r}: {source!r}") from None

    def words(self, context: str, source: str, tag: str) -> str:
        """A list of words in a language, empty where it has none yet."""
        return source if tag == SOURCE else self._texts[tag].get((context, source), "")
