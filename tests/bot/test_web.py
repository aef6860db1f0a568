"""The talk on a page: what the browser holds, what is taken once, what is left behind."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import func, select

import pages
from bot.channels.web import NAME, Web
from bot.house import House
from bot.upkeep import Upkeep
from pages.language import COOKIE as LANGUAGE
from pages.talk import COOKIE
from storage import Store, Unavailable, codes, contacts, erase, places, rounds, tables
from storage.contacts import Contact
from storage.knocks import BEGUN, RETURNS, note
from tests.bot.chats import Calendar
from tests.bot.messengers import rooms_of
from tests.bot.web_people import Visitor, site_of
from tests.pages.browse import Browser

CONSENT = ("en", "next", "next", "next", "yes", "yes")


@pytest.fixture
async def talks(house: House) -> AsyncIterator[pages.Site]:
    """The pages of a house where people can talk on them."""
    async with rooms_of(house, Web()) as rooms:
        yield site_of(rooms, house)


@pytest.fixture
def visitor(talks: pages.Site) -> Visitor:
    """Somebody at a browser of their own."""
    return Visitor(Browser(talks))


async def agree(visitor: Visitor) -> Visitor:
    """Begin and say yes to the talk."""
    await visitor.begin()
    for name in CONSENT:
        await visitor.press(name)
    return visitor


async def finish(visitor: Visitor) -> str:
    """Talk until the end, skipping; give the code."""
    await agree(visitor)
    await visitor.press("4")
    while "MY-" not in visitor.page.said[0].text:
        await visitor.press("!skip" if "!skip" in visitor.page.names else "no")
    code = codes.read_code(visitor.page.said[0].text)
    assert code
    return code


def kept(store: Store) -> list[Contact]:
    """Everybody of whom something is kept."""
    with store.read() as tx:
        return list(contacts.everyone(tx, rounds.current(tx).id))


def waiting(store: Store) -> int:
    """How many messages wait in the outbox."""
    with store.read() as tx:
        return int(tx.db.execute(select(func.count()).select_from(tables.outbox)).scalar_one())


def answers(store: Store) -> dict[str, Any]:
    """The answers of the one person of whom something is kept."""
    [contact] = kept(store)
    return dict(contact.record["answers"])


async def test_the_browser_holds_the_talk_from_the_yes_to_the_end(visitor: Visitor) -> None:
    """There is no cookie before the yes to the talk, one from then on, and none after the end."""
    await visitor.begin()
    for name in CONSENT:
        assert COOKIE not in visitor.browser.cookies
        await visitor.press(name)
    word = visitor.browser.cookies[COOKIE]
    assert codes.read_return_code(word) == word
    await visitor.press("4")
    assert "talk" not in visitor.page.hidden  # from then on the word stands in no page
    while "MY-" not in visitor.page.said[0].text:
        await visitor.press("!skip" if "!skip" in visitor.page.names else "no")
    assert {} == visitor.browser.cookies


async def test_the_cookie_is_shut_to_scripts_and_to_other_pages(visitor: Visitor) -> None:
    """It goes over https alone, to this host alone, to no script, and ends with the visit."""
    await visitor.begin()
    for name in CONSENT[:-1]:
        await visitor.press(name)
    header = (await visitor.press("yes")).headers[b"set-cookie"].decode()
    assert header.startswith("__Host-talk=GO-")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} == set(header.split("; ")[1:])


async def test_a_form_that_comes_twice_is_taken_once(visitor: Visitor, store: Store) -> None:
    """A double click, a reload, a browser that tries again: one answer, and the same next page."""
    await agree(visitor)
    hidden, said = visitor.page.hidden, visitor.page.said[0]
    form = {**hidden, "press": said.rows[0][0][1]}
    first, second = await asyncio.gather(*(visitor.browser.post("/talk", form) for _ in range(2)))
    assert (303, 303) == (first.status, second.status)
    await visitor.open()
    assert "talk about" in visitor.page.said[0].text
    assert [("mood_now", ["5"])] == [
        (question, list(answer["choices"]))
        for question, answer in answers(store).items()
        if question == "mood_now"
    ]


async def test_two_people_may_press_the_same(talks: pages.Site, store: Store) -> None:
    """What one person presses is no repeat of what another pressed."""
    for _ in range(2):
        await agree(Visitor(Browser(talks)))
    assert 2 == len(kept(store))


async def test_an_old_page_changes_only_its_own_answer(visitor: Visitor, store: Store) -> None:
    """A button of a page that was left changes the answer it belongs to, and no other."""
    await agree(visitor)
    old = visitor.page
    await visitor.press("4")
    new, visitor.page = visitor.page, old
    await visitor.press("2")
    assert ["2"] == list(answers(store)["mood_now"]["choices"])
    visitor.page = new
    await visitor.press("!done", chosen="home")
    assert ["home"] == list(answers(store)["topics"]["choices"])


async def test_deleting_leaves_nothing(visitor: Visitor, store: Store) -> None:
    """After "delete everything" nothing is kept: no talk, no message, no cookie."""
    await agree(visitor)
    await visitor.send({"text": "delete"})
    answer = await visitor.press("yes")
    assert ["I deleted everything. Thank you for being here."] == visitor.page.said[0].lines
    assert ([], 0, {}) == (kept(store), waiting(store), visitor.browser.cookies)
    assert 200 == answer.status


async def test_the_page_of_a_deleted_talk_makes_no_new_one(visitor: Visitor, store: Store) -> None:
    """Pressing on, also the same once more, says that nothing is kept, and keeps nothing."""
    await agree(visitor)
    await visitor.send({"text": "delete"})
    form = {**visitor.page.hidden, "press": visitor.page.said[0].rows[0][0][1]}
    word = visitor.browser.cookies[COOKIE]
    await visitor.browser.post("/talk", form)
    again = await visitor.browser.post("/talk", {**form, "talk": word})
    assert "I keep no answers from you." in again.text
    assert [] == kept(store)


async def test_a_no_is_forgotten_and_may_become_a_yes(visitor: Visitor, store: Store) -> None:
    """Who does not want to talk leaves nothing; the button below begins anew."""
    await visitor.begin()
    for name in CONSENT[:-1]:
        await visitor.press(name)
    await visitor.press("no")
    assert ([], 0) == (kept(store), waiting(store))
    await visitor.press("!start")
    assert "en" in visitor.page.names


async def test_the_word_leads_back_on_another_device(visitor: Visitor, talks: pages.Site) -> None:
    """Stopping shows a word; typed on another device it opens the same question again."""
    await agree(visitor)
    answer = await visitor.press("!stop")
    word = codes.read_return_code(answer.text)
    assert word == visitor.browser.cookies[COOKIE]
    other = Visitor(Browser(talks))
    await other.open()
    await other.send({"code": f" {str(word).lower().replace('-', ' ')} "})
    assert "How are you today?" in other.page.said[0].text
    assert word == other.browser.cookies[COOKIE]


async def test_a_finished_talk_can_be_seen_again(visitor: Visitor, talks: pages.Site) -> None:
    """The word opens a finished talk to see, change and delete it, and leaves no cookie."""
    await finish(visitor)
    word = visitor.page.hidden["talk"]
    other = Visitor(Browser(talks))
    await other.open()
    await other.send({"code": word})
    await other.send({"text": "mine"})
    assert "This is what I keep about you" in other.page.said[0].text
    await other.press("!delete")
    await other.press("yes")
    assert "I deleted everything" in other.page.said[0].text
    assert {} == other.browser.cookies


async def test_words_that_are_guessed_are_slowed_down(
    visitor: Visitor, talks: pages.Site, store: Store, calendar: Calendar
) -> None:
    """After ten words from one address even the right one waits, also after a restart."""
    await agree(visitor)
    await visitor.press("!stop")
    word = visitor.browser.cookies[COOKIE]
    other = Visitor(Browser(talks, address="192.0.2.7"))
    wrong = [await other.send({"code": codes.new_return_code()}) for _ in range(RETURNS.of_one)]
    assert {403} == {each.status for each in wrong}
    assert 429 == (await other.send({"code": word})).status
    with store.read() as tx:
        noted = [str(row) for row in tx.db.execute(tables.knock.select())]
    assert [] == [row for row in noted if "192.0.2" in row or word in row]


async def test_the_code_of_answers_erases_them_here_too(
    visitor: Visitor, talks: pages.Site, store: Store
) -> None:
    """A code typed at the door is taken as in a chat; nobody is kept beside it."""
    code = await finish(visitor)
    other = Visitor(Browser(talks))
    await other.open()
    await other.send({"code": code})
    assert "will be deleted" in other.page.said[0].text
    with store.read() as tx:
        sealed = tx.db.execute(select(func.count()).select_from(tables.erasure)).scalar_one()
    assert (1, 1) == (sealed, len(kept(store)))
    erase.run_erasures(store)


async def test_an_invitation_can_be_typed(
    visitor: Visitor, talks: pages.Site, store: Store
) -> None:
    """The code of an invitation begins a talk in its place."""
    with store.begin() as tx:
        places.add(tx, id="oulu", name="Oulu", kind="town")
        code = places.invite(tx, place="oulu")
    await visitor.open()
    await visitor.send({"code": code})
    [contact] = kept(store)
    assert "oulu" == contact.record["place"]


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
        counts = sorted(row.count for row in tx.db.execute(tables.knock.select()))
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
    site = pages_without(house)
    found = [await Browser(site).get(path) for path in ("/talk", "/leave-quickly", "/")]
    assert [404, 404, 200] == [each.status for each in found]
    assert "/talk" not in found[-1].text


def pages_without(house: House) -> pages.Site:
    """The pages of a house where nobody can talk on them."""
    from bot.serve import site  # noqa: PLC0415

    return site(house)


def test_the_channel_is_there_unless_it_is_shut() -> None:
    """The setting alone decides."""
    made: Callable[[str], Any] = lambda web: Web.configured(type("Held", (), {"web": web}))  # noqa: E731
    assert (NAME, None) == (made("on").name, made("off"))
