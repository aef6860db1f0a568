"""A visitor of the pages in tests: sends what a browser would, keeps cookies, follows nothing."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.types import Message

import pages

SAME = ((b"sec-fetch-site", b"same-origin"),)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[bytes, bytes]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def to(self) -> str:
        """Where a redirect leads."""
        return self.headers.get(b"location", b"").decode()


@dataclass
class Browser:
    """One browser with its cookies, on one device."""

    site: pages.Site
    address: str = "127.0.0.1"
    language: str = "en"
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, *headers: tuple[bytes, bytes]) -> Answer:
        """Open a page."""
        return await self.ask("GET", path, b"", headers)

    async def post(
        self, path: str, fields: Mapping[str, str] | None = None, *headers: tuple[bytes, bytes]
    ) -> Answer:
        """Send a form of our own page, unless headers say otherwise."""
        return await self.ask("POST", path, urlencode(fields or {}).encode(), headers or SAME)

    async def ask(
        self, method: str, path: str, body: bytes, headers: tuple[tuple[bytes, bytes], ...]
    ) -> Answer:
        """Ask as a browser asks."""
        sent: list[Message] = []
        asked = asyncio.Event()

        async def receive() -> Message:
            """The body once, and then nothing: this browser waits for the answer."""
            if asked.is_set():
                await asyncio.Event().wait()
            asked.set()
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            """Note what is answered."""
            sent.append(message)

        path, _, query = path.partition("?")
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items()).encode()
        own = (
            (b"host", b"test"),
            (b"accept-language", self.language.encode("latin-1", "replace")),
            *(((b"cookie", cookie),) if cookie else ()),
        )
        app = Starlette(routes=pages.routes(self.site))
        scope = {
            "type": "http", "method": method, "path": path, "raw_path": path.encode(),
            "query_string": query.encode(), "headers": [*own, *headers], "http_version": "1.1",
            "scheme": "http", "server": ("test", 80), "client": (self.address, 1), "root_path": "",
        }  # fmt: skip
        await app(scope, receive, send)
        for name, value in sent[0]["headers"]:
            if name == b"set-cookie":
                self._keep(value.decode("latin-1"))
        body = b"".join(message.get("body", b"") for message in sent)
        return Answer(sent[0]["status"], dict(sent[0]["headers"]), body)

    def _keep(self, header: str) -> None:
        for name, morsel in SimpleCookie(header).items():
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value
