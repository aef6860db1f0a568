"""Where staff begin: what they may open."""

from collections.abc import Iterator

from starlette.responses import Response
from starlette.routing import Route

from pages import phrases
from pages.desk.phrases import DESK
from pages.desk.rights import RIGHTS
from pages.rights import OF_COUNTRY, OF_READERS, OF_STAFF
from pages.site import Site, Visit
from pages.view import away, endpoint, page
from storage import places

WAYS = (
    (phrases.SUMMARY, "/summary", OF_READERS),
    (DESK, "/desk", RIGHTS["GET", "/desk"]),
    (phrases.EXPORTS, "/export", OF_COUNTRY),
)


def routes(site: Site) -> list[Route]:
    """Their first page."""
    return [Route("/staff", endpoint(site, begin, right=OF_STAFF, desk=True), methods=["GET"])]


def begin(visit: Visit) -> Response:
    """Their roles and places."""
    if "in" in visit.request.query_params:
        return away("/staff")
    with visit.site.store.read() as tx:
        names = {each.id: visit.work.name_of(each) for each in places.all_places(tx)}
        country = places.country(tx).id
    return page(visit, "staff.html", places=names, ways=[*_ways(visit, country)])


def _ways(visit: Visit, country: str) -> Iterator[tuple[str, str]]:
    """What is open to them, and where it is."""
    for phrase, path, right in WAYS:
        if right.opens(visit.members, country=country):
            yield visit.say(phrase), path
