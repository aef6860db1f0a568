"""Who scans an invitation talks on the page for its place; nothing of it stays in the browser."""

import pytest

import pages
from pages.talk import COOKIE, INVITED
from storage import Store, places
from storage.knocks import BEGUN, note
from tests.bot.web_people import CONSENT, Visitor, agree, kept
from tests.pages.browse import Browser

OLD = "This invitation does not work any more. You can talk here all the same."


@pytest.fixture
def code(store: Store) -> str:
    """The invitation of a town."""
    with store.begin() as tx:
        places.add(tx, id="oulu", name="Oulu", kind="town")
        places.add(tx, id="kemi", name="Kemi", kind="town")
        return places.invite(tx, place="oulu")


def place(store: Store) -> str:
    """The place of the one person of whom something is kept."""
    [contact] = kept(store)
    return str(contact.record["place"])


async def test_a_link_leads_to_the_talk_of_its_place(
    visitor: Visitor, store: Store, code: str
) -> None:
    """The address is left at once; who begins is in the place, and is not asked for it."""
    led = await visitor.browser.get(f"/talk/{code}")
    assert (303, "/talk") == (led.status, led.to)
    assert code not in (await visitor.browser.get("/talk")).text
    await visitor.begin()
    assert "oulu" == place(store)
    assert {} == visitor.browser.cookies
    for name in CONSENT:
        await visitor.press(name)
    assert "How are you today?" in visitor.page.said[0].text
    assert {COOKIE} == set(visitor.browser.cookies)


async def test_the_cookie_is_shut_and_short(talks: pages.Site, code: str) -> None:
    """It goes over https alone, to no script, and no longer than an hour."""
    led = await Browser(talks).get(f"/talk/{code}")
    name, *about = led.headers[b"set-cookie"].decode().split("; ")
    assert f"{INVITED}={code}" == name
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=3600"} == set(about)


async def test_the_invitation_waits_while_a_language_is_chosen(
    visitor: Visitor, store: Store, code: str
) -> None:
    """The door may be read, read again and in another language: the place is not lost."""
    await visitor.browser.get(f"/talk/{code}")
    for path in ("/talk", "/talk", "/talk?lang=fi"):
        await visitor.browser.get(path)
    await visitor.begin()
    assert "oulu" == place(store)


@pytest.mark.parametrize(
    "wrong", ["AAAAAAAAAA", "x", "é", "a%20b", "-", "\x7f", "1;a=b", "{code}x"]
)
async def test_a_wrong_invitation_is_told_and_hinders_nobody(
    visitor: Visitor, store: Store, code: str, wrong: str
) -> None:
    """A plain sentence, once; the talk begins all the same and asks for the place as usual."""
    led = await visitor.browser.get(f"/talk/{wrong.replace('{code}', code)}")
    assert (303, "/talk") == (led.status, led.to)
    await visitor.open()
    assert [OLD] == visitor.page.alerts
    await visitor.open()
    assert [] == visitor.page.alerts
    assert {} == visitor.browser.cookies
    await visitor.send({"begin": "1"})
    assert "" == place(store)
    for name in CONSENT:
        await visitor.press(name)
    assert {"oulu", "kemi", "!skip"} <= visitor.page.names


@pytest.mark.parametrize("held", ["AAAAAAAAAA", "/start oulu", "oulu", "\x7f", ""])
async def test_a_made_up_cookie_is_no_invitation(
    visitor: Visitor, store: Store, code: str, held: str
) -> None:
    """What stands in the cookie is looked up as a code, and is nothing else."""
    assert code
    visitor.browser.cookies[INVITED] = held
    await visitor.browser.post("/talk", {"talk": "GO-AAAA-AAAA-AAAA-AAAA", "begin": "1"})
    await visitor.begin()
    assert {""} == {str(each.record["place"]) for each in kept(store)}


async def test_who_talks_already_is_asked_first(visitor: Visitor, store: Store, code: str) -> None:
    """The link of another place changes it only after a yes, as in an app."""
    with store.begin() as tx:
        other = places.invite(tx, place="kemi")
    await visitor.browser.get(f"/talk/{code}")
    await agree(visitor)
    await visitor.browser.get(f"/talk/{other}")
    assert {COOKIE} == set(visitor.browser.cookies)
    await visitor.open()
    assert "This invitation is for Kemi" in visitor.page.said[0].text.replace("\u2068", "")
    assert "oulu" == place(store)
    await visitor.press("yes")
    assert "kemi" == place(store)


async def test_a_wrong_link_does_not_disturb_a_talk(
    visitor: Visitor, store: Store, code: str
) -> None:
    """The talk goes on where it was, in its place."""
    await visitor.browser.get(f"/talk/{code}")
    await agree(visitor)
    await visitor.browser.get("/talk/AAAAAAAAAA")
    await visitor.open()
    assert "How are you today?" in visitor.page.said[0].text
    assert "oulu" == place(store)


async def test_leaving_quickly_forgets_the_invitation(visitor: Visitor, code: str) -> None:
    """The cookie goes with everything else."""
    await visitor.browser.get(f"/talk/{code}")
    await visitor.browser.get("/leave-quickly")
    assert {} == visitor.browser.cookies


async def test_a_link_begins_nothing_by_itself(talks: pages.Site, store: Store, code: str) -> None:
    """Who only looks, as the preview of a messenger does, leaves nothing; floods wait as ever."""
    browser = Browser(talks, address="192.0.2.7")
    for method in ("GET", "HEAD"):
        assert 303 == (await browser.ask(method, f"/talk/{code}", b"", ())).status
    await browser.get("/talk")
    assert [] == kept(store)
    with store.begin() as tx:
        for _ in range(BEGUN.of_one):
            note(tx, BEGUN, "192.0.2.7", now=talks.seconds)
    visitor = Visitor(browser)
    assert 429 == (await visitor.begin()).status
    assert INVITED in browser.cookies
