"""Places: add one; its invitation as link, QR code and words to type; whether web talks count."""

import re
import unicodedata
from typing import cast

import segno
from markupsafe import Markup
from starlette.responses import Response

from pages.desk import phrases
from pages.desk.forms import asked, back, doing, drawn, one_place, own_places, reopened, wrong
from pages.site import Visit, around
from storage import Tx
from storage import places as map_
from storage.places import Place, PlaceKind

LONGEST_NAME = 60
KINDS = ("town", "region")


def places(visit: Visit) -> Response:
    """The visitor's places."""
    with visit.site.store.read() as tx:
        every = map_.all_places(tx)
        whole = visit.covers(tx, map_.country(tx).id)
        own = own_places(visit, tx)
    names = {each.id: visit.work.name_of(each) for each in every}
    larger = [each for each in every if each.kind != "town"]
    return drawn(
        visit, "places.html", places=own, names=names, larger=larger, kinds=KINDS, adds=whole,
        longest=LONGEST_NAME,
    )  # fmt: skip


@reopened(places)
def add(visit: Visit) -> Response:
    """Add a place."""
    name, kind = visit.sent("name"), visit.sent("kind")
    shown = [each for each in name if unicodedata.category(each)[0] != "C"]
    if not name or len(name) > LONGEST_NAME or len(shown) < len(name) or kind not in KINDS:
        raise wrong(visit, phrases.PLACE_WRONG)
    with doing(visit, phrases.PLACE_WRONG), visit.site.store.begin() as tx:
        made = map_.add(
            tx, id=visit.sent("id"), name=name, kind=cast("PlaceKind", kind),
            parent=visit.sent("parent") or None,
        )  # fmt: skip
        map_.invite(tx, place=made.id)
    return back("/desk/places", phrases.DONE_PLACE)


def invitation(visit: Visit) -> Response:
    """The invitation of one place."""
    with visit.site.store.read() as tx:
        place = one_place(visit, tx, visit.request.path_params["place"])
        code = map_.invitation(tx, place=place.id)
        opened, whole = _opened_for(tx, place), visit.covers(tx, map_.country(tx).id)
    links = visit.work.links(code) if code else {}
    return drawn(
        visit, "invitation.html", place=place, name=visit.work.name_of(place), code=code,
        links=[(way, link, qr(link)) for way, link in links.items()],
        opened=opened, around=opened and visit.work.name_of(opened), decides=whole,
    )  # fmt: skip


def _opened_for(tx: Tx, place: Place) -> Place | None:
    """The place for which talks on the web were opened so that they count in this one, if any."""
    known = {each.id: each for each in map_.all_places(tx)}
    return next((known[each] for each in around(tx, place.id) if known[each].web), None)


def web(visit: Visit) -> Response:
    """The question before talks on the web count, or count no longer."""
    with visit.site.store.read() as tx:
        place = one_place(visit, tx, visit.request.path_params["place"])
    question = phrases.WEB_SHUT_ASK if place.web else phrases.WEB_OPEN_ASK
    path = f"/desk/places/{place.id}"
    return asked(
        visit, title=visit.say(phrases.WEB_SHUT if place.web else phrases.WEB_OPEN),
        question=visit.say(question, place=visit.work.name_of(place)),
        more=visit.say(phrases.WEB_HOW), path=f"{path}/web", to=path,
        sends={"web": "off" if place.web else "on"},
    )  # fmt: skip


def count_web(visit: Visit) -> Response:
    """Let talks on the web count in a place, or no longer, as it was asked."""
    state = visit.sent("web")
    if state not in {"on", "off"}:
        raise wrong(visit, phrases.CHANGED)
    with visit.site.store.begin() as tx:
        place = one_place(visit, tx, visit.request.path_params["place"])
        map_.open_web(tx, place.id, opened=state == "on")
        counts = _opened_for(tx, place) is not None  # a larger place may be opened as well
    done = phrases.DONE_WEB_OPENED if counts else phrases.DONE_WEB_SHUT
    return back(f"/desk/places/{place.id}", done)


def invite(visit: Visit) -> Response:
    """Make the invitation of a place that has none."""
    with visit.site.store.begin() as tx:
        place = one_place(visit, tx, visit.request.path_params["place"])
        map_.invite(tx, place=place.id)
    return back(f"/desk/places/{place.id}", phrases.DONE_INVITATION)


def qr(link: str) -> Markup:
    """A QR code as SVG: black on white, whatever the page is."""
    drawing = segno.make(link, error="m").svg_inline(
        omitsize=True, border=4, light="#fff", svgclass="qr", lineclass=None
    )
    # Nothing but numbers and colours of ours is in it; the link itself is only drawn.
    return Markup(re.sub("<svg ", '<svg aria-hidden="true" focusable="false" ', drawing, count=1))  # noqa: S704


HANDLERS = {
    ("GET", "/desk/places"): places,
    ("POST", "/desk/places"): add,
    ("GET", "/desk/places/{place}"): invitation,
    ("POST", "/desk/places/{place}"): invite,
    ("GET", "/desk/places/{place}/web"): web,
    ("POST", "/desk/places/{place}/web"): count_web,
}
