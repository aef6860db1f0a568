"""No page is left out: what the other files do not look at is looked at here, errors as well."""

from collections.abc import Callable, Iterator, Mapping
from threading import Event
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from starlette.routing import Match, Route

from pages import every
from pages.desk.rights import RIGHTS
from pages.making import Making
from storage import Unavailable, entrance
from tests.pages.browser.conftest import faults, overflows
from tests.pages.browser.hall import Hall, asking, come_in
from tests.pages.browser.test_looks import OF_STAFF, OPEN
from tests.pages.test_rights import path_of

Scheme = Literal["light", "dark"]
LOOKS: tuple[tuple[str, Scheme], ...] = (("en", "light"), ("ar", "dark"))
# What is no page: files, PDF, a redirect, and what the last page of a talk asks for.
FILES = {
    "/static/{name}", "/seen", "/summary/{place}.pdf", "/poster/{place}.pdf", "/export/{form}",
    "/export/{form}/columns", "/export/made/{id}/file",
}  # fmt: skip


def sent(page: Page, hall: Hall, code: str) -> int:
    """Type a code at the entrance; the status of what comes."""
    page.goto(f"{hall.base}/enter")
    return sent_of(page, hall, code)


def sent_of(page: Page, hall: Hall, code: str) -> int:
    """The same on the page that is open."""
    page.fill("input[name=code]", code)
    with page.expect_response(f"{hall.base}/enter") as got:
        page.click("form[action='/enter'] button")
    return got.value.status


def to(path: str, status: int = 200) -> Callable[[Page, Hall], None]:
    """Open an address that is answered with this."""

    def opened(page: Page, hall: Hall) -> None:
        answer = page.goto(hall.base + path)
        assert answer
        assert status == answer.status

    return opened


def link(page: Page, hall: Hall) -> None:
    """The link of the entrance."""
    page.goto(hall.link(hall.joined("coordinator")))


def refused(page: Page, hall: Hall) -> None:
    """A code that is none."""
    hall.forgive()
    assert 403 == sent(page, hall, "ST-2345-6789-2345-6789")


def too_often(page: Page, hall: Hall) -> None:
    """One wrong code too many."""
    with hall.house.store.begin() as tx:
        for _ in range(10):
            entrance.knocked(tx, "127.0.0.1", now=hall.site.seconds)
    assert 429 == sent(page, hall, "ST-2345-6789-2345-6789")
    hall.forgive()


def too_much(page: Page, hall: Hall) -> None:
    """A form of a megabyte."""
    page.goto(f"{hall.base}/enter")
    page.locator("input[name=code]").evaluate("field => field.removeAttribute('maxlength')")
    assert 413 == sent_of(page, hall, "A" * 1_000_000)


def talk(page: Page, hall: Hall) -> None:
    """The first question of a talk."""
    hall.forgive()
    asking(hall)
    page.goto(f"{hall.base}/talk")
    page.click("button[name=begin]")
    page.wait_for_selector("button[name=press]")


def not_sent(page: Page, hall: Hall) -> None:
    """An answer that waits for the network."""
    talk(page, hall)
    page.context.set_offline(True)
    page.locator("button[name=press]").first.click()
    expect(page.locator("#unsent")).to_be_visible()


def wrong_word(page: Page, hall: Hall) -> None:
    """A word that leads to no talk."""
    hall.forgive()
    page.goto(f"{hall.base}/talk")
    page.click("details.more summary")
    page.fill("#code", "nonsense")
    page.click("form:has(#code) button")
    expect(page.get_by_role("alert")).to_be_visible()


def wrong_form(page: Page, hall: Hall) -> None:
    """A form of the desk that cannot be taken."""
    page.goto(f"{hall.base}/desk/staff")
    page.fill("#label", "Aino")
    page.eval_on_selector("#role option", "option => option.value = 'nobody'")
    page.locator("#role").evaluate("field => field.selectedIndex = 0")
    with page.expect_response(f"{hall.base}/desk/staff") as got:
        page.click("form[action^='/desk/staff'] button")
    assert 400 == got.value.status


def workbook(page: Page, hall: Hall) -> None:
    """A file while it is made, on a page that does not renew itself meanwhile; then it is there."""
    made, run = Event(), Making._run

    def waiting(*given: Any) -> None:
        """Make it when it was looked at."""
        assert made.wait(60)
        run(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Making, "_run", waiting)
        patch.setattr("pages.exports._AGAIN", {})
        page.goto(f"{hall.base}/export")
        page.click("form[action='/export/xlsx'] button")
        page.wait_for_selector("progress")
        is_readable(page, "being made")
    made.set()
    page.reload()
    page.wait_for_selector("a[href$='/file']")
    assert "/export/made/" in page.url


