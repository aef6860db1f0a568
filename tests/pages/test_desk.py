"""The desk: what is done there is done, what cannot be done changes nothing."""

import re
from html import escape

import pytest

from bot import upkeep
from bot.house import House
from bot.site import site as site_of
from pages.site import Site
from storage import entrance, places, progress, releases, rounds
from storage import staff as register
from tests.bot.chats import Chat, delivered, seated
from tests.pages.browse import Browser
from tests.pages.conftest import Calendar
from tests.pages.test_rights import everything
from tests.pages.test_summary import entered, visible

MEADOW = "I walk in the <i>meadow</i>."
SHARED = {"works": [MEADOW], "share": ["volunteers"], "quote": ["yes"]}


@pytest.fixture
async def coordinator(site: Site) -> Browser:
    """The coordinator of the country."""
    return await entered(site, "coordinator")


def texts(site: Site, **more: str) -> dict[str, str]:
    """One text in every language."""
    return {f"text-{tag}": f"Thanks ({tag}) <b>" for tag, _ in site.languages} | more


def moved(house: House, calendar: Calendar, people: int = 12) -> None:
    """A round that is over; one of these people let volunteers read a text."""
    seated(house, range(people - 1), mood_now="4")
    Chat(house, "writer").finish(**SHARED)
    calendar.move(days=29)
    upkeep.move_due(house, house.today())


async def again(site: Site) -> Browser:
    """The coordinator comes in again, after days."""
    return await entered(site, "coordinator")


async def test_a_round_is_opened_and_closed(site: Site, coordinator: Browser) -> None:
    """Closing is asked about first; the next round has the weeks and windows that were sent."""
    asked = await coordinator.get("/desk/rounds/close")
    assert "Close round r1 today?" in visible(asked).replace("\u2068", "").replace("\u2069", "")
    with site.store.read() as tx:
        assert "open" == rounds.current(tx).state
    closed = await coordinator.post("/desk/rounds/close")
    assert (303, "/desk/rounds?done=closed") == (closed.status, closed.to)
    assert "The round is closed." in (await coordinator.get(closed.to)).text
    for sent in ({}, {"weeks": "0", "windows": "1"}, {"weeks": "4", "windows": "x"}):
        assert 400 == (await coordinator.post("/desk/rounds/open", sent)).status
    wanted = {"weeks": "2", "windows": "2"}
    asked = await coordinator.post("/desk/rounds/open", wanted)
    assert "until 14.3.2027" in visible(asked).replace("\u2068", "").replace("\u2069", "")
    with site.store.read() as tx:
        assert "waiting" == rounds.current(tx).state
    await coordinator.post("/desk/rounds/begin", wanted)
    with site.store.read() as tx:
        current = rounds.current(tx)
        assert ("r2", "open") == (current.id, current.state)
        assert [6, 6] == [(w.last_day - w.first_day).days for w in rounds.windows(tx, "r2")]
    before = everything(site)
    for path in ("open", "begin"):
        twice = await coordinator.post(f"/desk/rounds/{path}", wanted)
        assert (400, before) == (twice.status, everything(site))


async def test_a_mistake_keeps_what_was_typed(site: Site, coordinator: Browser) -> None:
    """The form comes back with its fields filled and the reason on it, and nothing has changed."""
    await coordinator.post("/desk/rounds/close")
    forms = (
        ("/desk/rounds/open", {"weeks": "99", "windows": "3"}, "from 1 to 52"),
        ("/desk/rounds/open", {"weeks": "1", "windows": "8"}, "do not fit"),
        (
            "/desk/staff",
            {"label": "Kaisa <b>", "role": "sponsor", "place": "fi"},
            "not to the country",
        ),
        ("/desk/places", {"name": "Kemi <b>", "id": "Kemi", "kind": "region"}, "cannot be added"),
        ("/desk/tell", {"text-en": "", "text-fi": "Kiitos <b>", "place": "fi"}, "is missing"),
    )
    for path, sent, why in forms:
        before = everything(site)
        answer = await coordinator.post(path, sent)
        assert (400, before) == (answer.status, everything(site))
        [told] = re.findall(r'<p role="alert">(.*?)</p>', answer.text)
        assert why in told
        kept = [
            escape(each) for name, each in sent.items() if each and name not in {"role", "place"}
        ]
        assert [] == [each for each in kept if each not in answer.text], path
        assert "<b>" not in answer.text


