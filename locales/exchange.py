"""Sending a language to translators and taking it back.

1. A file is taken whole or refused with all its mistakes; refused, it changes nothing.
2. A sentence that is not in the file stays as it is; no translation is ever lost by taking one.
3. A marked sentence (fuzzy, or changed in English) is done when its mark has been taken away.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from locales import check, extract, gate, po, sheet
from locales.entry import TEMPLATE, Entry, po_path, read
from locales.held import Pair
from locales.registry import Language

Form = Literal["po", "csv", "xlsx"]
FORMS: tuple[Form, ...] = ("po", "csv", "xlsx")
# What is still to be done is no mistake of a file that comes back.
_UNDONE = frozenset({"missing", "fuzzy", "changed"})


class Refused(ValueError):  # noqa: N818 - it says what is the matter
    """A file with mistakes: all of them, each with its place."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(self.mistakes))


@dataclass(frozen=True, slots=True)
class Given:
    """One sentence as it came back, and where in the file it stands.

    wrong: what is wrong with its line of a table, whatever the sentence is.
    """

    place: str
    entry: Entry
    wrong: str = ""


def export(directory: Path, language: Language, form: Form) -> bytes:
    """A language for translators, brought up to the template."""
    template, path = read(directory / TEMPLATE), po_path(directory, language.tag)
    if form == "po":
        return extract.updated_text(language, template, path).encode()
    rows = sheet.table(language.tag, _known(directory, language.tag))
    return sheet.to_csv(rows) if form == "csv" else sheet.to_xlsx(rows, language.direction)


def _known(directory: Path, tag: str) -> tuple[Entry, ...]:
    path = po_path(directory, tag)
    return extract.renewed(read(directory / TEMPLATE), read(path) if path.exists() else ())


def take(directory: Path, language: Language, file: Path, fold: check.Fold) -> int:
    """Take a file back; give how many sentences it changed, or raise `Refused` and change none."""
    known = _known(directory, language.tag)
    given = _read(language.tag, file)
    now = {entry.pair: entry for entry in known}
    mistakes = list(_misplaced(given, now))
    for each in given:
        old = now.get(each.entry.pair)
        if old is not None:
            now[old.pair] = _taken(old, each.entry)
    new = tuple(now[entry.pair] for entry in known)
    mistakes += _new_faults(language.tag, known, new, fold, given)
    if mistakes:
        raise Refused(mistakes)
    path = po_path(directory, language.tag)
    text = extract.text_for(language, new, path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return sum(old != entry for old, entry in zip(known, new, strict=True))


def _read(tag: str, file: Path) -> tuple[Given, ...]:
    """The sentences of a file, by what its name ends with."""
    try:
        match file.suffix.lower():
            case ".po":
                return _from_po(tag, file)
            case ".csv":
                return _from_table(tag, sheet.from_csv(file.read_bytes()))
            case ".xlsx":
                return _from_table(tag, sheet.from_xlsx(file.read_bytes()))
            case _:
                raise Refused(["The file must end with .po, .csv or .xlsx."])
    except sheet.Unreadable as error:
        raise Refused([f"The file {error}."]) from error
    except UnicodeDecodeError:
        raise Refused(["The file is not UTF-8."]) from None
    except po.BrokenFile as error:
        raise Refused([str(error)]) from error


def _from_po(tag: str, file: Path) -> tuple[Given, ...]:
    said = po.head(file).get("Language", "")
    if said and said.replace("_", "-").lower() != tag.lower():
        raise Refused([f"The file says that it is {said}, not {tag}."])
    return tuple(
        Given(f"sentence {number}", entry)
        for number, entry in enumerate(read(file), 1)
        if not entry.obsolete
    )


def _from_table(tag: str, rows: sheet.Table) -> tuple[Given, ...]:
    wanted = sheet.head(tag)
    if not rows or tuple(rows[0][: len(wanted)]) != wanted:
        raise sheet.Unreadable(f"must have these columns: {', '.join(wanted)}")
    return tuple(
        _from_row(f"row {number}", [*row, *[""] * len(wanted)])
        for number, row in enumerate(rows[1:], 2)
        if any(row)
    )


def _from_row(place: str, row: Sequence[str]) -> Given:
    context, _, _, source, _, translation, state, note, *_ = row
    states = ", ".join(known or "empty" for known in sheet.STATES)
    wrong = "" if state in sheet.STATES else f"the state {state!r} is not one of these: {states}."
    fuzzy = state in sheet.MARKS
    return Given(place, Entry(context, source, translation, fuzzy=fuzzy, note=note), wrong)


def _misplaced(given: Iterable[Given], known: Mapping[Pair, Entry]) -> Iterator[str]:
    """Sentences that we do not have, that stand twice, or that have lost their translation."""
    contexts = {context for context, _ in known}
    seen: dict[Pair, str] = {}
    for each in given:
        pair, about = each.entry.pair, f"{each.place}, {each.entry.context}"
        if each.wrong:
            yield f"{about}: {each.wrong}"
        if pair not in known:
            if each.entry.context in contexts:
                yield f"{about}: the English is another one now; export the language again."
            else:
                yield f"{about}: there is no such sentence."
        elif pair in seen:
            yield f"{about}: stands in {seen[pair]} as well."
        else:
            yield from (f"{about}: {lost}" for lost in _lost(known[pair], each.entry))
        seen.setdefault(pair, each.place)


def _lost(old: Entry, new: Entry) -> Iterator[str]:
    """What taking this sentence would lose."""
    if old.translation and not new.translation.strip():
        yield f"its translation {old.translation!r} is gone."
    elif old.changed and new.fuzzy and new.translation != old.translation:
        # As long as it waits, people read the old translation; a half-done one is not for them.
        yield "its text is new, but still marked; take the mark away if it is right."


def _taken(old: Entry, new: Entry) -> Entry:
    """A sentence as it stands after a translator had it."""
    previous = old.previous if new.fuzzy else ""
    return replace(
        old, translation=new.translation, fuzzy=new.fuzzy, previous=previous, note=new.note
    )


def _new_faults(
    tag: str,
    known: tuple[Entry, ...],
    new: tuple[Entry, ...],
    fold: check.Fold,
    given: Iterable[Given],
) -> Iterator[str]:
    """What would be wrong with the language afterwards, and is not now."""
    places = {(each.entry.context, each.entry.source): each.place for each in given}
    before = set(_faults(tag, known, fold))
    for fault in _faults(tag, new, fold):
        if fault not in before and fault.kind not in _UNDONE:
            place = places.get((fault.context, fault.source), "the language")
            yield f"{place}, {fault.context}: {fault.sentence}"


def _faults(tag: str, entries: tuple[Entry, ...], fold: check.Fold) -> Iterator[gate.Fault]:
    yield from check.faults(tag, entries, entries)
    yield from check.two_meanings(tag, entries, fold)
