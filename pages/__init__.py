"""What people open in a browser: the front page, and whether the bot is well."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from pages.front import front
from storage import Store, StoreError, rounds

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
        try:
            with store.read() as tx:
                rounds.current(tx)
        except StoreError:
            return PlainTextResponse("no database\n", 503, headers=_HEADERS)
        return PlainTextResponse("ready\n", headers=_HEADERS)

    return [Route("/", home), Route("/healthz", alive), Route("/readyz", ready)]