async def test_the_plan_says_what_comes_when(
    site: Site, house: House, calendar: Calendar, coordinator: Browser
) -> None:
    """Each window says when it begins, is put together and can be released, and was released."""
    await coordinator.post("/desk/rounds/close")
    await coordinator.post("/desk/rounds/begin", {"weeks": "4", "windows": "2"})
    marks = str.maketrans("", "", "\u2068\u2069")
    page = visible(await coordinator.get("/desk/rounds")).translate(marks)
    assert "r2-1 · people answer" in page
    assert "in the night after 14.3.2027; can be released from 15.3.2027" in page
    assert "r2-2 · begins on 15.3.2027" in page
    seated(house, range(6), mood_now="4")
    calendar.move(days=14)
    coordinator = await again(site)
    assert "over; it is put together" in visible(await coordinator.get("/desk/rounds"))
    upkeep.move_due(house, house.today())
    assert "Can be released now." in visible(await coordinator.get("/desk/rounds"))
    await coordinator.post("/desk/releases/new")
    page = visible(await coordinator.get("/desk/rounds")).translate(marks)
    assert "Released on 15.3.2027" in page


async def test_where_all_talk_on_a_page_nobody_can_be_written_to(house: House) -> None:
    """Without an app there is no form to write to everybody, and no word of /login."""
    web = await entered(site_of(house), "coordinator")
    told = await web.get("/desk/tell")
    assert (True, False) == ("all talk on a web page" in told.text, "<textarea" in told.text)
    door = await Browser(site_of(house)).get("/enter")
    assert (False, True) == ("/login" in door.text, "howareyou staff link" in door.text)
    shown = await web.post("/desk/staff", {"role": "reviewer", "place": "fi", "label": "x"})
    assert "to the bot" not in shown.text


async def test_staff_know_themselves_in_the_list(site: Site, coordinator: Browser) -> None:
    """Who was invited without a name still sees which one they are."""
    await entered(site, "reviewer")
    page = visible(await coordinator.get("/desk/staff"))
    assert 1 == page.count("(you)")


async def test_how_far_a_round_is_comes_in_bands_on_mondays(
    site: Site, house: House, calendar: Calendar, coordinator: Browser
) -> None:
    """Between two Mondays nothing that people do changes the page; it never holds the number."""
    seated(house, range(12))
    progress.renew(house.store, today=house.today(), k=5)
    page = visible(await coordinator.get("/desk/rounds"))
    assert "10–19" in page
    seated(house, range(12, 30))
    calendar.move(hours=30)
    coordinator = await again(site)
    progress.renew(house.store, today=house.today(), k=5)
    assert page == visible(await coordinator.get("/desk/rounds"))
    calendar.move(days=6)
    progress.renew(house.store, today=house.today(), k=5)
    later = visible(await (await again(site)).get("/desk/rounds"))
    assert "20–49" in later
    assert "30" not in later.replace("28.3.2027", "")


@pytest.mark.parametrize(
    ("people", "k", "band"),
    [(0, 5, "0–9"), (9, 5, "0–9"), (10, 5, "10–19"), (49, 5, "20–49"), (50, 5, "50+"),
     (14, 15, "0–19"), (99, 60, "0+")],
)  # fmt: skip
def test_no_band_is_narrower_than_a_group(people: int, k: int, band: str) -> None:
    """A stricter house has wider bands."""
    assert band == progress.banded(people, k=k)


async def test_a_release_is_asked_about_and_made(
    site: Site, house: House, calendar: Calendar, coordinator: Browser
) -> None:
    """What waits is named, released by a press, listed with its hash, and never made twice."""
    refused = await coordinator.post("/desk/releases/new")
    assert (400, True) == (refused.status, 'href="/staff"' in refused.text)  # the way on stays
    moved(house, calendar)
    coordinator = await again(site)
    assert "r1-1" in (await coordinator.get("/desk")).text
    assert 200 == (await coordinator.get("/desk/releases/new")).status
    with site.store.read() as tx:
        assert [] == releases.all_releases(tx)
    assert 303 == (await coordinator.post("/desk/releases/new")).status
    with site.store.read() as tx:
        [made] = releases.all_releases(tx)
    assert made.sha256 in (await coordinator.get("/desk/releases")).text
    assert 400 == (await coordinator.post("/desk/releases/new")).status


async def test_a_text_is_looked_at_before_it_goes(
    site: Site, house: House, coordinator: Browser
) -> None:
    """Nothing is sent by looking; sending reaches everybody once, each in their language."""
    seated(house, range(3))
    sent = texts(site, place="fi")
    looked = await coordinator.post("/desk/tell", sent)
    assert (200, []) == (looked.status, delivered(house))
    assert "Thanks (en) &lt;b&gt;" in looked.text
    for _ in range(2):
        assert 303 == (await coordinator.post("/desk/tell/send", sent)).status
    assert ["Thanks (en) <b>"] * 3 == [each.body["text"] for each in delivered(house)]


