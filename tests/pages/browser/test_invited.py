"""The link of an invitation and the end of the talk, in a real browser on a shared phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, ViewportSize, expect

from storage import Store, contacts, places, rounds
from tests.pages.browser.conftest import faults, overflows
from tests.pages.browser.talking import Person, talking
from tests.pages.browser.test_talk import is_forgotten
from tests.pages.conftest import Calendar

PHONE: ViewportSize = {"width": 320, "height": 640}


@pytest.fixture
def base(store: Store, calendar: Calendar) -> Iterator[str]:
    """The address of a house where people can talk on a page, with a town."""
    with store.begin() as tx:
        places.add(tx, id="oulu", name="Oulu", kind="town")
    with talking(store, calendar) as address:
        yield address


def is_readable(page: Page) -> None:
    """Axe finds no fault, and nothing is wider than a small phone."""
    assert [] == faults(page)
    assert not overflows(page)


def test_the_place_stands_in_no_history(base: str, store: Store, chromium: Browser) -> None:
    """Who scans the link sees /talk at once; going back and forth shows its code nowhere."""
    with store.begin() as tx:
        code = places.invite(tx, place="oulu")
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{base}/talk/{code}")
    seen = [page.url]
    assert 2 == page.evaluate("history.length")
    page.click("button[name=begin]")
    page.wait_for_selector("button[name=press]")
    page.go_back()
    seen.append(page.url)
    page.go_forward()
    seen.append(page.url)
    assert {"about:blank", f"{base}/talk"} == set(seen)
    assert code not in page.content()
    assert [] == context.cookies()
    with store.read() as tx:
        [contact] = contacts.everyone(tx, rounds.current(tx).id)
    assert "oulu" == contact.record["place"]
    context.close()


def test_a_wrong_link_is_told_plainly(base: str, chromium: Browser) -> None:
    """The sentence is an alert above the way into the talk; a reload does not say it again."""
    page = chromium.new_page(viewport=PHONE)
    page.goto(f"{base}/talk/AAAAAAAAAA")
    expect(page.get_by_role("alert")).to_have_text(
        "This invitation does not work any more. You can talk here all the same."
    )
    is_readable(page)
    page.reload()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.context.close()


def test_codes_are_not_lost_by_a_slip(base: str, chromium: Browser) -> None:
    """After the finish a reload is asked about; who stays keeps them, who leaves is not held."""
    context = chromium.new_context(viewport=PHONE)
    person, asked = Person(context.new_page()), list[str]()
    page = person.page
    person.begin(base)
    while not person.finished:
        person.answer()
    expect(page.locator("main")).to_contain_text("Write your codes down now.")
    is_readable(page)

    def stay(dialog: Dialog) -> None:
        """Stay on the page."""
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_event("dialog"):
        page.evaluate("setTimeout(() => location.reload(), 0)")
    assert ["beforeunload"] == asked
    assert person.finished
    page.get_by_role("link", name="Leave quickly").click()
    page.wait_for_url(f"{base}/leave-quickly")
    assert ["beforeunload"] == asked
    assert "" == page.inner_text("body")
    is_forgotten(context, person)
    context.close()
