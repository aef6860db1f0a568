"""Doors in a real browser: worn out links, pages of others, and sessions of somebody else."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from pages.desk.rights import RIGHTS
from pages.view import COOKIE
from storage import staff as register
from tests.pages.browser.hall import (
    IN_KEMI,
    IN_OULU,
    KEMI,
    OULU,
    Hall,
    come_in,
    follow,
    holding,
    read,
)  # fmt: skip

LATE = {"minutes": 10, "seconds": 1}


def cookie(context: BrowserContext) -> str:
    """The token of the session that a browser holds; nothing if there is none."""
    return next((each["value"] for each in context.cookies() if each["name"] == COOKIE), "")


def worn_out(hall: Hall, chromium: Browser, how: str) -> str:
    """A link that lets nobody in any more."""
    member = hall.joined("coordinator")
    link = hall.link(member)
    if how == "used":
        context = chromium.new_context(locale="en")
        follow(page := context.new_page(), link)
        page.wait_for_url(f"{hall.base}/staff")
        context.close()
    elif how == "expired":
        hall.calendar.move(**LATE)
    elif how == "replaced":
        hall.link(member)
    elif how == "removed":
        with hall.house.store.begin() as tx:
            register.remove(tx, member.id)
    else:
        return link[:-4] + "2222"
    return link


@pytest.mark.parametrize("how", ["used", "expired", "replaced", "removed", "made up"])
def test_a_worn_out_link_lets_nobody_in(chromium: Browser, lived: Hall, how: str) -> None:
    """Its button leads to a refusal, and no session begins; nor when it is pressed again."""
    lived.forgive()
    context = chromium.new_context(locale="en")
    page = context.new_page()
    link = worn_out(lived, chromium, how)
    for _ in range(2):
        page.goto(link)
        with page.expect_response(f"{lived.base}/enter") as got:
            page.click("form[action='/enter'] button")
        assert (403, "") == (got.value.status, cookie(context))
    page.goto(f"{lived.base}/desk")
    assert f"{lived.base}/enter" == page.url
    context.close()


def test_what_is_no_link_opens_nothing(chromium: Browser, lived: Hall) -> None:
    """Neither a mistyped address nor a code typed wrongly lets anybody in."""
    lived.forgive()
    context = chromium.new_context(locale="en")
    page = context.new_page()
    answer = page.goto(f"{lived.base}/enter/abc")
    assert answer
    assert answer.status in {403, 404}
    page.goto(f"{lived.base}/enter")
    page.fill("input[name=code]", "ST-2345-6789-2345-6789")
    with page.expect_response(f"{lived.base}/enter") as got:
        page.click("form[action='/enter'] button")
    assert (403, "") == (got.value.status, cookie(context))
    context.close()


def addresses(place: str) -> list[str]:
    """Every page of the desk and the summary; those of one place as of this one."""
    desk = [path for method, path in RIGHTS if method == "GET"]
    more = ("/summary/{place}", "/summary/{place}.pdf", "/export/csv", "/export/xlsx/columns")
    return [path.replace("{place}", place).replace("{id}", "none") for path in (*desk, *more)]


def opens(role: str) -> Callable[[str], bool]:
    """Which of these addresses the role may open, for the place that is theirs."""
    allowed = {path for (_, path), right in RIGHTS.items() if role in right.roles}

    def may(path: str) -> bool:
        """Whether this one is among them."""
        pattern = re.sub(r"/none$", "/{id}", path)
        return pattern in allowed or (path.startswith("/summary") and role != "protection contact")

    return may


ASKED = """
paths => Promise.all(paths.map(
  path => fetch(path).then(answer => answer.text().then(text => [path, answer.status, text]))
))
"""


def tell_nothing(page: Page, paths: list[str]) -> None:
    """Each of these is refused, as a page and as a file, without a name or a figure on it."""
    for path, status, body in page.evaluate(ASKED, paths):
        assert 403 == status, path
        assert [] == [each for each in (KEMI, OULU, "Finland") if each in body], path
    page.goto(paths[0])
    assert not re.search(rf"\b({IN_KEMI}|{IN_OULU})\b", read(page))


@pytest.mark.parametrize("role", ["sponsor", "reviewer", "protection contact"])
def test_pages_of_another_role_say_nothing(chromium: Browser, lived: Hall, role: str) -> None:
    """Each is refused; neither the name of a place nor a figure stands on the refusal."""
    own = "oulu" if role == "sponsor" else ""
    context = come_in(chromium, lived, role, own)
    page = context.new_page()
    page.goto(f"{lived.base}/staff")
    refused = [path for path in addresses("kemi") if own or not opens(role)(path)]
    assert 10 < len(refused)
    tell_nothing(page, [lived.base + path for path in refused])
    context.close()


def test_pages_of_another_place_say_nothing(chromium: Browser, lived: Hall) -> None:
    """A coordinator of one town reads nothing of another, and lists show their own town alone."""
    context = come_in(chromium, lived, "coordinator", "oulu")
    page = context.new_page()
    page.goto(f"{lived.base}/staff")
    tell_nothing(page, [lived.base + path for path in addresses("kemi") if "kemi" in path])
    for path in ("/desk/places", "/desk/staff", "/desk/tell", "/summary", "/staff"):
        answer = page.goto(lived.base + path)
        assert answer
        assert 200 == answer.status
        assert OULU in read(page)
        assert KEMI not in page.content()
    context.close()


def test_a_session_is_held_as_it_should_be(chromium: Browser, lived: Hall) -> None:
    """The cookie is of this host alone, out of reach of scripts, for this visit and secure."""
    context = chromium.new_context(locale="en")
    follow(context.new_page(), lived.link(lived.joined("coordinator")))
    [held] = [each for each in context.cookies() if each["name"] == COOKIE]
    assert COOKIE.startswith("__Host-")
    assert (True, True, "Lax") == (held["httpOnly"], held["secure"], held["sameSite"])
    assert ("127.0.0.1", "/", -1) == (held["domain"], held["path"], held["expires"])
    page = context.new_page()
    page.goto(f"{lived.base}/desk")
    assert "" == page.evaluate("document.cookie")
    assert "[[],[]]" == page.evaluate(
        "JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage)])"
    )
    assert held["value"] not in page.content()
    context.close()


def stolen(chromium: Browser, hall: Hall, token: str) -> Page:
    """A page in the browser of somebody who holds a copy of this session."""
    return holding(chromium, hall, token).new_page()


@pytest.mark.parametrize("how", ["leave", "log out everywhere", "idle"])
def test_a_copied_session_dies_with_its_own(chromium: Browser, lived: Hall, how: str) -> None:
    """As long as it lasts the copy opens the desk; after its end neither of both does."""
    member = lived.joined("coordinator")
    context = chromium.new_context(locale="en")
    own = context.new_page()
    follow(own, lived.link(member))
    own.wait_for_url(f"{lived.base}/staff")
    thief = stolen(chromium, lived, cookie(context))
    thief.goto(f"{lived.base}/desk")
    assert f"{lived.base}/desk" == thief.url
    if how == "leave":
        own.click("form[action='/leave'] button")
        own.wait_for_url(f"{lived.base}/")
        assert "" == cookie(context)
    elif how == "idle":
        lived.calendar.move(minutes=61)
    else:
        other = come_in(chromium, lived, "coordinator")
        page = other.new_page()
        page.goto(f"{lived.base}/desk/staff/{member.id}")
        page.click("form[action$='/out'] button")
        page.wait_for_url("**/desk/staff?done=*")
        other.close()
    for page in (thief, own):
        page.goto(f"{lived.base}/desk")
        assert f"{lived.base}/enter" == page.url
    own.go_back()
    assert OULU not in read(own)
    thief.context.close()
    context.close()


def test_a_planted_session_is_not_taken_over(chromium: Browser, lived: Hall) -> None:
    """Who comes in gets a session of their own, whatever the browser held before."""
    planted = come_in(chromium, lived, "sponsor", "oulu")
    for token in (cookie(planted), "x" * 43):
        page = stolen(chromium, lived, token)
        follow(page, lived.link(lived.joined("coordinator")))
        page.wait_for_url(f"{lived.base}/staff")
        assert cookie(page.context) not in {"", token}
        page.goto(f"{lived.base}/desk")
        assert f"{lived.base}/desk" == page.url
        page.context.close()
        other = stolen(chromium, lived, token)
        other.goto(f"{lived.base}/desk")
        assert 0 == other.locator("a[href='/desk/rounds']").count()
        other.context.close()
    planted.close()
