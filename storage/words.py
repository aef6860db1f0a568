"""Words and what was decided about them go after a year; everything else stays.

1. All rows of a window are written anew at once: PostgreSQL's hidden numbers must not tell
   afterwards which of them had words.
2. Then the draft key is replaced, as after every deletion, so that the files are cleaned even if
   the machine dies in between.
"""

from datetime import date

from sqlalchemy import select, update

from storage import tables
from storage.quotes import forget_quotes
from storage.renewal import renew, wear
from storage.transaction import Store


def purge_words(store: Store, *, before: date) -> list[str]:
    """Forget what was written in windows that ended before this day; tell which windows."""
    answer, window = tables.answer, tables.window
    with_words = select(answer.c.window).where(answer.c.words.is_not(None))
    with store.begin(alone=True) as tx:
        old = select(window.c.id).where(window.c.last_day < before, window.c.id.in_(with_words))
        due = sorted(tx.db.execute(old).scalars())
        if due:
            forget_quotes(tx, answer.c.window.in_(due))
            tx.db.execute(update(answer).where(answer.c.window.in_(due)).values(words=None))
            wear(tx)
    renew(store)
    return due
