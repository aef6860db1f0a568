"""The summary for sponsors: something to look at, to print, and to take to a meeting.

1. What it says comes from a release; text, JSON, page and PDF say the same.
2. A sponsor reads the page of their own place; a coordinator those of all places around which
   theirs lies.
"""

from starlette.responses import Response
from starlette.routing import Route

from pages import pdf, phrases
from pages.rights import OF_READERS
from pages.site import NotFound, Site, Visit
from pages.view import endpoint, html, page, told
from storage import Tx, places
from storage.places import Place
from summaries.disclose import Shown
from summaries.leaf import Summary, day
from summaries.sentences import WHEN


def routes(site: Site) -> list[Route]:
    """Which summaries there are, and one of them as page and as PDF."""
    return [
        Route("/summary", endpoint(site, mine, right=OF_READERS), methods=["GET"]),
        Route("/summary/{place}.pdf", endpoint(site, printed, right=OF_READERS), methods=["GET"]),
        Route("/summary/{place}", endpoint(site, shown, right=OF_READERS), methods=["GET"]),
    ]


def mine(visit: Visit) -> Response:
    """The places whose page this visitor may open."""
    with visit.site.store.read() as tx:
        known = [each for each in places.all_places(tx) if visit.covers(tx, each.id)]
    names = [(each.id, visit.work.name_of(each)) for each in known]
    return page(visit, "summaries.html", places=names)


def shown(visit: Visit) -> Response:
    """One summary."""
    with visit.site.store.read() as tx:
        place, release, summary, others = _found(visit, tx)
    return page(
        visit, "summary.html", place=place, summary=summary, release=release,
        others=[(name, _when(visit, each)) for name, each in others],
        saves=release is not None and pdf.is_there(), print=False,
    )  # fmt: skip


def printed(visit: Visit) -> Response:
    """The same as PDF, where the extra `pdf` is installed."""
    with visit.site.store.read() as tx:
        place, release, summary, _ = _found(visit, tx)
    if release is None:
        raise NotFound
    if not pdf.is_there():
        return told(visit, phrases.NO_PDF, 501)
    text = html(
        visit, "summary.html", place=place, summary=summary, release=release, others=(),
        saves=False, print=True,
    )  # fmt: skip
    name = f'attachment; filename="howareyou-{place.id}.pdf"'
    return Response(pdf.made(text), headers={"Content-Disposition": name}, media_type=pdf.MEDIA)


def _when(visit: Visit, release: Shown) -> str:
    cells = release.cells
    return visit.say(WHEN, first=day(cells.first_day), last=day(cells.last_day))


Found = tuple[Place, str | None, Summary, list[tuple[str, Shown]]]


def _found(visit: Visit, tx: Tx) -> Found:
    """The place, the release that was asked for (else the newest), its summary, all others."""
    asked = visit.request.path_params["place"]
    visit.must_cover(tx, asked)
    place = next(each for each in places.all_places(tx) if each.id == asked)
    known = visit.site.releases(tx)
    wanted = visit.request.query_params.get("release") or (known[0][0] if known else None)
    cells = dict(known).get(wanted or "")
    if wanted and cells is None:
        raise NotFound
    summary = visit.site.compose(cells, place.id, visit.language)
    return place, wanted, summary, [each for each in known if each[0] != wanted]
