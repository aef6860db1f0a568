"""Codes that came in and wait for the night: sealed, and without their sender."""

import secrets

from sqlalchemy import delete, insert, select

from storage import tables
from storage.renewal import aad
from storage.transaction import Tx
from storage.unreadable import opening


def erase_later(tx: Tx, code: str) -> None:
    """Take a code, as `read_code` gives it; the answers go at night, or do not move at all."""
    erasure_id = secrets.token_hex(8)
    sealed = tx.keys.seal_json(code, key=tx.keys.draft, aad=aad(tables.erasure, erasure_id))
    tx.db.execute(insert(tables.erasure).values(id=erasure_id, sealed=sealed))


def waiting_codes(tx: Tx) -> dict[str, str]:
    """Give every code that waits, by the id of its row; one that does not open waits on."""
    rows = tx.db.execute(select(tables.erasure)).all()
    keys = tx.keys
    return dict(
        opening(
            rows,
            lambda row: (row.id, keys.unseal_json(row.sealed, aad=aad(tables.erasure, row.id))),
        )
    )


def settle(tx: Tx, erasure_ids: list[str]) -> None:
    """These codes have done what they could."""
    tx.db.execute(delete(tables.erasure).where(tables.erasure.c.id.in_(erasure_ids)))
