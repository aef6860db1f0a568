"""What goes to PostgreSQL in one trip: for most of what a batch says, the way takes longer.

1. Within `together` nobody waits for a change: it goes with the next question, or at the end. The
   server does all of it in the order in which it was said.
2. What the server refuses is told at the next question, or at the end: always before the commit.
3. In there only `hot` and `hold` speak: a statement of SQLAlchemy's own would find no answer.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import exc as sa

_EARLY = "howareyou_early"


@contextmanager
def together(db: Connection) -> Iterator[None]:
    """Wait for the server only where an answer is needed. SQLite is not far away."""
    raw = _own(db)
    if raw is None or _on_its_way(raw):
        yield
        return
    driver: Any = db.dialect.loaded_dbapi
    info = db.info
    try:
        with raw.pipeline():
            yield
    except driver.Error as error:
        raise _told(db, driver, error) from error
    finally:
        info.pop(_EARLY, None)


def says(db: Connection) -> Callable[..., Any] | None:
    """The driver's own way to say something within `together`, else None.

    Answers come as they are: as text, what is sealed would be twice as long.
    """
    raw = _own(db)
    return partial(raw.execute, binary=True) if raw is not None and _on_its_way(raw) else None


def early(db: Connection, question: Any, words: str, values: tuple[Any, ...]) -> None:
    """Ask now what will be asked for soon."""
    said = says(db)
    if said is not None:
        db.info.setdefault(_EARLY, {})[question] = said(words, values)


def asked(db: Connection, question: Any) -> Any:
    """The cursor of what was asked early, once; None if it was not."""
    return db.info.get(_EARLY, {}).pop(question, None)


def _own(db: Connection) -> Any:
    """The driver's own connection; None on SQLite, and where somebody listens to every word."""
    heard = db.dispatch.before_cursor_execute or db.dispatch.after_cursor_execute
    return None if db.dialect.name == "sqlite" or heard else db.connection.driver_connection


def _on_its_way(raw: Any) -> bool:
    return bool(raw.pgconn.pipeline_status)


def _told(db: Connection, driver: Any, error: Any) -> Exception:
    """The same as SQLAlchemy says it, which knows a connection that is gone."""
    gone = db.dialect.is_disconnect(error, db.connection.dbapi_connection, None)
    if gone:
        db.invalidate(error)
    told: Exception = sa.DBAPIError.instance(
        None, None, error, driver.Error, hide_parameters=True, connection_invalidated=gone
    )
    return told
