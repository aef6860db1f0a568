"""Every table on one page: the operations, and three zones that share no key.

1. Zone 1, *who*: sealed rows and keyed hashes. Nothing here names an answer.
2. Zone 2, *what*: one row per person and question. No time, no serial number, nothing that ties
   two rows of one person. Nothing here names a person.
3. Zone 3, *published*: written once, never changed.
4. Tables have no hidden row number on SQLite (it would tell the order of writing); only the outbox
   keeps one, because its order is what it is for. A contact's is taken from its keyed hash, which
   tells nothing: so a row fits one page, where without a number it would take two.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    false,
    text,
)
from sqlalchemy.schema import SchemaItem

# The newest migration; a test holds it against the files. Known here so that a start on a
# database that is up to date need not load Alembic.
REVISION = "0014"

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

_NUMBER = BigInteger().with_variant(Integer, "sqlite")


def _table(name: str, *items: SchemaItem) -> Table:
    return Table(name, metadata, *items, sqlite_with_rowid=False)


# --- operations --------------------------------------------------------------------------------

# state: live, worn (to be replaced), doomed (its file is being destroyed)
key = _table(
    "key",
    Column("id", String(16), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("round", String(16)),
    Column("fingerprint", String(64), nullable=False),
    Column("state", String(8), nullable=False),
)

# languages: tags that staff of the place set, with blanks between; nobody's language is counted.
# web: whether talks on the web count towards what may be shown of this place and those in it.
place = _table(
    "place",
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("parent", String(32), ForeignKey("place.id")),
    Column("languages", Text, nullable=False, server_default=""),
    Column("web", Boolean, nullable=False, server_default=false()),
)

# One code for everybody of a place: a code per person would be a name.
invitation = _table(
    "invitation",
    Column("code", String(10), primary_key=True),
    Column("place", String(32), ForeignKey("place.id"), nullable=False, unique=True),
)

round_ = _table(
    "round",
    Column("id", String(16), primary_key=True),
    Column("framework", String(64), nullable=False),
    Column("version", String(32), nullable=False),
    Column("opens_on", Date),
    Column("closes_on", Date),
    Column("state", String(8), nullable=False),
)

# uncounted: how many of those who moved with it talked on the web where that does not count
window = _table(
    "window",
    Column("id", String(24), primary_key=True),
    Column("round", String(16), ForeignKey("round.id"), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("state", String(8), nullable=False),
    Column("uncounted", Integer, nullable=False, server_default="0"),
    Index("ix_window_round", "round"),
)

# How many had finished by a Monday: a band, never the number.
progress = _table(
    "progress",
    Column("round", String(16), ForeignKey("round.id"), primary_key=True),
    Column("week", Date, nullable=False),
    Column("band", String(8), nullable=False),
)

# code: hash of an invitation not yet used, good until that day; tag and sealed: under K_long
staff = _table(
    "staff",
    Column("id", String(16), primary_key=True),
    Column("role", String(24), nullable=False),
    Column("place", String(32), ForeignKey("place.id"), nullable=False),
    Column("tag", LargeBinary(16)),
    Column("code", LargeBinary(16), unique=True),
    Column("until", Date),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_staff_tag", "tag"),
)

# What lets staff into the pages: keyed hashes only, and seconds of the clock. They are about staff
# at work, end within half a day, and say nothing of a person who talks.
ticket = _table(
    "ticket",
    Column("tag", LargeBinary(16), primary_key=True),
    Column("staff", String(16), ForeignKey("staff.id"), nullable=False),
    Column("until", Float, nullable=False),
)

session = _table(
    "session",
    Column("tag", LargeBinary(16), primary_key=True),
    Column("staff", String(16), ForeignKey("staff.id"), nullable=False),
    Column("begun", Float, nullable=False),
    Column("used", Float, nullable=False),
)

# What comes from one address, and from all (wrong codes, talks begun on the web): a keyed hash, how
# many, and until when they count.
knock = _table(
    "knock",
    Column("tag", LargeBinary(16), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("until", Float, nullable=False),
)

# When the bot itself was last alive, in seconds of the clock.
heartbeat = _table(
    "heartbeat",
    Column("name", String(16), primary_key=True),
    Column("at", Float, nullable=False),
)

# Who of several replicas may do what only one may do. holder: one process, empty if nobody; fence:
# rises with every change of holder; until: seconds of the clock that `leases` decides by.
lease = _table(
    "lease",
    Column("name", String(128), primary_key=True),
    Column("holder", String(16), nullable=False),
    Column("fence", BigInteger, nullable=False),
    Column("until", Float, nullable=False),
)

# --- zone 1: who -------------------------------------------------------------------------------

# id: of the tag, see contacts. phase: 0 talking, 1 finished, 2 moved. moves_on: the day told.
contact = Table(
    "contact",
    metadata,
    Column("id", _NUMBER, primary_key=True, autoincrement=False),
    Column("tag", LargeBinary(16), nullable=False, unique=True),
    Column("round", String(16), ForeignKey("round.id"), nullable=False),
    Column("phase", SmallInteger, nullable=False),
    Column("remind_on", Date),
    Column("moves_on", Date),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_contact_round", "round", "tag"),
    Index("ix_contact_due", "phase", "remind_on"),
)

subscriber = _table(
    "subscriber",
    Column("tag", LargeBinary(16), primary_key=True),
    Column("until", Date, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

# No index by day: it would cost every turn a page, and only the nightly forgetting would use it.
arrival = _table(
    "arrival",
    Column("tag", LargeBinary(16), primary_key=True),
    Column("day", Date, nullable=False),
)

parked = _table(
    "parked",
    Column("id", String(16), primary_key=True),
    Column("person", LargeBinary(16), nullable=False),
    Column("day", Date, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_parked_person", "person"),
)

# state: ready, later (not before), behind (another of this person goes first), sending, aside;
# page: never sent, but read by the page of its person
outbox = Table(
    "outbox",
    metadata,
    Column("id", _NUMBER, Identity(), primary_key=True),
    Column("person", LargeBinary(16), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("account", String(64), nullable=False),
    Column("state", String(8), nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("not_before", Float, nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    Column("reason", String(64)),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_outbox_order", "channel", "account", "state", "priority", "id"),
    Index("ix_outbox_person", "person", "id"),
    # Of those that wait for a time only: every answer would cost an entry that is never looked at.
    # On PostgreSQL too, as the migration made it; said here, it would load that dialect (2 MB).
    Index("ix_outbox_time", "not_before", sqlite_where=text("state = 'later'")),
    sqlite_autoincrement=True,  # an id is never used twice, so a late "sent" hits no other row
)

# A code somebody sent, sealed without its sender, until the nightly erasure.
erasure = _table(
    "erasure",
    Column("id", String(16), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

# Somebody who sent very many codes: a keyed hash, how often, and until when no more are taken.
attempt = _table(
    "attempt",
    Column("tag", LargeBinary(16), primary_key=True),
    Column("strikes", SmallInteger, nullable=False),
    Column("until", Date, nullable=False),
)

# The answers of one window on their way from zone 1 to zone 2, in pieces (see transit).
transit = _table(
    "transit",
    Column("id", String(48), primary_key=True),
    Column("window", String(24), ForeignKey("window.id"), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

# --- zone 2: what ------------------------------------------------------------------------------

_WORDS = text("words IS NOT NULL")

# name is what erase_tag was made with: the question, or a finer row of it ("_need:friends")
answer = _table(
    "answer",
    Column("id", String(36), primary_key=True),
    Column("round", String(16), nullable=False),
    Column("window", String(24), nullable=False),
    Column("place", String(32), nullable=False),
    Column("name", String(64), nullable=False),
    Column("question", String(64), nullable=False),
    Column("state", String(12), nullable=False),
    Column("choices", Text),
    Column("words", Text),
    Column("erase_tag", LargeBinary(16), nullable=False),
    Index("ix_answer_count", "window", "place", "question", "state", "choices"),
    Index("ix_answer_name", "round", "name"),
    Index("ix_answer_erase", "erase_tag", unique=True),
    # Few rows hold words, and whoever looks for them shall not read all the others.
    # On PostgreSQL too, as the migration made it (see `outbox`).
    Index("ix_answer_words", "id", sqlite_where=_WORDS),
)

# What staff decided about a text that volunteers may read. state: approved or refused; a text
# without a row waits. translations: by language, typed by staff; nobody is named, and no time.
# No foreign key: on PostgreSQL it would leave a mark in the row of the answer.
quote = _table(
    "quote",
    Column("answer", String(36), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("translations", Text, nullable=False),
)

# --- zone 3: published -------------------------------------------------------------------------

release = _table(
    "release",
    Column("id", String(36), primary_key=True),
    Column("round", String(16), ForeignKey("round.id"), nullable=False),
    Column("window", String(24), ForeignKey("window.id"), nullable=False, unique=True),
    Column("published_on", Date, nullable=False),
    Column("cells", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
)
