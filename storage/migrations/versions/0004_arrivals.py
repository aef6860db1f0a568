"""Arrivals: no index by day, which every turn paid for and only the nightly forgetting used."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_arrival_day", table_name="arrival")
