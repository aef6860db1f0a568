"""Residue: what was deleted is looked for in every byte of every file of the database."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import text

from storage import Store
from storage.database import is_sqlite


def folder(store: Store) -> Path:
    """Where the files of the database are; of PostgreSQL the whole data directory."""
    if is_sqlite(store.engine):
        return Path(str(store.engine.url.database)).parent
    with store.engine.connect() as db:
        return Path(str(db.execute(text("SHOW data_directory")).scalar_one()))


def keeps_no_old_log(store: Store) -> None:
    """Set the server as compose.yaml does: old logs are removed, not kept for use again."""
    if is_sqlite(store.engine):
        return
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.execute(text("ALTER SYSTEM SET wal_recycle = off"))
        db.execute(text("SELECT pg_reload_conf()"))


def found(store: Store, texts: Iterable[str]) -> dict[str, list[str]]:
    """In which files each of these texts stands, in clear."""
    wanted = {each: each.encode() for each in texts}
    there: dict[str, list[str]] = {}
    for path in sorted(folder(store).rglob("*")):
        if path.is_file() and not path.is_symlink():
            raw = _bytes(path)
            for each, sought in wanted.items():
                if sought in raw:
                    there.setdefault(each, []).append(path.name)
    return there


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # the server has removed it meanwhile
        return b""
