"""A poster to hang on a wall: the question in eight languages and the way to the talk.

1. It is made of the place alone: whoever makes it, and in whatever language they read.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

import locales
from pages import pdf
from pages.desk.forms import one_place
from pages.desk.places import qr
from pages.phrases import NO_PDF, WHAT
from pages.site import NotFound, Site, Visit
from pages.style import text_of
from pages.view import page, rendered, told
from storage import Tx, places
from storage.places import Place

LANGUAGES = 8


def poster(visit: Visit) -> Response:
    """The poster as a page, to print."""
    return page(visit, "poster.html", saves=pdf.is_there(), **_asked_for(visit))


def printed(visit: Visit) -> Response:
    """The poster as PDF, where the extra `pdf` is installed."""
    held = _asked_for(visit)
    if not pdf.is_there():
        return told(visit, NO_PDF, 501)
    name = f'attachment; filename="howareyou-poster-{held["place"].id}.pdf"'
    headers = {"Content-Disposition": name}
    return Response(pdf.made(_paper(held)), headers=headers, media_type=pdf.MEDIA)


def sheet(site: Site, place: str, *, begins: str = "") -> str:
    """The poster of a place, whole in itself. begins: a link up to the code, before all others."""
    with site.store.begin() as tx:
        known = {each.id: each for each in places.all_places(tx)}
        here = known[places.known(tx, place)]
        code = places.invite(tx, place=here.id)
        held = _held(site, tx, here, code, begins=begins)
    return _paper(held)


def questions(site: Site, first: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """The question in eight languages, `first` before all others: tag, direction and words."""
    order = {tag: at for at, tag in reversed(tuple(enumerate(first)))}
    tags = sorted((tag for tag, _ in site.languages), key=lambda tag: order.get(tag, len(first)))
    for tag in tags[:LANGUAGES]:
        yield tag, locales.direction(tag), locales.say(WHAT.context, WHAT.source, tag)


def _paper(held: Mapping[str, Any]) -> str:
    """A sheet of paper: what is on it and nothing around it."""
    # Our own file, which no text gets into.
    style = Markup(text_of("poster.css"))  # noqa: S704 - see above
    return rendered("paper.html", style=style, **held)


def _asked_for(visit: Visit) -> dict[str, Any]:
    with visit.site.store.read() as tx:
        place = one_place(visit, tx, visit.request.path_params["place"])
        code = places.invitation(tx, place=place.id)
        if code is None:
            raise NotFound
        way = visit.request.query_params.get("way", "")
        return _held(visit.site, tx, place, code, way=way)


def _held(
    site: Site, tx: Tx, place: Place, code: str, *, way: str = "", begins: str = ""
) -> dict[str, Any]:
    """What is on the poster. way: the channel it leads to, else the first that has links."""
    links = site.work.links(code) if site.work else {}
    way = way if way in links else next(iter(links), "")
    link = f"{begins}{code}" if begins else links.get(way, site.public)
    asked = list(questions(site, places.spoken(places.all_places(tx), place.id)))
    return {
        "site": site, "place": place, "questions": asked, "way": way, "link": link, "code": code,
        "qr": qr(link),
    }  # fmt: skip


HANDLERS = {("GET", "/poster/{place}"): poster, ("GET", "/poster/{place}.pdf"): printed}
