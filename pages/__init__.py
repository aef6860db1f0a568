"""What people open in a browser: the front page, the pages for staff, and whether the bot is well.

1. Pages read the store and nothing else; what they show of answers comes from releases.
"""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Match, Mount, Route
from starlette.types import Scope

from pages import desk, entrance, exports, front, pdf, staff, style, summary, talk
from pages.desk.poster import sheet
from pages.metrics import MEDIA_TYPE, exposed, from_here
from pages.shield import Shield
from pages.site import NotFound, Site, Visit
from pages.view import endpoint
from storage import Store, StoreError, rounds
from storage.waiting import waiting

__all__ = ["Site", "Visit", "pdf", "routes", "sheet"]


def routes(site: Site) -> list[BaseRoute]:
    """The pages of this house, behind their shield."""
    known = [
        *front.routes(site),
        *entrance.routes(site),
        *staff.routes(site),
        *exports.routes(site),
        *desk.routes(site),
        *summary.routes(site),
        *talk.routes(site),
        *style.routes(),
        *_of_the_machine(site.store),
    ]
    # What no route knows ends here, and looks like every other page.
    known.append(Route("/{path:path}", endpoint(site, _nothing), methods=["GET", "POST"]))
    app = Starlette(routes=known)
    # A redirect to the same path without its slash would name the host that the visitor named.
    app.router.redirect_slashes = False
    return [_Everything("/", Shield(app, https=site.public.startswith("https:")))]


class _Everything(Mount):
    """Takes every path; Starlette's own leaves one with the end of a line outside of the shield."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Every path."""
        found, child = super().matches(scope)
        return (Match.FULL, {"endpoint": self.app}) if found is Match.NONE else (found, child)


def _nothing(_visit: Visit) -> Response:
    raise NotFound


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
