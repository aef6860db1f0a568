"""Rounds: open, close, their windows; how far the running one is, as a band once a week."""

from starlette.responses import Response

from pages.desk import phrases
from pages.desk.forms import asked, back, doing, drawn, number, wrong
from pages.site import Visit
from storage import progress
from storage import rounds as calendar

MOST = 52


def rounds(visit: Visit) -> Response:
    """Every round, the newest first, with its windows."""
    with visit.site.store.read() as tx:
        known = [(each, calendar.windows(tx, each.id)) for each in calendar.all_rounds(tx)]
        return drawn(
            visit, "rounds.html", rounds=known[::-1], current=calendar.current(tx),
            progress=progress.current(tx), most=MOST,
        )  # fmt: skip


def begin(visit: Visit) -> Response:
    """Open a round from today."""
    weeks, windows = number(visit, "weeks", most=MOST), number(visit, "windows", most=MOST)
    with doing(visit):
        visit.work.open_round(weeks=weeks, windows=windows)
    return back("/desk/rounds", phrases.DONE_OPENED)


def ask(visit: Visit) -> Response:
    """Whether the open round shall end."""
    with visit.site.store.read() as tx:
        current = calendar.current(tx)
    if current.state != "open":
        raise wrong(visit, phrases.ROUND_NONE)
    return asked(
        visit,
        title=visit.say(phrases.CLOSE_ROUND),
        question=visit.say(phrases.CLOSE_ASK, round=current.id),
        more="",
        path="/desk/rounds/close",
        to="/desk/rounds",
    )


def close(visit: Visit) -> Response:
    """End the open round for new talks."""
    with doing(visit), visit.site.store.begin() as tx:
        calendar.close_round(tx, today=visit.today)
    return back("/desk/rounds", phrases.DONE_CLOSED)


HANDLERS = {
    ("GET", "/desk/rounds"): rounds,
    ("POST", "/desk/rounds/open"): begin,
    ("GET", "/desk/rounds/close"): ask,
    ("POST", "/desk/rounds/close"): close,
}
