"""In which language a page is: as chosen in its menu, else as the browser asks."""

import re

from starlette.requests import Request

import locales
from pages.site import Site

COOKIE = "language"
_WEIGHT = re.compile(r"[01](\.\d{0,3})?", re.ASCII)
_MOST = 20


def chosen(site: Site, request: Request) -> str:
    """The language of a visit; only what this house offers."""
    offered = dict(site.languages)
    for tag in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if tag in offered:
            return tag
    return wanted(request.headers.get("accept-language", ""), offered)


def wanted(accept_language: str, offered: dict[str, str]) -> str:
    """The best offered language of an Accept-Language header (RFC 9110, section 12.5.4)."""
    ranked = []
    for place, piece in enumerate(accept_language.split(",")[:_MOST]):
        tag, _, weight = piece.strip().partition(";q=")
        if _WEIGHT.fullmatch(weight or "1") and float(weight or 1) > 0:
            ranked.append((-float(weight or 1), place, tag))
    for _, _, tag in sorted(ranked):
        guessed = locales.guess(tag.strip()) if tag.strip() else None
        if guessed in offered:
            return guessed
    return locales.SOURCE
