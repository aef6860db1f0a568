"""One page of SQLite for each person: an ordinary table, its row numbers taken from the hash."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NUMBER = "(('x' || encode(substring(tag from 1 for 8), 'hex'))::bit(64) >> 1)::bigint"
PAGE = 500


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.add_column("contact", sa.Column("id", sa.BigInteger(), nullable=True))
        op.execute(f"UPDATE contact SET id = {NUMBER}")
        op.alter_column("contact", "id", nullable=False)
        op.drop_constraint("pk_contact", "contact")
        op.create_primary_key("pk_contact", "contact", ["id"])
        op.create_unique_constraint("uq_contact_tag", "contact", ["tag"])
        return
    # SQLite can give a table no other key: it is made anew, under the names of the old one.
    for index in ("ix_contact_round", "ix_contact_due"):
        op.drop_index(index, table_name="contact")
    op.rename_table("contact", "contact_whole")
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tag", sa.LargeBinary(length=16), nullable=False),
        sa.Column("round", sa.String(length=16), nullable=False),
        sa.Column("phase", sa.SmallInteger(), nullable=False),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.Column("moves_on", sa.Date(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_contact_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("tag", name=op.f("uq_contact_tag")),
    )
    op.create_index("ix_contact_round", "contact", ["round", "tag"], unique=False)
    op.create_index("ix_contact_due", "contact", ["phase", "remind_on"], unique=False)
    copy(op.get_bind())
    op.drop_table("contact_whole")


def copy(db: sa.Connection) -> None:
    """Everybody as they are, a page at a time."""
    whole = (
        'SELECT tag, "round", phase, remind_on, moves_on, sealed FROM contact_whole'
        " WHERE tag > ? ORDER BY tag LIMIT ?"
    )
    rows = db.exec_driver_sql(whole, (b"", PAGE)).all()
    while rows:
        db.exec_driver_sql(
            "INSERT INTO contact VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(int.from_bytes(row[0][:8], "big") >> 1, *row) for row in rows],
        )
        rows = db.exec_driver_sql(whole, (rows[-1][0], PAGE)).all()
