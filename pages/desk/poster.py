"""A poster to hang on a wall: the question in eight languages and the way to the talk."""

from collections.abc import Iterator
from typing import Any

from starlette.responses import Response

import locales
from pages import pdf
from pages.desk.forms import one_place
from pages.desk.places import qr
from pages.phrases import NO_PDF, WHAT
from pages.site import NotFound, Site, Visit
from pages.view import html, page, told
from storage import places

LANGUAGES = 8


def poster(visit: Visit) -> Response:
    """The poster as a page, to print."""
    return page(visit, "poster.html", print=False, saves=pdf.is_there(), **_held(visit))


def printed(visit: Visit) -> Response:
    """The poster as PDF, where the extra `pdf` is installed."""
    held = _held(visit)
    if not pdf.is_there():
        return told(visit, NO_PDF, 501)
    text = html(visit, "poster.html", print=True, saves=False, **held)
    name = f'attachment; filename="howareyou-poster-{held["place"].id}.pdf"'
    return Response(pdf.made(text), headers={"Content-Disposition": name}, media_type=pdf.MEDIA)


def questions(site: Site, *, first: str) -> Iterator[tuple[str, str, str]]:
    """The question in eight languages, one of them first: tag, direction and words."""
    tags = [tag for tag, _ in site.languages]
    for tag in sorted(tags, key=lambda each: each != first)[:LANGUAGES]:
        yield tag, locales.direction(tag), locales.say(WHAT.context, WHAT.source, tag)


def _held(visit: Visit) -> dict[str, Any]:
    with visit.site.store.read() as tx:
        place = one_place(visit, tx, visit.request.path_params["place"])
        code = places.invitation(tx, place=place.id)
    if code is None:
        raise NotFound
    link = next(iter(visit.work.links(code)), visit.site.public)
    asked = list(questions(visit.site, first=visit.language))
    return {"place": place, "link": link, "code": code, "qr": qr(link), "questions": asked}


HANDLERS = {("GET", "/poster/{place}"): poster, ("GET", "/poster/{place}.pdf"): printed}