@pytest.mark.parametrize(
    "wrong",
    [("text-en", "", "English"), ("text-en", "  ", "English"), ("text-fi", "x" * 1001, "suomi")],
)
@pytest.mark.parametrize("path", ["/desk/tell", "/desk/tell/send"])
async def test_a_text_is_whole_or_not_sent(
    site: Site, house: House, coordinator: Browser, path: str, wrong: tuple[str, str, str]
) -> None:
    """Without the English text, or with one that is too long, nobody is written to."""
    field, text, named = wrong
    seated(house, range(3))
    answer = await coordinator.post(path, texts(site, place="fi") | {field: text})
    assert (400, []) == (answer.status, delivered(house))
    assert named in answer.text


async def test_a_long_text_in_every_language_fits(site: Site, coordinator: Browser) -> None:
    """A thousand letters that need three bytes each, in every language, are no flood."""
    sent = dict.fromkeys(texts(site), "ሰ" * 1000)
    assert 200 == (await coordinator.post("/desk/tell", {**sent, "place": "fi"})).status


async def test_a_place_is_added_with_its_invitation(site: Site, coordinator: Browser) -> None:
    """It is shown as it is written, has a link and a QR code, and is there once."""
    fields = {"id": "oulu", "name": "<b>Oulu", "kind": "town", "parent": "fi"}
    assert 303 == (await coordinator.post("/desk/places", fields)).status
    with site.store.read() as tx:
        code = places.invitation(tx, place="oulu")
    page = await coordinator.get("/desk/places/oulu")
    assert f"https://t.me/us?start={code}" in page.text
    assert f"start {code}" in visible(page).replace("\u2068", "").replace("\u2069", "")
    assert "<svg" in page.text
    assert "<b>" not in page.text + (await coordinator.get("/desk/places")).text
    before = everything(site)
    for wrong in (
        {}, {"id": "Oulu"}, {"id": "oulu"}, {"id": "x" * 33}, {"name": ""}, {"name": "x" * 61},
        {"name": "a\x07b"}, {"kind": "country"}, {"kind": "x"}, {"parent": "none"},
        {"parent": "oulu"},
    ):  # fmt: skip
        sent = {"id": "kemi", "name": "Kemi", "kind": "town", "parent": "fi"} | wrong
        answer = await coordinator.post("/desk/places", sent if wrong else {})
        assert (400, before) == (answer.status, everything(site)), wrong


async def test_looking_makes_no_invitation(site: Site, coordinator: Browser) -> None:
    """A place without one has a button, and no poster before it was pressed."""
    assert "no invitation yet" in (await coordinator.get("/desk/places/fi")).text
    assert 404 == (await coordinator.get("/poster/fi")).status
    with site.store.read() as tx:
        assert places.invitation(tx, place="fi") is None
    await coordinator.post("/desk/places/fi")
    assert 200 == (await coordinator.get("/poster/fi")).status


async def test_staff_are_invited_with_a_code_shown_once(site: Site, coordinator: Browser) -> None:
    """The code lets in, stands on no other page, and wrong roles or names make none."""
    fields = {"role": "reviewer", "place": "fi", "label": "<i>Kaisa"}
    shown = await coordinator.post("/desk/staff", fields)
    [code] = re.findall(r"ST-[A-Z0-9-]+", visible(shown))
    page = await coordinator.get("/desk/staff")
    assert "&lt;i&gt;Kaisa" in page.text
    assert code not in page.text
    assert 303 == (await Browser(site).post("/enter", {"code": code})).status
    with site.store.read() as tx:
        there = len(register.everyone(tx))
    for wrong in ({"role": "x"}, {"label": ""}, {"label": "x" * 61}, {"role": "sponsor"}):
        assert 400 == (await coordinator.post("/desk/staff", fields | wrong)).status
    with site.store.read() as tx:
        assert there == len(register.everyone(tx))


async def test_staff_are_logged_out_and_removed(site: Site, coordinator: Browser) -> None:
    """Logging out ends open pages under every role of theirs; removing ends the role."""
    reviewer = await entered(site, "reviewer")
    with site.store.read() as tx:
        [found] = [each for each in register.everyone(tx) if each.role == "reviewer"]
    path = f"/desk/staff/{found.id}"
    assert 200 == (await coordinator.get(path)).status
    assert 303 == (await coordinator.post(f"{path}/out")).status
    assert 303 == (await reviewer.get("/desk/quotes")).status
    with site.store.read() as tx:
        assert 0 == entrance.sessions_of(tx, found.id)
    assert 303 == (await coordinator.post(f"{path}/remove")).status
    assert 404 == (await coordinator.post(f"{path}/remove")).status


async def test_nobody_removes_themselves(site: Site, coordinator: Browser) -> None:
    """The button is not there, and the form is refused."""
    with site.store.read() as tx:
        [own] = register.everyone(tx)
    assert "/remove" not in (await coordinator.get(f"/desk/staff/{own.id}")).text
    assert 400 == (await coordinator.post(f"/desk/staff/{own.id}/remove")).status
    assert 200 == (await coordinator.get("/desk/staff")).status
