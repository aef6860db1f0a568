"""Talks on a page: where they count, and how many of a window do not."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "place", sa.Column("web", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column(
        "window", sa.Column("uncounted", sa.Integer(), nullable=False, server_default="0")
    )
