"""Attempts: who sent very many codes waits, also over a restart."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("tag", sa.LargeBinary(length=16), nullable=False),
        sa.Column("strikes", sa.SmallInteger(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_attempt")),
        sqlite_with_rowid=False,
    )
