"""What staff take away, in a real browser: the summary, its PDF, its print, and the exports."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from storage import releases
from summaries.table import COLUMNS
from tests.pages.browser.hall import FRIENDS, IN_OULU, Hall, come_in, read
from tests.pages.browser.paper import colours, text_of, unmarked

BLUE = (0x00, 0x72, 0xB2)
FIGURE = f"{FRIENDS} / {IN_OULU}"
MENU = "header :is(a[href='/staff'], .plain), .aside .button"


@pytest.fixture(scope="module")
def inside(chromium: Browser, lived: Hall) -> Iterator[BrowserContext]:
    """The browser of a coordinator of the country."""
    context = come_in(chromium, lived, "coordinator")
    yield context
    context.close()


@pytest.fixture
def page(inside: BrowserContext) -> Iterator[Page]:
    """A page in it."""
    page = inside.new_page()
    yield page
    inside.clear_cookies(name="language")
    page.close()


def in_menu(page: Page) -> list[str]:
    """What there is to press around the summary."""
    found = [unmarked(each) for each in page.locator(MENU).all_inner_texts()]
    assert 3 == len(found)
    return found


def test_a_release_is_made_and_read(lived: Hall, page: Page) -> None:
    """What the desk released is the summary: ranked needs with bars as long as their shares."""
    with lived.house.store.read() as tx:
        [made] = releases.all_releases(tx)
    page.goto(f"{lived.base}/desk/releases")
    assert made.sha256 in read(page)
    page.goto(f"{lived.base}/summary/oulu")
    assert FIGURE in read(page)
    for row in page.locator(".figures tr").all():
        count, people = map(int, row.locator(".number").inner_text().split("/"))
        bar, filled = row.locator(".bar").bounding_box(), row.locator("rect").bounding_box()
        assert bar
        assert filled
        assert abs(count / people - filled["width"] / bar["width"]) < 0.01


def saved(page: Page, press: str) -> bytes:
    """What the browser saves when this is pressed."""
    with page.expect_download() as got:
        page.click(press)
    return Path(got.value.path()).read_bytes()


# Poppler does not take the ligatures of Arabic apart: there the name and the figures are read.
@pytest.mark.parametrize(
    ("language", "parts"), [("en", "h1, h2, th, .number"), ("ar", "h1, .number")]
)
def test_the_pdf_says_what_the_page_says(
    lived: Hall, page: Page, tmp_path: Path, language: str, parts: str
) -> None:
    """The button saves one page of A4 with every heading and figure, and nothing of the menu."""
    page.goto(f"{lived.base}/summary/oulu?lang={language}")
    body = saved(page, "a[href*='.pdf']")
    assert body.startswith(b"%PDF")
    [said] = text_of(body, tmp_path)
    wanted = page.locator(f"article :is({parts})").all_inner_texts()
    assert FIGURE in map(unmarked, wanted)
    assert [] == [each for each in wanted if unmarked(each) not in said]
    assert [] == [each for each in in_menu(page) if each in said]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_printed_is_the_summary(
    lived: Hall, inside: BrowserContext, tmp_path: Path, scheme: str
) -> None:
    """On paper there are the bars in their colour on white, and nothing to press."""
    page = inside.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{lived.base}/summary/oulu")
    menu = in_menu(page)
    body = page.pdf(prefer_css_page_size=True)
    [said] = text_of(body, tmp_path)
    assert FIGURE in said
    assert [] == [each for each in menu if each in said]
    dots = colours(body, tmp_path)
    near = [dot for dot in dots if max(abs(a - b) for a, b in zip(dot, BLUE, strict=True)) < 24]
    assert 100 < len(near)
    assert 0.8 < sum(min(dot) > 240 for dot in dots) / len(dots)
    page.close()


def test_exports_are_saved(lived: Hall, page: Page) -> None:
    """CSV comes with its mark and columns, XLSX opens as a workbook, and both hold the figure."""
    page.goto(f"{lived.base}/staff")
    page.click("a[href='/export']")
    body = saved(page, "a[href='/export/csv']")
    assert body.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))
    assert list(COLUMNS) == head
    page.click("form[action='/export/xlsx'] button")
    book = openpyxl.load_workbook(io.BytesIO(saved(page, "a[href$='/file']")))
    sheet = [[str(cell) for cell in row] for row in book.worksheets[0].values]
    for table in (rows, sheet):
        assert [row for row in table if "friends" in row and str(FRIENDS) in row]
    assert 2 < len(book.worksheets)
