"""Staff: who is in, invite somebody, end what is open, take a role away.

1. The code of an invitation is shown once, on the page that made it; nobody can look at it again.
"""

from typing import get_args

from starlette.responses import Response

from dialogues.phrases import ROLES
from pages.desk import phrases
from pages.desk.forms import back, doing, drawn, own_places, wrong
from pages.site import NotFound, Visit
from storage import Tx, entrance
from storage import staff as register
from storage.places import country
from storage.staff import Role, Staff

LONGEST_LABEL = 60


def members(visit: Visit) -> Response:
    """Everybody of the visitor's places."""
    with visit.site.store.read() as tx:
        own = own_places(visit, tx)
        names = {each.id: visit.work.name_of(each) for each in own}
        there = [each for each in register.everyone(tx) if each.place in names]
    return drawn(
        visit, "staff.html", members=there, names=names, places=own, kinds=get_args(Role),
        longest=LONGEST_LABEL,
    )  # fmt: skip


def invite(visit: Visit) -> Response:
    """Make an invitation and show its code."""
    role, place, label = visit.sent("role"), visit.sent("place"), visit.sent("label")
    if role not in ROLES or not label or len(label) > LONGEST_LABEL:
        raise wrong(visit, phrases.STAFF_WRONG)
    with doing(visit, phrases.STAFF_WRONG), visit.site.store.begin() as tx:
        visit.must_cover(tx, place)
        if role == "sponsor" and place == country(tx).id:
            raise wrong(visit, phrases.STAFF_SPONSOR)
        code = register.invite(tx, role=role, place=place, label=label, today=visit.today)
    where = f"{visit.site.public}/enter"
    return drawn(visit, "code.html", code=code, label=label, where=where)


def member(visit: Visit) -> Response:
    """One of them, and what can be done."""
    with visit.site.store.read() as tx:
        found = _found(visit, tx)
        names = {each.id: visit.work.name_of(each) for each in own_places(visit, tx)}
    return drawn(visit, "member.html", member=found, names=names, own=_is_own(visit, found))


def log_out(visit: Visit) -> Response:
    """End every open page of theirs, under whichever of their roles it was opened."""
    with visit.site.store.begin() as tx:
        for each in register.roles_of(tx, _found(visit, tx)):
            entrance.leave_everywhere(tx, each.id)
    return back("/desk/staff", phrases.DONE_OUT)


def remove(visit: Visit) -> Response:
    """Take a role, or an unused invitation, away."""
    with visit.site.store.begin() as tx:
        found = _found(visit, tx)
        if _is_own(visit, found):
            raise wrong(visit, phrases.STAFF_SELF)
        register.remove(tx, found.id)
    return back("/desk/staff", phrases.DONE_REMOVED)


def _found(visit: Visit, tx: Tx) -> Staff:
    found = register.one_of(tx, visit.request.path_params["id"])
    if found is None or not visit.covers(tx, found.place):
        raise NotFound  # whether there is such a person elsewhere is not told either
    return found


def _is_own(visit: Visit, found: Staff) -> bool:
    return found.person is not None and found.person in {each.person for each in visit.members}


HANDLERS = {
    ("GET", "/desk/staff"): members,
    ("POST", "/desk/staff"): invite,
    ("GET", "/desk/staff/{id}"): member,
    ("POST", "/desk/staff/{id}/out"): log_out,
    ("POST", "/desk/staff/{id}/remove"): remove,
}
