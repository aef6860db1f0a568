"""What is watched over: parked messages, never what is in them; and the audit."""

from starlette.responses import PlainTextResponse, Response

from pages.desk import phrases
from pages.desk.forms import back, doing, drawn
from pages.site import NotFound, Visit
from pages.view import told
from storage import Tx, parking
from storage.parking import Parked


def parked(visit: Visit) -> Response:
    """Those that wait."""
    with visit.site.store.read() as tx:
        return drawn(visit, "parked.html", waiting=[(p.id, p.day) for p in parking.parked(tx)])


def one(visit: Visit) -> Response:
    """One of them, and what can be done."""
    with visit.site.store.read() as tx:
        found = _found(visit, tx)
    return drawn(visit, "one_parked.html", id=found.id, on=found.day)


def retry(visit: Visit) -> Response:
    """Give it to its question once more."""
    with visit.site.store.read() as tx:
        found = _found(visit, tx)
    with doing(visit):
        given = visit.work.retry(found.id)
    return back("/desk/parked", phrases.DONE_GIVEN if given else phrases.DONE_TOO_LATE)


def drop(visit: Visit) -> Response:
    """Keep it no longer."""
    with visit.site.store.begin() as tx:
        parking.unpark(tx, _found(visit, tx).id)
    return back("/desk/parked", phrases.DONE_DROPPED)


def _found(visit: Visit, tx: Tx) -> Parked:
    wanted = visit.request.path_params["id"]
    found = next((each for each in parking.parked(tx) if each.id == wanted), None)
    if found is None:
        raise NotFound
    return found


def audit(visit: Visit) -> Response:
    """What it does, and the button."""
    return drawn(visit, "audit.html", report="", clean=True)


def run(visit: Visit) -> Response:
    """Run it, and show the report or save it."""
    audited = visit.work.audit()
    if audited is None:
        return told(visit, phrases.AUDIT_BUSY, 409)
    clean, report = audited
    if not visit.sent("save"):
        return drawn(visit, "audit.html", report=report, clean=clean)
    name = f'attachment; filename="howareyou-audit-{visit.today.isoformat()}.txt"'
    return PlainTextResponse(f"{report}\n", headers={"Content-Disposition": name})


HANDLERS = {
    ("GET", "/desk/parked"): parked,
    ("GET", "/desk/parked/{id}"): one,
    ("POST", "/desk/parked/{id}/retry"): retry,
    ("POST", "/desk/parked/{id}/drop"): drop,
    ("GET", "/desk/audit"): audit,
    ("POST", "/desk/audit"): run,
}
