"""The end of a run: the drafts in the store, opened with the keys, against what people believe."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from dialogues.model import Answer, Phase, Talk
from dialogues.record import from_record
from storage import Store, contacts, open_store, parking, rounds, tables
from storage.keys import Key3
from tests.chaos.notebook import Belief, Notebook


@dataclass
class Findings:
    """What differs, by kind, with a line for each; and what is left over in the store."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    answers: int = 0
    parked: int = 0
    waiting: int = 0
    aside: int = 0

    @property
    def clean(self) -> bool:
        """Whether nothing at all is wrong."""
        return not (self.lost or self.doubled or self.wrong or self.parked or self.aside)


def opened(url: str, keys: Path) -> Store:
    """The store of a bot that has stopped."""
    today = datetime.now(UTC).date()
    return open_store(url, keys, today=today, framework=("hay-everyday", "1.0.0"), country="FI")


def compared(store: Store, people: Mapping[Key3, Notebook]) -> Findings:
    """Hold every draft against the notebook of its person."""
    found = Findings()
    with store.read() as tx:
        kept = {each.person: each for each in contacts.everyone(tx, rounds.current(tx).id)}
        found.parked = len(parking.parked(tx))
        states = tx.db.execute(
            select(tables.outbox.c.state, func.count()).group_by(tables.outbox.c.state)
        ).all()
    for state, count in states:
        found.waiting += count * (state != "aside")
        found.aside += count * (state == "aside")
    for person, notes in people.items():
        contact = kept.pop(person, None)
        talk = from_record(contact.record) if contact is not None else None
        _one(found, ":".join(person), talk, notes)
    found.wrong += [f"{':'.join(person)}: nobody's draft" for person in kept]
    return found


def _one(found: Findings, who: str, talk: Talk | None, notes: Notebook) -> None:
    if notes.declined:
        if talk is not None and talk.answers:
            found.wrong.append(f"{who}: kept after a no")
        return
    if talk is None:
        found.lost.append(f"{who}: the whole talk")
        return
    if talk.phase is not Phase.FINISHED:
        found.unfinished.append(f"{who}: {talk.phase} at {talk.asked or talk.at}")
    found.answers += len(talk.answers)
    for question in {*talk.answers, *notes.beliefs}:
        _differs(
            found, f"{who} {question}", talk.answers.get(question), notes.beliefs.get(question)
        )
    if (talk.language, talk.place) != (notes.language, notes.place):
        found.wrong.append(
            f"{who}: {talk.language} {talk.place!r}, not {notes.language} {notes.place!r}"
        )


def _differs(found: Findings, where: str, kept: Answer | None, believed: Belief | None) -> None:
    if kept is not None and believed is None:
        found.wrong.append(f"{where}: {_shown(kept)} was never said")
    elif kept is None and believed is not None:
        found.lost.append(f"{where}: {believed.value}")
    elif kept is not None and believed is not None:
        value = kept.state, frozenset(kept.choices), kept.words
        if value == believed.value:
            return
        line = f"{where}: {_shown(kept)}, not {believed.value}"
        if _more(believed.words, kept.words):
            found.lost.append(line)
        elif _more(kept.words, believed.words):
            again = set(kept.words) <= set(believed.words)
            (found.doubled if again else found.wrong).append(line)
        else:
            found.lost.append(line)


def _more(these: Iterable[str], than: Iterable[str]) -> bool:
    return bool(Counter(these) - Counter(than))


def _shown(answer: Answer) -> str:
    return f"{answer.state} {sorted(answer.choices)} {answer.words}"
