"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("round", sa.String(length=16), nullable=False),
        sa.Column("window", sa.String(length=24), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("choices", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("erase_tag", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_answer_count",
        "answer",
        ["window", "place", "question", "state", "choices"],
        unique=False,
    )
    op.create_index("ix_answer_erase", "answer", ["erase_tag"], unique=True)
    op.create_index("ix_answer_name", "answer", ["round", "name"], unique=False)
    op.create_table(
        "arrival",
        sa.Column("tag", sa.LargeBinary(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_arrival")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_arrival_day", "arrival", ["day"], unique=False)
    op.create_table(
        "erasure",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "key",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("round", sa.String(length=16), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            sa.Identity(always=False),
            nullable=False,
        ),
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("not_before", sa.Float(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_order", "outbox", ["channel", "account", "state", "priority", "id"], unique=False
    )
    op.create_index("ix_outbox_person", "outbox", ["person", "id"], unique=False)
    op.create_index("ix_outbox_time", "outbox", ["state", "not_before"], unique=False)
    op.create_table(
        "parked",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parked")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_parked_person", "parked", ["person"], unique=False)
    op.create_table(
        "place",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("parent", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["parent"], ["place.id"], name=op.f("fk_place_parent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "round",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("framework", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "subscriber",
        sa.Column("tag", sa.LargeBinary(length=16), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_subscriber")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contact",
        sa.Column("tag", sa.LargeBinary(length=16), nullable=False),
        sa.Column("round", sa.String(length=16), nullable=False),
        sa.Column("phase", sa.SmallInteger(), nullable=False),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.Column("moves_on", sa.Date(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_contact_round")),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_contact")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_contact_due", "contact", ["phase", "remind_on"], unique=False)
    op.create_index("ix_contact_round", "contact", ["round", "tag"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["place"], ["place.id"], name=op.f("fk_invitation_place")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_invitation")),
        sa.UniqueConstraint("place", name=op.f("uq_invitation_place")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("tag", sa.LargeBinary(length=16), nullable=True),
        sa.Column("code", sa.LargeBinary(length=16), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["place"], ["place.id"], name=op.f("fk_staff_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("code", name=op.f("uq_staff_code")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_staff_tag", "staff", ["tag"], unique=False)
    op.create_table(
        "window",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("round", sa.String(length=16), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_window_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_window")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_window_round", "window", ["round"], unique=False)
    op.create_table(
        "release",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("round", sa.String(length=16), nullable=False),
        sa.Column("window", sa.String(length=24), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_release_round")),
        sa.ForeignKeyConstraint(["window"], ["window.id"], name=op.f("fk_release_window")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("window", name=op.f("uq_release_window")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "transit",
        sa.Column("window", sa.String(length=24), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["window"], ["window.id"], name=op.f("fk_transit_window")),
        sa.PrimaryKeyConstraint("window", name=op.f("pk_transit")),
        sqlite_with_rowid=False,
    )
