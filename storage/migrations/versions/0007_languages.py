"""Languages of places: what is offered first where people of a place choose a language."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "place", sa.Column("languages", sa.Text(), nullable=False, server_default="")
    )
