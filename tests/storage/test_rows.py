"""How people and what waits for them lie in the file: one page each, and as before an upgrade."""

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date
from runpy import run_path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import column, exc, insert, select, table, text

from storage import Store, contacts, database, keys, opening, post, tables
from storage.contacts import Contact

DAY = date(2027, 3, 1)
PEOPLE = [Contact("telegram", "bot", str(n), "r1", 0, DAY, {"n": n}, DAY) for n in range(1200)]
MIGRATION = opening.MIGRATIONS / "versions" / "0014_rows.py"
COUNTS_PAGES = "SELECT sqlite_compileoption_used('ENABLE_DBSTAT_VTAB')"
OLD = """CREATE TABLE old (
    tag {bytes} NOT NULL, "round" VARCHAR(16) NOT NULL REFERENCES round (id),
    phase SMALLINT NOT NULL, remind_on DATE, moves_on DATE, sealed {bytes} NOT NULL,
    CONSTRAINT pk_old PRIMARY KEY (tag)
){end}"""


def kinds_of_pages(store: Store, name: str) -> Counter[str]:
    """How many pages of each kind a table has in the file, without its indexes."""
    counted = text("SELECT pagetype, count(*) FROM dbstat WHERE name = :name GROUP BY pagetype")
    with store.read() as tx:
        return Counter({row[0]: row[1] for row in tx.db.execute(counted, {"name": name})})


def test_one_page_for_each(store: Store) -> None:
    """A person takes one page of the file, and so does a message, under the longest names too."""
    if not database.is_sqlite(store.engine):
        pytest.skip("PostgreSQL keeps what is long in a table of its own")
    with closing(sqlite3.connect(":memory:")) as lite:
        if not lite.execute(COUNTS_PAGES).fetchone()[0]:
            pytest.skip("this SQLite cannot count its pages")
    with store.begin() as tx:
        people = [Contact("c" * 32, "a" * 64, str(n), "r1", 0, DAY, {}, DAY) for n in range(60)]
        contacts.save(tx, people)
        post.put(tx, [post.Outgoing(*each.person, {"text": "x"}) for each in people])
    for name in ("contact", "outbox"):
        pages = kinds_of_pages(store, name)
        assert (60, 0) == (pages["leaf"], pages["overflow"])


def as_before(store: Store) -> None:
    """Make the table of people what it was, with everybody in it."""
    lite = database.is_sqlite(store.engine)
    shape = {"bytes": "BLOB" if lite else "BYTEA", "end": " WITHOUT ROWID" if lite else ""}
    with store.begin() as tx:
        tx.db.execute(text(OLD.format_map(shape)))
        whole = tables.contact.c["tag", "round", "phase", "remind_on", "moves_on", "sealed"]
        old = table("old", *[column(each.name) for each in whole])
        tx.db.execute(insert(old).from_select(list(old.c), select(*whole)))
        tables.contact.drop(tx.db)
        tx.db.execute(text("ALTER TABLE old RENAME TO contact"))
        if not lite:
            tx.db.execute(text("ALTER TABLE contact RENAME CONSTRAINT pk_old TO pk_contact"))
        tx.db.execute(text('CREATE INDEX ix_contact_round ON contact ("round", tag)'))
        tx.db.execute(text("CREATE INDEX ix_contact_due ON contact (phase, remind_on)"))


def test_everybody_is_there_after_an_upgrade(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """People whom an older version wrote are found, read and written as before."""
    with monkeypatch.context() as patch, store.begin() as tx:
        patch.setattr(keys, "_STEPS", (4096, 16384, 65536))
        contacts.save(tx, PEOPLE)
    as_before(store)
    store.warm.clear()
    with store.begin() as tx, Operations.context(MigrationContext.configure(tx.db)):
        run_path(str(MIGRATION))["upgrade"]()
    with store.begin() as tx:
        found = contacts.load(tx, "r1", [each.person for each in PEOPLE])
        assert found == {each.person: each for each in PEOPLE}
        contacts.save(tx, found.values())
    with store.read() as tx:
        assert len(PEOPLE) == len(list(contacts.everyone(tx, "r1")))


def test_two_with_one_number(store: Store) -> None:
    """Whoever has somebody else's number by chance is refused, and overwrites nobody."""
    with store.begin() as tx:
        contacts.save(tx, PEOPLE[:1])
        change = text("UPDATE contact SET tag = :other")
        tx.db.execute(change, {"other": b"x" * 16})
    with pytest.raises(Exception, match="refused") as refused, store.begin() as tx:
        contacts.save(tx, PEOPLE[:1])
    assert not isinstance(refused.value, exc.SQLAlchemyError)
    with store.read() as tx:
        tags = tx.db.execute(text("SELECT tag FROM contact")).scalars()
        assert [b"x" * 16] == [bytes(tag) for tag in tags]
