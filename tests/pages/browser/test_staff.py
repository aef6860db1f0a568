"""The way of staff into the house in a real browser: by a command, a link, and the desk itself."""

import re
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot import logs
from bot.__main__ import cli
from bot.commands import opened
from bot.house import open_house
from bot.settings import variable
from storage import quotes
from storage import staff as register
from tests.bot.chats import Chat
from tests.pages.browser.hall import OULU, Hall, come_in, follow, lived_in, read


def commanded(hall: Hall, *words: str) -> str:
    """What a command of the operator prints, on the database and by the clock of the hall."""
    environ = {
        "database_url": hall.url,
        "keys_dir": str(hall.keys),
        "port": hall.base.rpartition(":")[2],
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environ.items():
            patch.setenv(variable(name), value)
        patch.setattr(logs, "configure", lambda level: level)
        patch.setattr(opened, "open_house", lambda held: open_house(held, now=hall.calendar))
        done = CliRunner().invoke(cli, words)
    assert 0 == done.exit_code, done.output
    return done.stdout.strip()


@pytest.fixture(scope="module")
def first(chromium: Browser, hall: Hall) -> Iterator[tuple[str, Page]]:
    """The code that the command printed while nobody was in, and the page to which it led."""
    with hall.house.store.read() as tx:
        assert [] == register.everyone(tx)
    code = commanded(hall, "staff", "invite", "--role", "coordinator")
    context = chromium.new_context(locale="en")
    page = context.new_page()
    page.goto(hall.base)
    page.click("a[href='/enter']")
    page.fill("input[name=code]", code)
    page.click("form[action='/enter'] button")
    page.wait_for_url(f"{hall.base}/staff")
    page.click("a[href='/desk']")
    yield code, page
    context.close()


@pytest.fixture(scope="module")
def inside(chromium: Browser, hall: Hall, first: tuple[str, Page]) -> Iterator[BrowserContext]:
    """The browser of a coordinator of the country, after people talked."""
    lived_in(hall)
    context = come_in(chromium, hall, "coordinator")
    yield context
    context.close()


@pytest.fixture
def page(inside: BrowserContext) -> Iterator[Page]:
    """A page in it."""
    page = inside.new_page()
    yield page
    inside.clear_cookies(name="language")
    page.close()


def test_the_first_coordinator_comes_in(
    chromium: Browser, hall: Hall, first: tuple[str, Page]
) -> None:
    """The code that the command prints, typed at the entrance, leads to the desk, once."""
    code, page = first
    assert f"{hall.base}/desk" == page.url
    expect(page.locator("a[href='/desk/rounds']")).to_be_visible()
    context = chromium.new_context(locale="en")
    again = context.new_page()
    again.goto(f"{hall.base}/enter")
    again.fill("input[name=code]", code)
    with again.expect_response(f"{hall.base}/enter") as got:
        again.click("form[action='/enter'] button")
    assert (403, []) == (got.value.status, context.cookies())
    context.close()


def test_a_link_shows_only_a_button(chromium: Browser, hall: Hall, first: tuple[str, Page]) -> None:
    """The link of the bot's /login shows a button however often it is opened; a press lets in."""
    chat = Chat(hall.house, "coordinator")
    chat.type(commanded(hall, "staff", "invite", "--role", "coordinator"))
    chat.type("/login")
    [link] = re.findall(r"http://\S+/enter/[\w-]+", chat.text.replace("\u2069", " "))
    context = chromium.new_context(locale="en")
    page = context.new_page()
    for _ in range(3):
        page.goto(link)
        assert 1 == page.locator("main button").count()
        assert 0 == page.locator("main :is(input:not([type=hidden]), select, textarea)").count()
        assert [] == context.cookies()
    page.click("main button")
    page.wait_for_url(f"{hall.base}/staff")
    page.goto(f"{hall.base}/desk")
    assert page.url.endswith("/desk")
    context.close()


def test_a_member_invited_on_the_desk_comes_in(chromium: Browser, hall: Hall, page: Page) -> None:
    """What the desk shows after an invitation leads another browser in, to that role alone."""
    page.goto(f"{hall.base}/desk/staff")
    page.fill("#label", "Aino")
    page.select_option("#role", "sponsor")
    page.select_option("#place", "oulu")
    page.click("form[action^='/desk/staff'] button")
    said = read(page)
    [code] = re.findall(r"\b[A-Z]{2}(?:-[A-Z0-9]{4})+\b", said)
    [where] = re.findall(rf"{hall.base}/enter\b", said)
    context = chromium.new_context(locale="en")
    theirs = context.new_page()
    theirs.goto(where)
    theirs.fill("input[name=code]", code)
    theirs.click("form[action='/enter'] button")
    theirs.wait_for_url(f"{hall.base}/staff")
    expect(theirs.locator("a[href='/summary']")).to_be_visible()
    assert 0 == theirs.locator("a[href='/desk']").count()
    theirs.click("a[href='/summary']")
    assert [OULU] == theirs.locator("main a[href^='/summary/']").all_inner_texts()
    context.close()
    page.goto(f"{hall.base}/desk/staff")
    assert code not in page.content()


def test_a_link_of_the_desk_lets_a_member_in_again(
    chromium: Browser, hall: Hall, page: Page
) -> None:
    """Who is out and has no chat comes in by a link that the desk makes and shows, once."""
    member = hall.joined("reviewer")
    page.goto(f"{hall.base}/desk/staff/{member.id}")
    page.click("form[action$='/link'] button")
    [link] = re.findall(rf"{hall.base}/enter/[\w-]+", read(page))
    context = chromium.new_context(locale="en")
    theirs = context.new_page()
    follow(theirs, link)
    theirs.wait_for_url(f"{hall.base}/staff")
    assert 1 == theirs.locator("a[href='/desk']").count()
    theirs.goto(link)
    with theirs.expect_response(f"{hall.base}/enter") as got:
        theirs.click("form[action='/enter'] button")
    assert 403 == got.value.status
    context.close()
    page.goto(f"{hall.base}/desk/staff/{member.id}")
    assert link not in page.content()


def go_to(page: Page, wanted: str) -> None:
    """Go on with Tab alone until this has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(wanted)


def test_a_keyboard_is_enough_from_the_entrance_to_a_decision(
    chromium: Browser, hall: Hall, inside: BrowserContext
) -> None:
    """Tab, letters and Enter open the link, lead over the desk to a text, and refuse it."""
    context = chromium.new_context(locale="en")
    page = context.new_page()
    page.goto(hall.link(hall.joined("coordinator")))
    for wanted, leads in (
        ("form[action='/enter'] button", "/staff"),
        ("a[href='/desk']", "/desk"),
        ("main a[href='/desk/quotes']", "/desk/quotes"),
        ("button[value=refuse]", "/desk/quotes?done=quote_refused"),
    ):
        go_to(page, wanted)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(re.escape(hall.base + leads.partition("=")[0])))
    expect(page.get_by_role("status")).to_be_visible()
    with hall.house.store.read() as tx:
        assert ["refused"] == [each.state for each in quotes.undecided(tx)]
    context.close()
