"""The entrance for staff: a ticket, a button, a session.

1. Opening a link changes nothing: apps open links by themselves to show what is behind them.
2. An invitation that was never used lets in too, and from then on it is theirs. Who came in by it
   alone has no chat to ask for another way in: their coordinator makes a link, and who has no
   coordinator makes it on the server.
"""

from starlette.responses import Response
from starlette.routing import Route

from dialogues.model import Phrase
from pages import phrases
from pages.rights import OF_STAFF
from pages.site import Site, Visit
from pages.view import COOKIE, away, endpoint, page, told
from storage import Tx, codes, entrance
from storage import staff as register

COMMAND = "howareyou staff link"


def routes(site: Site) -> list[Route]:
    """Come in, and leave."""
    return [
        Route("/enter", endpoint(site, door, desk=True), methods=["GET"]),
        Route("/enter", endpoint(site, come_in, desk=True), methods=["POST"]),
        Route("/enter/{code}", endpoint(site, door, desk=True), methods=["GET"]),
        Route("/leave", endpoint(site, leave, right=OF_STAFF), methods=["POST"]),
    ]


def door(visit: Visit) -> Response:
    """A form for a code, or only a button where the link holds it."""
    code = visit.request.path_params.get("code", "")
    if code and codes.read_ticket(code) is None:
        return _form(visit, status=404, alert=phrases.ENTER_NO_LINK)
    if "in" in visit.request.query_params:
        return _form(visit, alert=phrases.ENTER_LOST)
    return _form(visit, code=code)


def _form(
    visit: Visit, *, code: str = "", status: int = 200, alert: Phrase | None = None
) -> Response:
    """The entrance, with the ways to a code that there are here."""
    return page(
        visit, "enter.html", status=status, code=code, alert=alert, command=COMMAND,
        chats=visit.site.work is not None and visit.work.chats,
    )  # fmt: skip


def come_in(visit: Visit) -> Response:
    """Take the code; whoever shows many wrong ones waits."""
    written = visit.sent("code")
    address = visit.request.client.host if visit.request.client else ""
    now = visit.site.seconds
    with visit.site.store.begin() as tx:
        if not entrance.may_knock(tx, address, now=now):
            return told(visit, phrases.ENTER_MANY, 429)
        token = _taken(visit, tx, written, now=now)
        if token is None:
            entrance.knocked(tx, address, now=now)
            return _form(visit, status=403, alert=phrases.ENTER_WRONG)
    answer = away("/staff?in=1")
    answer.set_cookie(COOKIE, token, secure=True, httponly=True, samesite="lax")
    return answer


def _taken(visit: Visit, tx: Tx, written: str, *, now: float) -> str | None:
    if codes.read_staff_code(written) is None:
        return entrance.enter(tx, written, now=now)
    # Whoever has no chat with the bot is known by their entrance alone.
    person = ("web", "", codes.new_ticket())
    member = register.redeem(tx, written, person=person, today=visit.site.now().date())
    return entrance.begin(tx, member.id, now=now) if member else None


def leave(visit: Visit) -> Response:
    """End the session."""
    with visit.site.store.begin() as tx:
        entrance.leave(tx, visit.request.cookies.get(COOKIE, ""))
    answer = away("/")
    answer.delete_cookie(COOKIE, secure=True, httponly=True, samesite="lax")
    return answer
