"""Pairing: who stole the database tries to put the rows of one person together, and to a person.

1. The thief knows everything but the keys: all rows, hidden numbers, places on the disk and in the
   log; and, as an insider, in which order the people finished.
2. What counts is how often a pair is right, over many moves of as few people as may move.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import insert, literal_column, select

from storage import Store, contacts, move, rounds, tables
from storage.contacts import Contact
from storage.cutting import erase_tag
from storage.database import is_sqlite
from storage.rounds import Window
from tests.storage.people import cut, finished

K = 5
WINDOWS = 28
NAMES = ("mood", "join", "hope", "_language")
FIRST = date(2027, 3, 1)
TURNS = 3


@dataclass
class Trial:
    """How often each way of pairing was right, of how many tries."""

    right: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    tries: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    moves: int = 0

    def note(self, way: str, pairs: Iterable[tuple[int, int]]) -> None:
        """Note pairs of what the thief thinks is the same person."""
        for one, other in pairs:
            self.tries[way] += 1
            self.right[way] += one == other

    @property
    def rates(self) -> dict[str, float]:
        """How often each way was right."""
        return {way: self.right[way] / tries for way, tries in sorted(self.tries.items())}

    @property
    def best(self) -> float:
        """The rate of the best way."""
        return max(self.rates.values())

    def table(self) -> str:
        """The figures for people to read."""
        rows = [f"  {rate:6.3f}  {way}" for way, rate in self.rates.items()]
        head = f"{self.moves} moves of {K} people; chance {1 / K:.3f}, at most {1.25 / K:.3f}"
        return "\n".join([head, *rows])


def attacked(store: Store, trial: Trial, *, windows: int = WINDOWS) -> None:
    """Let k people move in each of many windows of a day, and try to pair their rows each time."""
    _windows(store)
    for number in range(windows):
        day = FIRST + timedelta(days=number)
        people = _talked(store, number, day)
        with store.read() as tx:
            window = rounds.get_window(tx, f"r1-{number + 1}")
        between: dict[str, int] = {}

        def look(name: str, window: Window = window, between: dict[str, int] = between) -> None:
            if name == "second transaction":
                between.update(_on_disk(store, window))

        given: Any = {"k": K, "cut": cut, "today": day + timedelta(days=1)}
        done = move.move(store, window, step=look, **given)
        assert K == done.people
        trial.moves += 1
        _pair(store, window, people, trial, between)


def _windows(store: Store) -> None:
    """One window for each day of the round, in a store without people and answers."""
    with store.begin() as tx:
        for table in (tables.answer, tables.contact, tables.window):
            tx.db.execute(table.delete())
        parts = rounds._parts("r1", today=FIRST, days=WINDOWS, parts=WINDOWS)
        tx.db.execute(insert(tables.window), parts)


def _talked(store: Store, number: int, day: date) -> list[Contact]:
    """People who talk turn by turn, each turn a transaction of its own, and finish in order."""
    people = [finished(number * K + each, moves_on=day) for each in range(K)]
    for turn in range(TURNS):
        for person in people:
            person.phase = int(turn == TURNS - 1)
            with store.begin() as tx:
                contacts.load(tx, "r1", [person.person])
                contacts.save(tx, [person])
    return people


# --- what the thief does -------------------------------------------------------------------------


def _pair(
    store: Store, window: Window, people: list[Contact], trial: Trial, between: Mapping[str, int]
) -> None:
    whose = _truth(store, people)
    for way, rows in _orders(store, window, between).items():
        by_name: defaultdict[str, list[int]] = defaultdict(list)
        for name, tag in rows:
            by_name[name].append(whose[tag])
        for one in NAMES:
            trial.note(f"person and row, {way}", enumerate(by_name[one]))
            for other in NAMES:
                if one < other:
                    pairs = zip(by_name[one], by_name[other], strict=True)
                    trial.note(f"row and row, {way}", pairs)
        trial.note(f"neighbours, {way}", _neighbours(rows, whose))
    _pair_contacts(store, window, people, trial, whose)


def _neighbours(rows: list[tuple[str, bytes]], whose: Mapping[bytes, int]) -> list[tuple[int, int]]:
    """Rows of two names that lie next to each other."""
    near = pairwise(rows)
    return [(whose[a], whose[b]) for (one, a), (other, b) in near if one != other]


def _pair_contacts(
    store: Store, window: Window, people: list[Contact], trial: Trial, whose: Mapping[bytes, int]
) -> None:
    """The contacts in the order in which they lie there, with the rows in theirs."""
    with store.read() as tx:
        tags = {tx.keys.contact_tag("r1", each.person): n for n, each in enumerate(people)}
        place: Any = tables.contact.c.tag
        row: Any = tables.answer.c.id
        if not is_sqlite(tx.db):
            place, row = literal_column("contact.ctid"), literal_column("answer.ctid")
        there = tx.db.execute(select(tables.contact.c.tag).order_by(place)).scalars()
        order = [tags[tag] for tag in there if tag in tags]
        answer = tables.answer.c
        for name in NAMES:
            found = select(answer.erase_tag).where(answer.window == window.id, answer.name == name)
            rows = [whose[tag] for tag in tx.db.execute(found.order_by(row)).scalars()]
            trial.note("contact and row, place on the disk", zip(order, rows, strict=True))


def _truth(store: Store, people: list[Contact]) -> dict[bytes, int]:
    """Whose each row is: what nobody but this test can know."""
    with store.read() as tx:
        key = tx.keys.erase("r1")
    return {
        erase_tag(key, str(person.record["code"]), name): number
        for number, person in enumerate(people)
        for name in NAMES
    }


Order = Callable[[Any], Any]


def _orders(
    store: Store, window: Window, between: Mapping[str, int]
) -> dict[str, list[tuple[str, bytes]]]:
    """The rows of a window in every order that somebody could think of."""
    answer = tables.answer
    columns: list[Any] = [answer.c.id, answer.c.name, answer.c.erase_tag]
    if not is_sqlite(store.engine):
        columns += [literal_column("answer.xmin::text::bigint").label("xmin")]
        columns += [literal_column("answer.ctid").label("ctid")]
    with store.read() as tx:
        found = select(*columns).where(answer.c.window == window.id)
        if is_sqlite(store.engine):
            rows = list(tx.db.execute(found).all())
        else:
            rows = list(tx.db.execute(found.order_by(literal_column("answer.ctid"))).all())
    ways: dict[str, Order] = {"by id": lambda r: r.id, "by tag": lambda r: r.erase_tag}
    if is_sqlite(store.engine):
        after = _on_disk(store, window)
        ways["by place in the file"] = lambda r: after[r.id]
        ways["by place in the log before it was cut"] = lambda r: between[r.id]
    else:
        ways["by number of the transaction"] = lambda r: r.xmin
        ways["by place in the table"] = lambda _r: 0  # as they came out: by ctid
    return {
        way: [(row.name, row.erase_tag) for row in sorted(rows, key=order)]
        for way, order in ways.items()
    }


def _on_disk(store: Store, window: Window) -> dict[str, int]:
    """Where each row's id stands in the files of SQLite, the newest copy of it."""
    if not is_sqlite(store.engine):
        return {}
    with store.read() as tx:
        found = select(tables.answer.c.id).where(tables.answer.c.window == window.id)
        ids = list(tx.db.execute(found).scalars())
    whole = b"".join(path.read_bytes() for path in _files(store))
    return {each: whole.rfind(each.encode()) for each in ids}


def _files(store: Store) -> list[Path]:
    path = Path(str(store.engine.url.database))
    return sorted(path.parent.glob(f"{path.name}*"))
