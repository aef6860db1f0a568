"""Keys that have to go: what is due is destroyed, and what nobody knows any more is found.

1. A key file that the database does not know is left from a crash, or from another database: it is
   destroyed only if somebody says so.
2. While this is looked at nobody makes a key: a new one is a file before it is a row.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from storage import tables
from storage.move import recover
from storage.rounds import shred_due
from storage.transaction import Store

# What no program of ours can reach, for the operator to read.
ELSEWHERE = (
    "second copies of the keys directory that are older than today",
    "snapshots and images of the disk that the keys lie on",
    "on PostgreSQL: archived logs (WAL) and copies on other servers",
    "swap and hibernation files of the machine, if they are not encrypted",
)


@dataclass(frozen=True, slots=True)
class Shredded:
    """rounds: whose people can be found no more. strays: files nobody knows, destroyed or not."""

    rounds: list[str]
    strays: list[Path]


def shred(store: Store, *, today: date, strays: bool) -> Shredded:
    """Destroy the keys whose time is over, and strays if that is wanted."""
    recover(store)
    rounds = shred_due(store, today=today)
    with store.begin(alone=True) as tx:
        known = set(tx.db.execute(select(tables.key.c.id)).scalars())
        files = sorted(store.keys.directory.glob("*.key"))
        unknown = [path for path in files if key_id(path) not in known]
        for path in unknown if strays else ():
            store.keys.destroy(key_id(path))
    return Shredded(rounds, unknown)


def key_id(path: Path) -> str:
    """Read a key's id from the name of its file."""
    return path.stem.rpartition("-")[2]
