"""Opening a store: tables brought up to date, keys checked, a first round where all is empty.

1. Tables are changed under a lock, and only forwards; a newer database is refused.
2. A key that is missing or different is refused. Keys are made only where nothing is sealed yet.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, func, inspect, select, text

from storage import places, rounds, tables
from storage.database import WRITING, connect, faults_told
from storage.erase import erase_again, erased_tags
from storage.errors import StoreError
from storage.keys import KeyFiles, registered
from storage.transaction import Store, lock

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def open_store(
    url: str, keys_dir: Path, *, today: date, framework: tuple[str, str], country: str
) -> Store:
    """Open the database and its keys; on an empty one make keys and open a first round."""
    engine = connect(url)
    store = Store(engine, KeyFiles(keys_dir))
    try:
        with faults_told():
            bring_up_to_date(engine)
        if _is_new(store):
            _make_directory(keys_dir)
            store.opened_first_round = _begin_life(store, today, framework, country)
        elif erased_tags(keys_dir):
            erase_again(store)  # a restored backup may hold what was erased since
    except BaseException:
        store.close()
        raise
    return store


def bring_up_to_date(engine: Engine) -> None:
    """Run the migrations that are missing, under a lock."""
    with engine.connect() as connection:
        if _revision(connection) == tables.REVISION:
            return
    with engine.connect() as connection:
        db = connection.execution_options(**{WRITING: True})
        with db.begin():
            lock(db, alone=True)
            _migrate(db)


def _revision(db: Connection) -> str | None:
    if not inspect(db).has_table("alembic_version"):
        return None
    return db.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(db: Connection) -> None:
    # Imported here: a start on a database that is up to date does without.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - see above

    config = configuration(db)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    found = _revision(db)
    if found is not None and found not in known:
        raise StoreError(
            "The database was written by a newer version of this program; install that version."
        )
    command.upgrade(config, "head")


def configuration(db: Connection) -> "Config":
    """Tell Alembic where the migrations are, installed or not, and which connection to use."""
    from alembic.config import Config  # noqa: PLC0415 - see _migrate

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = db
    return config


def _is_new(store: Store) -> bool:
    """Check every key against its fingerprint; tell whether there is none because all is empty."""
    with faults_told(), store.engine.connect() as db, db.begin():
        rows = registered(db)
        for row in rows:
            store.keys.check(row.id, row.fingerprint)
        if rows:
            return False
        if db.execute(select(func.count()).select_from(tables.round_)).scalar_one():
            raise StoreError("The database has data but knows no keys; restore a whole backup.")
    return True


def _make_directory(keys_dir: Path) -> None:
    try:
        keys_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The key directory {keys_dir} cannot be made ({error.strerror})."
        ) from error


def _begin_life(store: Store, today: date, framework: tuple[str, str], country: str) -> bool:
    with store.begin(alone=True) as tx:
        if registered(tx.db):  # another replica was faster
            return False
        for kind in ("draft", "long", "post"):
            tx.keys.make(kind)
        places.add(tx, id=country.lower(), name=country, kind="country")
        name, version = framework
        rounds.add_waiting(tx, framework=name, version=version)
        rounds.open_round(tx, framework=name, version=version, today=today)
    return True
