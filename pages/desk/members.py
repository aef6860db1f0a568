"""Staff: who is in, invite somebody, end what is open, take a role away.

1. The code of an invitation, or a link, is shown once, on the page that made it; nobody can look
   at it again.
2. A link opens whatever its owner may open, so only who covers all of that may make it.
"""

from typing import get_args

from starlette.responses import Response

from dialogues.phrases import ROLES
from pages.desk import staff_phrases as phrases
from pages.desk.forms import back, doing, drawn, one_place, own_places, reopened, wrong
from pages.site import Forbidden, NotFound, Visit
from storage import Tx, entrance
from storage import staff as register
from storage.staff import Role, Staff

LONGEST_LABEL = 60


def members(visit: Visit) -> Response:
    """Everybody of the visitor's places."""
    with visit.site.store.read() as tx:
        own = own_places(visit, tx)
        names = {each.id: visit.work.name_of(each) for each in own}
        there = [
            (each, is_own(visit, each)) for each in register.everyone(tx) if each.place in names
        ]
    sizes = {each.kind for each in own}
    kinds = [role for role in get_args(Role) if any(register.is_for(role, k) for k in sizes)]
    return drawn(
        visit, "staff.html", members=there, names=names, places=own, kinds=kinds,
        longest=LONGEST_LABEL,
    )  # fmt: skip


@reopened(members)
def invite(visit: Visit) -> Response:
    """Make an invitation and show its code."""
    role, place, label = visit.sent("role"), visit.sent("place"), visit.sent("label")
    if role not in ROLES or not label or len(label) > LONGEST_LABEL:
        raise wrong(visit, phrases.STAFF_WRONG)
    with doing(visit, phrases.STAFF_WRONG), visit.site.store.begin() as tx:
        where = one_place(visit, tx, place)
        if not register.is_for(role, where.kind):
            raise wrong(
                visit,
                phrases.STAFF_SPONSOR if where.kind == "country" else phrases.STAFF_WHOLE,
                role=visit.say(ROLES[role]),
            )
        code = register.invite(tx, role=role, place=place, label=label, today=visit.today)
    address = f"{visit.site.public}/enter"
    how = phrases.STAFF_CODE_HOW if visit.work.chats else phrases.STAFF_CODE_WEB
    return drawn(
        visit, "code.html", title=visit.say(phrases.STAFF_CODE), code=code, label=label,
        how=visit.say(how, address=address),
    )  # fmt: skip


def member(visit: Visit) -> Response:
    """One of them, and what can be done."""
    with visit.site.store.read() as tx:
        found = _found(visit, tx)
        names = {each.id: visit.work.name_of(each) for each in own_places(visit, tx)}
        lets_in = _may_let_in(visit, tx, found)
    return drawn(
        visit, "member.html", member=found, names=names, own=is_own(visit, found), lets_in=lets_in
    )


def link(visit: Visit) -> Response:
    """Make a way in for one time, as `/login` and `howareyou staff link` do, and show it."""
    with visit.site.store.begin() as tx:
        found = _found(visit, tx)
        if not _may_let_in(visit, tx, found):
            raise Forbidden
        code = entrance.ticket(tx, found.id, now=visit.site.seconds)
    return drawn(
        visit, "code.html", title=visit.say(phrases.STAFF_LINK), label=found.label,
        code=f"{visit.site.public}/enter/{code}", how=visit.say(phrases.STAFF_LINK_HOW),
    )  # fmt: skip


def _may_let_in(visit: Visit, tx: Tx, found: Staff) -> bool:
    """Whether somebody is in, under no role of another place or of more than the visitor's."""
    if found.person is None:
        return False
    return all(visit.covers(tx, each.place) for each in register.roles_of(tx, found))


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
        if is_own(visit, found):
            raise wrong(visit, phrases.STAFF_SELF)
        register.remove(tx, found.id)
    return back("/desk/staff", phrases.DONE_REMOVED)


def _found(visit: Visit, tx: Tx) -> Staff:
    found = register.one_of(tx, visit.request.path_params["id"])
    if found is None or not visit.covers(tx, found.place):
        raise NotFound  # whether there is such a person elsewhere is not told either
    return found


def is_own(visit: Visit, found: Staff) -> bool:
    """Whether this is one of the visitor's own roles."""
    return found.person is not None and found.person in {each.person for each in visit.members}


HANDLERS = {
    ("GET", "/desk/staff"): members,
    ("POST", "/desk/staff"): invite,
    ("GET", "/desk/staff/{id}"): member,
    ("POST", "/desk/staff/{id}/link"): link,
    ("POST", "/desk/staff/{id}/out"): log_out,
    ("POST", "/desk/staff/{id}/remove"): remove,
}
