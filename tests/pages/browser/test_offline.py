"""The talk where the network fails, in a real browser: what waits, what helps, how one leaves."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect

from dialogues.record import from_record
from storage import Store, contacts, rounds
from tests.pages.browser.conftest import faults, overflows
from tests.pages.browser.talking import Person, talking
from tests.pages.browser.test_talk import is_forgotten
from tests.pages.conftest import Calendar

PHONE: ViewportSize = {"width": 320, "height": 640}


@pytest.fixture
def base(store: Store, calendar: Calendar) -> Iterator[str]:
    """The address of a house where people can talk on a page."""
    with talking(store, calendar) as address:
        yield address


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A small phone."""
    context = chromium.new_context(viewport=PHONE)
    yield context
    context.close()


def at(context: BrowserContext, base: str, question: str) -> Person:
    """Somebody who has come to this question."""
    person = Person(context.new_page())
    person.begin(base)
    while person.question != question:
        person.answer()
    return person


def said(store: Store, question: str) -> tuple[str, ...]:
    """What the one person chose as an answer to this question."""
    with store.read() as tx:
        [contact] = contacts.everyone(tx, rounds.current(tx).id)
    return from_record(contact.record).answers[question].choices


def option(page: Page, name: str) -> str:
    """How a button is found."""
    return f"button[name=press][value$=':{name}']"


def test_what_was_pressed_can_be_seen_and_changed(
    base: str, store: Store, context: BrowserContext
) -> None:
    """It says beside itself that it is not sent; another one in its stead is all that is sent."""
    person = at(context, base, "mood_now")
    page = person.page
    sent: list[str] = []
    context.set_offline(True)
    page.click(option(page, "2"))
    pressed = page.locator(option(page, "2"))
    expect(pressed).to_contain_text("(Not sent yet)")
    expect(pressed).to_have_attribute("aria-describedby", "unsent")
    expect(page.locator(".pending")).to_have_count(1)
    assert [] == faults(page)
    assert not overflows(page)
    page.click(option(page, "4"))
    expect(page.locator(option(page, "4"))).to_contain_text("(Not sent yet)")
    expect(pressed).not_to_contain_text("Not sent")
    page.on("request", lambda each: sent.append(each.post_data or ""))
    context.set_offline(False)
    expect(page.locator("main")).to_contain_text("What do you want to talk about")
    assert ("4",) == said(store, "mood_now")
    assert [] == [each for each in sent if each.endswith("%3A2")]


def test_a_press_that_arrived_unseen_and_another_one_leave_the_last(
    base: str, store: Store, context: BrowserContext
) -> None:
    """Where only the answer to it got lost, what is pressed then changes what was said."""
    person = at(context, base, "mood_now")
    page = person.page

    def lose(route: Route) -> None:
        """Let the form come, and its answer be lost."""
        route.fetch()
        route.abort()

    page.route("**/talk", lose)
    page.click(option(page, "2"))
    expect(page.locator(option(page, "2"))).to_contain_text("(Not sent yet)")
    page.unroute("**/talk")
    page.click(option(page, "5"))
    expect(page.locator("main")).to_contain_text("Changed. How are you today?")
    assert ("5",) == said(store, "mood_now")


def test_help_is_there_without_network(base: str, context: BrowserContext) -> None:
    """Its button shows the numbers at once, beside what waits and when nothing waits."""
    person = at(context, base, "works")
    page = person.page
    context.set_offline(True)
    page.click(option(page, "!help"))
    expect(page.locator("#help a[href='tel:112']")).to_be_visible()
    expect(page.locator("#unsent")).to_be_hidden()
    page.fill("textarea", "My neighbours are kind.")
    page.click("button[name=send]")
    expect(page.get_by_role("alert")).to_contain_text("Not sent yet")
    page.evaluate("document.getElementById('help').hidden = true")
    expect(page.locator(option(page, "!skip"))).to_be_disabled()  # the words are not thrown away
    page.click(option(page, "!help"))
    expect(page.locator("#help a[href='tel:112']")).to_be_visible()
    assert "My neighbours are kind." == page.input_value("textarea")
    assert [] == faults(page)
    context.set_offline(False)
    expect(page.locator("main")).to_contain_text("You can write more")


