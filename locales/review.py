"""How far each language is, who has read it, and the word of those who approve it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from locales import gate, registry
from locales.catalogue import Catalogues
from locales.entry import Entry
from locales.registry import SOURCE


class NotReady(ValueError):  # noqa: N818 - it says what is the matter
    """A language that nobody can approve as it is; the sentence says why."""


@dataclass(frozen=True, slots=True)
class State:
    """One language as the table of languages shows it."""

    language: str
    name: str
    messages: int
    untranslated: int
    fuzzy: int
    changed: int
    longest_button: int
    longest_question: int
    review: str
    by: str
    on: str
    open: bool
    closed: str
    quality: str
    texts: str


def states(directory: Path) -> tuple[State, ...]:
    """Every registered language, in the order of the registry."""
    shipped = Catalogues(directory)
    return tuple(_state(shipped, tag) for tag in shipped.languages)


def _state(shipped: Catalogues, tag: str) -> State:
    language = shipped.languages[tag]
    kinds = Counter(fault.kind for fault in shipped.faults(tag))
    closed = shipped.closed(tag)
    reviewed = language.review in ("reviewed", "approved")
    return State(
        language=tag,
        name=language.name,
        messages=sum(language.says(entry.context) for entry in shipped.template),
        untranslated=kinds["missing"],
        fuzzy=kinds["fuzzy"],
        changed=len(shipped.changed(tag)),
        longest_button=_longest(shipped, tag, "button"),
        longest_question=_longest(shipped, tag, "question"),
        review=language.review,
        by=language.by if reviewed else "",
        on=str(language.on or "") if reviewed else "",
        open=not closed,
        closed=closed,
        quality=language.quality,
        texts=shipped.fingerprint(tag),
    )


def _longest(shipped: Catalogues, tag: str, kind: str) -> int:
    said = (
        shipped.text(*entry.pair, tag)
        for entry in shipped.template
        if _is(entry, kind) and not shipped.gaps(tag, [entry.pair])
    )
    return max(map(len, said), default=0)


def _is(entry: Entry, kind: str) -> bool:
    if kind == "button":
        return gate.Wanted(entry).question is not None
    return entry.comment.startswith(("question", "consent: question"))


def approve(
    directory: Path, tag: str, *, review: Literal["reviewed", "approved"], by: str, on: date
) -> str:
    """Write down that somebody has read the texts as they are now; give their fingerprint."""
    shipped = Catalogues(directory)
    if tag == SOURCE:
        raise NotReady(f"{tag} is the language that all others are translated from.")
    if faults := shipped.faults(tag):
        raise NotReady(
            f"{tag} has {len(faults)} faults; `howareyou locales check {tag}` tells them."
        )
    if waiting := shipped.changed(tag):
        raise NotReady(f"{tag} has {len(waiting)} sentences to translate again.")
    texts = shipped.fingerprint(tag)
    values: dict[str, str | date] = {"review": review, "texts": texts, "by": by, "on": on}
    registry.write(directory / registry.FILE, tag, values)
    return texts
