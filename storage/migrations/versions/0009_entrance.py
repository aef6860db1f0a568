"""The entrance of the pages: tickets, sessions, wrong tickets."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticket",
        sa.Column("tag", sa.LargeBinary(length=16), nullable=False),
        sa.Column("staff", sa.String(length=16), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["staff"], ["staff.id"], name=op.f("fk_ticket_staff_staff")),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_ticket")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "session",
        sa.Column("tag", sa.LargeBinary(length=16), nullable=False),
        sa.Column("staff", sa.String(length=16), nullable=False),
        sa.Column("begun", sa.Float(), nullable=False),
        sa.Column("used", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["staff"], ["staff.id"], name=op.f("fk_session_staff_staff")),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_session")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "knock",
        sa.Column("tag", sa.LargeBinary(length=16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_knock")),
        sqlite_with_rowid=False,
    )
