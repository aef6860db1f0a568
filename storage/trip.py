"""What goes to PostgreSQL in one trip: for most of what a batch says, the way takes longer.

1. Within `together` nobody waits for a change: it goes with the next question, or at the end. The
   server does all of it in the order in which it was said.
2. What the server refuses is told at the next question, or at the end: always before the commit.
3. In there only `hot` and `hold` speak: SQLAlchemy's own statements would overtake what waits.
4. Every trip is a whole one: between two of them the server sees how long we stand still.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import exc as sa

_OPEN = "howareyou_trip"
_Said = tuple[str, tuple[Any, ...]]


class Trip:
    """What waits to go, and the answers to what was asked early."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._waiting: list[tuple[_Said, bool]] = []
        self._answers: list[tuple[_Said, Any]] = []

    def say(self, said: _Said) -> None:
        """Let this go with the next question."""
        self._waiting.append((said, False))

    def early(self, said: _Said) -> None:
        """Let this question go with the next one; whoever asks it then has its answer at once."""
        self._waiting.append((said, True))

    def ask(self, said: _Said) -> Sequence[Any]:
        """Go, and bring the answer; only what was asked early is there already."""
        answered = [each for each, _ in self._answers]
        if said not in answered:
            if (said, True) not in self._waiting:
                self.early(said)
            self.go()
            answered = [each for each, _ in self._answers]
        _, cursor = self._answers.pop(answered.index(said))
        rows: Sequence[Any] = cursor.fetchall()
        return rows

    def go(self) -> None:
        """Say everything that waits, and wait until the server has done it."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        with self._raw.pipeline():
            # binary: as text, what is sealed would be twice as long.
            done = [(each, self._raw.execute(*each[0], binary=True)) for each in waiting]
        self._answers += [(said, cursor) for (said, asked), cursor in done if asked]


@contextmanager
def together(db: Connection) -> Iterator[None]:
    """Wait for the server only where an answer is needed. SQLite is not far away."""
    # Where somebody listens to every statement, each goes alone.
    heard = db.dispatch.before_cursor_execute or db.dispatch.after_cursor_execute
    info = db.info
    if db.dialect.name == "sqlite" or heard or _OPEN in info:
        yield
        return
    driver: Any = db.dialect.loaded_dbapi
    trip = info[_OPEN] = Trip(db.connection.driver_connection)
    try:
        yield
        trip.go()
    except driver.Error as error:
        raise _told(db, driver, error) from error
    finally:
        del info[_OPEN]


def under_way(db: Connection) -> Trip | None:
    """The trip that is made ready, within `together`."""
    trip: Trip | None = db.info.get(_OPEN)
    return trip


def _told(db: Connection, driver: Any, error: Any) -> Exception:
    """The same as SQLAlchemy says it, which knows a connection that is gone."""
    gone = db.dialect.is_disconnect(error, db.connection.dbapi_connection, None)
    if gone:
        db.invalidate(error)
    told: Exception = sa.DBAPIError.instance(
        None, None, error, driver.Error, hide_parameters=True, connection_invalidated=gone
    )
    return told
