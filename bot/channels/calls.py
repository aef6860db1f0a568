"""Calls to a platform over connections that are kept open (HTTP/1.1, JSON, nothing else).

1. A call is made once. If the connection breaks, whoever called is told, and decides: a call may
   have had its effect although nobody could say so.
2. A connection on which anything went wrong, or that was silent for long, is never used again.
3. What an answer may hold is bounded. Redirects are not followed, nothing is unpacked.

A general library takes three times as long over a call, which is half of what a turn costs.
"""

import asyncio
import ssl
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

CONNECTIONS = 64
CONNECT_SECONDS = 5.0
# Servers close what is silent, mostly after a minute; what they are just closing takes no call.
IDLE_SECONDS = 15.0
MOST_HEAD = 65_536
MOST_BODY = 50_000_000
_Origin = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """Its status, its headers by small letters, and its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Calls:
    """The connections of one channel. Every fault of the network is an OSError."""

    def __init__(self) -> None:
        self._idle: dict[_Origin, deque[_Connection]] = {}
        self._all: set[_Connection] = set()
        self._room = asyncio.Semaphore(CONNECTIONS)

    async def call(
        self,
        method: str,
        url: str,
        body: bytes = b"",
        *,
        headers: tuple[tuple[str, str], ...] = (),
        seconds: float | None = None,
    ) -> Answer:
        """Make one call and read its whole answer, within so many seconds."""
        head, origin = _head(method, url, headers)
        async with asyncio.timeout(seconds), self._room:
            connection = self._waiting(origin) or await _connected(origin)
            self._all.add(connection)
            try:
                answer = await connection.ask(b"%b%d\r\n\r\n%b" % (head, len(body), body))
            except BaseException:
                self._drop(connection)
                raise
            self._idle.setdefault(origin, deque()).append(connection)
        return answer

    def _waiting(self, origin: _Origin) -> "_Connection | None":
        idle = self._idle.get(origin)
        while idle:
            connection = idle.pop()
            if connection.is_fresh():
                return connection
            self._drop(connection)
        return None

    def _drop(self, connection: "_Connection") -> None:
        self._all.discard(connection)
        connection.close()

    async def close(self) -> None:
        """Close what is open; calls on their way fail."""
        for connection in tuple(self._all):
            self._drop(connection)
        self._idle.clear()
        await asyncio.sleep(0)  # a transport closes itself in the next step of the loop


@lru_cache(maxsize=256)
def _head(method: str, url: str, headers: tuple[tuple[str, str], ...]) -> tuple[bytes, _Origin]:
    """The head of a request up to its length, and whom it goes to."""
    parts = urlsplit(url)
    target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    host = parts.netloc.rpartition("@")[2]
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", "Accept-Encoding: identity"]
    lines += [f"{name}: {value}" for name, value in headers]
    if not all(line.isascii() and line.isprintable() for line in lines) or " " in target + host:
        raise ConnectionError("not an address")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise ConnectionError("not an address") from None
    whole = "\r\n".join([*lines, "Content-Length: "])
    return whole.encode("ascii"), (parts.scheme, parts.hostname or "", port)


@cache
def _safely() -> ssl.SSLContext:
    return ssl.create_default_context()


async def _connected(origin: _Origin) -> "_Connection":
    scheme, host, port = origin
    secure = _safely() if scheme == "https" else None
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            made = await loop.create_connection(_Connection, host, port, ssl=secure)
    except ValueError:  # a name that no host can have
        raise ConnectionError("not an address") from None
    return made[1]


class _Connection(asyncio.Protocol):
    """One connection, with one call on it at a time."""

    def __init__(self) -> None:
        self._transport: Any = None
        self._loop = asyncio.get_running_loop()
        self._asked: asyncio.Future[Answer] | None = None
        self._read = _Reading()
        self._since = 0.0
        self._kept = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def ask(self, request: bytes) -> "asyncio.Future[Answer]":
        """Send a request and give what will be its answer."""
        self._asked = self._loop.create_future()
        self._read = _Reading()
        self._kept = False
        if self._transport.is_closing():
            self._asked.set_exception(ConnectionResetError("closed"))
        else:
            self._transport.write(request)
        return self._asked

    def is_fresh(self) -> bool:
        """Whether another call may go this way."""
        recent = self._loop.time() - self._since < IDLE_SECONDS
        return self._kept and recent and not self._transport.is_closing()

    def close(self) -> None:
        """Close it at once."""
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        if self._asked is None or self._asked.done():
            self._kept = False  # nobody asked for this
            self._transport.abort()
            return
        try:
            answer = self._read.more(data)
        except (ValueError, IndexError):
            self._fail(ConnectionError("not an answer of HTTP"))
            self._transport.abort()
            return
        if answer is not None:
            self._kept, self._since = self._read.keeps, self._loop.time()
            self._asked.set_result(answer)

    def connection_lost(self, failure: Exception | None) -> None:
        self._kept = False
        ended = self._read.ended() if failure is None else None
        if ended is not None and self._asked is not None and not self._asked.done():
            self._asked.set_result(ended)
        self._fail(ConnectionResetError("closed before the answer"))

    def _fail(self, failure: ConnectionError) -> None:
        if self._asked is not None and not self._asked.done():
            self._asked.set_exception(failure)


class _Reading:
    """An answer as it comes in; `keeps` tells whether its connection stays open after it."""

    def __init__(self) -> None:
        self._came = bytearray()
        self._status = 0
        self._headers: dict[str, str] = {}
        self._length: int | None = None
        self._chunks: list[bytes] | None = None
        self.keeps = False

    def more(self, data: bytes) -> Answer | None:
        """Take what came; the answer when it is whole. What is no answer is a ValueError."""
        self._came += data
        if len(self._came) > (MOST_BODY if self._status else MOST_HEAD + MOST_BODY):
            raise ValueError
        while not self._status:
            if not self._take_head():
                return None
        if self._chunks is not None:
            return self._whole() if self._take_chunks(self._chunks) else None
        if self._length is None or len(self._came) < self._length:
            return None
        self.keeps = self.keeps and len(self._came) == self._length
        return Answer(self._status, self._headers, bytes(self._came[: self._length]))

    def ended(self) -> Answer | None:
        """The answer whose end is that of the connection, if it is one."""
        if self._status and self._length is None and self._chunks is None:
            return Answer(self._status, self._headers, bytes(self._came))
        return None

    def _take_head(self) -> bool:
        end = self._came.find(b"\r\n\r\n")
        if end < 0:
            if len(self._came) > MOST_HEAD:
                raise ValueError
            return False
        first, *lines = self._came[:end].decode("latin-1").split("\r\n")
        del self._came[: end + 4]
        version, code = first.split(" ", 2)[:2]
        if not version.startswith("HTTP/1.") or not (len(code) == 3 and code.isdecimal()):
            raise ValueError
        if code.startswith("1"):  # only a word in between
            return True
        pairs = (line.partition(":") for line in lines)
        self._headers = {name.lower(): value.strip() for name, _, value in pairs}
        self._status = int(code)
        self._frame(version)
        return True

    def _frame(self, version: str) -> None:
        """How the end of the body can be known."""
        length = self._headers.get("content-length")
        self.keeps = version == "HTTP/1.1" and self._headers.get("connection", "") != "close"
        if self._headers.get("transfer-encoding", "").lower() == "chunked":
            self._chunks = []
        elif length is not None:
            if not (length.isascii() and length.isdecimal()) or int(length) > MOST_BODY:
                raise ValueError
            self._length = int(length)
        elif self._status in (204, 304):
            self._length = 0

    def _take_chunks(self, chunks: list[bytes]) -> bool:
        while (end := self._came.find(b"\r\n")) >= 0:
            size = int(bytes(self._came[:end]).partition(b";")[0], 16)
            start = end + 2
            if size == 0:
                trailer = self._came.find(b"\r\n", start)
                self.keeps = self.keeps and bytes(self._came[start:]) == b"\r\n"
                return trailer >= 0
            if len(self._came) < start + size + 2:
                return False
            chunks.append(bytes(self._came[start : start + size]))
            del self._came[: start + size + 2]
        return False

    def _whole(self) -> Answer:
        return Answer(self._status, self._headers, b"".join(self._chunks or ()))
