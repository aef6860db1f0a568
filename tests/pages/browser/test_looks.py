"""Every page for staff and visitors as a browser shows it: readable by everybody, in any size."""

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.pages.browser.conftest import Served, faults, let_in, overflows

OPEN = ("/", "/privacy", "/enter", "/nothing-here")
OF_STAFF = ("/staff", "/summary", "/summary/fi", "/export")


@pytest.mark.parametrize(
    ("language", "scheme"), [("en", "light"), ("fi", "light"), ("ar", "dark"), ("en", "dark")]
)
def test_everybody_can_read_every_page(
    served: Served, chromium: Browser, release: None, language: str, scheme: str
) -> None:
    """Axe finds no fault; no page is wider than a small phone, nor with letters twice as big."""
    context = chromium.new_context(
        viewport={"width": 320, "height": 640},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="en",
    )
    let_in(context, served)
    page = context.new_page()
    for path in (*OPEN, *OF_STAFF):
        page.goto(f"{served.base}{path}?lang={language}")
        assert [] == faults(page), path
        assert not overflows(page), path
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert not overflows(page), path
    context.close()


def loaded(page: Page, address: str) -> list[Response]:
    """Everything that a page loads."""
    found: list[Response] = []

    def note(each: Response) -> None:
        """One file."""
        found.append(each)

    page.on("response", note)
    page.goto(address, wait_until="networkidle")
    return found


def test_a_page_is_small(served: Served, chromium: Browser, release: None) -> None:
    """The first page and the summary load less than 60 kB in all, and nothing from elsewhere."""
    context = chromium.new_context()
    let_in(context, served)
    for path in ("/", "/summary/fi"):
        files = loaded(context.new_page(), served.base + path)
        assert {True} == {each.url.startswith(served.base) for each in files}
        assert sum(len(each.body()) for each in files) < 60_000
    context.close()


def test_a_keyboard_is_enough(served: Served, chromium: Browser) -> None:
    """With Tab and Enter alone somebody opens the language menu and chooses Finnish."""
    page = chromium.new_page()
    page.goto(served.base + "/?lang=en")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if "suomi" == page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**lang=fi")
    assert "fi" == page.evaluate("document.documentElement.lang")
    page.close()


def test_bars_grow_from_where_reading_begins(
    served: Served, chromium: Browser, release: None
) -> None:
    """In Arabic the bars begin on the right, and the number reads from the left."""
    context = chromium.new_context()
    let_in(context, served)
    page = context.new_page()
    for language, begins in (("en", "left"), ("ar", "right")):
        page.goto(f"{served.base}/summary/fi?lang={language}")
        bar = page.locator(".bar").first.bounding_box()
        filled = page.locator(".bar rect").first.bounding_box()
        assert bar
        assert filled
        left = filled["x"] - bar["x"]
        right = bar["x"] + bar["width"] - filled["x"] - filled["width"]
        assert ("left" if left < right else "right") == begins
        assert "11 / 26" in page.locator(".figures .number").first.inner_text()
    context.close()
