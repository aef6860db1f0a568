"""What all pages of the desk share: how they are drawn, what was done, what cannot be done."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import Any

from starlette.responses import Response

from dialogues.model import Phrase
from pages.desk import phrases, staff_phrases
from pages.site import Visit, Wrong
from pages.view import Handler, away, page
from storage import StoreError, Tx, Unavailable, places
from storage.places import Place
from summaries.leaf import day

# Each by its name, as the templates ask for it.
_SAID = {**vars(staff_phrases), **vars(phrases)}
_DONE = {
    each.context.rpartition(".")[2]: each
    for name, each in _SAID.items()
    if name.startswith("DONE_")
}


def drawn(visit: Visit, template: str, **values: Any) -> Response:
    """A page of the desk; it says first what was just done, if something was."""
    done = _DONE.get(visit.request.query_params.get("done", ""))
    status = 400 if visit.wrong else 200
    return page(visit, f"desk/{template}", status=status, d=_SAID, day=day, done=done, **values)


def reopened(form: Handler) -> Callable[[Handler], Handler]:
    """What was sent and cannot be done stands on its form again, with the reason."""

    def around(handler: Handler) -> Handler:
        @wraps(handler)
        def tried(visit: Visit) -> Response:
            try:
                return handler(visit)
            except Wrong as why:
                return form(replace(visit, wrong=str(why)))

        return tried

    return around


def back(path: str, done: Phrase) -> Response:
    """Go back to a page that says what was done."""
    return away(f"{path}?done={done.context.rpartition('.')[2]}")


def asked(
    visit: Visit, *, title: str, question: str, more: str, path: str, to: str,
    sends: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    """A question before something that matters; `path` does it with what is sent, `to` leads back.

    sends: what was looked at, so that nothing else is done than what was asked.
    """
    return drawn(
        visit, "ask.html", title=title, question=question, more=more, path=path, to=to,
        sends=sends or {},
    )  # fmt: skip


def wrong(visit: Visit, phrase: Phrase, **values: str) -> Wrong:
    """What was sent cannot be done, for this reason."""
    return Wrong(visit.say(phrase, **values))


@contextmanager
def doing(visit: Visit, reason: Phrase = phrases.CHANGED) -> Iterator[None]:
    """Do something that the store may refuse, because of what was sent or of others at work."""
    try:
        yield
    except Unavailable:
        raise
    except StoreError:
        raise wrong(visit, reason) from None


def number(visit: Visit, name: str, *, most: int) -> int:
    """A whole number that was sent."""
    written = visit.sent(name)
    if len(written) > 3 or not written.isdecimal() or not 1 <= int(written) <= most:
        raise wrong(visit, phrases.WRONG_NUMBER)
    return int(written)


def own_places(visit: Visit, tx: Tx) -> list[Place]:
    """The places that are the visitor's, the largest first."""
    known = [each for each in places.all_places(tx) if visit.covers(tx, each.id)]
    return sorted(known, key=lambda each: ("country region town".index(each.kind), each.name))


def one_place(visit: Visit, tx: Tx, place: str) -> Place:
    """A place that is the visitor's."""
    visit.must_cover(tx, place)
    return next(each for each in places.all_places(tx) if each.id == place)
