"""Releases: what is out, with its fingerprint, and what can be released now."""

from starlette.responses import Response

from pages.desk import phrases
from pages.desk.forms import asked, back, drawn, wrong
from pages.site import Visit
from storage import releases as published


def releases(visit: Visit) -> Response:
    """Every release, the newest first; and what waits."""
    with visit.site.store.read() as tx:
        return drawn(
            visit, "releases.html", releases=published.all_releases(tx),
            waiting=[each.id for each in visit.work.unpublished(tx)],
        )  # fmt: skip


def ask(visit: Visit) -> Response:
    """Whether the windows that wait shall be released."""
    with visit.site.store.read() as tx:
        waiting = [each.id for each in visit.work.unpublished(tx)]
    if not waiting:
        raise wrong(visit, phrases.CHANGED)
    return asked(
        visit,
        title=visit.say(phrases.RELEASE),
        question=visit.say(phrases.RELEASE_ASK, windows=", ".join(waiting)),
        more=visit.say(phrases.RELEASE_QUOTES),
        path="/desk/releases/new",
        to="/desk/releases",
    )


def release(visit: Visit) -> Response:
    """Release what waits; what would tell too much holds up no other."""
    with visit.site.store.read() as tx:
        waits = bool(visit.work.unpublished(tx))
    if not waits:
        raise wrong(visit, phrases.CHANGED)
    refused = visit.work.release()
    if refused:
        raise wrong(visit, phrases.TELLS_TOO_MUCH, windows=", ".join(refused))
    return back("/desk/releases", phrases.DONE_RELEASED)


HANDLERS = {
    ("GET", "/desk/releases"): releases,
    ("GET", "/desk/releases/new"): ask,
    ("POST", "/desk/releases/new"): release,
}
