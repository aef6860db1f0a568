"""What is dear to make and the same for every test of a process is made once.

1. Tables: the first new database of each kind is really migrated; every other new one is told what
   that one was told, which takes a tenth of the time. The tests of migrations do without.
2. Words: the lexicon of a framework. Of another framework, or of other catalogues, it is another.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, event

import locales
from bot.lexicon import lexicon
from dialogues.given import Lexicon
from dialogues.model import Framework
from storage import opening

Said = list[tuple[str, Any]]


class Migrated:
    """Stands in for the migrations of a new database."""

    def __init__(self) -> None:
        self.really = opening._migrate
        self._said: dict[str, Said] = {}

    def __call__(self, db: Connection) -> None:
        """Make the tables."""
        if opening._revision(db) is not None:
            self.really(db)
        elif db.dialect.name in self._said:
            for statement, values in self._said[db.dialect.name]:
                db.exec_driver_sql(statement, values)
        else:
            self._said[db.dialect.name] = self._noted(db)

    def _noted(self, db: Connection) -> Said:
        """Migrate, and note every statement that changes something."""
        said: Said = []

        def note(_: Any, __: Any, statement: str, values: Any, *___: Any) -> None:
            if not statement.lstrip().upper().startswith(("SELECT", "PRAGMA", "SHOW")):
                said.append((statement, values))

        event.listen(db, "before_cursor_execute", note)
        self.really(db)
        event.remove(db, "before_cursor_execute", note)
        return said


class Words:
    """Stands in for `lexicon`. What a lexicon was made of is held, so that nothing else is it."""

    def __init__(self) -> None:
        self._made: list[tuple[Framework, object, tuple[str, ...], Lexicon]] = []

    def __call__(self, framework: Framework, languages: Sequence[str]) -> Lexicon:
        """The words of these languages for this framework."""
        wanted, shipped = tuple(languages), locales._shipped()
        for whose, catalogues, tags, made in self._made:
            if whose is framework and catalogues is shipped and tags == wanted:
                return made
        self._made.append((framework, shipped, wanted, lexicon(framework, wanted)))
        return self._made[-1][-1]
