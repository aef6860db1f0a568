"""The talk on a page: floods, what a page cannot do, what is forgotten, what is made up."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

import pages
from bot import audit, reading
from bot.channels.web import NAME, Web
from bot.house import House
from bot.site import site
from bot.upkeep import Upkeep, move_due
from pages.language import COOKIE as LANGUAGE
from pages.talk import COOKIE
from storage import Store, Unavailable, codes, contacts, places, rounds, tables
from storage.knocks import BEGUN, note
from tests.bot.chats import Calendar, seated
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
    assert "–" == re.sub(r"<[^>]*>", "", away.text).strip()  # nothing to read on it


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


async def test_every_morning_the_talk_goes_on(
    visitor: Visitor, upkeep: Upkeep, house: House, calendar: Calendar
) -> None:
    """Going on from an empty page is no repeat of the morning before, but twice at once it is."""
    await agree(visitor)
    for _ in range(3):
        calendar.wait(1)
        await upkeep.night(house.today())
        await visitor.open()
        assert [] == [one for one in visitor.page.said if one.lines]
        form = {**visitor.page.hidden, "text": "/continue"}
        await visitor.browser.post("/talk", form)
        first = await visitor.open()
        await visitor.browser.post("/talk", form)
        assert "How are you today?" in visitor.page.said[0].text
        assert first.text == (await visitor.open()).text


async def test_a_call_for_help_is_answered_without_the_store(
    visitor: Visitor, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While nothing can be written, "help" shows the card; everything else says to try again."""
    await agree(visitor)

    def fail(*_: object, **__: object) -> None:
        """Write nothing."""
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


async def test_forms_of_other_pages_begin_no_talk(talks: pages.Site, store: Store) -> None:
    """A form that another site sends is refused, before and after the yes."""
    visitor = await agree(Visitor(Browser(talks)))
    crossed = (b"sec-fetch-site", b"cross-site")
    for fields in ({"begin": "1", "talk": codes.new_return_code()}, {"text": "delete"}):
        answer = await visitor.browser.post("/talk", fields, crossed)
        assert 403 == answer.status
    assert 1 == len(kept(store))


async def test_where_it_is_off_there_is_no_such_page(house: House) -> None:
    """Without the channel neither the page nor a way to it exists."""
    shut = site(house)
    found = [await Browser(shut).get(path) for path in ("/talk", "/leave-quickly", "/")]
    assert [404, 404, 200] == [each.status for each in found]
    assert "/talk" not in found[-1].text


def test_the_channel_is_there_unless_it_is_shut() -> None:
    """The setting alone decides; its links begin where our pages are."""
    held = {"address": "https://pages.example"}
    made: Callable[[str], Any] = lambda web: Web.configured(type("H", (), {**held, "web": web}))  # noqa: E731
    assert (NAME, None) == (made("on").name, made("off"))
    assert "https://pages.example/talk/" == made("on").begins


def on_the_web(house: House, people: int) -> None:
    """Let some of those who have finished have talked on a page."""
    with house.store.begin() as tx:
        there = list(contacts.everyone(tx, rounds.current(tx).id))[:people]
        contacts.forget(tx, [each.person for each in there])
        for each in there:
            each.channel, each.account, each.address = "web", "", codes.new_return_code()
        contacts.save(tx, there)


def published(house: House, calendar: Calendar) -> tuple[int, str]:
    """Move and publish the round; how many moved, and what volunteers read."""
    calendar.at = calendar.at.replace(day=29)
    [moved] = move_due(house, house.today())
    with house.store.begin() as tx:
        for window in reading.unpublished(tx):
            reading.publish(tx, house, window)
        told = reading.latest_summaries(tx, house, place="fi", language="en")
    return moved.people, "".join(each.text() for each in told)


@pytest.mark.parametrize(("opened", "number"), [(False, False), (True, True)])
def test_false_talks_tell_nothing_of_the_true_ones(
    house: House, calendar: Calendar, *, opened: bool, number: bool
) -> None:
    """Of six who need friends three are on the web: no number, unless that was opened."""
    with house.store.begin() as tx:
        places.open_web(tx, "", opened=opened)
    seated(house, range(6), people_mood="2", people_needs="friends", topics="people")
    on_the_web(house, 3)
    seated(house, range(10, 20), people_mood="4", topics="people")
    moved, text = published(house, calendar)
    assert (16, number) == (moved, "6 of 16 people" in text)
    report = audit.audited(house)
    assert [] == [found for section in report.sections for found in section.found]


def test_every_threshold_rises_by_who_does_not_count(house: House, calendar: Calendar) -> None:
    """With three web talks a figure needs eight people, a word for a group sixteen."""
    seated(house, range(12), mood_now="4")
    on_the_web(house, 3)
    published(house, calendar)
    with house.store.read() as tx:
        [window] = [each for each in rounds.all_windows(tx) if each.state == "moved"]
        held = rounds.get(tx, window.round)
        plan = reading.plan(tx, house, house.framework, held, window)
    assert (3, 8, 16, 6) == (window.uncounted, plan.k, plan.group, plan.mention)
