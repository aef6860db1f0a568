"""How far a round is: a band, once a week."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "progress",
        sa.Column("round", sa.String(length=16), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("band", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_progress_round_round")),
        sa.PrimaryKeyConstraint("round", name=op.f("pk_progress")),
        sqlite_with_rowid=False,
    )
