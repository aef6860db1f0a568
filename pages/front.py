"""The front page: in two sentences what this is, in the visitor's language; and the promises."""

from starlette.responses import Response
from starlette.routing import Route

from dialogues import phrases
from dialogues.promises import PROMISES
from pages.site import Site, Visit
from pages.view import endpoint, page

# Promised of a day, or by words of command, that only a talk knows.
_OF_A_TALK = ("{day}", "{mine}", "{delete}")


def routes(site: Site) -> list[Route]:
    """What everybody may read."""
    return [
        Route("/", endpoint(site, front), methods=["GET"]),
        Route("/privacy", endpoint(site, privacy), methods=["GET"]),
    ]


def front(visit: Visit) -> Response:
    """What this is."""
    return page(visit, "front.html", spoken=phrases)


def privacy(visit: Visit) -> Response:
    """The promises that hold for everybody."""
    known = [each for each in PROMISES if not any(name in each.source for name in _OF_A_TALK)]
    of_a_page = [phrases.ON_A_PAGE, phrases.SILENT_PAGE] if visit.site.talks else []
    return page(visit, "privacy.html", promises=[*known, *of_a_page])
