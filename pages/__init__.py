"""What people open in a browser: the front page, whether the bot is well, and its figures."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from pages.front import front
from pages.metrics import MEDIA_TYPE, exposed, from_here
from storage import Store, StoreError, rounds
from storage.waiting import waiting

# Nothing on the page may load, run or frame anything (OWASP secure headers).
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def routes(organisation: str, store: Store) -> list[Route]:
    """The pages of this house."""

    async def home(request: Request) -> Response:
        wanted = request.headers.get("accept-language", "")
        return HTMLResponse(front(organisation, wanted), headers=_HEADERS)

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("alive\n", headers=_HEADERS)

    def ready(_request: Request) -> Response:
        return _read(store)

    def metrics(request: Request) -> Response:
        return _figures(store) if from_here(request) else _plain("Not Found", 404)

    return [
        Route("/", home),
        Route("/healthz", alive),
        Route("/readyz", ready),
        Route("/metrics", metrics),
    ]


def _read(store: Store) -> Response:
    try:
        with store.read() as tx:
            rounds.current(tx)
    except StoreError:
        return _plain("no database\n", 503)
    return _plain("ready\n", 200)


def _figures(store: Store) -> Response:
    try:
        with store.read() as tx:
            counted = waiting(tx)
    except StoreError:
        return _plain("no database\n", 503)
    return Response(exposed(counted), media_type=MEDIA_TYPE, headers=_HEADERS)


def _plain(text: str, status: int) -> Response:
    return PlainTextResponse(text, status, headers=_HEADERS)
