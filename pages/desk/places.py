"""Places: add one; its invitation as link, QR code and words to type."""

import re
import unicodedata
from typing import cast

import segno
from markupsafe import Markup
from starlette.responses import Response

from pages.desk import phrases
from pages.desk.forms import back, doing, drawn, one_place, own_places, wrong
from pages.site import Visit
from storage import places as map_
from storage.places import PlaceKind

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
    links = [(link, qr(link)) for link in visit.work.links(code)] if code else []
    name = visit.work.name_of(place)
    return drawn(visit, "invitation.html", place=place, name=name, code=code, links=links)


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
}
