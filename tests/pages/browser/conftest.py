"""A Chromium for each test, and the pages on a free port."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from starlette.applications import Starlette

import pages
from tests import postgresql
from tests.pages.browser.hall import Hall, lived_in, open_hall, released
from tests.pages.test_entrance import member, ticket

Kept = tuple[str, Path]  # the address of a database, and a folder for keys
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass(frozen=True)
class Served:
    """Pages that a browser can open."""

    base: str
    site: pages.Site


@contextmanager
def serving(site: pages.Site) -> Iterator[Served]:
    """Serve the pages until the block ends."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=pages.routes(site)), log_config=None, lifespan="off")
    )
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield Served(f"http://127.0.0.1:{listening.getsockname()[1]}", site)
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@pytest.fixture
def served(site: pages.Site) -> Iterator[Served]:
    """The pages of the house of a test."""
    with serving(site) as there:
        yield there


# One for each module: as long as Playwright runs, its loop is in the way of asynchronous tests, of
# which these modules have none.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not here: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def kept(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kept]:
    """Where what the tests of one file share is kept: an empty database, and a folder for keys."""
    folder = tmp_path_factory.mktemp("hall")
    if not request.config.getoption("--database"):
        yield f"sqlite:///{folder}/howareyou.sqlite3", folder / "keys"
        return
    server = str(request.getfixturevalue("postgresql_server"))
    with postgresql.database(server) as url:
        yield url, folder / "keys"


@pytest.fixture(scope="module")
def hall(kept: Kept) -> Iterator[Hall]:
    """A house for all tests of one file."""
    with open_hall(*kept) as there:
        yield there


@pytest.fixture(scope="module")
def lived(hall: Hall) -> Hall:
    """The same, after people talked in two towns and a summary was released."""
    lived_in(hall)
    released(hall)
    return hall


def let_in(context: BrowserContext, served: Served, role: str = "coordinator") -> None:
    """Let somebody of the staff in, as they come in: by the link and its button."""
    code = ticket(served.site, member(served.site, role))
    page = context.new_page()
    page.goto(f"{served.base}/enter/{code}")
    page.get_by_role("button", name="Come in").click()
    page.wait_for_url(f"{served.base}/staff")
    page.close()


_VIOLATIONS = """
axe.run(document, {resultTypes: ["violations"]})
  .then(found => found.violations.map(each => `${each.id}: ${each.nodes[0].html}`))
"""


def faults(page: Page) -> list[str]:
    """What Axe finds on this page; it is brought there once, and only what is wrong comes back."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(_VIOLATIONS)
    return found


def overflows(page: Page) -> bool:
    """Whether something is wider than the screen."""
    wide: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return wide
