"""The desk as a browser shows it: readable by everybody, in any size, in both directions."""

from typing import Literal, cast

import pytest
from playwright.sync_api import Browser, Page

from bot import upkeep
from bot.house import House
from pages.desk.rights import RIGHTS
from storage import places, quotes
from storage import staff as register
from tests.bot.chats import Chat, seated
from tests.pages.browser.conftest import Served, faults, let_in, overflows
from tests.pages.conftest import Calendar
from tests.pages.test_desk import SHARED
from tests.pages.test_entrance import member
from tests.pages.test_rights import parked

LONG = "Oulunkaarenkuntayhtymänpalveluntuottajayhteisö"


@pytest.fixture
def ids(served: Served, house: House, calendar: Calendar) -> dict[str, str]:
    """A house with something on every page of the desk; ids for its addresses."""
    reviewer = member(served.site, "reviewer")
    seated(house, range(12), mood_now="4")
    Chat(house, "writer").finish(**SHARED)
    calendar.move(days=29)
    upkeep.move_due(house, house.today())
    with served.site.store.begin() as tx:
        places.add(tx, id="oulu", name=LONG, kind="town")
        places.invite(tx, place="oulu")
        register.invite(tx, role="sponsor", place="oulu", label=LONG, today=house.today())
        return {"staff": reviewer.id, "parked": parked(tx)}


def addresses(ids: dict[str, str]) -> list[str]:
    """Every page of the desk that is looked at."""
    known = [path for method, path in RIGHTS if method == "GET" and not path.endswith(".pdf")]
    for what, each in ids.items():
        known = [path.replace(f"/{what}/{{id}}", f"/{what}/{each}") for path in known]
    return [path.replace("{place}", "oulu") for path in known]


def is_readable(page: Page, direction: str) -> None:
    """Axe finds no fault, and nothing is wider than the screen, with larger letters neither."""
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    assert [] == faults(page), page.url
    assert not overflows(page), page.url
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not overflows(page), page.url


LOOKS: tuple[tuple[str, str, Literal["light", "dark"]], ...] = (
    ("en", "rtl", "light"),
    ("fi", "ltr", "dark"),
)


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_everybody_can_use_every_page(
    served: Served,
    chromium: Browser,
    ids: dict[str, str],
    look: tuple[str, str, Literal["light", "dark"]],
) -> None:
    """On a small phone each page is readable in both directions, and with letters twice as big."""
    language, direction, scheme = look
    context = chromium.new_context(
        viewport={"width": 320, "height": 640}, color_scheme=scheme, locale="en"
    )
    let_in(context, served)
    page = context.new_page()
    for path in addresses(ids):
        page.goto(f"{served.base}{path}?lang={language}")
        is_readable(page, direction)
    page.goto(f"{served.base}/desk/audit")
    page.locator("main button").first.click()
    is_readable(page, direction)
    page.goto(f"{served.base}/desk/staff")
    page.fill("#label", LONG)
    page.locator("main button").click()
    is_readable(page, direction)
    context.close()


def test_a_keyboard_decides_about_a_text(
    served: Served, chromium: Browser, ids: dict[str, str]
) -> None:
    """Tab, letters and Enter are enough to approve a text, and the page says that it is done."""
    context = chromium.new_context(locale="en")
    let_in(context, served)
    page = context.new_page()
    page.goto(f"{served.base}/desk/quotes")
    tab_to(page, "translation")
    page.keyboard.type("They enjoy the meadow.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=approved")
    assert "Approved." == page.get_by_role("status").inner_text()
    with served.site.store.read() as tx:
        assert ["approved"] == [each.state for each in quotes.undecided(tx)]
    context.close()


def test_a_poster_is_one_page(served: Served, chromium: Browser, ids: dict[str, str]) -> None:
    """What is printed is the question, the QR code and the link on one A4: no menu, no button."""
    context = chromium.new_context(locale="en")
    let_in(context, served)
    page = context.new_page()
    page.goto(f"{served.base}/poster/oulu")
    page.emulate_media(media="print")
    assert [False, False] == [page.locator(each).is_visible() for each in ("header", ".aside")]
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert 1 == printed.count(b"/Type /Page\n")
    context.close()


def tab_to(page: Page, wanted: str) -> None:
    """Go on with Tab until the field with this id has the focus."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if wanted == cast("str", page.evaluate("document.activeElement.id")):
            return
    raise AssertionError(wanted)