@pytest.mark.parametrize("fails", ["no network", "no answer"])
def test_leaving_quickly_works_without_network(
    base: str, context: BrowserContext, fails: str
) -> None:
    """The page is empty at once and stays so; the cookie goes when the network is back."""
    page = at(context, base, "mood_now").page
    if fails == "no network":
        context.set_offline(True)
    else:
        page.route("**/*", lambda route: route.abort())
        assert page.evaluate("navigator.onLine")
    page.get_by_role("link", name="Leave quickly").click()
    page.wait_for_timeout(500)
    assert ("", "–") == (page.inner_text("body"), page.title())
    assert f"{base}/leave-quickly" == page.url
    assert [] != context.cookies()  # it is shut to scripts: only the server can take it away
    if fails == "no network":
        context.set_offline(False)
    else:
        page.unroute("**/*")
    page.wait_for_timeout(5000 if fails == "no answer" else 0)
    is_forgotten(context, Person(page))
    assert ("", "–") == (page.inner_text("body"), page.title())
    page.goto(f"{base}/talk")
    assert page.get_by_role("button", name="Let's talk").is_visible()


def test_what_was_on_its_way_does_not_come_back(base: str, context: BrowserContext) -> None:
    """An answer that comes after somebody left is never shown, and brings no cookie."""
    person = at(context, base, "ask")
    page, held = person.page, list[Route]()

    def hold(route: Route) -> None:
        """Let it come nowhere."""
        held.append(route)

    page.route("**/talk", hold)
    page.click(option(page, "yes"))
    expect(page.locator("main")).to_have_attribute("aria-busy", "true")
    page.get_by_role("link", name="Leave quickly").click()
    page.wait_for_timeout(300)
    page.unroute("**/talk")
    page.wait_for_timeout(500)
    assert "" == page.inner_text("body")
    is_forgotten(context, person)


def test_a_finger_leaves_no_option_framed(base: str, chromium: Browser) -> None:
    """On a touch screen only what was chosen looks chosen; with a mouse above it as well."""
    look = "all => all.map(each => getComputedStyle(each).borderColor)"
    for touch in (True, False):
        context = chromium.new_context(viewport=PHONE, has_touch=touch, is_mobile=touch)
        person = at(context, base, "mood_now")
        page = person.page
        page.hover(option(page, "3"))
        assert 1 == len(set(page.eval_on_selector_all("button.choice", look)))
        plain = "getComputedStyle(document.querySelectorAll('button.choice')[2]).textDecorationLine"
        assert ("none" if touch else "underline") == page.evaluate(plain)
        person.press("3")
        person.press("!back")
        page.mouse.move(0, 0)
        assert 2 == len(set(page.eval_on_selector_all("button.choice", look)))
        context.close()


def test_a_code_asks_before_it_deletes(base: str, chromium: Browser) -> None:
    """With and without scripts: a question that everybody can read, and a way back."""
    for scripts in (True, False):
        context = chromium.new_context(viewport=PHONE, java_script_enabled=scripts)
        page = context.new_page()
        page.goto(f"{base}/talk")
        page.click("summary:has-text('I have a code')")
        page.fill("#code", "MY-2345-6789-ABCD-EFGH")
        page.get_by_role("button", name="Go on").click()
        expect(page.locator("#said")).to_contain_text("Do you want to delete them?")
        assert f"{base}/talk" == page.url
        if scripts:
            assert [] == faults(page)
            assert not overflows(page)
        page.get_by_role("link", name="No, go back").click()
        expect(page.get_by_role("button", name="Let's talk")).to_be_visible()
        context.close()
