"""Shapes: no text outside a seal looks like a number, an address or a name in a chat.

1. A column that holds ids or words of ours must have their shape to the last character.
2. What people or staff wrote is looked at as on its arrival (`dialogues.redact`).
3. Hashes are hashes: sixteen bytes that cannot be read. A contact's number is of its hash.
"""

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnClause, Connection, LargeBinary, String, column, inspect, select, table

from dialogues.redact import redact
from storage import tables
from storage.audit.section import Section
from storage.contacts import number_of
from storage.transaction import Store

_PAGE = 1000
_PRINTED = bytes(range(32, 127))
_HEX = r"[0-9a-f]*"
_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
_WORD = r"[A-Za-z0-9_:.-]*[A-Za-z_][A-Za-z0-9_:.-]*"
_FIXED = {
    ("key", "id"): _HEX, ("key", "kind"): "[a-z]+", ("key", "round"): "r[0-9]{1,6}",
    ("key", "fingerprint"): _HEX, ("key", "state"): "[a-z]+",
    ("place", "id"): _SLUG, ("place", "kind"): "[a-z]+", ("place", "parent"): _SLUG,
    ("invitation", "code"): "[A-Za-z0-9_-]{10}", ("invitation", "place"): _SLUG,
    ("round", "id"): "r[0-9]{1,6}", ("round", "framework"): "[a-z][a-z0-9_-]*",
    ("round", "version"): "[0-9.]+",
    ("round", "state"): "[a-z]+",
    ("window", "id"): "r[0-9]{1,6}-[0-9]{1,3}", ("window", "round"): "r[0-9]{1,6}",
    ("window", "state"): "[a-z]+",
    ("place", "languages"): "([A-Za-z]{2,3}(-[A-Za-z]+)?( |$))*",
    ("progress", "round"): "r[0-9]{1,6}", ("progress", "band"): "[0-9–+-]+",
    ("ticket", "staff"): _HEX, ("session", "staff"): _HEX,
    ("staff", "id"): _HEX, ("staff", "role"): "[a-z ]+", ("staff", "place"): _SLUG,
    ("heartbeat", "name"): "[a-z]+(-[0-9a-f]{10})?", ("lease", "holder"): _HEX,
    ("lease", "name"): r"[a-z]+( [a-z]+ [A-Za-z0-9_-]+)?",
    ("contact", "round"): "r[0-9]{1,6}", ("parked", "id"): _HEX, ("erasure", "id"): _HEX,
    ("outbox", "channel"): "[a-z]+", ("outbox", "account"): "[A-Za-z0-9_-]*",
    ("outbox", "state"): "[a-z]+", ("outbox", "reason"): r"[A-Za-z_ ]*",
    ("transit", "id"): "r[0-9]{1,6}-[0-9]{1,3}(/[0-9]{1,5}/[0-9]{1,5})?",
    ("transit", "window"): "r[0-9]{1,6}-[0-9]{1,3}",
    ("answer", "id"): "[0-9a-f-]{36}", ("answer", "round"): "r[0-9]{1,6}",
    ("answer", "window"): "r[0-9]{1,6}-[0-9]{1,3}", ("answer", "place"): _SLUG,
    ("answer", "name"): _WORD, ("answer", "question"): _WORD, ("answer", "state"): "[a-z_]+",
    ("answer", "choices"): rf'\["({_WORD}|[0-9])"(, "({_WORD}|[0-9])")*\]',
    ("quote", "answer"): "[0-9a-f-]{36}", ("quote", "state"): "approved|refused",
    ("release", "id"): "[0-9a-f-]{36}", ("release", "round"): "r[0-9]{1,6}",
    ("release", "window"): "r[0-9]{1,6}-[0-9]{1,3}", ("release", "sha256"): "[0-9a-f]{64}",
}  # fmt: skip
_SHAPES = {place: re.compile(shape) for place, shape in _FIXED.items()}
_CODE = re.compile(r"\b(?:MY|ST|IN|GO)(?:-[0-9A-Z]{4}){4}\b")


def shapes(store: Store) -> Section:
    """Look at every text and every hash that is not sealed."""
    section = Section("shapes")
    looked = 0
    with store.read() as tx:
        live = inspect(tx.db)
        for name in sorted(set(live.get_table_names()) & tables.metadata.tables.keys()):
            for each in live.get_columns(name):
                if isinstance(each["type"], String):
                    looked += _texts(section, tx.db, name, each["name"])
                elif isinstance(each["type"], LargeBinary) and each["name"] != "sealed":
                    _hashes(section, tx.db, name, each["name"])
        _numbers(section, tx.db)
    section.notes.append(f"{looked} texts outside a seal")
    return section


def _texts(section: Section, db: Connection, name: str, column_name: str) -> int:
    """Count what has not its column's shape; of free texts, what should have been masked."""
    shape = _SHAPES.get((name, column_name))
    looked = odd = 0
    for text in _values(db, name, column_name):
        looked += 1
        whole = shape is not None and shape.fullmatch(text) is not None
        odd += not whole if shape is not None else _shows_somebody(text)
    section.count(odd, f"values of {name}.{column_name} that could show who somebody is")
    return looked


def _values(db: Connection, name: str, column_name: str) -> Iterator[Any]:
    wanted: ColumnClause[Any] = column(column_name)
    found = select(wanted).select_from(table(name)).where(wanted.is_not(None))
    for row in db.execution_options(yield_per=_PAGE).execute(found):
        yield row[0]


def _shows_somebody(text: str) -> bool:
    return any(_CODE.search(each) or redact(each).kinds for each in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """A text, or the texts of a JSON value: its numbers are figures, not what somebody wrote."""
    try:
        value = json.loads(text) if text[:1] in "[{" else text
    except ValueError:
        value = text
    yield from _strings(value)


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _strings(each)
        case dict():
            for each in value.values():
                yield from _strings(each)
        case _:
            return


def _hashes(section: Section, db: Connection, name: str, column_name: str) -> None:
    values = [bytes(each) for each in _values(db, name, column_name)]
    odd = sum(len(each) != 16 for each in values)
    readable = sum(len(each) == 16 and not each.translate(None, _PRINTED) for each in values)
    if readable > _by_chance(len(values)):
        odd += readable
    section.count(odd, f"values of {name}.{column_name} that are no hashes")


def _numbers(section: Section, db: Connection) -> None:
    found = db.execution_options(yield_per=_PAGE).execute(select(*tables.contact.c["id", "tag"]))
    odd = sum(number != number_of(bytes(tag)) for number, tag in found)
    section.count(odd, "numbers of contacts that could tell an order")


def _by_chance(values: int) -> int:
    """How many of so many hashes may look like text: one in eight million does."""
    expected = values * (len(_PRINTED) / 256) ** 16
    return 0 if expected < 0.01 else math.ceil(expected + 6 * math.sqrt(expected))
