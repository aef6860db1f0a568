"""A whole talk in a real browser: with and without scripts, offline, by keyboard, seen by axe."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect

import locales
from storage import Store, contacts, rounds
from tests.pages.browser.conftest import faults, overflows
from tests.pages.browser.talking import Person, talking
from tests.pages.conftest import Calendar

PHONE: ViewportSize = {"width": 320, "height": 640}
WHOLE = [tag for tag in ("en", "ar", "ti") if tag in dict(locales.offered())]
# What whoever answers as in `talking.ANSWERS` is asked: nothing of it may be left out by the way.
WALKED = {"c_1", "c_2", "c_3", "age", "mood_now", "topics", "people_mood", "people_needs", "works",
          "hard", "hope", "join", "heard", "share"}  # fmt: skip
LEFT = "JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage)])"


@pytest.fixture
def base(store: Store, calendar: Calendar) -> Iterator[str]:
    """The address of a house where people can talk on a page."""
    with talking(store, calendar) as address:
        yield address


def finished(store: Store) -> int:
    """How many people have finished."""
    with store.read() as tx:
        people = list(contacts.everyone(tx, rounds.current(tx).id))
    return sum(each.phase == 1 for each in people)


def is_forgotten(context: BrowserContext, person: Person) -> None:
    """The browser holds no talk, as soon as the server has said so."""
    for _ in range(50):  # it is asked for by a page that stands already
        if context.cookies():
            person.page.wait_for_timeout(100)
    assert [] == context.cookies()


def nothing_left(context: BrowserContext, person: Person) -> None:
    """The browser keeps nothing of the talk: no cookie, no storage, no other address."""
    is_forgotten(context, person)
    assert "[[],[]]" == person.page.evaluate(LEFT)
    assert person.page.url.endswith("/talk")


def walked(person: Person, base: str, look: Callable[[], object] = bool) -> list[str]:
    """Walk from the first page to the code; what was asked, each looked at once."""
    person.begin(base)
    seen: list[str] = []
    while not person.finished:
        if person.question not in seen:
            seen.append(person.question)
            look()
        person.answer()
    return seen


@pytest.mark.parametrize("language", WHOLE)
def test_a_whole_talk(base: str, store: Store, chromium: Browser, language: str) -> None:
    """From the first page to the code on a small phone: no fault on any screen, nothing left."""
    context = chromium.new_context(
        viewport=PHONE, locale=language, color_scheme="dark" if language == "ar" else "light"
    )
    person = Person(context.new_page(), language)

    def look() -> None:
        """One screen: for everybody, and where reading goes on."""
        assert [] == faults(person.page), person.question
        assert not overflows(person.page), person.question
        assert 1 == person.page.locator("h1").count()
        at = person.page.evaluate("document.activeElement.id")
        assert at == "said" or person.question == "_language"

    seen = walked(person, base, look)
    assert WALKED <= set(seen)
    assert [] == faults(person.page)
    person.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not overflows(person.page)
    assert locales.direction(language) == person.page.evaluate("document.documentElement.dir")
    assert 1 == finished(store)
    # The first page and the talk: nothing of the answers can be gone back to.
    assert 3 == person.page.evaluate("history.length")
    nothing_left(context, person)
    context.close()


@pytest.mark.parametrize("language", WHOLE)
def test_a_talk_without_scripts(base: str, store: Store, chromium: Browser, language: str) -> None:
    """Forms alone lead through the same questions to the code."""
    context = chromium.new_context(viewport=PHONE, locale=language, java_script_enabled=False)
    person = Person(context.new_page(), language)
    assert WALKED <= set(walked(person, base))
    assert 1 == finished(store)
    nothing_left(context, person)
    context.close()


def test_what_is_not_sent_waits_in_the_page(base: str, store: Store, chromium: Browser) -> None:
    """Without network an answer stays, visibly; when the network is back it is sent, once."""
    context = chromium.new_context(viewport={"width": 320, "height": 360})
    person = Person(context.new_page())
    person.begin(base)
    while person.question != "works":
        person.answer()
    context.set_offline(True)
    person.page.fill("textarea", "My neighbours are kind.")
    person.page.click("button[name=send]")
    note = person.page.get_by_role("alert")
    expect(note).to_have_text(
        "Not sent yet. It is sent when the network is back. If you close this page, it is lost."
    )
    expect(note).to_be_in_viewport(ratio=1)  # though the button is further down
    assert "My neighbours are kind." == person.page.input_value("textarea")
    assert person.page.is_disabled("button[name=send]")
    context.set_offline(False)
    expect(person.page.locator("main")).to_contain_text("You can write more")
    expect(note).to_be_hidden()
    with store.read() as tx:
        [contact] = contacts.everyone(tx, rounds.current(tx).id)
    assert ["My neighbours are kind."] == list(contact.record["answers"]["works"]["words"])
    context.close()


def test_a_keyboard_is_enough_to_talk(base: str, chromium: Browser) -> None:
    """Tab, Space and Enter lead into the talk and through a question with boxes."""
    person = Person(chromium.new_page())
    person.begin(base)
    while person.question != "topics":
        before = person.question
        person.page.keyboard.press("Tab")
        while person.page.evaluate("document.activeElement.value || ''").startswith("v1") is False:
            person.page.keyboard.press("Tab")
        person.page.keyboard.press("Enter")
        person.page.wait_for_function(
            "before => !document.querySelector('.said button[name=press]').value.includes(before)",
            arg=f":{before}:",
        )
    person.page.keyboard.press("Tab")
    person.page.keyboard.press("Space")
    assert ["home"] == person.page.eval_on_selector_all(":checked", "all => all.map(a => a.value)")
    person.page.locator("button[value$=':=']").focus()
    person.page.keyboard.press("Enter")
    expect(person.page.locator("main")).to_contain_text("How is life at home?")
    person.page.context.close()


def test_leaving_quickly_cannot_be_undone(base: str, chromium: Browser) -> None:
    """One press shows an empty page; going back opens no talk, and nothing is left."""
    context = chromium.new_context()
    person = Person(context.new_page())
    person.begin(base)
    while person.question != "topics":
        person.answer()
    person.page.get_by_role("link", name="Leave quickly").click()
    person.page.wait_for_url(f"{base}/leave-quickly")
    assert "" == person.page.inner_text("body")
    is_forgotten(context, person)
    person.page.go_back()
    assert "What do you want to talk about" not in person.page.inner_text("body")
    person.page.goto(f"{base}/talk")
    assert person.page.get_by_role("button", name="Let's talk").is_visible()
    context.close()


def test_a_reload_asks_the_same_again(base: str, chromium: Browser) -> None:
    """Once there is a yes, the talk survives a reload; what was chosen before is kept."""
    context = chromium.new_context()
    person = Person(context.new_page())
    person.begin(base)
    while person.question != "topics":
        person.answer()
    person.page.reload()
    assert "topics" == person.question
    person.tick("home,people")
    person.page.reload()
    assert "home_mood" == person.question
    person.press("!back")
    assert ["home", "people"] == person.page.eval_on_selector_all(
        ":checked", "all => all.map(a => a.value)"
    )
    context.close()
