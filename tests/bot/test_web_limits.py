"""The talk on a page: floods, what a page cannot do, what is forgotten, what is made up."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

import pages
from bot.channels.web import NAME, Web
from bot.house import House
from bot.serve import site
from bot.upkeep import Upkeep
from pages.language import COOKIE as LANGUAGE
from pages.talk import COOKIE
from storage import Store, Unavailable, tables
from storage.knocks import BEGUN, note
from tests.bot.chats import Calendar
from tests.bot.web_people import CONSENT, Visitor, agree, kept, waiting
from tests.pages.browse import Browser


async def test_very_many_beginnings_wait(talks: pages.Site, store: Store) -> None:
    """One address cannot begin without end; another still can."""
    with store.begin() as tx:
        for _ in range(BEGUN.of_one):
            note(tx, BEGUN, "192.0.2.7", now=talks.seconds)
    assert 429 == (await Visitor(Browser(talks, address="192.0.2.7")).begin()).status
    assert 200 == (await Visitor(Browser(talks)).begin()).status


async def test_who_says_yes_is_no_flood(talks: pages.Site, store: Store) -> None:
    """Talks that came to a yes do not count among those that never began."""
    await agree(Visitor(Browser(talks)))
    await Visitor(Browser(talks)).begin()
    with store.read() as tx:
        counts = sorted(tx.db.execute(select(tables.knock.c.count)).scalars())
    assert [1, 1, 2, 2] == counts


async def test_a_browser_without_cookies_can_talk(visitor: Visitor) -> None:
    """Where the browser keeps no cookie, the talk stays in its page and goes on all the same."""
    await visitor.begin()
    for name in (*CONSENT, "4"):
        await visitor.press(name)
        visitor.browser.cookies.clear()
    assert "talk about" in visitor.page.said[0].text


async def test_nothing_of_the_talk_stands_in_an_address(visitor: Visitor) -> None:
    """Every answer leads to the same address, and no page names another one with a word in it."""
    await agree(visitor)
    word = visitor.browser.cookies[COOKIE]
    form = {**visitor.page.hidden, "press": visitor.page.said[0].rows[0][0][1]}
    answer = await visitor.browser.post("/talk", form)
    shown = await visitor.browser.get("/talk")
    assert ("/talk", False) == (answer.to, word in shown.text)
    assert b"no-store" == shown.headers[b"cache-control"]


async def test_leaving_quickly_leaves_nothing(visitor: Visitor) -> None:
    """One press leads to an empty page; the cookies are gone, the cache is cleared."""
    await agree(visitor)
    await visitor.browser.get("/talk?lang=fi")
    assert {COOKIE, LANGUAGE} == set(visitor.browser.cookies)
    away = await visitor.browser.get("/leave-quickly")
    assert {} == visitor.browser.cookies
    assert b'"cache", "storage"' == away.headers[b"clear-site-data"]
    assert "<body></body>" in away.text


async def test_nothing_is_promised_that_a_page_cannot_do(visitor: Visitor) -> None:
    """Nobody is offered a reminder, or to be asked again: a page cannot be written to."""
    await agree(visitor)
    await visitor.press("4")
    await visitor.press("!stop")
    assert {"!go_on", "!finish"} == visitor.page.names
    await visitor.press("!finish")
    assert "MY-" in visitor.page.said[0].text
    assert set() == visitor.page.names


async def test_who_only_looked_in_is_forgotten(
    visitor: Visitor, store: Store, upkeep: Upkeep, calendar: Calendar, house: House
) -> None:
    """Without a yes nothing stays longer than the second night, and no message either."""
    await visitor.begin()
    calendar.wait(1)
    await upkeep.night(house.today())
    assert (1, 0) == (len(kept(store)), waiting(store))
    calendar.wait(1)
    await upkeep.night(house.today())
    assert [] == kept(store)


async def test_a_silent_page_is_forgotten(
    visitor: Visitor, store: Store, upkeep: Upkeep, calendar: Calendar, house: House
) -> None:
    """Two weeks without a word: nobody can be told code and day, so no answer is kept."""
    await agree(visitor)
    await visitor.press("4")
    calendar.wait(13)
    await upkeep.night(house.today())
    assert 1 == len(kept(store))
    calendar.wait(1)
    await upkeep.night(house.today())
    assert ([], 0) == (kept(store), waiting(store))


async def test_after_the_night_the_talk_goes_on(
    visitor: Visitor, upkeep: Upkeep, house: House, store: Store
) -> None:
    """What a page showed is gone in the morning; one press asks the open question again."""
    await agree(visitor)
    await upkeep.night(house.today())
    assert 0 == waiting(store)
    shown = await visitor.open()
    assert 'value="/continue"' in shown.text
    await visitor.send({"text": "/continue"})
    assert "How are you today?" in visitor.page.said[0].text


async def test_a_call_for_help_is_answered_without_the_store(
    visitor: Visitor, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While nothing can be written, "help" shows the card; everything else says to try again."""
    await agree(visitor)

    def fail(*_: object, **__: object) -> None:
        raise Unavailable("no disk")

    monkeypatch.setattr("bot.turn.post.exchange", fail)
    helped = await visitor.send({"text": "help"})
    assert (200, True) == (helped.status, "112" in helped.text)
    assert COOKIE in visitor.browser.cookies
    assert 503 == (await visitor.browser.post("/talk", {"text": "hello"})).status


@pytest.mark.parametrize(
    "form",
    [
        {"talk": "x" * 100, "press": "v1:a:b:c"},
        {"press": "no token"},
        {"press": "v1:::="},
        {"press": "v1:a:topics:=", "chosen": "home," * 1000},
        {"text": "\x00\ud800".encode("utf-8", "replace").decode()},
        {"shown": "'; drop table outbox", "text": "<script>alert(1)</script>"},
        {"begin": ""},
        {"code": ""},
        {"language": "xx", "text": "hei"},
    ],
)
async def test_whatever_is_sent_the_page_stays_well(visitor: Visitor, form: dict[str, str]) -> None:
    """A made-up form breaks nothing, and what was written comes back as text only."""
    await agree(visitor)
    answer = await visitor.browser.post("/talk", form)
    assert answer.status in (200, 303, 403)
    assert "<script>alert" not in answer.text
    assert 200 == (await visitor.open()).status


async def test_where_it_is_off_there_is_no_such_page(house: House) -> None:
    """Without the channel neither the page nor a way to it exists."""
    shut = site(house)
    found = [await Browser(shut).get(path) for path in ("/talk", "/leave-quickly", "/")]
    assert [404, 404, 200] == [each.status for each in found]
    assert "/talk" not in found[-1].text


def test_the_channel_is_there_unless_it_is_shut() -> None:
    """The setting alone decides."""
    made: Callable[[str], Any] = lambda web: Web.configured(type("Held", (), {"web": web}))  # noqa: E731
    assert (NAME, None) == (made("on").name, made("off"))
