"""The desk: what coordinators, reviewers and protection contacts do in a browser.

1. Looking changes nothing; whatever cannot be undone is asked about on a page of its own first.
2. What it shows of answers comes from releases. Words that workers may read, and texts to approve,
   stand alone: no place, no language, no order.
"""

from starlette.routing import Route

from pages.desk import (
    begin,
    kept,
    lists,
    members,
    places,
    poster,
    releases,
    rounds,
    tell,
    texts,
)
from pages.desk.rights import RIGHTS
from pages.site import Site
from pages.view import endpoint

# A text in many languages is longer than any other form.
_MOST = {"/desk/tell": 512 * 1024, "/desk/tell/send": 512 * 1024}
_USUAL = 16 * 1024
_ROOMS = (begin, rounds, releases, tell, places, poster, members, texts, lists, kept)


def routes(site: Site) -> list[Route]:
    """Every address of the desk, behind its right."""
    handlers = {address: each for room in _ROOMS for address, each in room.HANDLERS.items()}
    return [
        Route(
            path,
            endpoint(
                site,
                handlers[method, path],
                right=right,
                desk=True,
                most=_MOST.get(path, _USUAL),
            ),
            methods=[method],
        )
        for (method, path), right in RIGHTS.items()
    ]
