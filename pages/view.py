"""From a handler to an endpoint: who visits, in which language, what was sent, and what comes out.

1. Handlers are plain functions that run in a worker thread: they may read the database.
2. Which roles open a page stands where its route is made (see `pages.rights`); nothing else
   decides it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

import locales
from dialogues.phrases import ROLES
from pages import phrases
from pages.language import COOKIE as LANGUAGE
from pages.language import chosen
from pages.rights import OF_EVERYBODY, Right
from pages.site import Forbidden, NotFound, Outside, Site, Visit, Wrong
from pages.style import address
from storage import StoreError, entrance, places
from storage.staff import Staff

Handler = Callable[[Visit], Response]
Endpoint = Callable[[Request], Awaitable[Response]]

COOKIE = "__Host-staff"
MOST_SENT = 64 * 1024
MOST_FIELDS = 500
_HERE = Path(__file__).parent


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(visit: Visit, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page of ours, from a template, in the visitor's language."""
    return HTMLResponse(html(visit, template, **values), status)


def html(visit: Visit, template: str, **values: Any) -> str:
    """The text of a page."""
    return rendered(
        template, visit=visit, say=visit.say, p=phrases, roles=ROLES, address=address,
        **{"site": visit.site, **values},
    )  # fmt: skip


def rendered(template: str, **values: Any) -> str:
    """A text from a template, for no visitor."""
    return _templates().get_template(template).render(**values)


def told(visit: Visit, phrase: Any, status: int, **values: str) -> Response:
    """A page with one sentence on it."""
    return page(visit, "told.html", status=status, sentence=visit.say(phrase, **values))


def away(path: str) -> Response:
    """Go and get another page (RFC 9110: 303 makes a POST a GET)."""
    return RedirectResponse(path, 303)


def endpoint(
    site: Site,
    handler: Handler,
    *,
    right: Right = OF_EVERYBODY,
    desk: bool = False,
    most: int = MOST_SENT,
) -> Endpoint:
    """The endpoint of a handler; only who has the right to it comes through.

    desk: the page says what only staff read, which is not there in every language. most: bytes of
    a form.
    """

    async def answer(request: Request) -> Response:
        form = await _form(request, most) if request.method == "POST" else {}
        language = chosen(site, request)
        visit = Visit(site, request, _of_desk(site, language) if desk else language, form or {})
        answered = await run_in_threadpool(_answered, visit, handler, form, right)
        asked = request.query_params.get("lang")
        if asked in dict(site.languages):
            answered.set_cookie(LANGUAGE, str(asked), samesite="lax", secure=True)
        return answered

    answer.__dict__["right"] = right
    return answer


def right_of(endpoint: Callable[..., Any]) -> Right:
    """The right to an endpoint that was made here; what was made elsewhere is everybody's."""
    found = vars(endpoint).get("right", OF_EVERYBODY)
    return found if isinstance(found, Right) else OF_EVERYBODY


async def _form(request: Request, most: int) -> dict[str, list[str]] | None:
    """The fields of a form; None where it is too large or no form."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    try:
        return parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None


def _of_desk(site: Site, language: str) -> str:
    wanted = (language, site.staff_language, locales.SOURCE)
    return next(each for each in wanted if locales.desk(each))


def _answered(visit: Visit, handler: Handler, form: object | None, right: Right) -> Response:
    try:
        if form is None:
            return told(visit, phrases.TOO_MUCH, 413)
        visit = _let_in(visit, right)
        return handler(visit)
    except Outside:
        return away("/enter?in" if "in" in visit.request.query_params else "/enter")
    except Forbidden:
        known = _members(visit.site, visit.request)  # so that the way to their own pages stays
        return told(replace(visit, members=known), phrases.FORBIDDEN, 403)
    except NotFound:
        return told(visit, phrases.NOT_FOUND, 404)
    except Wrong as wrong:
        return page(visit, "told.html", status=400, sentence=str(wrong))
    except StoreError:
        return told(visit, phrases.LATER, 503)


def _let_in(visit: Visit, right: Right) -> Visit:
    """The same visit with who it is, if they may come through."""
    if "\x00" in visit.request.url.path:
        raise NotFound  # nothing is called so, and PostgreSQL would not even look
    if not right.roles:
        return visit
    members = _members(visit.site, visit.request)
    if not members:
        raise Outside
    with visit.site.store.read() as tx:
        country = places.country(tx).id
    fitting = right.fitting(members, country=country)
    if not fitting:
        raise Forbidden
    return replace(visit, members=fitting)


def _members(site: Site, request: Request) -> list[Staff]:
    token = request.cookies.get(COOKIE, "")
    if not token:
        return []
    now = site.seconds
    with site.store.read() as tx:
        members = entrance.who(tx, token, now=now)
        late = bool(members) and entrance.is_late(tx, token, now=now)
    if late:
        with site.store.begin() as tx:
            entrance.touch(tx, token, now=now)
    return members
