"""The door for what platforms bring to our web address: so much each, and so much at a time.

1. What is too large is turned away before it is read, what comes too slowly is not waited for.
2. Who finds the room full is asked to come back (503): the platforms keep what was not taken.
3. So memory has a bound, however many connections come and whoever makes them.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

# More than Telegram or Slack ever brings in one request (a view of Slack holds at most 250 kB).
MOST_BYTES = 1_000_000
MOST_BYTES_INSIDE = 32_000_000
# Telegram comes with at most 100 at once (https://core.telegram.org/bots/api#setwebhook).
MOST_INSIDE = 200
SECONDS_TO_READ = 10.0
COME_BACK_AFTER = {"Retry-After": "1"}


class Shut(Exception):  # noqa: N818  it says how the door is
    """A request that does not come in, and what it is answered."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        busy = status is HTTPStatus.SERVICE_UNAVAILABLE
        self.answer = Response(status_code=status, headers=COME_BACK_AFTER if busy else None)


class Door:
    """Counts the requests of one channel that are inside, and their bytes."""

    def __init__(self, *, seconds: float = SECONDS_TO_READ) -> None:
        self.inside = 0
        self.bytes_inside = 0
        self._seconds = seconds

    @asynccontextmanager
    async def admitted(self, request: Request) -> AsyncIterator[bytes]:
        """The body of a request, for as long as it is being worked on; raise `Shut`."""
        if self.inside >= MOST_INSIDE:
            raise Shut(HTTPStatus.SERVICE_UNAVAILABLE)
        if _announced(request) > MOST_BYTES:
            raise Shut(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body = bytearray()
        self.inside += 1
        try:
            await self._read(request, body)
            yield bytes(body)
        finally:
            self.inside -= 1
            self.bytes_inside -= len(body)

    async def _read(self, request: Request, body: bytearray) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                async for chunk in request.stream():
                    body += chunk
                    self.bytes_inside += len(chunk)
                    if len(body) > MOST_BYTES:
                        raise Shut(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                    if self.bytes_inside > MOST_BYTES_INSIDE:
                        raise Shut(HTTPStatus.SERVICE_UNAVAILABLE)
        except ClientDisconnect:
            raise Shut(HTTPStatus.BAD_REQUEST) from None
        except TimeoutError:
            raise Shut(HTTPStatus.REQUEST_TIMEOUT) from None


def _announced(request: Request) -> int:
    """How large the body says it is; what is read is counted in any case."""
    length = request.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0
