"""What people open in a browser: the front page, the pages for staff, and whether the bot is well.

1. Pages read the store and nothing else; what they show of answers comes from releases.
2. They are loaded when the first of them is asked for: at most houses people talk in an app, and
   the bot starts sooner without them and holds 7 MB less.
"""

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Match, Mount, Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.metrics import MEDIA_TYPE, exposed, from_here
from pages.shield import Shield
from pages.site import Site, Visit
from storage import Store, StoreError, rounds
from storage.waiting import waiting

__all__ = ["Site", "Visit", "routes"]


def routes(site: Site) -> list[BaseRoute]:
    """The pages of this house, behind their shield."""
    app = Starlette(routes=[*_of_the_machine(site.store), _Everything("/", _Pages(site))])
    return [_Everything("/", Shield(app, https=site.public.startswith("https:")))]


class _Everything(Mount):
    """Takes every path; Starlette's own leaves one with the end of a line outside of the shield."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Every path."""
        found, child = super().matches(scope)
        return (Match.FULL, {"endpoint": self.app}) if found is Match.NONE else (found, child)


class _Pages:
    """Everything that somebody may open."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._app is None:  # two who come at once both load it: the same twice
            self._app = await run_in_threadpool(self._load)
        await self._app(scope, receive, send)

    def _load(self) -> ASGIApp:
        from pages import every  # noqa: PLC0415 - see rule 2

        # A redirect to the same path without its slash would name the host that the visitor named.
        return Router(every.routes(self._site), redirect_slashes=False)


def _of_the_machine(store: Store) -> list[Route]:
    async def alive(_request: Request) -> Response:
        return _plain("alive\n", 200)

    def ready(_request: Request) -> Response:
        return _read(store)

    def metrics(request: Request) -> Response:
        return _figures(store) if from_here(request) else _plain("Not Found", 404)

    return [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)]


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
    return Response(exposed(counted), media_type=MEDIA_TYPE)


def _plain(text: str, status: int) -> Response:
    return PlainTextResponse(text, status)
