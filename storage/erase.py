"""Erasing answers that moved already: only the person's code finds them.

1. A code that came in waits for the night, sealed and without its sender.
2. The erased rows' tags are written to a file beside the keys before the rows go, so that after a
   restore they can be erased again before anybody sees them.
3. Published releases do not change.
"""

import os
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import delete, select

from storage import tables
from storage.cutting import erase_tag
from storage.errors import StoreError
from storage.keys import flush
from storage.move import recover
from storage.pending import erase_later, settle, waiting_codes
from storage.quotes import forget_quotes
from storage.renewal import Step, no_step, renew, wear
from storage.transaction import Store, Tx

__all__ = ["erase_again", "erase_later", "erased_tags", "run_erasures"]

_FILE = "erased"
_CHUNK = 500


def run_erasures(store: Store, *, step: Step = no_step) -> int:
    """Erase the answers of every code that waits; tell how many rows went.

    A code that finds nothing waits on while there are drafts: it may belong to one of them, and
    the move leaves that one out.
    """
    recover(store, step=step)
    with store.begin(alone=True) as tx:
        waiting = waiting_codes(tx)
        whose = _tags(tx, set(waiting.values()))
        tags = _found(tx, list(whose))
        found = {whose[tag] for tag in tags}
        _keep(store.keys.directory / _FILE, tags)
        step("tags kept")
        _delete(tx, tags)
        keeps = _has_drafts(tx)
        done = [row for row, code in waiting.items() if code in found or not keeps]
        settle(tx, done)
        if done:
            wear(tx)  # an older copy must not open the code either
        step("rows erased")
    step("erased")
    renew(store, step=step)
    return len(tags)


def _has_drafts(tx: Tx) -> bool:
    draft = tables.contact.c.phase.in_((0, 1))
    return tx.db.execute(select(tables.contact.c.tag).where(draft).limit(1)).first() is not None


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
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"The file {directory / _FILE} cannot be read.") from error
    try:
        return sorted({bytes.fromhex(line) for line in lines})
    except ValueError as error:
        raise StoreError(f"The file {directory / _FILE} is damaged.") from error


def _tags(tx: Tx, codes: Collection[str]) -> dict[bytes, str]:
    """Make every tag that these codes could have in any round, and say whose each is."""
    names = select(tables.answer.c.name).distinct()
    return {
        erase_tag(tx.keys.erase(round_id), code, name): code
        for round_id in tx.keys.rounds("erase")
        for name in tx.db.execute(names.where(tables.answer.c.round == round_id)).scalars().all()
        for code in codes
    }


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
        erased = tables.answer.c.erase_tag.in_(tags[start : start + _CHUNK])
        forget_quotes(tx, erased)
        tx.db.execute(delete(tables.answer).where(erased))


def _keep(path: Path, tags: list[bytes]) -> None:
    """Add to the tags that are kept, as one sorted list: whose tags came together is not kept."""
    if not tags:
        return
    every = sorted({tag.hex() for tag in (*erased_tags(path.parent), *tags)})
    new = path.with_suffix(".new")
    try:
        descriptor = os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write("".join(f"{tag}\n" for tag in every))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        flush(path.parent)
    except OSError as error:
        raise StoreError(f"Nothing can be written to {path} ({error.strerror}).") from error
