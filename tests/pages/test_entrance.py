"""The entrance: who comes in, once, for how long, and who does not."""

from datetime import date

import pytest

import pages
from pages.view import COOKIE
from storage import Tx, entrance, places, staff, tables
from tests.pages.browse import SAME, Browser
from tests.pages.conftest import Calendar

DAY = date(2027, 3, 1)


def invited(tx: Tx, role: str = "coordinator", place: str = "") -> str:
    """A code for a new member of staff."""
    return staff.invite(tx, role=role, place=place, label="Kaisa", today=DAY)


def member(site: pages.Site, role: str = "coordinator", place: str = "") -> staff.Staff:
    """Somebody who has sent their code in a chat."""
    with site.store.begin() as tx:
        found = staff.redeem(
            tx, invited(tx, role, place), person=("telegram", "1", f"7{role}"), today=DAY
        )
    assert found is not None
    return found


def ticket(site: pages.Site, of: staff.Staff) -> str:
    """A ticket for them."""
    with site.store.begin() as tx:
        return entrance.ticket(tx, of.id, now=site.seconds)


@pytest.fixture
async def inside(site: pages.Site) -> Browser:
    """A coordinator's browser after the entrance."""
    browser = Browser(site)
    assert 303 == (await browser.post("/enter", {"code": ticket(site, member(site))})).status
    return browser


async def test_a_link_shows_a_button_and_a_post_lets_in(site: pages.Site) -> None:
    """Opening the link as often as apps like uses nothing up; the button does, once."""
    code = ticket(site, member(site))
    browser = Browser(site)
    for _ in range(3):
        shown = await browser.get(f"/enter/{code}")
        assert (200, {}) == (shown.status, browser.cookies)
        assert f'name="code" value="{code}"' in shown.text
    entered = await browser.post("/enter", {"code": code})
    assert (303, "/staff?in=1") == (entered.status, entered.to)
    assert "Kaisa" not in (await browser.get("/staff")).text
    assert "coordinator" in (await browser.get("/staff")).text
    assert 403 == (await Browser(site).post("/enter", {"code": code})).status


async def test_the_cookie_is_for_this_host_and_no_script(site: pages.Site) -> None:
    """The session's cookie is a __Host- cookie that no script reads and no other page sends."""
    entered = await Browser(site).post("/enter", {"code": ticket(site, member(site))})
    cookie = entered.headers[b"set-cookie"].decode()
    assert cookie.startswith("__Host-")
    for part in ("Path=/", "HttpOnly", "Secure", "SameSite=lax"):
        assert part in cookie
    assert "Domain" not in cookie


async def test_an_invitation_lets_in_without_any_chat(site: pages.Site) -> None:
    """The very first coordinator comes in with the code that the command printed, once."""
    with site.store.begin() as tx:
        code = invited(tx)
    browser = Browser(site)
    await browser.post("/enter", {"code": code.lower()})
    assert 200 == (await browser.get("/staff")).status
    assert 403 == (await Browser(site).post("/enter", {"code": code})).status


@pytest.mark.parametrize(
    "code", ["", "IN", "IN-2345-6789-2345-6789", "ST-2345-6789-2345-6789", "é"]
)
async def test_wrong_codes_are_told(site: pages.Site, code: str) -> None:
    """A code that is none, or nobody's, is refused in one sentence."""
    answer = await Browser(site).post("/enter", {"code": code})
    assert 403 == answer.status
    assert "This code does not work." in answer.text


async def test_the_entrance_names_the_ways_there_are(site: pages.Site) -> None:
    """Where a bot runs it says /login; who has no chat is sent to their coordinator."""
    page = (await Browser(site).get("/enter")).text
    for words in ("/login", "ask your coordinator for a new link", "howareyou staff link"):
        assert words in page


async def test_a_mistyped_link_leads_to_the_entrance(site: pages.Site) -> None:
    """What is no link says so, with the field for a code on the same page."""
    answer = await Browser(site).get("/enter/abc")
    assert (404, True) == (answer.status, 'id="code"' in answer.text)
    assert "This link is not whole" in answer.text


async def test_a_ticket_lasts_ten_minutes(site: pages.Site, calendar: Calendar) -> None:
    """A ticket that was not used in its time is worth nothing."""
    code = ticket(site, member(site))
    calendar.move(minutes=10, seconds=1)
    assert 403 == (await Browser(site).post("/enter", {"code": code})).status


async def test_a_new_ticket_makes_the_old_one_void(site: pages.Site) -> None:
    """Whoever asks twice has one way in."""
    coordinator = member(site)
    old, new = ticket(site, coordinator), ticket(site, coordinator)
    assert 403 == (await Browser(site).post("/enter", {"code": old})).status
    assert 303 == (await Browser(site).post("/enter", {"code": new})).status


async def test_a_session_ends_when_nobody_uses_it(
    site: pages.Site, calendar: Calendar, inside: Browser
) -> None:
    """An hour without a page is the end; a page in between begins the hour anew."""
    for _ in range(3):
        calendar.move(minutes=50)
        assert 200 == (await inside.get("/staff")).status
    calendar.move(minutes=61)
    answer = await inside.get("/staff")
    assert (303, "/enter") == (answer.status, answer.to)


async def test_a_session_ends_after_twelve_hours(
    site: pages.Site, calendar: Calendar, inside: Browser
) -> None:
    """However busy it is, half a day is the end."""
    for _ in range(14):
        calendar.move(minutes=50)
        await inside.get("/staff")
    calendar.move(minutes=25)
    assert 303 == (await inside.get("/staff")).status