def unavailable(page: Page, hall: Hall) -> None:
    """A page while the database is away."""

    def away(*_: object, **__: object) -> None:
        """Nothing can be read."""
        raise Unavailable("no disk")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.places.country", away)
        to("/desk/places", 503)(page, hall)


Way = Callable[[Page, Hall], None]
OF_ALL: Mapping[str, Way] = {
    "link": link, "refused": refused, "429": too_often, "413": too_much, "404": to("/none", 404),
    "no link": to("/enter/abc", 404), "lost": to("/enter?in"), "talk": talk, "not sent": not_sent,
    "wrong word": wrong_word, "invitation": to("/talk/AAAAAAAAAA"), "away": to("/leave-quickly"),
}  # fmt: skip
OF_A_COORDINATOR: Mapping[str, Way] = {
    "summary": to("/summary/oulu"), "of no page": to("/summary/fi"), "wrong form": wrong_form,
    "no summary": to("/summary/oulu?release=none", 404), "nobody": to("/desk/staff/none", 404),
    "workbook": workbook, "503": unavailable,
}  # fmt: skip
OF_A_SPONSOR: Mapping[str, Way] = {"403": to("/desk", 403), "place": to("/summary/kemi", 403)}


@pytest.fixture(scope="module", params=LOOKS, ids="-".join)
def look(request: pytest.FixtureRequest) -> tuple[str, Scheme]:
    """A language, and light or dark."""
    found: tuple[str, Scheme] = request.param
    return found


def dressed(context: BrowserContext, look: tuple[str, Scheme]) -> Page:
    """A page on a small phone, in this language and light."""
    context.set_extra_http_headers({"Accept-Language": look[0]})
    page = context.new_page()
    page.emulate_media(color_scheme=look[1])
    return page


@pytest.fixture(scope="module")
def page(chromium: Browser, look: tuple[str, Scheme]) -> Iterator[Page]:
    """A page of a visitor, in this language and light."""
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    yield dressed(context, look)
    context.close()


def is_readable(page: Page, name: str) -> None:
    """Axe finds no fault, and nothing is wider than a small phone, with larger letters neither."""
    assert [] == faults(page), name
    assert not overflows(page), name
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not overflows(page), name


@pytest.mark.parametrize("name", OF_ALL)
def test_what_everybody_may_see(
    lived: Hall, page: Page, name: str, look: tuple[str, Scheme]
) -> None:
    """Links, refusals, and a talk without network are for everybody, in both directions."""
    OF_ALL[name](page, lived)
    if name != "talk":  # whose first question is in every language
        of_staff = name in {"link", "refused", "429", "413", "no link", "lost"}
        assert ("en" if of_staff else look[0]) == page.evaluate("document.documentElement.lang")
    is_readable(page, name)
    page.goto("about:blank")
    page.context.set_offline(False)
    page.context.clear_cookies()


def test_what_staff_see_beside_their_pages(
    chromium: Browser, lived: Hall, look: tuple[str, Scheme]
) -> None:
    """Summaries of towns, and what a form or an address that is wrong is answered with."""
    for role, place, ways in (
        ("coordinator", "", OF_A_COORDINATOR),
        ("sponsor", "oulu", OF_A_SPONSOR),
    ):
        context = come_in(chromium, lived, role, place)
        page = dressed(context, look)
        for name, way in ways.items():
            way(page, lived)
            is_readable(page, name)
        context.close()


def test_no_page_is_left_out(lived: Hall) -> None:
    """Every route that shows a page is among those that some test looks at with axe."""
    routes = [route for route in every.routes(lived.site) if "GET" in (route.methods or ())]
    desk = [path_of(each, lived.site, "oulu") for each in RIGHTS if each[0] == "GET"]
    here = ("/enter/ABC", "/talk", "/talk/AAAAAAAAAA", "/leave-quickly", "/export/made/1")
    looked_at = {route_of(path, routes) for path in (*OPEN, *OF_STAFF, *desk, *here)}
    assert {route.path for route in routes} - FILES == looked_at - FILES


def route_of(path: str, routes: list[Route]) -> str:
    """The route that answers at an address."""
    scope = {"type": "http", "method": "GET", "path": path, "root_path": ""}
    return next(each.path for each in routes if each.matches(scope)[0] is Match.FULL)
