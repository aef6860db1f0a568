"""Linkage: nothing ties two rows of one person, neither a value nor where and when it was written.

1. Ids and tags are random and used once; zone 2 shares no value with zone 1 and no value of its
   own but round, window, place, question and answer.
2. Rows that were written together are of at least k people, and their order is no order of people:
   it is compared with as many shuffles of the same rows.
3. Erasures make groups smaller. Where something was erased, a small group is a note.
"""

import statistics
import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from random import SystemRandom
from typing import Any

from sqlalchemy import ColumnElement, Table, func, literal_column, select

from storage import tables
from storage.audit.section import Section
from storage.database import is_sqlite
from storage.erase import erased_tags
from storage.quotes import QUOTE
from storage.transaction import Store, Tx

TALK = "_talk"
STATES = frozenset({"answered", "skipped", "not_shown", "unanswered"})
_SHUFFLES = 60
_ROWS = 5000
_UNLIKELY = 6.0  # standard deviations: by chance once in five hundred million audits
_answer = tables.answer
_OF_PEOPLE = (
    tables.contact.c.tag, tables.subscriber.c.tag, tables.arrival.c.tag, tables.parked.c.person,
    tables.outbox.c.person, tables.staff.c.tag, tables.staff.c.code, tables.attempt.c.tag,
    tables.ticket.c.tag, tables.session.c.tag, tables.knock.c.tag,
)  # fmt: skip
_IDS = (tables.parked.c.id, tables.erasure.c.id, tables.staff.c.id, tables.release.c.id)
_NAMED: tuple[tuple[str, Table], ...] = (
    ("round", tables.round_),
    ("window", tables.window),
    ("place", tables.place),
)
_Row = tuple[str, str]  # name, place


def linkage(store: Store, *, k: int) -> Section:
    """Try to tie rows of the answers to one another and to people."""
    section = Section("linkage")
    erased = bool(erased_tags(store.keys.directory))
    with store.read() as tx:
        _random(section, tx)
        _shared(section, tx)
        _known(section, tx)
        _of_quotes(section, tx)
        small = [*_small_places(tx, k), *_small_writes(tx, k)]
        windows = list(tx.db.execute(select(_answer.c.window).distinct()).scalars())
        for window in sorted(windows):
            _order(section, window, _written(tx, window))
    (section.notes if erased else section.found).extend(small)
    return section


def _random(section: Section, tx: Tx) -> None:
    """Every id is a random one, every tag is its own."""
    rows = odd = 0
    starts: set[str] = set()
    tags: set[bytes] = set()
    for row in tx.db.execute(select(_answer.c.id, _answer.c.erase_tag)):
        rows += 1
        odd += not _is_uuid4(row.id)
        starts.add(row.id[:8])
        tags.add(row.erase_tag)
    section.notes.append(f"{rows} rows of answers")
    section.count(odd, "ids of answers that are not random UUIDs")
    section.expect(len(starts) >= rows * 0.99, "ids of answers resemble one another")
    section.count(rows - len(tags), "erase tags that stand in more than one row")


def _is_uuid4(text: str) -> bool:
    try:
        found = uuid.UUID(text)
    except ValueError:
        return False
    return found.version == 4 and str(found) == text


def _shared(section: Section, tx: Tx) -> None:
    """No value stands in two zones."""
    for column, theirs in [
        *((_answer.c.erase_tag, each) for each in _OF_PEOPLE),
        *((_answer.c.id, each) for each in _IDS),
    ]:
        both = select(func.count()).select_from(_answer).join(theirs.table, column == theirs)
        section.count(tx.db.execute(both).scalar_one(), f"values shared by answer and {theirs}")


def _known(section: Section, tx: Tx) -> None:
    """Round, window, place, name and state say what they are for, and nothing beside it."""
    for name, table in _NAMED:
        stray = select(func.count()).where(_answer.c[name].not_in(select(table.c.id)))
        section.count(tx.db.execute(stray).scalar_one(), f"answers of a {name} that does not exist")
    names = select(*_answer.c["name", "question", "state"], func.count().label("rows"))
    odd = sum(
        row.rows
        for row in tx.db.execute(names.group_by(*_answer.c["name", "question", "state"]))
        if row.name.partition(":")[0] != row.question or row.state not in STATES
    )
    section.count(odd, "answers whose name or state says more than it should")


def _of_quotes(section: Section, tx: Tx) -> None:
    """What was decided about a text goes with it."""
    there = select(_answer.c.id).where(_answer.c.question == QUOTE, _answer.c.words.is_not(None))
    stray = select(func.count()).where(tables.quote.c.answer.not_in(there))
    section.count(tx.db.execute(stray).scalar_one(), "decisions about texts that are not there")


def _small_places(tx: Tx, k: int) -> list[str]:
    people = (
        select(*_answer.c["window", "place"], func.count().label("people"))
        .where(_answer.c.question == TALK)
        .group_by(*_answer.c["window", "place"])
    )
    return [
        f"fewer than {k} people of one place in window {row.window}"
        for row in tx.db.execute(people)
        if row.people < k
    ]


def _small_writes(tx: Tx, k: int) -> list[str]:
    """PostgreSQL keeps in every row which transaction wrote it; a person's rows differ by name."""
    if is_sqlite(tx.db):
        return []
    wrote: ColumnElement[Any] = literal_column("answer.xmin::text").label("wrote")
    counted = select(_answer.c.window, wrote, _answer.c.name, func.count().label("rows"))
    people: defaultdict[tuple[str, str], int] = defaultdict(int)
    for row in tx.db.execute(counted.group_by(_answer.c.window, wrote, _answer.c.name)):
        people[row.window, row.wrote] = max(people[row.window, row.wrote], row.rows)
    return [
        f"rows of fewer than {k} people were written by one transaction in window {window}"
        for (window, _), most in sorted(people.items())
        if most < k
    ]


def _written(tx: Tx, window: str) -> list[_Row]:
    """The rows of a window in the order in which they lie on the disk."""
    where: ColumnElement[Any] = _answer.c.id if is_sqlite(tx.db) else literal_column("answer.ctid")
    found = select(_answer.c.name, _answer.c.place).where(_answer.c.window == window)
    rows = tx.db.execute(found.order_by(where).limit(_ROWS))
    return [(row.name, row.place) for row in rows]


def _order(section: Section, window: str, rows: list[_Row]) -> None:
    """Rows of one person that lie together differ in name and agree in place."""
    people = max(1, sum(name == TALK for name, _ in rows))
    size = max(2, len(rows) // people)
    for what, column in (("names", 0), ("places", 1)):
        found = _unlike_shuffles([row[column] for row in rows], size)
        section.expect(
            abs(found) < _UNLIKELY, f"the order of the {what} in window {window} is no shuffle"
        )


def _unlike_shuffles(values: Sequence[str], size: int) -> float:
    """By how many standard deviations these values lie otherwise than shuffled ones."""
    if len(set(values)) < 2 or len(values) < 2 * size:
        return 0.0
    shuffled = list(values)
    chance = []
    for _ in range(_SHUFFLES):
        SystemRandom().shuffle(shuffled)
        chance.append(_alike(shuffled, size))
    return (_alike(values, size) - statistics.mean(chance)) / max(statistics.stdev(chance), 1.0)


def _alike(values: Sequence[str], size: int) -> int:
    """How many pairs of equal values lie near each other."""
    blocks = (values[start : start + size] for start in range(0, len(values), size))
    return sum(many * (many - 1) // 2 for each in blocks for many in Counter(each).values())
