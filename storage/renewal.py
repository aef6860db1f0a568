"""The draft key is replaced: what remains is sealed anew, and the old key is destroyed.

1. A key goes from live to worn (somebody moved, it must be replaced) to doomed (nothing is sealed
   with it any more) to gone. Each step is committed, so a crash leaves the next one to do.
2. A doomed key's row goes last, after its file and after the cleaning: until then `renew` knows
   that there is work left.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, bindparam, delete, select, update

from storage import tables
from storage.database import clean
from storage.errors import StoreError, Unavailable
from storage.keys import Key, seal
from storage.transaction import Store, Tx

Step = Callable[[str], None]

# everything sealed with the draft key, its row's name in the seal, and its primary key
SEALED: tuple[tuple[Table, str], ...] = (
    (tables.contact, "tag"),
    (tables.outbox, "id"),
    (tables.parked, "id"),
    (tables.erasure, "id"),
    (tables.transit, "id"),
)
_TOUCHED = (*(table for table, _ in SEALED), tables.answer, tables.quote)
_CHUNK = 500


def no_step(_name: str) -> None:
    """Nothing happens between two effects, except in tests."""


def aad(table: Table, row_id: object) -> bytes:
    """Name a row, so that what is sealed in it opens in no other."""
    name = row_id.hex() if isinstance(row_id, bytes) else str(row_id)
    return f"{table.name}|{name}".encode()


def wear(tx: Tx) -> None:
    """Say that the draft key must be replaced."""
    _turn(tx, tables.key.c.kind == "draft", "live", to="worn")


def doom(tx: Tx, *, kind: str, round_id: str) -> None:
    """Say that a round's key must be destroyed."""
    _turn(tx, (tables.key.c.kind == kind) & (tables.key.c.round == round_id), "live", to="doomed")


def renew(store: Store, *, step: Step = no_step) -> bool:
    """Do what is left to do about worn and doomed keys. False if the files could not be cleaned."""
    with store.begin(alone=True) as tx:
        worn = _ids(tx, "worn")
        if worn:
            made = tx.keys.make("draft")
            step("key made")
            for table, column in SEALED:
                _seal_anew(tx, table, table.c[column], key=made)
            _turn(tx, tables.key.c.id.in_(worn), "worn", to="doomed")
            step("sealed anew")
        doomed = _ids(tx, "doomed")
    if worn:
        step("key replaced")
    if not doomed:
        return True
    return _destroy(store, doomed, step=step)


def _seal_anew(tx: Tx, table: Table, column: Column[Any], *, key: Key) -> None:
    change = (
        update(table).where(column == bindparam("row_id")).values(sealed=bindparam("sealed_anew"))
    )
    page = select(column, table.c.sealed).order_by(column).limit(_CHUNK)
    rows = tx.db.execute(page).all()
    while rows:
        changes = []
        for row_id, sealed in rows:
            bound = aad(table, row_id)
            try:
                plaintext = tx.keys.unseal(sealed, aad=bound)
            except Unavailable:
                raise
            except StoreError:  # it opens with no key any more: that must not spare the old key
                continue
            changes.append({"row_id": row_id, "sealed_anew": seal(plaintext, key=key, aad=bound)})
        if changes:
            tx.db.execute(change, changes)
        rows = tx.db.execute(page.where(column > rows[-1][0])).all()


def _destroy(store: Store, doomed: list[str], *, step: Step) -> bool:
    store.warm.clear()
    for key_id in doomed:
        store.keys.destroy(key_id)
    step("key destroyed")
    if not clean(store.engine, _TOUCHED):
        return False
    step("files cleaned")
    with store.begin(alone=True) as tx:
        tx.db.execute(delete(tables.key).where(tables.key.c.id.in_(doomed)))
    step("key forgotten")
    return True


def _ids(tx: Tx, state: str) -> list[str]:
    return list(tx.db.execute(select(tables.key.c.id).where(tables.key.c.state == state)).scalars())


def _turn(tx: Tx, which: ColumnElement[bool], state: str, *, to: str) -> None:
    tx.db.execute(update(tables.key).where(which, tables.key.c.state == state).values(state=to))
