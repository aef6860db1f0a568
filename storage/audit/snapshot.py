"""Snapshot: what a thief of the file would hold, and that only today's keys open it.

1. Every sealed row has one of three sizes, opens with the key it should have, and in no other row.
2. A person's tag is the keyed one: an unkeyed hash of a chat's number is found in hours.
3. There is no key file that the database does not know, and nobody else may read one.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Row, Table, func, select

from storage import tables
from storage.audit.section import Section
from storage.errors import StoreError
from storage.keys import Key3, registered
from storage.renewal import SEALED, aad
from storage.transaction import Store, Tx

_PAGE = 500
_LONG = ((tables.subscriber, "tag"), (tables.staff, "id"))
# A byte that says how, the key's id, the nonce, what is sealed, its seal.
_ID, _AROUND = slice(1, 9), 1 + 8 + 12 + 16
_SIZES = (3_840, 4 * 1024, 16 * 1024, 64 * 1024)  # the second of versions before 0.1.0


def snapshot(store: Store) -> Section:
    """Open everything that is sealed, and look at the keys."""
    section = Section("snapshot")
    with store.read() as tx:
        _keys(section, store, tx)
    for table, column in (*SEALED, *_LONG):
        _table(section, store, table, table.c[column])
    return section


def _keys(section: Section, store: Store, tx: Tx) -> None:
    known = {row.id: row for row in registered(tx.db)}
    for key_id, row in known.items():
        try:
            store.keys.check(key_id, row.fingerprint)
        except StoreError as error:
            section.found.append(str(error))
    every = set(tx.db.execute(select(tables.key.c.id)).scalars())
    files = sorted(store.keys.directory.glob("*.key"))
    stray = [path for path in files if path.stem.rpartition("-")[2] not in every]
    section.count(len(stray), "key files that the database does not know (howareyou keys shred)")
    open_to_all = [path for path in files if path.stat().st_mode & 0o077]
    section.count(len(open_to_all), "key files that others can read")
    waiting = tx.db.execute(select(func.count()).where(tables.key.c.state != "live")).scalar_one()
    if waiting:
        section.notes.append("a key is to be replaced or destroyed tonight")
    section.notes.append(f"{len(known)} keys agree with their fingerprints")


def _table(section: Section, store: Store, table: Table, column: Column[Any]) -> None:
    """A page at a time, each in a transaction of its own: nobody waits for an audit."""
    sizes = closed = foreign = unkeyed = 0
    last = None
    for row, tx in _rows(store, table, column):
        sizes += not _has_a_size(row.sealed, table)
        foreign += row.sealed[_ID].hex() != _sealer(tx, table)
        kept = _opened(tx, row.sealed, aad(table, row[0]))
        closed += kept is None
        unkeyed += kept is not None and not _is_keyed(tx, table, row, kept)
        closed += last is not None and _opened(tx, row.sealed, aad(table, last)) is not None
        last = row[0]
    section.count(sizes, f"rows of {table.name} whose length tells how much is in them")
    section.count(foreign, f"rows of {table.name} that are not sealed with a key of today")
    section.count(closed, f"rows of {table.name} that are not sealed to their row")
    section.count(unkeyed, f"rows of {table.name} whose tag is not the keyed one")


def _rows(store: Store, table: Table, column: Column[Any]) -> Iterator[tuple[Row[Any], Tx]]:
    more = [table.c[name] for name in ("round", "person") if name in table.c]
    page = select(column, table.c.sealed, *more).order_by(column).limit(_PAGE)
    wanted = page
    while True:
        with store.read() as tx:
            rows = tx.db.execute(wanted).all()
            yield from ((row, tx) for row in rows)
        if len(rows) < _PAGE:
            return
        wanted = page.where(column > rows[-1][0])


def _has_a_size(sealed: bytes, table: Table) -> bool:
    length = len(sealed) - _AROUND
    # The rows of very many people travel together: of those the size is that of all of them.
    return length in _SIZES or (table is tables.transit and length > 0 == length % _SIZES[-1])


def _sealer(tx: Tx, table: Table) -> str:
    """Which key must have sealed a row of this table."""
    return (tx.keys.long if table in {each for each, _ in _LONG} else tx.keys.draft).id


def _opened(tx: Tx, sealed: bytes, bound: bytes) -> Any:
    try:
        return tx.keys.unseal_json(sealed, aad=bound)
    except (StoreError, ValueError):
        return None


def _is_keyed(tx: Tx, table: Table, row: Row[Any], kept: Any) -> bool:
    """Whether a row's tag is what the key makes of the person in it."""
    try:
        if table is tables.contact:
            return bool(row.tag == tx.keys.contact_tag(row.round, _person(kept)))
        if table is tables.subscriber:
            return bool(row.tag == tx.keys.long.tag("subscriber", *_person(kept)))
        if table is tables.parked:
            return bool(row.person == tx.keys.post_tag(_person(kept)))
    except StoreError:  # the round's key is gone, and this row should be
        return False
    return True


def _person(kept: Any) -> Key3:
    channel, account, address = kept["person"]
    return channel, account, address
