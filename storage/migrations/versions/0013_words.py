"""An index of the answers that hold words, so that one of them is found without reading the rest."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

WORDS = sa.text("words IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_answer_words",
        "answer",
        ["id"],
        unique=False,
        sqlite_where=WORDS,
        postgresql_where=WORDS,
    )
