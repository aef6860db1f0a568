"""Strangers in a real browser: what they send changes nothing, what they ask for is not told."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from pages.view import COOKIE
from tests.pages.browser.hall import KEMI, OULU, Hall, come_in, read
from tests.pages.test_rights import everything

# The same machine under its other name is another site; under the same name, on another port, it is
# the same site (so that the cookie goes along) but another origin.
HOSTS = {"127.0.0.1": True, "localhost": False}
NEW = {"name": "Pwned", "id": "pwned", "kind": "town", "parent": "fi"}


class Stranger:
    """A web server that is not ours; it shows whatever it is told to."""

    def __init__(self) -> None:
        shown = self

        class Handler(BaseHTTPRequestHandler):
            """Answers everything with the same page."""

            def do_GET(self) -> None:
                """Show it."""
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(shown.html.encode())

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  its signature
                """Nothing."""

        self.html = ""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))
        self.thread.start()

    def shows(self, html: str, host: str) -> str:
        """Where this is shown."""
        self.html = f"<!doctype html><title>Stranger</title>{html}"
        return f"http://{host}:{self.server.server_port}/"

    def close(self) -> None:
        """Serve no longer."""
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture(scope="module")
def stranger() -> Iterator[Stranger]:
    """Another web server on this machine."""
    there = Stranger()
    yield there
    there.close()


@pytest.fixture(scope="module")
def page(chromium: Browser, lived: Hall) -> Iterator[Page]:
    """A page in the browser of a coordinator of the country."""
    context = come_in(chromium, lived, "coordinator")
    yield context.new_page()
    context.close()


def form(action: str, target: str = "") -> str:
    """A form that sends itself when its button is pressed."""
    fields = "".join(f'<input name="{name}" value="{value}">' for name, value in NEW.items())
    return (
        f'<form method="post" action="{action}" target="{target}">{fields}<button>x</button></form>'
    )


def held(hall: Hall) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is kept, but for what the rooms of the house note by themselves."""
    return {name: rows for name, rows in everything(hall.site).items() if name != "lease"}


def is_in(page: Page, hall: Hall) -> bool:
    """Whether the session of this browser goes on."""
    page.goto(f"{hall.base}/desk")
    return page.url == f"{hall.base}/desk"


@pytest.mark.parametrize("path", ["/desk/places", "/leave", "/desk/rounds/close"])
@pytest.mark.parametrize("host", HOSTS)
def test_a_form_of_a_stranger_changes_nothing(
    lived: Hall, page: Page, stranger: Stranger, host: str, path: str
) -> None:
    """Though the browser sends the session along (on the same host), the form is refused."""
    before = held(lived)
    page.goto(stranger.shows(form(lived.base + path), host))
    with page.expect_response(lived.base + path) as got:
        page.click("button")
    sent = got.value.request.all_headers()
    assert (HOSTS[host], 403) == (COOKIE in sent.get("cookie", ""), got.value.status)
    assert [] == [each for each in (OULU, KEMI) if each in read(page)]
    assert before == held(lived)
    assert is_in(page, lived)


def test_our_own_form_is_taken(lived: Hall, page: Page) -> None:
    """The same form on our own page does what the stranger's did not."""
    page.goto(f"{lived.base}/desk/places")
    for name, value in NEW.items():
        field = page.locator(f"form[action^='/desk/places'] [name={name}]")
        if name in {"name", "id"}:
            field.fill(value)
        else:
            field.select_option(value)
    before = held(lived)
    page.click("form[action^='/desk/places'] button")
    page.wait_for_url("**/desk/places?done=*")
    assert before != held(lived)


FETCHED = """
async ([base, method, mode, path]) => {
  try {
    const answer = await fetch(base + path, {
      method, mode, credentials: "include", redirect: "follow",
      body: method === "POST" ? new URLSearchParams({name: "Pwned", id: "fetched"}) : undefined,
    });
    return await answer.text();
  } catch (error) { return "refused"; }
}
"""


