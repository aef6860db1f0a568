"""Quotes: what staff decided about texts that volunteers may read."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quote",
        sa.Column("answer", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("translations", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("answer", name=op.f("pk_quote")),
        sqlite_with_rowid=False,
    )
