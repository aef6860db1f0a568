"""What people wrote and let others read: one text at a time, beside nothing else.

1. A text stands without place, language, question and day, and the next one is any other.
2. Words are for workers. Of a text to approve, volunteers read the typed translation only.
"""

from starlette.responses import Response

from dialogues.phrases import HIDDEN_KINDS
from dialogues.quoting import LONGEST, translation
from pages.desk import phrases
from pages.desk.forms import back, doing, drawn, reopened, wrong
from pages.site import Visit
from storage import answers
from storage import quotes as held


def words(visit: Visit) -> Response:
    """One text that workers may read."""
    with visit.site.store.read() as tx:
        return drawn(visit, "words.html", text=answers.any_words(tx))


def quotes(visit: Visit) -> Response:
    """One text that waits for a decision; not the one that was just skipped, if there are more."""
    skipped = visit.request.query_params.get("skip")
    with visit.site.store.read() as tx:
        waiting = [each for each in held.undecided(tx) if each.state == "waiting"]
    typed = [each for each in waiting if each.id == visit.sent("id")]  # what was sent was wrong
    others = [each for each in waiting if each.id != skipped]
    shown = next(iter([*typed, *others, *waiting]), None)
    language = dict(visit.site.languages)[visit.site.staff_language]
    return drawn(visit, "quotes.html", quote=shown, language=language, longest=LONGEST)


@reopened(quotes)
def decide(visit: Visit) -> Response:
    """Approve with a translation, or refuse."""
    quote, refused = visit.sent("id"), visit.sent("decision") == "refuse"
    language = visit.site.staff_language
    typed = "" if refused else _translation(visit)
    with doing(visit), visit.site.store.begin() as tx:
        if held.find(tx, quote).state != "waiting":
            raise wrong(visit, phrases.CHANGED)
        if refused:
            held.refuse(tx, quote)
        else:
            held.approve(tx, quote, language=language, translation=typed)
    return back("/desk/quotes", phrases.DONE_REFUSED if refused else phrases.DONE_APPROVED)


def _translation(visit: Visit) -> str:
    made = translation(visit.sent("translation"))
    if not 0 < len(made.text) <= LONGEST or visit.sent("decision") != "approve":
        raise wrong(visit, phrases.QUOTE_EMPTY, most=str(LONGEST))
    if made.shows:
        what = visit.say(HIDDEN_KINDS[made.shows]) if made.shows in HIDDEN_KINDS else made.shows
        raise wrong(visit, phrases.QUOTE_SHOWS, what=what)
    return made.text


HANDLERS = {
    ("GET", "/desk/words"): words,
    ("GET", "/desk/quotes"): quotes,
    ("POST", "/desk/quotes"): decide,
}
