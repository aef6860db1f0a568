"""Transit: the answers of a window travel in pieces, not in one."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.rename_table("transit", "transit_whole")
    op.create_table(
        "transit",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("window", sa.String(length=24), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["window"], ["window.id"], name=op.f("fk_transit_window")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transit_piece")),
        sqlite_with_rowid=False,
    )
    # What a crash left on its way is one piece: sealed to the name that it had.
    op.execute(
        'INSERT INTO transit (id, "window", sealed) '
        'SELECT "window", "window", sealed FROM transit_whole'
    )
    op.drop_table("transit_whole")
