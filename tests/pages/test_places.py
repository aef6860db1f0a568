"""The desk: whether talks on a web page count in a place, the ways into a talk, their posters."""

import re

import pytest

from bot.channels.web import Web
from bot.house import House
from bot.site import site as site_of
from pages.desk.poster import LANGUAGES
from pages.site import Site
from storage import Unavailable, places
from tests.bot.fakes import Platform
from tests.pages.browse import Answer, Browser
from tests.pages.test_rights import came_in, everything
from tests.pages.test_summary import entered, visible

RISK = "whoever makes four false talks in a small place learns what the fifth person said"
NAME = "<b>Oulu"
WEB = "/desk/places/oulu/web"


@pytest.fixture
def there(house: House) -> Site:
    """A house with an app, a page and a town in a region."""
    app = Platform()
    app.begins = "https://t.me/us?start="
    with house.store.begin() as tx:
        places.add(tx, id="north", name="The north", kind="region")
        places.add(tx, id="oulu", name=NAME, kind="town", parent="north")
        places.invite(tx, place="oulu")
    return site_of(house, [app, Web(house.address)])


@pytest.fixture
async def coordinator(there: Site) -> Browser:
    """The coordinator of the country."""
    return await entered(there, "coordinator")


def counting(site: Site) -> set[str]:
    """The places that were opened."""
    with site.store.read() as tx:
        return {each.id for each in places.all_places(tx) if each.web}


def read(answer: Answer) -> str:
    """What is read on a page, without marks of direction."""
    return visible(answer).replace("\u2068", "").replace("\u2069", "")


async def test_web_talks_count_after_a_question(there: Site, coordinator: Browser) -> None:
    """The page says how it stands and its risk; asking changes nothing; then it counts."""
    shown = read(await coordinator.get("/desk/places/oulu"))
    assert "They do not count here" in shown
    assert RISK in shown
    asked = await coordinator.get(WEB)
    assert RISK in read(asked)
    assert "count as people in <b>Oulu, and in every place in it?" in read(asked)
    assert NAME not in asked.text
    assert set() == counting(there)
    done = await coordinator.post(WEB, {"web": "on"})
    assert (303, "/desk/places/oulu?done=web_opened") == (done.status, done.to)
    assert {"oulu"} == counting(there)
    said = read(await coordinator.get(done.to))
    assert "Talks on a web page count here now." in said
    assert "They count here as people" in said


async def test_web_talks_count_no_longer(there: Site, coordinator: Browser) -> None:
    """The same button asks the other way round, and takes it back."""
    await coordinator.post(WEB, {"web": "on"})
    asked = await coordinator.get(WEB)
    assert 'name="web" value="off"' in asked.text
    assert "not count as people in <b>Oulu any more?" in read(asked)
    assert "done=web_shut" in (await coordinator.post(WEB, {"web": "off"})).to
    assert set() == counting(there)


async def test_what_was_asked_is_done_and_nothing_else(there: Site, coordinator: Browser) -> None:
    """Two coordinators who both say yes open it once; an empty or odd answer changes nothing."""
    for _ in range(2):
        await coordinator.post(WEB, {"web": "on"})
    assert {"oulu"} == counting(there)
    before = everything(there)
    for sent in ({}, {"web": ""}, {"web": "On"}, {"web": "true"}, {"opened": "off"}):
        assert 400 == (await coordinator.post(WEB, sent)).status
    assert 403 == (await coordinator.post("/desk/places/none/web", {"web": "on"})).status
    assert before == everything(there)


async def test_what_holds_around_a_place_holds_in_it(there: Site, coordinator: Browser) -> None:
    """In an opened region a town says so, and has no button that would do nothing."""
    await coordinator.post("/desk/places/north/web", {"web": "on"})
    assert "count in 2 of 3 places" in read(await coordinator.post("/desk/audit"))
    page = await coordinator.get("/desk/places/oulu")
    assert "That was opened for The north, and holds here too." in read(page)
    assert f'href="{WEB}"' not in page.text
    assert "They do not count here" in read(await coordinator.get("/desk/places/fi"))


async def test_only_the_country_decides(there: Site) -> None:
    """A coordinator of the town sees how it stands; what it weakens is everybody's."""
    browser = await came_in(there, ("coordinator", "oulu"))
    page = await browser.get("/desk/places/oulu")
    assert "They do not count here" in read(page)
    assert f'href="{WEB}"' not in page.text
    assert 403 == (await browser.get(WEB)).status
    assert 403 == (await browser.post(WEB, {"web": "on"})).status
    assert set() == counting(there)


async def test_every_way_has_its_link_and_its_poster(there: Site, coordinator: Browser) -> None:
    """The app and the page carry the same code; a poster leads where it was asked for."""
    with there.store.read() as tx:
        code = places.invitation(tx, place="oulu")
    page = await coordinator.get("/desk/places/oulu")
    app, web = f"https://t.me/us?start={code}", f"https://howareyou.example/talk/{code}"
    assert [app, web] == re.findall(r'<p dir="ltr"><a href="([^"]+)"', page.text)
    assert 2 == page.text.count("<svg")
    for way, link in (("web", web), ("slack", app), ("<x>", app), ("", app)):
        poster = await coordinator.get(f"/poster/oulu?way={way}")
        assert [link] == re.findall(r'<p class="link" dir="ltr">(.*)</p>', poster.text)
        assert "<x>" not in poster.text


async def test_a_poster_speaks_first_as_its_place_does(there: Site, coordinator: Browser) -> None:
    """What is spoken in the place comes first, in its order; then what is offered first."""
    with there.store.begin() as tx:
        places.speak(tx, place="north", languages=["my", "ti", "ar"])
    offered = [tag for tag, _ in there.languages]
    spoken = [tag for tag in ("my", "ti", "ar") if tag in offered]
    rest = [tag for tag in offered if tag not in spoken]
    for language in ("en", "fi"):
        coordinator.language = language
        poster = await coordinator.get("/poster/oulu")
        asked = re.findall(r'<li lang="([\w-]+)"', poster.text)
        assert [*spoken, *rest][:LANGUAGES] == asked
    assert '<li lang="ar" dir="rtl">' in poster.text


async def test_two_audits_do_not_run_at_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one runs another has to wait; after one that failed there is room again."""
    coordinator = await entered(site, "coordinator")
    work = site.work
    assert work is not None
    second: list[object] = []

    def busy(*_: object, **__: object) -> None:
        """An audit during which somebody asks for another one, and which fails."""
        second.append(work.audit())
        raise Unavailable("no disk")

    monkeypatch.setattr("bot.audit.audited", busy)
    assert 503 == (await coordinator.post("/desk/audit")).status
    assert [None] == second
    monkeypatch.undo()
    assert "Nothing was found." in (await coordinator.post("/desk/audit")).text


async def test_who_has_to_wait_for_an_audit_reads_why(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One plain sentence, and no report."""
    coordinator = await entered(site, "coordinator")
    monkeypatch.setattr("bot.desk.Desk.audit", lambda _: None)
    for sent in ({}, {"save": "1"}):
        answer = await coordinator.post("/desk/audit", sent)
        assert 409 == answer.status
        assert "An audit is running already. Please try again in a minute." in answer.text
