"""The one thread that writes: everything that touches the database runs here, in order.

SQLite has one writer, and a synchronous driver in one thread costs a twelfth of an asyncio layer
(measured, docs/why.md); the event loop stays free for the platforms meanwhile.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Writer:
    """Runs plain functions one after another in a thread of its own."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")

    async def do(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run this after everything that was asked for before, and return its result."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: work(*args, **kwargs))

    def close(self) -> None:
        """Finish what is in hand and let the thread go."""
        self._thread.shutdown(wait=True)
