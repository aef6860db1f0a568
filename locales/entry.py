"""One sentence as translators have it, and the files in which they have it: read and written."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

from locales import po
from locales.bidi import placeholders
from locales.held import Pair

TEMPLATE = "messages.pot"
_OBSOLETE = attrgetter("obsolete")


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence for translators: where it stands, English, translation, and what to know.

    previous: the English that the translation was made for, where it has changed since.
    note: what a translator wrote to other translators.
    """

    context: str
    source: str
    translation: str = ""
    comment: str = ""
    origin: str = ""
    fuzzy: bool = False
    obsolete: bool = False
    previous: str = ""
    note: str = ""

    @property
    def pair(self) -> Pair:
        """What makes it one sentence: context and English."""
        return self.context, self.source

    @property
    def usable(self) -> bool:
        """Whether a person may be shown this translation: of this English, or of the last one."""
        if self.obsolete or not self.translation.strip() or (self.fuzzy and not self.previous):
            return False
        kept = placeholders(self.translation)
        return kept == placeholders(self.source) and not (
            self.previous and kept != placeholders(self.previous)
        )

    @property
    def changed(self) -> bool:
        """Whether this is still the translation of what the English was before."""
        return bool(self.previous) and self.fuzzy


def po_path(directory: Path, tag: str) -> Path:
    """Where the one file of a language lies (gettext writes `fa-AF` as `fa_AF`)."""
    return directory / tag.replace("-", "_") / "LC_MESSAGES" / "messages.po"


def read(path: Path, *, comments: bool = True) -> tuple[Entry, ...]:
    """Read a template or a .po file, obsolete entries last; a broken file is told in a sentence.

    comments: false for the bot, which has no use for what is written to translators.
    """
    try:
        found = [_entry(message) if comments else _bare(message) for message in po.messages(path)]
    except ValueError as error:
        raise po.BrokenFile(f"{path}: {error}. Mend the file with a translation editor.") from error
    return tuple(sorted(found, key=_OBSOLETE))


def _entry(message: po.Message) -> Entry:
    return replace(
        _bare(message),
        comment=" ".join(message.marked("#.")),
        origin=next(iter(_origins(message)), ""),
        note="\n".join(message.notes),
    )


def _bare(message: po.Message) -> Entry:
    entry = Entry(message.context, message.source, message.translation, obsolete=message.obsolete)
    if "fuzzy" not in message.above:
        return entry
    return replace(entry, fuzzy="fuzzy" in _flags(message), previous=_previous(message))


def _flags(message: po.Message) -> list[str]:
    return [flag.strip() for line in message.marked("#,") for flag in line.split(",")]


def _origins(message: po.Message) -> list[str]:
    found = [origin for line in message.marked("#:") for origin in line.split()]
    return [origin.rpartition(":")[0] or origin for origin in found]


def _previous(message: po.Message) -> str:
    """What the English of this very sentence was; a guess from another context is none."""
    context, source = message.previous or ("", "")
    return source if context == message.context and "fuzzy" in _flags(message) else ""


def text_of(entries: Iterable[Entry], head: Mapping[str, str]) -> str:
    """A whole file. One line a sentence keeps reviews of a change readable in every script."""
    top = "".join(f'"{name}: {value}\\n"\n' for name, value in head.items())
    blocks = ("\n".join(_lines(entry)) for entry in entries)
    return "\n\n".join((f'msgid ""\nmsgstr ""\n{top}'.rstrip("\n"), *blocks)) + "\n"


def _lines(entry: Entry) -> Iterator[str]:
    for line in entry.note.split("\n") if entry.note else ():
        yield f"# {line}"
    for line in textwrap.wrap(entry.comment, 76, break_long_words=False, break_on_hyphens=False):
        yield f"#. {line}"
    if entry.origin:
        yield f"#: {entry.origin}"
    flags = ["fuzzy"] * entry.fuzzy + ["python-brace-format"] * bool(placeholders(entry.source))
    if flags:
        yield f"#, {', '.join(flags)}"
    if entry.previous:
        yield f"#| msgctxt {po.quoted(entry.context)}"
        yield f"#| msgid {po.quoted(entry.previous)}"
    yield f"msgctxt {po.quoted(entry.context)}"
    yield f"msgid {po.quoted(entry.source)}"
    yield f"msgstr {po.quoted(entry.translation)}"
