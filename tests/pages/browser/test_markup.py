"""Markup that people, staff and organisations write, in a real browser: it is text, and no more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Request, expect

from dialogues import library
from storage import staff as register
from tests.pages.browser.conftest import Kept
from tests.pages.browser.hall import FRIENDS, Hall, come_in, lived_in, open_hall, read, released
from tests.pages.test_rights import parked

SCRIPT = "<script>window.pwned=1</script>"
IMAGE = "<img src=x onerror=window.pwned=1>"
DRAWING = '"><svg onload=window.pwned=1>'
CLOSING = "</textarea></title><iframe srcdoc='<script>parent.pwned=1</script>'>{{7*7}}"
SMALL = Path(__file__).parents[2] / "dialogues" / "frameworks" / "small.yaml"
# What of a page could run, or load something.
RUNS = """
() => [...document.querySelectorAll("body *")].filter(each =>
  ["SCRIPT", "IFRAME", "OBJECT", "EMBED", "STYLE", "BASE", "META", "LINK"].includes(each.tagName)
  || [...each.attributes].some(one => one.name.startsWith("on") || one.name === "style"
    || /^\\s*(javascript|data):/i.test(one.value))
).map(each => each.outerHTML)
"""


class Watched:
    """A page at which somebody looks for anything that ran, or tried to."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.page = context.new_page()
        self.faults: list[str] = []
        self._base = base
        self.page.on("dialog", self._opened)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._said)
        self.page.on("request", self._asked)

    def _opened(self, dialog: Dialog) -> None:
        self.faults.append(dialog.type)
        dialog.dismiss()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.faults.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(self._base):
            self.faults.append(request.url)

    def shows(self, path: str, *texts: str) -> None:
        """Open a page; these texts stand on it as they were written, and nothing runs."""
        self.page.goto(self._base + path)
        self.looks(*texts)

    def looks(self, *texts: str) -> None:
        """What is shown now holds these texts, as they were written, and nothing runs."""
        said = read(self.page) + " ".join(
            self.page.eval_on_selector_all("option", "all => all.map(each => each.text)")
        )
        assert [] == [each for each in texts if each not in said], self.page.url
        assert [] == self.page.evaluate(RUNS), self.page.url
        assert None is self.page.evaluate("window.pwned || null"), self.page.url
        assert [] == self.faults, self.page.url


@pytest.fixture(scope="module")
def hall(kept: Kept) -> Iterator[Hall]:
    """A house in which everything that somebody can name is markup."""
    with open_hall(*kept, organisation=f"Us {IMAGE}") as there:
        lived_in(there, oulu=f"Oulu {SCRIPT}", kemi=f"Kemi {DRAWING}", words=f"Hi {IMAGE}")
        yield there


@pytest.fixture(scope="module")
def watched(chromium: Browser, hall: Hall) -> Iterator[Watched]:
    """The browser of a coordinator of the country."""
    context = come_in(chromium, hall, "coordinator")
    yield Watched(context, hall.base)
    context.close()


def test_names_of_places_are_text(hall: Hall, watched: Watched) -> None:
    """On every page that names them: lists, forms, questions, the summary and the poster."""
    oulu, kemi = f"Oulu {SCRIPT}", f"Kemi {DRAWING}"
    for path in ("/desk/places", "/desk/staff", "/desk/tell", "/summary"):
        watched.shows(path, oulu, kemi)
    for path in ("/desk/places/kemi", "/desk/places/kemi/web", "/poster/kemi"):
        watched.shows(path, kemi)


def test_names_of_staff_are_text(hall: Hall, watched: Watched) -> None:
    """A label that was typed on the desk stands in the list, with its code, and on its own page."""
    page = watched.page
    page.goto(f"{hall.base}/desk/staff")
    page.fill("#label", CLOSING[:60])
    page.click("form[action^='/desk/staff'] button")
    watched.looks(CLOSING[:60])
    watched.shows("/desk/staff", CLOSING[:60])
    with hall.house.store.read() as tx:
        [found] = [each for each in register.everyone(tx) if each.label == CLOSING[:60]]
    watched.shows(f"/desk/staff/{found.id}", CLOSING[:60])


