"""What every page is wrapped in: who may send what, how much, and what a browser may do with it.

1. Whatever changes something comes from our own pages: Sec-Fetch-Site or Origin says so.
2. A page loads nothing from elsewhere, is framed by nobody and kept by no cache.
3. Whoever may not see a page learns nothing of it, and an error says nothing of the inside.
"""

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger()

SAFE = frozenset({"GET", "HEAD"})
# A same-origin referrer, and no less: with no-referrer old browsers send "Origin: null" from our
# own forms (Fetch, "append a request Origin header").
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_HSTS = "max-age=31536000"


class Shield:
    """Wraps the pages. https: whether people reach us by it (then they always shall)."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in if it may be, and mark what goes out."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def marked(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._mark(MutableHeaders(scope=message))
            await send(message)

        if scope["method"] not in SAFE and not ours(Headers(scope=scope)):
            await _refusal("This was not sent from our own page.\n", 403)(scope, receive, marked)
            return
        try:
            await self._app(scope, receive, marked)
        except ClientDisconnect:
            return  # they went away while they sent: nobody is there to be told
        except Exception as error:
            # The class only: a message may hold what a visitor sent.
            log.error("pages.failed", exc_info=error)
            if started:
                raise
            await _refusal("Something went wrong here.\n", 500)(scope, receive, marked)

    def _mark(self, headers: MutableHeaders) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if self._https:
            headers["Strict-Transport-Security"] = _HSTS


def ours(headers: Headers) -> bool:
    """Whether a request that changes something comes from our own page."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    _, _, host = headers.get("origin", "").partition("://")
    return bool(host) and host == headers.get("host")


def _refusal(text: str, status: int) -> PlainTextResponse:
    return PlainTextResponse(text, status)
