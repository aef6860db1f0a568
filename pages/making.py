"""Files that are made while somebody waits: of a workbook nothing is there before all of it is.

1. A file has no name on the disk: nobody else can open it, and it goes with the process, however
   that ends.
2. It belongs to the session that asked for it. It goes when it was fetched, or after ten minutes;
   whoever has not looked for a minute does not wait any more, and its making stops.
3. There are a few at once, and one of each kind for a session.
"""

import os
import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Event, Lock, Thread, Timer
from typing import IO, Final, Literal

import structlog

from summaries.disclose import Shown
from summaries.table import size

log = structlog.get_logger()

MOST: Final = 3
LASTS: Final = 10 * 60
PATIENCE: Final = 60
_PIECE: Final = 64 * 1024


class NobodyWaits(Exception):  # noqa: N818 - it says what happened
    """Whoever asked for this file has gone away."""


@dataclass(eq=False)
class Made:
    """One file on its way. owner: the session. whole: how many releases it will hold.

    read, rows: how many releases and rows of them are in it by now. looked: when it was asked for.
    """

    owner: str
    form: str
    whole: int
    looked: float
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    read: int = 0
    rows: int = 0
    state: Literal["making", "ready", "failed"] = "making"
    file: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    unwanted: Event = field(default_factory=Event)
    ends: Timer | None = None

    def counting(self, releases: Iterable[Shown]) -> Iterator[Shown]:
        """The same releases; it is noted how far they are, and looked whether anybody waits."""
        for each in releases:
            if self.unwanted.is_set():
                raise NobodyWaits
            yield each
            self.read += 1
            self.rows += size(each)

    @property
    def bytes(self) -> int:
        """How long the file is, once it is ready."""
        return os.fstat(self.file.fileno()).st_size


class Making:
    """All files that are on their way in this process."""

    def __init__(self, *, most: int = MOST) -> None:
        self._most = most
        self._made: dict[str, Made] = {}
        self._lock = Lock()

    def begin(
        self, owner: str, form: str, write: Callable[[Made], None], *, whole: int, now: float
    ) -> Made | None:
        """Begin to make a file, or give the one that is on its way; None while there are many."""
        with self._lock:
            self._sweep(now)
            for each in self._made.values():
                if (each.owner, each.form) == (owner, form):
                    return each
            if len(self._made) >= self._most:
                return None
            made = Made(owner, form, whole, now)
            self._made[made.id] = made
        Thread(target=self._run, args=(made, write), daemon=True).start()
        return made

    def look(self, owner: str, name: str, *, now: float) -> Made | None:
        """The file with this name, if it is this session's."""
        with self._lock:
            self._sweep(now)
            found = self._made.get(name)
            if found is None or found.owner != owner:
                return None
            found.looked = now
            return found

    def fetched(self, made: Made) -> Iterator[bytes]:
        """What is in a file that is ready; read to its end, it goes."""
        at = 0
        while piece := os.pread(made.file.fileno(), _PIECE, at):
            yield piece
            at += len(piece)
        self.drop(made)

    def drop(self, made: Made) -> None:
        """Keep a file no longer."""
        with self._lock:
            self._made.pop(made.id, None)
        made.unwanted.set()
        if made.ends is not None:
            made.ends.cancel()
        if made.state != "making":  # else whoever makes it lets go of it
            made.file.close()

    def _sweep(self, now: float) -> None:
        for each in [*self._made.values()]:
            if each.state == "making" and now - each.looked > PATIENCE:
                del self._made[each.id]
                each.unwanted.set()

    def _run(self, made: Made, write: Callable[[Made], None]) -> None:
        try:
            write(made)
            made.state = "ready"
        except NobodyWaits:
            made.state = "failed"
        except Exception as error:
            log.error("pages.failed", exc_info=error)
            made.state = "failed"
        if made.unwanted.is_set():
            made.file.close()
            return
        made.ends = Timer(LASTS, self.drop, (made,))
        made.ends.daemon = True
        made.ends.start()
