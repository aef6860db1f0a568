"""A lighter outbox: an index of what waits for a time only, and no try to compress what is sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LATER = sa.text("state = 'later'")


def upgrade() -> None:
    op.drop_index("ix_outbox_time", table_name="outbox")
    op.create_index(
        "ix_outbox_time",
        "outbox",
        ["not_before"],
        unique=False,
        sqlite_where=LATER,
        postgresql_where=LATER,
    )
    if op.get_context().dialect.name == "postgresql":
        for table in ("contact", "outbox"):
            op.execute(f"ALTER TABLE {table} ALTER COLUMN sealed SET STORAGE EXTERNAL")
