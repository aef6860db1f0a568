"""Every page of a house, and what is said where there is none."""

from starlette.responses import Response
from starlette.routing import Route

from pages import desk, entrance, exports, front, staff, style, summary, talk
from pages.site import NotFound, Site, Visit
from pages.view import endpoint


def routes(site: Site) -> list[Route]:
    """Their addresses."""
    return [
        *front.routes(site),
        *entrance.routes(site),
        *staff.routes(site),
        *exports.routes(site),
        *desk.routes(site),
        *summary.routes(site),
        *talk.routes(site),
        *style.routes(),
        # What no route knows ends here, and looks like every other page.
        Route("/{path:path}", endpoint(site, _nothing), methods=["GET", "POST"]),
    ]


def _nothing(_visit: Visit) -> Response:
    raise NotFound
