"""Schema: no column of the answers or releases tells a time, an order or whose a row is.

1. Every table and every column is known; what an administrator added is a finding.
2. Whatever tells a day or a time is on a list; zone 2 has none of them.
3. Nothing in the database writes by itself: no trigger, no view, no sequence but the outbox's.
"""

from typing import Any

from sqlalchemy import Connection, Date, DateTime, Float, Integer, Interval, Time, inspect, text

from storage import tables
from storage.audit.section import Section
from storage.database import is_sqlite
from storage.transaction import Store

_OURS = frozenset({"alembic_version", *tables.metadata.tables})
# Written down once more, so that a new column in tables.py must be defended here as well.
_ANSWER = frozenset(
    {"id", "round", "window", "place", "name", "question", "state", "choices", "words", "erase_tag"}
)
_RELEASE = frozenset({"id", "round", "window", "published_on", "cells", "sha256"})
_QUOTE = frozenset({"answer", "state", "translations"})
_CLOSED = {"answer": _ANSWER, "quote": _QUOTE, "release": _RELEASE}
_DAYS = frozenset(
    {
        ("round", "opens_on"), ("round", "closes_on"), ("window", "first_day"),
        ("window", "last_day"), ("staff", "until"), ("contact", "remind_on"),
        ("contact", "moves_on"), ("subscriber", "until"), ("arrival", "day"), ("parked", "day"),
        ("attempt", "until"), ("release", "published_on"), ("progress", "week"),
    }
)  # fmt: skip
# Of the house itself, of staff at their pages, or of a message that waits: gone when it is sent.
_CLOCKS = frozenset(
    {
        ("heartbeat", "at"), ("lease", "until"), ("outbox", "not_before"), ("ticket", "until"),
        ("session", "begun"), ("session", "used"), ("knock", "until"),
    }
)  # fmt: skip
_NUMBERS = frozenset(
    {
        ("outbox", "id"), ("outbox", "priority"), ("outbox", "attempts"), ("lease", "fence"),
        ("contact", "id"), ("contact", "phase"), ("attempt", "strikes"), ("knock", "count"),
        ("window", "uncounted"),
    }
)  # fmt: skip
_TIMELY = (Date, DateTime, Time, Interval)
# The numbers of contacts are of their hashes: `shapes` looks at them.
_NUMBERED = frozenset({"contact", "outbox", "alembic_version", "sqlite_sequence"})
_TABLES = text(
    "SELECT CASE WHEN table_schema = current_schema() THEN '' ELSE table_schema || '.' END"
    " || table_name FROM information_schema.tables"
    " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
    " AND table_schema NOT LIKE 'pg_temp%'"
)
_TRIGGERS = text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
_SEQUENCES = text("SELECT sequencename FROM pg_sequences WHERE sequencename <> 'outbox_id_seq'")
_SETTINGS = text("SELECT name, setting FROM pg_settings WHERE name = ANY(:names)")
_WATCHED = [
    "track_commit_timestamp", "log_statement", "log_min_duration_statement", "log_duration",
    "log_parameter_max_length", "wal_recycle", "archive_mode", "wal_level",
]  # fmt: skip


def schema(store: Store) -> Section:
    """Compare the live tables with what is allowed."""
    section = Section("schema")
    with store.read() as tx:
        there = _tables(tx.db)
        for name in sorted(there - _OURS - {"sqlite_sequence"}):
            section.found.append(f"the table {name} is not ours")
        for name in sorted(tables.metadata.tables.keys() - there):
            section.found.append(f"the table {name} is missing")
        columns = inspect(tx.db)
        for name in sorted(there & tables.metadata.tables.keys()):
            for column in columns.get_columns(name):
                _column(section, name, column)
        _by_itself(section, tx.db)
        if not is_sqlite(tx.db):
            _server(section, tx.db)
    section.notes.append(f"{len(there)} tables")
    return section


def _tables(db: Connection) -> set[str]:
    if is_sqlite(db):
        found = text("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
        return set(db.execute(found).scalars())
    return set(db.execute(_TABLES).scalars())


def _column(section: Section, table: str, column: Any) -> None:
    name, kind, place = column["name"], column["type"], (table, column["name"])
    known = name in _CLOSED.get(table, tables.metadata.tables[table].c)
    if isinstance(kind, _TIMELY):
        section.expect(known and place in _DAYS, f"{table}.{name} tells a day or a time")
    elif isinstance(kind, Float):
        section.expect(known and place in _CLOCKS, f"{table}.{name} can tell a time")
    elif isinstance(kind, Integer):
        section.expect(known and place in _NUMBERS, f"{table}.{name} can tell an order")
    else:
        section.expect(known, f"{table}.{name} is unknown: it can tie rows together")
    numbered = column.get("identity") or "nextval" in str(column.get("default") or "")
    section.expect(
        not numbered or place == ("outbox", "id"), f"{table}.{name} counts: it tells an order"
    )


def _by_itself(section: Section, db: Connection) -> None:
    """Look for what writes or copies without us, and for hidden row numbers."""
    if not is_sqlite(db):
        for name in db.execute(_TRIGGERS).scalars():
            section.found.append(f"the trigger {name} is not ours")
        for name in db.execute(_SEQUENCES).scalars():
            section.found.append(f"the sequence {name} tells an order")
        return
    triggers = text("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    for name in db.execute(triggers).scalars():
        section.found.append(f"the trigger {name} is not ours")
    made = text("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
    for row in db.execute(made):
        hidden = "WITHOUT ROWID" not in row.sql.upper() and row.name not in _NUMBERED
        section.expect(not hidden, f"{row.name} has hidden row numbers: they tell an order")


def _server(section: Section, db: Connection) -> None:
    """Look at how the PostgreSQL server is set: what it keeps of times and of deleted rows."""
    held = {row.name: row.setting for row in db.execute(_SETTINGS, {"names": _WATCHED})}
    section.expect(
        held.get("track_commit_timestamp") != "on", "the server keeps the time of every commit"
    )
    spoken = held.get("log_statement") in ("all", "mod") or held.get(
        "log_min_duration_statement"
    ) not in (None, "-1")
    silent = held.get("log_parameter_max_length") == "0"
    section.expect(not spoken or silent, "the server logs statements with their values")
    if held.get("wal_recycle") == "on":
        section.notes.append(
            "wal_recycle is on: deleted words stay in pg_wal until it is written over"
        )
    if held.get("archive_mode") not in (None, "off") or held.get("wal_level") == "logical":
        section.notes.append("the server archives or replicates: copies keep what was deleted")
