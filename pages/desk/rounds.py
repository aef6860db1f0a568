"""Rounds: open, close, their windows; how far the running one is, as a band once a week."""

from collections.abc import Iterator
from datetime import timedelta

from starlette.responses import Response

from pages.desk import phrases
from pages.desk.forms import asked, back, doing, drawn, number, reopened, wrong
from pages.site import Visit
from storage import Tx, progress, releases
from storage import rounds as calendar
from storage.rounds import Round, Window
from summaries.leaf import day

MOST = 52
_NIGHT = timedelta(days=1)


def rounds(visit: Visit) -> Response:
    """Every round, the newest first, with its windows and what comes when."""
    with visit.site.store.read() as tx:
        known = [(each, [*_windows(visit, tx, each)]) for each in calendar.all_rounds(tx)]
        return drawn(
            visit, "rounds.html", rounds=known[::-1], current=calendar.current(tx),
            progress=progress.current(tx), most=MOST,
        )  # fmt: skip


def _windows(visit: Visit, tx: Tx, round_: Round) -> Iterator[tuple[Window, str, str]]:
    """Its windows: how each stands, and when it is put together and released."""
    for each in calendar.windows(tx, round_.id):
        yield each, _stands(visit, each), _comes(visit, tx, each)


def _stands(visit: Visit, window: Window) -> str:
    if window.state == "open" and visit.today < window.first_day:
        return visit.say(phrases.WINDOW_BEGINS, day=day(window.first_day))
    if window.state == "open" and visit.today > window.last_day:
        return visit.say(phrases.WINDOW_OVER)
    return visit.say(phrases.WINDOW_STATES[window.state])


def _comes(visit: Visit, tx: Tx, window: Window) -> str:
    if window.state in {"purged", "joined"}:
        return ""
    if window.state == "moved":
        made = releases.of_window(tx, window.id)
        if made is None:
            return visit.say(phrases.RELEASE_NOW)
        return visit.say(phrases.RELEASED_ON, day=day(made.published_on))
    after = day(window.last_day + _NIGHT)
    return visit.say(phrases.PLAN, last=day(window.last_day), day=after)


@reopened(rounds)
def look(visit: Visit) -> Response:
    """Whether a round shall be opened: its days are told to people, and stay."""
    weeks, windows = _wanted(visit)
    with visit.site.store.read() as tx:
        if calendar.current(tx).state == "open":
            raise wrong(visit, phrases.CHANGED)
    last = visit.today + timedelta(weeks=weeks) - _NIGHT
    return asked(
        visit,
        title=visit.say(phrases.OPEN_ROUND),
        question=visit.say(phrases.OPEN_ASK, day=day(last), weeks=str(weeks), windows=str(windows)),
        more=visit.say(phrases.OPEN_FOR_GOOD),
        path="/desk/rounds/begin",
        to="/desk/rounds",
        sends={"weeks": str(weeks), "windows": str(windows)},
    )


@reopened(rounds)
def begin(visit: Visit) -> Response:
    """Open a round from today."""
    weeks, windows = _wanted(visit)
    with doing(visit):
        visit.work.open_round(weeks=weeks, windows=windows)
    return back("/desk/rounds", phrases.DONE_OPENED)


def _wanted(visit: Visit) -> tuple[int, int]:
    weeks, windows = number(visit, "weeks", most=MOST), number(visit, "windows", most=MOST)
    if windows > 7 * weeks:
        raise wrong(visit, phrases.WINDOWS_MANY)
    return weeks, windows


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
    ("POST", "/desk/rounds/open"): look,
    ("POST", "/desk/rounds/begin"): begin,
    ("GET", "/desk/rounds/close"): ask,
    ("POST", "/desk/rounds/close"): close,
}
