"""Zone 3: what was published. One release per window, written once and never changed."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, insert, select

from storage import tables
from storage.errors import StoreError
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class Release:
    """One frozen set of cells (JSON text) and its hash."""

    id: str
    round: str
    window: str
    published_on: date
    cells: str
    sha256: str


def add(tx: Tx, *, round_id: str, window: str, published_on: date, cells: str) -> Release:
    """Publish the cells of a window, once."""
    if of_window(tx, window) is not None:
        raise StoreError(f"The window {window} is published already; a release never changes.")
    made = Release(str(uuid.uuid4()), round_id, window, published_on, cells, _hash(cells))
    tx.db.execute(
        insert(tables.release).values(
            id=made.id,
            round=made.round,
            window=made.window,
            published_on=made.published_on,
            cells=made.cells,
            sha256=made.sha256,
        )
    )
    return made


def of_window(tx: Tx, window: str) -> Release | None:
    """Give the release of a window, if it is out."""
    return _one(tx, _newest_first().where(tables.release.c.window == window))


def latest(tx: Tx) -> Release | None:
    """Give the newest release."""
    return _one(tx, _newest_first().limit(1))


def all_releases(tx: Tx) -> list[Release]:
    """List every release, the newest first."""
    return [_release(row) for row in tx.db.execute(_newest_first())]


def ids(tx: Tx) -> list[str]:
    """List the id of every release, the oldest first."""
    newest = _newest_first().with_only_columns(tables.release.c.id)
    return [*tx.db.execute(newest).scalars()][::-1]


def get(tx: Tx, release_id: str) -> Release:
    """Give one release by its id."""
    found = _one(tx, _newest_first().where(tables.release.c.id == release_id))
    if found is None:
        raise StoreError(f"There is no release {release_id}.")
    return found


def as_stored(tx: Tx) -> list[Release]:
    """List every release as it stands there, also one that was changed: for the audit."""
    return [Release(*row) for row in tx.db.execute(_newest_first())]


def is_whole(release: Release) -> bool:
    """Whether a release is what was published."""
    return release.sha256 == _hash(release.cells)


def _newest_first() -> Select[Any]:
    window, release = tables.window, tables.release
    return (
        select(release)
        .join(window, window.c.id == release.c.window)
        .order_by(release.c.published_on.desc(), window.c.last_day.desc())
    )


def _one(tx: Tx, found: Select[Any]) -> Release | None:
    row = tx.db.execute(found).one_or_none()
    return None if row is None else _release(row)


def _release(row: Row[Any]) -> Release:
    release = Release(**row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name
    if not is_whole(release):
        raise StoreError(f"The release {release.id} was changed after it was published.")
    return release


def _hash(cells: str) -> str:
    return hashlib.sha256(cells.encode()).hexdigest()
