"""Talking in a real browser: a house that listens, and somebody who reads the page and presses."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from bot.house import House
from dialogues import help as help_lines
from dialogues import library
from storage import Store
from tests.pages.browser.hall import listening, opened
from tests.pages.conftest import Calendar

# What somebody answers; the rest of the talk is skipped. A "=" ticks boxes and presses Done.
ANSWERS: Mapping[str, str] = {
    "c_1": "next",
    "c_2": "next",
    "c_3": "next",
    "age": "yes",
    "ask": "yes",
    "mood_now": "4",
    "topics": "=people",
    "people_mood": "2",
    "people_needs": "=friends",
    "join": "=meet_sponsor",
    "heard": "yes",
    "share": "workers",
    "_finish": "no",
}
OPTIONS = "button[name=press]"


@contextmanager
def talking(store: Store, calendar: Calendar) -> Iterator[str]:
    """Let people talk on the pages of a house; the address, until the block ends."""
    house = House(
        store=store,
        organisation="the Red Cross",
        now=calendar,
        framework=library.default(),
        help=help_lines.installed("FI"),
    )
    with listening() as (port, base), opened(house, port):
        yield base


@dataclass
class Person:
    """Somebody who talks on a page, with or without scripts."""

    page: Page
    language: str = "en"

    def begin(self, base: str) -> None:
        """From the first page into the talk."""
        self.page.goto(base)
        self.page.click("a[href='/talk']")
        self.page.click("button[name=begin]")
        self.page.wait_for_selector(OPTIONS)

    @property
    def question(self) -> str:
        """The question that is shown, by its id."""
        return self.token().split(":")[2]

    def token(self) -> str:
        """What the first button of the last message carries."""
        asked = self.page.locator(f".said:has({OPTIONS})").last
        return asked.locator(OPTIONS).first.get_attribute("value") or ""

    def press(self, name: str) -> None:
        """Press an option or control, and wait for what comes of it."""
        self._and_wait(f"{OPTIONS}[value$=':{name}']")

    def tick(self, names: str) -> None:
        """Tick boxes and press Done."""
        for name in names.split(","):
            self.page.check(f"input[value='{name}']")
        self.press("=")

    def write(self, text: str) -> None:
        """Write own words and send them."""
        self.page.fill("textarea", text)
        self._and_wait("button[name=send]")

    def _and_wait(self, what: str) -> None:
        shown = self.page.locator("input[name=shown]").first
        before = shown.get_attribute("value") or ""
        self.page.click(what)
        expect(shown).not_to_have_attribute("value", before)

    def answer(self) -> None:
        """Answer the question that is shown."""
        question = self.question
        wanted = self.language if question == "_language" else ANSWERS.get(question, "!skip")
        if question == "works" and self.page.locator("textarea").count():
            done = self.page.locator(f"{OPTIONS}[value$=':!done']").count()
            self.press("!done") if done else self.write("My neighbours are kind.")
        elif wanted.startswith("="):
            self.tick(wanted[1:])
        else:
            self.press(wanted)

    @property
    def finished(self) -> bool:
        """Whether the code is shown."""
        return "MY-" in self.page.inner_text("main")
