"""Where a bot can die or be lied to on its way to the database: the driver itself.

1. Nobody listens to SQLAlchemy's cursors: whoever does makes the bot take another way than it takes
   in production (storage/hot.py, storage/trip.py). Here the connections are of a class that counts.
2. A step is every statement, every trip of a pipeline and every commit, before and after it.
3. A commit can also be told as failed though it was done (its answer got lost), or be refused.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

LOST, REFUSED = "lost", "refused"
WORDS = "the answer of the database got lost"


class Steps:
    """What counts. at: which step is the last, or which commit goes wrong, and how."""

    def __init__(self, noted: Callable[[int, int], None], die: Callable[[], None]) -> None:
        self._noted, self._die = noted, die
        self.how, self.at = "", 0
        self.counting = False
        self._steps = self._commits = 0

    def step(self) -> None:
        """One more; the process may end here."""
        if not self.counting:
            return
        self._steps += 1
        self._noted(self._steps, self._commits)
        if self.how == "kill" and self._steps == self.at:
            self._die()

    def commit(self, really: Callable[[], None], undo: Callable[[], Exception]) -> None:
        """Commit, unless this one goes wrong."""
        self.step()
        self._commits += self.counting
        wrong = self.how if self.counting and self._commits == self.at else ""
        if wrong != REFUSED:
            really()
        self.step()
        if wrong in (LOST, REFUSED):
            raise undo()


def watch(engine: Engine, steps: Steps) -> None:
    """Let every connection that is opened from now on count its steps."""
    engine.dispose()
    driver = _lite if engine.dialect.name == "sqlite" else _far
    event.listen(engine, "do_connect", driver(steps))


def _counted(cursor: Any, steps: Steps) -> Any:
    """A driver's cursor that counts; inside a pipeline a statement only joins what waits to go."""

    class Cursor(cursor):  # type: ignore[misc]  # either driver's
        """Every statement is two steps."""

        def execute(self, *said: Any, **more: Any) -> Any:
            steps.step()
            done = super().execute(*said, **more)
            steps.step()
            return done

        def executemany(self, *said: Any, **more: Any) -> Any:
            steps.step()
            done = super().executemany(*said, **more)
            steps.step()
            return done

    return Cursor


def _lite(steps: Steps) -> Any:
    counted = _counted(sqlite3.Cursor, steps)

    class Connection(sqlite3.Connection):
        """Of SQLite, whose own `execute` asks nobody for a cursor."""

        def cursor(self, factory: Any = counted) -> Any:
            return super().cursor(factory)

        def execute(self, *said: Any) -> Any:
            return self.cursor().execute(*said)

        def executemany(self, *said: Any) -> Any:
            return self.cursor().executemany(*said)

        def commit(self) -> None:
            if self.in_transaction:
                steps.commit(super().commit, self._undone)

        def _undone(self) -> Exception:
            if self.in_transaction:
                self.rollback()
            return sqlite3.OperationalError(WORDS)

    def opening(_dialect: object, _record: object, _given: Any, more: Any) -> None:
        more["factory"] = Connection

    return opening


def _far(steps: Steps) -> Any:
    import psycopg  # noqa: PLC0415  only where there is PostgreSQL

    idle = psycopg.pq.TransactionStatus.IDLE

    class Connection(psycopg.Connection[Any]):
        """Of PostgreSQL; one whose answer got lost is closed, as the driver closes it."""

        @contextmanager
        def pipeline(self) -> Iterator[Any]:
            with super().pipeline() as pipeline:
                yield pipeline
                steps.step()
            steps.step()

        def commit(self) -> None:
            if self.info.transaction_status != idle:
                steps.commit(super().commit, self._undone)

        def _undone(self) -> Exception:
            self.close()
            return psycopg.OperationalError(WORDS)

    def opening(_dialect: object, _record: object, given: Any, more: Any) -> Any:
        counted = _counted(psycopg.Cursor, steps)
        return Connection.connect(*given, **more, cursor_factory=counted)

    return opening
