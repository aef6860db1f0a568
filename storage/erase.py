"""Erasing answers that moved already: only the person's code finds them.

1. A code that came in waits for the night, sealed and without its sender.
2. The erased rows' tags are written to a file beside the keys before the rows go, so that after a
   restore they can be erased again before anybody sees them.
3. Published releases do not change.
"""

import os
import secrets
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import delete, insert, select

from storage import tables
from storage.cutting import erase_tag
from storage.errors import StoreError
from storage.move import recover
from storage.renewal import Step, aad, no_step, renew, wear
from storage.transaction import Store, Tx

_FILE = "erased"
_CHUNK = 500


def erase_later(tx: Tx, code: str) -> None:
    """Take a code, as `read_code` gives it; the answers go at night."""
    erasure_id = secrets.token_hex(8)
    sealed = tx.keys.seal_json(code, key=tx.keys.draft, aad=aad(tables.erasure, erasure_id))
    tx.db.execute(insert(tables.erasure).values(id=erasure_id, sealed=sealed))


def run_erasures(store: Store, *, step: Step = no_step) -> int:
    """Erase the answers of every code that waits; tell how many rows went."""
    recover(store, step=step)
    with store.begin(alone=True) as tx:
        rows = tx.db.execute(select(tables.erasure)).all()
        codes = [tx.keys.unseal_json(row.sealed, aad=aad(tables.erasure, row.id)) for row in rows]
        tags = _found(tx, _tags(tx, codes))
        _append(store.keys.directory / _FILE, tags)
        step("tags kept")
        _delete(tx, tags)
        tx.db.execute(delete(tables.erasure).where(tables.erasure.c.id.in_([r.id for r in rows])))
        if rows:
            wear(tx)  # an older copy must not open the code either
        step("rows erased")
    step("erased")
    renew(store, step=step)
    return len(tags)


def erase_again(store: Store) -> int:
    """After a restore: erase what had been erased before; tell how many rows went."""
    with store.begin(alone=True) as tx:
        tags = _found(tx, erased_tags(store.keys.directory))
        _delete(tx, tags)
        if tags:
            wear(tx)
    renew(store)
    return len(tags)


def erased_tags(directory: Path) -> list[bytes]:
    """Read the tags of everything that was ever erased."""
    try:
        lines = (directory / _FILE).read_text("ascii").split()
    except FileNotFoundError:
        return []
    try:
        return sorted({bytes.fromhex(line) for line in lines})
    except ValueError as error:
        raise StoreError(f"The file {directory / _FILE} is damaged.") from error


def _tags(tx: Tx, codes: Collection[str]) -> list[bytes]:
    """Make every tag that these codes could have in any round."""
    names = select(tables.answer.c.name).distinct()
    return [
        erase_tag(tx.keys.erase(round_id), code, name)
        for round_id in tx.keys.rounds("erase")
        for name in tx.db.execute(names.where(tables.answer.c.round == round_id)).scalars().all()
        for code in codes
    ]


def _found(tx: Tx, tags: list[bytes]) -> list[bytes]:
    column = tables.answer.c.erase_tag
    return [
        tag
        for start in range(0, len(tags), _CHUNK)
        for tag in tx.db.execute(
            select(column).where(column.in_(tags[start : start + _CHUNK]))
        ).scalars()
    ]


def _delete(tx: Tx, tags: list[bytes]) -> None:
    for start in range(0, len(tags), _CHUNK):
        some = tags[start : start + _CHUNK]
        tx.db.execute(delete(tables.answer).where(tables.answer.c.erase_tag.in_(some)))


def _append(path: Path, tags: list[bytes]) -> None:
    if not tags:
        return
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            # A line break first: a crash may have left half a line.
            file.write("".join(f"\n{tag.hex()}" for tag in sorted(tags)) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreError(f"Nothing can be written to {path} ({error.strerror}).") from error
