"""Sending a shot as a server would hand it over, and what an answer to it must never be."""

import asyncio
import hashlib
import hmac
import json
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Message, Scope

from bot.channels.slack import PATH as SLACK
from bot.channels.telegram import PATH as TELEGRAM
from bot.channels.telegram_intake import SECRET_HEADER
from pages import _Pages
from pages.shield import HEADERS
from tests.pages.fuzz.shots import MARK, Shot

SECRET = "fuzz"
# Who does not send what they announced is not always answered; what is no request the server
# itself refuses.
NOTHING = 299
_ANNOUNCE = {b"content-length", b"transfer-encoding", b"expect"}
UNREADABLE = b"Invalid HTTP request received."
Target = tuple[str, tuple[str, ...]]
# Of the inside nothing is told; what a template would leave behind if it were fed to another.
INSIDE = re.compile(rb"Traceback|File \"/|sqlalchemy|sqlite3|psycopg|jinja2|<bound method|54439")


def targets(routes: Iterable[BaseRoute]) -> Iterator[Target]:
    """Every address under these routes, with its methods."""
    for route in routes:
        if isinstance(route, Mount):
            yield from targets(_inside(route.app))
        elif isinstance(route, Route):
            yield route.path, tuple(sorted(route.methods or {"GET", "POST"}))


def _inside(app: Any) -> Sequence[BaseRoute]:
    """The routes of what is mounted, whatever it is wrapped in."""
    if isinstance(app, _Pages):  # loaded when the first of them is asked for
        app = app._load()
    found: Sequence[BaseRoute] = app.routes if hasattr(app, "routes") else _inside(app._app)
    return found


@dataclass(frozen=True)
class Back:
    """What came back."""

    status: int
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes

    @property
    def kind(self) -> str:
        """What kind of content it says to be."""
        return dict(self.headers).get(b"content-type", b"").decode().partition(";")[0]


def signed(shot: Shot) -> Shot:
    """The same as Telegram or Slack would bring it, if it goes to one of their addresses."""
    path = shot.path.decode()
    if path == TELEGRAM:
        update = json.dumps({"update_id": 1, "message": {"text": shot.body.decode("latin-1")}})
        secret = (SECRET_HEADER.lower().encode(), SECRET.encode())
        return replace(shot, headers=(*shot.headers, secret), body=update.encode())
    if path != SLACK:
        return shot
    stamp = str(int(time.time()))
    mac = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + shot.body, hashlib.sha256)
    said = (
        (b"x-slack-request-timestamp", stamp.encode()),
        (b"x-slack-signature", f"v0={mac.hexdigest()}".encode()),
    )
    return replace(shot, headers=(*shot.headers, *said))


async def ask(app: ASGIApp, shot: Shot, address: str) -> Back:
    """Send it as uvicorn hands a request over."""
    pieces: list[Message] = []
    asked = False

    async def receive() -> Message:
        """The body once; then nothing: whoever asks waits for the answer."""
        nonlocal asked
        if asked:
            await asyncio.Event().wait()
        asked = True
        return {"type": "http.request", "body": shot.body, "more_body": False}

    async def send(message: Message) -> None:
        """Note what is answered."""
        pieces.append(message)

    own = [] if any(name == b"host" for name, _ in shot.headers) else [(b"host", b"test")]
    scope: Scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http",
        "method": shot.method, "path": unquote(shot.path.decode("latin-1")), "raw_path": shot.path,
        "query_string": shot.query, "headers": [*own, *shot.headers], "root_path": "",
        "server": ("test", 80), "client": (address, 1),
    }  # fmt: skip
    await app(scope, receive, send)
    body = b"".join(each.get("body", b"") for each in pieces)
    return Back(pieces[0]["status"], tuple(pieces[0]["headers"]), body)


def faults(shot: Shot, back: Back) -> list[str]:
    """What is wrong with an answer."""
    found = [f"{back.status}"] if back.status >= 500 or back.status < 200 else []
    hook = shot.path.decode("latin-1") in {SLACK, TELEGRAM} and shot.method == "POST"
    if not hook and back.status != NOTHING and UNREADABLE not in back.body:
        found += _unmarked(back)
    for name, value in back.headers:
        if MARK.encode() in (name + value).lower() or re.search(rb"[\x00-\x1f\x7f]", name + value):
            found.append(f"what was sent stands in the header {name!r}: {value[:100]!r}")
    if b"<" + MARK.encode() in back.body and back.kind in {"text/html", ""}:
        found.append("what was sent is markup")
    if back.kind in {"text/html", "text/plain", ""} and (inside := INSIDE.search(back.body)):
        found.append(f"it tells of the inside: {inside[0]!r}")
    return found


def _unmarked(back: Back) -> list[str]:
    """The headers of the shield that are not there as they should be, or twice."""
    names = [name for name, _ in back.headers]
    given = {name.decode(): value.decode("latin-1") for name, value in back.headers}
    wanted = dict(HEADERS)
    if "immutable" in given.get("cache-control", ""):
        del wanted["Cache-Control"]  # our own style, which is no secret
    return [
        f"without its {name}"
        for name, value in wanted.items()
        if given.get(name.lower()) != value or names.count(name.lower().encode()) != 1
    ]


async def ask_over_the_wire(port: int, shot: Shot) -> Back:
    """Send it byte by byte as it is to a real server, whatever that makes of it."""
    host = b"" if any(name == b"host" for name, _ in shot.headers) else b"Host: test\r\n"
    length = (
        b""
        if any(name == b"content-length" for name, _ in shot.headers)
        else (b"Content-Length: %d\r\n" % len(shot.body))
    )
    line = shot.path + (b"?" + shot.query if shot.query else b"")
    given = b"".join(name + b": " + value + b"\r\n" for name, value in shot.headers)
    head = b"%s %s HTTP/1.1\r\n%s%s%sConnection: close\r\n\r\n" % (
        shot.method.encode(), line, host, length, given,
    )  # fmt: skip
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
    try:
        with suppress(ConnectionError):  # a server may answer and go before it has read all
            writer.write(head + shot.body)
            await writer.drain()
        if {name for name, _ in shot.headers} & _ANNOUNCE:
            writer.write_eof()  # or the server would wait for what was announced
        return _read(await _all(reader))
    finally:
        writer.close()


async def _all(reader: asyncio.StreamReader) -> bytes:
    """What comes before the connection ends, however it ends."""
    found = b""
    with suppress(ConnectionError):
        while piece := await reader.read(2**16):
            found += piece
    return found


def _read(answer: bytes) -> Back:
    """The last of the answers in what came (a 100 may come first); 0 for none."""
    head, _, body = answer.partition(b"\r\n\r\n")
    while head.startswith(b"HTTP/1.1 1"):
        head, _, body = body.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    if not first:
        return Back(NOTHING, (), b"")
    pairs = [line.partition(b":")[::2] for line in lines]
    headers = [(name.lower(), value.strip()) for name, value in pairs]
    return Back(int(first.split(b" ")[1]), tuple(headers), body)
