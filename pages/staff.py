"""Where staff begin: what they may open."""

from starlette.responses import Response
from starlette.routing import Route

from pages.entrance import STAFF
from pages.site import Site, Visit
from pages.view import away, endpoint, page
from storage import places


def routes(site: Site) -> list[Route]:
    """Their first page."""
    return [Route("/staff", endpoint(site, begin, roles=STAFF, desk=True), methods=["GET"])]


def begin(visit: Visit) -> Response:
    """Their roles and places."""
    if "in" in visit.request.query_params:
        return away("/staff")
    with visit.site.store.read() as tx:
        names = {each.id: each.name for each in places.all_places(tx)}
    return page(visit, "staff.html", places=names)
