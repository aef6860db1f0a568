"""What was sealed a moment ago and is read again: not opened twice.

1. It is known by its sealed bytes alone: if the row holds other bytes by now, whoever wrote them,
   it is opened. So what was rolled back, restored or written by a replica is never taken for it.
2. Only so much is kept, in memory, and nothing of whom nothing is to be kept.
"""

from collections.abc import Iterable
from threading import Lock
from typing import Any

MOST = 500


class Warm:
    """What the newest sealed rows hold, by the tag of the row."""

    def __init__(self) -> None:
        self._rows: dict[bytes, tuple[bytes, Any]] = {}
        self._lock = Lock()

    def get(self, tag: bytes, sealed: bytes) -> Any:
        """What exactly these bytes of this row hold, if that is known."""
        found = self._rows.get(tag)
        return found[1] if found is not None and found[0] == sealed else None

    def put(self, tag: bytes, sealed: bytes, held: Any) -> None:
        """Know what these bytes hold; what was not asked for longest is let go."""
        with self._lock:
            self._rows.pop(tag, None)
            self._rows[tag] = sealed, held
            if len(self._rows) > MOST:
                del self._rows[next(iter(self._rows))]

    def drop(self, tags: Iterable[bytes]) -> None:
        """Let go of these rows."""
        with self._lock:
            for tag in tags:
                self._rows.pop(tag, None)

    def known(self) -> int:
        """How many rows are known."""
        return len(self._rows)

    def clear(self) -> None:
        """Let go of all of them."""
        with self._lock:
            self._rows.clear()
