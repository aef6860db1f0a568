"""Where the desk begins: what is due today, and the ways to everything else.

1. It shows only what the visitor's roles open, and counts nothing of people.
"""

from collections.abc import Iterator

from starlette.responses import Response

from pages.desk import phrases
from pages.desk.forms import drawn
from pages.desk.rights import RIGHTS
from pages.desk.staff_phrases import STAFF
from pages.site import Visit
from storage import Tx, parking, places, quotes, rounds
from storage import staff as register
from summaries.leaf import day

_WAYS = (
    (phrases.ROUNDS, "/desk/rounds"),
    (phrases.RELEASES, "/desk/releases"),
    (phrases.TELL, "/desk/tell"),
    (phrases.PLACES, "/desk/places"),
    (STAFF, "/desk/staff"),
    (phrases.WORDS, "/desk/words"),
    (phrases.QUOTES, "/desk/quotes"),
    (phrases.HELP, "/desk/help"),
    (phrases.LANGUAGES, "/desk/languages"),
    (phrases.PARKED, "/desk/parked"),
    (phrases.AUDIT, "/desk/audit"),
)


def begin(visit: Visit) -> Response:
    """What is due, and every way that is open."""
    with visit.site.store.read() as tx:
        country = places.country(tx).id
        opened = {
            path for _, path in _WAYS if RIGHTS["GET", path].opens(visit.members, country=country)
        }
        due = [(path, sentence) for path, sentence in _due(visit, tx) if path in opened]
        calendar = list(_calendar(visit, tx))
    ways = [(visit.say(phrase), path) for phrase, path in _WAYS if path in opened]
    return drawn(visit, "desk.html", due=due, calendar=calendar, ways=ways)


def _calendar(visit: Visit, tx: Tx) -> Iterator[str]:
    """How the round stands; it is no secret of anybody."""
    current = rounds.current(tx)
    if current.state != "open" or current.closes_on is None:
        yield visit.say(phrases.ROUND_NONE)
        return
    yield visit.say(phrases.ROUND_OPEN, round=current.id, day=day(current.closes_on))
    window = rounds.window_on(tx, current.id, day=visit.today)
    if window is not None:
        yield visit.say(phrases.WINDOW_ENDS, day=day(window.last_day))


def _due(visit: Visit, tx: Tx) -> Iterator[tuple[str, str]]:
    """What waits for somebody, and where."""
    waiting = visit.work.unpublished(tx)
    if waiting:
        windows = ", ".join(each.id for each in waiting)
        yield "/desk/releases", visit.say(phrases.RELEASES_WAIT, windows=windows)
    if any(each.state == "waiting" for each in quotes.undecided(tx)):
        yield "/desk/quotes", visit.say(phrases.QUOTES_WAIT)
    counts = (
        (phrases.PARKED_WAIT, "/desk/parked", len(parking.parked(tx))),
        (phrases.HELP_DUE, "/desk/help", sum(each.due(visit.today) for each in visit.work.help)),
        (phrases.INVITED_WAIT, "/desk/staff", _invited(visit, tx)),
    )
    for phrase, path, count in counts:
        if count:
            yield path, visit.say(phrase, number=str(count))


def _invited(visit: Visit, tx: Tx) -> int:
    return sum(
        each.person is None and visit.covers(tx, each.place) for each in register.everyone(tx)
    )


HANDLERS = {("GET", "/desk"): begin}
