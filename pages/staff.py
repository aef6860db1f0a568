"""Where staff begin: what they may open."""

from collections.abc import Iterator

from starlette.responses import Response
from starlette.routing import Route

from pages import exports, phrases, summary
from pages.desk import rights
from pages.desk.phrases import DESK
from pages.entrance import STAFF
from pages.site import Site, Visit
from pages.view import away, endpoint, page
from storage import places

WAYS = (
    (phrases.SUMMARY, "/summary", summary.READERS),
    (DESK, "/desk", rights.ANY),
    (phrases.EXPORTS, "/export", exports.ROLES),
)


def routes(site: Site) -> list[Route]:
    """Their first page."""
    return [Route("/staff", endpoint(site, begin, roles=STAFF, desk=True), methods=["GET"])]


def begin(visit: Visit) -> Response:
    """Their roles and places."""
    if "in" in visit.request.query_params:
        return away("/staff")
    with visit.site.store.read() as tx:
        names = {each.id: visit.work.name_of(each) for each in places.all_places(tx)}
    return page(visit, "staff.html", places=names, ways=[*_ways(visit)])


def _ways(visit: Visit) -> Iterator[tuple[str, str]]:
    """What is open to them, and where it is."""
    mine = {each.role for each in visit.members}
    for phrase, path, roles in WAYS:
        if mine & roles:
            yield visit.say(phrase), path
