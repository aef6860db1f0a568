"""Opening a store: what is made, what is checked, what is refused."""

import stat
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from storage import (
    Store,
    StoreError,
    database,
    open_store,
    opening,
    rounds,
    tables,
)
from tests.once import Migrated

TODAY = date(2027, 3, 1)
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def really_migrated(migrated: Migrated, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the migrations really run in these tests."""
    monkeypatch.setattr(opening, "_migrate", migrated.really)


def reopened(url: str, keys_dir: Path) -> Store:
    """Open a store as a start does."""
    return open_store(url, keys_dir, today=TODAY, framework=("how_are_you", "1"), country="FI")


def key_files(keys_dir: Path) -> list[Path]:
    """The keys on the disk."""
    return sorted(keys_dir.glob("*.key"))


def test_first_round(store: Store) -> None:
    """The first start on an empty database opens a round of four weeks with one window."""
    with store.read() as tx:
        current = rounds.current(tx)
        windows = rounds.windows(tx, current.id)
    assert store.opened_first_round
    assert ("open", date(2027, 3, 1), date(2027, 3, 28)) == (
        current.state,
        current.opens_on,
        current.closes_on,
    )
    assert [(date(2027, 3, 1), date(2027, 3, 28))] == [(w.first_day, w.last_day) for w in windows]


def test_second_start(store: Store, database_url: str, keys_dir: Path) -> None:
    """A second start makes no second round and no new key."""
    before = key_files(keys_dir)
    again = reopened(database_url, keys_dir)
    with again.read() as tx:
        ids = [round_.id for round_ in rounds.all_rounds(tx)]
    again.close()
    assert not again.opened_first_round
    assert ["r1"] == ids
    assert before == key_files(keys_dir)


def test_keys_are_private(store: Store, keys_dir: Path) -> None:
    """Keys, their directory and the SQLite file can be read by nobody else."""
    paths = [keys_dir, *key_files(keys_dir)]
    if database.is_sqlite(store.engine):
        paths.append(Path(str(store.engine.url.database)))
    assert 6 <= len(paths)
    assert [0] * len(paths) == [stat.S_IMODE(path.stat().st_mode) & 0o077 for path in paths]


def test_migrations_equal_tables(store: Store) -> None:
    """What the migrations build is what tables.py says, and its revision is the newest."""
    with store.engine.connect() as db:
        config = opening.configuration(db)
        differences = compare_metadata(MigrationContext.configure(db), tables.metadata)
    assert [] == differences
    assert tables.REVISION == ScriptDirectory.from_config(config).get_current_head()


def test_no_row_numbers(store: Store) -> None:
    """On SQLite only the outbox numbers its rows, as its order is what it is for.

    A contact's number is of its keyed hash (`test_contacts`).
    """
    if not database.is_sqlite(store.engine):
        pytest.skip("PostgreSQL has no row numbers")
    with store.read() as tx:
        made = text("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
        numbered = {row.name for row in tx.db.execute(made) if "WITHOUT ROWID" not in row.sql}
    assert {"contact", "outbox", "sqlite_sequence", "alembic_version"} == numbered


def test_sqlite_is_careful(tmp_path: Path) -> None:
    """Every SQLite connection flushes each commit, overwrites what goes, writes no temp file."""
    engine = database.connect(f"sqlite:///{tmp_path}/x.sqlite3")
    names = ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "temp_store")
    with engine.connect() as db:
        found = {name: db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}
    engine.dispose()
    assert {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "temp_store": 2,
    } == found


def test_newer_database(store: Store, database_url: str, keys_dir: Path) -> None:
    """A database that a newer program wrote is refused and left as it is."""
    with store.begin() as tx:
        tx.db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version"):
        reopened(database_url, keys_dir)
    with store.read() as tx:
        found = tx.db.execute(text("SELECT version_num FROM alembic_version")).scalar()
    assert "9999" == found


def test_missing_key(store: Store, database_url: str, keys_dir: Path) -> None:
    """A missing key is told, and no new one is made beside existing data."""
    key_files(keys_dir)[0].unlink()
    left = key_files(keys_dir)
    with pytest.raises(StoreError, match="is missing"):
        reopened(database_url, keys_dir)
    assert left == key_files(keys_dir)


def test_missing_directory(store: Store, database_url: str, keys_dir: Path) -> None:
    """A key directory that is gone is told, and not made anew."""
    keys_dir.rename(keys_dir.with_name("elsewhere"))
    with pytest.raises(StoreError, match="is missing"):
        reopened(database_url, keys_dir)
    assert not keys_dir.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("ab" * 32 + "\n", "another key"),
        ("ab" * 20, "damaged"),
        ("", "damaged"),
        ("not a key at all", "damaged"),
    ],
)
def test_wrong_key(
    store: Store, database_url: str, keys_dir: Path, content: str, sentence: str
) -> None:
    """A key that is another one, or was not written to its end, is refused."""
    key_files(keys_dir)[0].write_text(content)
    with pytest.raises(StoreError, match=sentence):
        reopened(database_url, keys_dir)


def test_fingerprint(store: Store, database_url: str, keys_dir: Path) -> None:
    """The database's own fingerprint is what a key must agree with."""
    with store.begin() as tx:
        tx.db.execute(text("UPDATE key SET fingerprint = 'other'"))
    with pytest.raises(StoreError, match="not the database's key"):
        reopened(database_url, keys_dir)


def test_unreadable_key(store: Store, database_url: str, keys_dir: Path) -> None:
    """A key that cannot be read at all is told as such."""
    first = key_files(keys_dir)[0]
    first.unlink()
    first.mkdir()
    with pytest.raises(StoreError, match="cannot be read"):
        reopened(database_url, keys_dir)


def test_keys_of_another_database(database_url: str, tmp_path: Path, store: Store) -> None:
    """Somebody else's key directory opens nothing."""
    reopened(f"sqlite:///{tmp_path}/other.sqlite3", tmp_path / "other").close()
    with pytest.raises(StoreError, match="is missing"):
        reopened(database_url, tmp_path / "other")


def test_data_without_keys(store: Store, database_url: str, keys_dir: Path) -> None:
    """Rounds without any key are a broken backup, not a new database."""
    with store.begin() as tx:
        tx.db.execute(text("DELETE FROM key"))
    with pytest.raises(StoreError, match="restore a whole backup"):
        reopened(database_url, keys_dir)


def test_crash_before_the_first_commit(
    database_url: str, keys_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first start that dies half-way leaves a database that starts the next time."""

    def dies(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(rounds, "open_round", dies)
    with pytest.raises(KeyboardInterrupt):
        reopened(database_url, keys_dir)
    monkeypatch.undo()
    again = reopened(database_url, keys_dir)
    with again.read() as tx:
        state = rounds.current(tx).state
    again.close()
    assert again.opened_first_round
    assert "open" == state


def test_another_replica_was_faster(
    store: Store, database_url: str, keys_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two first starts at once make one set of keys."""
    before = key_files(keys_dir)
    monkeypatch.setattr(opening, "_is_new", lambda _store: True)
    again = reopened(database_url, keys_dir)
    again.close()
    assert not again.opened_first_round
    assert before == key_files(keys_dir)


def test_installed_package_has_migrations() -> None:
    """The migrations lie beside the code that runs them, so an installed copy finds them."""
    assert (opening.MIGRATIONS / "env.py").is_file()
    assert Path(opening.__file__).parent == opening.MIGRATIONS.parent
    assert list((opening.MIGRATIONS / "versions").glob(f"{tables.REVISION}_*.py"))