WANTED = (
    ("POST", "/desk/places"),
    ("POST", "/leave"),
    ("GET", "/summary/oulu"),
    ("GET", "/export/csv"),
)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("mode", ["no-cors", "cors"])
def test_scripts_of_a_stranger_read_and_change_nothing(
    lived: Hall, page: Page, stranger: Stranger, host: str, mode: str
) -> None:
    """Whatever they fetch, they get no letter of it, and nothing is changed by it."""
    before = held(lived)
    page.goto(stranger.shows("", host))
    for method, path in WANTED:
        assert "refused" == page.evaluate(FETCHED, [lived.base, method, mode, path]), path
    assert before == held(lived)
    assert is_in(page, lived)


@pytest.mark.parametrize("host", HOSTS)
def test_pages_are_not_framed(lived: Hall, page: Page, stranger: Stranger, host: str) -> None:
    """In a frame on the page of a stranger there is nothing to press or to read."""
    link = lived.link(lived.joined("coordinator"))
    addresses = [f"{lived.base}{path}" for path in ("/desk", "/talk", "/", "/summary/oulu")]
    frames = "".join(
        f'<{each}="{address}"></{each.split()[0]}>'
        for address in (*addresses, link)
        for each in ("iframe src", "object data")
    )
    page.goto(stranger.shows(frames, host), wait_until="networkidle")
    for frame in page.frames[1:]:
        assert not frame.url.startswith(lived.base)
        assert 0 == frame.locator("form, [href^='/']").count()


@pytest.mark.parametrize("host", HOSTS)
def test_a_window_of_ours_is_not_held(
    lived: Hall, page: Page, stranger: Stranger, host: str
) -> None:
    """A stranger who opens our page in a window loses hold of it, and it does not know them."""
    press = f"w = window.open('{lived.base}/desk')"
    page.goto(stranger.shows(f'<button onclick="{press}">x</button>', host))
    with page.context.expect_page() as got:
        page.click("button")
    opened = got.value
    opened.wait_for_load_state()
    assert f"{lived.base}/desk" == opened.url
    assert None is opened.evaluate("window.opener")
    assert page.evaluate("w.closed")
    opened.close()


INJECTED = (
    "%0d%0aSet-Cookie:%20pwned=1%0d%0aX-Pwned:%201%0d%0a%0d%0a<script>window.pwned=1</script>"
)


@pytest.mark.parametrize("path", [
    "/summary/{}", "/summary/oulu?lang={}", "/summary/oulu?release={}", "/enter/{}", "/talk/{}",
    "/desk/places/{}", "/desk?done={}", "/desk/quotes?skip={}", "/poster/oulu?way={}",
    "/export/{}", "/summary/{}.pdf", "/poster/{}.pdf", "/static/{}", "/{}", "/enter?in={}",
])  # fmt: skip
def test_no_header_comes_from_an_address(lived: Hall, page: Page, path: str) -> None:
    """Ends of lines in an address end no line of the answer, and nothing in it becomes markup."""
    answer = page.goto(lived.base + path.format(INJECTED))
    assert answer
    assert answer.status < 500
    assert [] == [each for each in answer.all_headers() if "pwned" in each.lower()]
    assert "pwned" not in {each["name"] for each in page.context.cookies()}
    assert None is page.evaluate("window.pwned || null")
    assert page.url.startswith(lived.base)


@pytest.mark.parametrize("path", [
    "/static/..%2f..%2fview.py", "/static/%2e%2e/%2e%2e/view.py", "/static/..%5c..%5cview.py",
    "/export/..%2f..%2f..%2fetc%2fpasswd", "/summary/..%2f..%2fetc%2fpasswd.pdf",
    "/poster/%2e%2e%2f%2e%2e%2fetc%2fpasswd.pdf", "/desk/places/..%2fkemi%2f..%2f..%2fetc%2fpasswd",
    "/%2fetc%2fpasswd", "/..%2f..%2f..%2fetc%2fpasswd", "/static/style.css%00.html",
    "//127.0.0.2:1/desk", "/%5c%5c127.0.0.2:1/", "/enter/..%2fdesk", "/talk/..%2f..%2f127.0.0.2",
])  # fmt: skip
def test_no_file_comes_from_an_address(lived: Hall, page: Page, path: str) -> None:
    """Whatever way back an address describes, it leads to no file, and to nobody else."""
    answer = page.goto(lived.base + path)
    assert answer
    assert answer.status in {200, 403, 404}
    assert page.url.startswith(lived.base)
    assert [] == [each for each in ("root:", "import ", "def ") if each in answer.text()]
    assert 200 != answer.status or page.url == f"{lived.base}/talk"