def test_words_of_people_and_translations_are_text(hall: Hall, watched: Watched) -> None:
    """Words stand on the desk as they were written, and a translation so on the summary."""
    translation = f"They enjoy {SCRIPT} {DRAWING}"
    watched.shows("/desk/words", f"Hi {IMAGE}")
    watched.shows("/desk/quotes", f"Hi {IMAGE}")
    watched.page.fill("#translation", translation)
    watched.page.click("button[value=approve]")
    watched.page.wait_for_url("**/desk/quotes?done=*")
    released(hall)
    watched.shows("/summary/fi", translation)
    watched.shows("/summary/oulu", f"Oulu {SCRIPT}", f"{FRIENDS}")
    watched.shows("/desk/releases")


def test_what_is_sent_to_everybody_is_text(hall: Hall, watched: Watched) -> None:
    """A text is shown before it is sent as people will read it."""
    watched.page.goto(f"{hall.base}/desk/tell")
    watched.page.fill("#text-en", CLOSING)
    watched.page.click("form[action^='/desk/tell'] button")
    watched.looks(CLOSING)


def test_what_was_parked_is_not_shown(hall: Hall, watched: Watched) -> None:
    """A message that could not be worked through stands on no page at all."""
    with hall.house.store.begin() as tx:
        found = parked(tx)
    for path in ("/desk/parked", f"/desk/parked/{found}"):
        watched.shows(path)
        assert "Kemi" not in watched.page.content()


@pytest.mark.parametrize("path", ["/", "/talk", "/privacy", "/enter", f"/desk?done={SCRIPT}"])
def test_the_organisation_is_text(watched: Watched, path: str) -> None:
    """Its name stands on the first pages as it is written, and what is in an address nowhere."""
    watched.shows(path, *([f"Us {IMAGE}"] if path in {"/", "/talk"} else []))


def test_if_it_came_in_it_would_not_run(watched: Watched, hall: Hall) -> None:
    """Put into a page by force, a script, a handler and a style are refused by the browser."""
    page = watched.page
    page.goto(f"{hall.base}/desk")
    page.evaluate("html => document.querySelector('main').innerHTML = html", IMAGE + CLOSING)
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.pwned = 1";
      document.body.append(script);
    }""")
    page.wait_for_function("() => document.querySelector('img').complete")
    assert None is page.evaluate("window.pwned || null")
    refused = [each for each in watched.faults if "Content Security Policy" in each]
    watched.faults.clear()
    assert 2 <= len(refused)


MARK = "<i onclick=x>"
MARKED = ("Hello! I am a robot", "Shall we begin?", "How are your plants?", "Great", "The garden")


@pytest.fixture
def garden(tmp_path: Path) -> Iterator[Hall]:
    """A house with a framework of its own, in which sentences and options are markup."""
    text = SMALL.read_text(encoding="utf-8")
    for name in MARKED:
        assert name in text
        text = text.replace(name, f"{name} {MARK}", 1)
    file = tmp_path / "garden.yaml"
    file.write_text(text, encoding="utf-8")
    url = f"sqlite:///{tmp_path}/howareyou.sqlite3"
    with open_hall(url, tmp_path / "keys", framework=library.load_file(file)) as there:
        yield there


def test_texts_of_a_framework_are_text(chromium: Browser, garden: Hall) -> None:
    """Sentences, options and topics of an organisation are read in the talk as they are written."""
    context = chromium.new_context(locale="en")
    watched, seen = Watched(context, garden.base), ""
    page = watched.page
    page.goto(f"{garden.base}/talk")
    page.click("button[name=begin]")
    while "How are your plants?" not in seen:
        page.wait_for_selector("button[name=press]")
        watched.looks()
        seen += read(page)
        shown = page.locator("input[name=shown]").first
        before = shown.get_attribute("value") or ""
        for box in page.locator("input[type=checkbox]").all():
            box.check()
        page.locator("fieldset button[name=press]").first.click()
        expect(shown).not_to_have_attribute("value", before)
    assert [] == [each for each in MARKED if f"{each} {MARK}" not in seen]
    context.close()
