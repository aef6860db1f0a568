"""One text to everybody of a place: written in their languages, looked at, then sent.

1. It says nothing of how many people that is: a figure that is looked at twice is a live figure.
   That nobody at all can be written to, where all talk on a page, is known without counting.
2. Sent twice, it reaches nobody twice: whoever was told these words within a week is passed over.
"""

from starlette.responses import Response

import locales
from pages.desk import phrases
from pages.desk.forms import back, drawn, one_place, own_places, reopened, wrong
from pages.site import Visit
from storage.places import Place

MOST = 1000


def form(visit: Visit) -> Response:
    """A field for each language."""
    with visit.site.store.read() as tx:
        own = own_places(visit, tx)
    return drawn(visit, "tell.html", places=own, most=MOST, pages=visit.site.talks is not None)


@reopened(form)
def look(visit: Visit) -> Response:
    """How it will be read, and the button that sends it."""
    place, texts = _place(visit), _texts(visit)
    names = dict(visit.site.languages)
    return drawn(visit, "told.html", place=place, texts=texts, names=names)


@reopened(form)
def send(visit: Visit) -> Response:
    """Put it into the outbox."""
    place, texts = _place(visit), _texts(visit)
    visit.work.tell(texts, place=place.id)
    return back("/desk/tell", phrases.DONE_TOLD)


def _place(visit: Visit) -> Place:
    with visit.site.store.read() as tx:
        return one_place(visit, tx, visit.sent("place"))


def _texts(visit: Visit) -> dict[str, str]:
    texts = {}
    for tag, name in visit.site.languages:
        text = visit.sent(f"text-{tag}").replace("\r\n", "\n")
        if len(text) > MOST or (tag == locales.SOURCE and not text):
            raise wrong(visit, phrases.TELL_MISSING, language=name)
        if text:
            texts[tag] = text
    return texts


HANDLERS = {
    ("GET", "/desk/tell"): form,
    ("POST", "/desk/tell"): look,
    ("POST", "/desk/tell/send"): send,
}