async def test_leaving_ends_the_session_everywhere_it_was_copied(
    site: pages.Site, inside: Browser
) -> None:
    """A copied cookie is worth nothing after the button."""
    thief = Browser(site, cookies=dict(inside.cookies))
    assert 200 == (await thief.get("/staff")).status
    assert 303 == (await inside.post("/leave")).status
    assert {} == {name: inside.cookies[name] for name in inside.cookies if name == COOKIE}
    assert 303 == (await thief.get("/staff")).status


async def test_who_is_removed_is_out_at_once(site: pages.Site, inside: Browser) -> None:
    """Removing a member of staff ends what is open in their browser."""
    with site.store.begin() as tx:
        staff.remove(tx, staff.everyone(tx)[0].id)
    assert 303 == (await inside.get("/staff")).status


async def test_many_wrong_codes_must_wait(site: pages.Site, calendar: Calendar) -> None:
    """After ten wrong codes not even a right one is looked at, also by a restarted bot."""
    code = ticket(site, member(site))
    for _ in range(10):
        await Browser(site).post("/enter", {"code": "IN-2345-6789-2345-6789"})
    assert 429 == (await Browser(site).post("/enter", {"code": code})).status
    assert 303 == (await Browser(site, address="192.0.2.1").post("/enter", {"code": code})).status
    calendar.move(minutes=11)
    assert 403 == (await Browser(site).post("/enter", {"code": code})).status


async def test_nothing_that_opens_a_door_is_kept(site: pages.Site, inside: Browser) -> None:
    """Neither a ticket nor a session's token nor an address stands in the database."""
    code = ticket(site, member(site, "sponsor"))
    await Browser(site, address="192.0.2.99").post("/enter", {"code": "IN-wrong"})
    with site.store.read() as tx:
        kept = [
            str(value)
            for table in (tables.ticket, tables.session, tables.knock)
            for row in tx.db.execute(table.select())
            for value in row
        ]
    token = inside.cookies[COOKIE]
    assert 6 <= len(kept)
    assert [] == [each for each in kept if token in each or code in each or "192.0.2" in each]


async def test_the_night_forgets_what_is_over(
    site: pages.Site, calendar: Calendar, inside: Browser
) -> None:
    """Tickets, sessions and wrong codes go when their time is over."""
    ticket(site, member(site, "sponsor"))
    await Browser(site).post("/enter", {"code": "wrong"})
    calendar.move(hours=13)
    with site.store.begin() as tx:
        entrance.forget(tx, now=site.seconds)
    assert 303 == (await inside.get("/staff")).status
    with site.store.read() as tx:
        for table in (tables.ticket, tables.session, tables.knock):
            assert [] == tx.db.execute(table.select()).all()


@pytest.mark.parametrize(
    "headers",
    [
        ((b"sec-fetch-site", b"cross-site"),),
        ((b"sec-fetch-site", b"same-site"),),
        ((b"sec-fetch-site", b"none"),),
        ((b"origin", b"https://evil.example"),),
        ((b"origin", b"null"),),
        ((b"origin", b"https://test.evil.example"),),
        ((b"x-nothing", b""),),
    ],
)
async def test_forms_of_other_pages_change_nothing(
    site: pages.Site, inside: Browser, headers: tuple[tuple[bytes, bytes], ...]
) -> None:
    """A form that was not on our own page is refused, and the session stays."""
    assert 403 == (await inside.post("/leave", {}, *headers)).status
    assert 200 == (await inside.get("/staff")).status


async def test_an_old_browser_shows_its_origin(site: pages.Site, inside: Browser) -> None:
    """A browser without Sec-Fetch-Site is known by its Origin."""
    assert 303 == (await inside.post("/leave", {}, (b"origin", b"https://test"))).status


@pytest.mark.parametrize("cookie", ["", "x", "é", "a" * 4000, "../../etc", "'; drop table session"])
async def test_a_made_up_session_opens_nothing(site: pages.Site, cookie: str) -> None:
    """Whatever stands in the cookie, the page behind says nothing."""
    answer = await Browser(site, cookies={COOKIE: cookie}).get("/staff")
    assert (303, b"") == (answer.status, answer.body)


async def test_too_much_at_once_is_refused(site: pages.Site) -> None:
    """A form of a megabyte, or of ten thousand fields, is not read to its end."""
    large = await Browser(site).post("/enter", {"code": "x" * 1_000_000})
    many = await Browser(site).post("/enter", {f"f{i}": "" for i in range(5000)})
    assert (413, 413) == (large.status, many.status)
    broken = await Browser(site).ask("POST", "/enter", b"\xff\xfe=%zz", SAME)
    assert 413 == broken.status


async def test_without_the_cookie_it_says_why(site: pages.Site) -> None:
    """A browser that does not keep the cookie (no https) is told, not sent round in circles."""
    browser = Browser(site)
    entered = await browser.post("/enter", {"code": ticket(site, member(site))})
    browser.cookies.clear()
    again = await browser.get(entered.to)
    assert (303, "/enter?in") == (again.status, again.to)
    assert "need https" in (await browser.get(again.to)).text


async def test_places_are_found_with_what_lies_around_them(site: pages.Site) -> None:
    """A coordinator of the country covers a town; a sponsor of a town covers nothing else."""
    with site.store.begin() as tx:
        places.add(tx, id="oulu", name="Oulu", kind="town")
        places.add(tx, id="kemi", name="Kemi", kind="town")
        country = places.country(tx).id
    whole, town = member(site, "coordinator"), member(site, "sponsor", "oulu")
    visits = [
        pages.Visit(site, request=None, language="en", members=[each])  # type: ignore[arg-type]  # unused here
        for each in (whole, town)
    ]
    with site.store.read() as tx:
        covered = [[v.covers(tx, p) for p in ("oulu", "kemi", country, "none")] for v in visits]
    assert [[True, True, True, False], [True, False, False, False]] == covered
