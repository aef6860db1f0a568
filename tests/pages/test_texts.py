"""The desk: texts that are read and approved, posters, parked messages, the audit, what is due."""

import re
import zlib
from html import unescape

import pytest

from bot.house import House
from pages import pdf
from pages.site import Site
from storage import contacts, parking, quotes
from storage import staff as register
from tests.bot.chats import Chat
from tests.pages.browse import Answer, Browser
from tests.pages.conftest import Calendar
from tests.pages.test_desk import MEADOW, again, moved
from tests.pages.test_entrance import member
from tests.pages.test_rights import parked
from tests.pages.test_summary import entered, visible


@pytest.fixture
async def coordinator(site: Site) -> Browser:
    """The coordinator of the country."""
    return await entered(site, "coordinator")


def inside(document: bytes) -> bytes:
    """What stands compressed in a PDF."""
    found = re.findall(rb"stream\n(.*?)\nendstream", document, re.DOTALL)
    return b"".join(zlib.decompressobj().decompress(each) for each in found if each[:1] == b"x")


async def test_a_poster_asks_in_eight_languages(
    site: Site, coordinator: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Question, link and QR code stand on one page of paper; without the extra it says so."""
    await coordinator.post("/desk/places/fi")
    page = await coordinator.get("/poster/fi")
    asked = re.findall(r'<li lang="([\w-]+)" dir="(?:ltr|rtl)">[^<]+</li>', page.text)
    assert min(8, len(site.languages)) == len(set(asked))
    assert "https://t.me/us?start=" in page.text
    made = await coordinator.get("/poster/fi.pdf")
    assert b"%PDF" == made.body[:4]
    assert re.findall(rb"/Count (\d+)", inside(made.body)) == [b"1"]
    monkeypatch.setattr(pdf, "is_there", lambda: False)
    assert 501 == (await coordinator.get("/poster/fi.pdf")).status


async def test_words_stand_alone(
    site: Site, house: House, calendar: Calendar, coordinator: Browser
) -> None:
    """One text, as it is written; nothing of place, language, question or id beside it."""
    moved(house, calendar)
    coordinator = await again(site)
    page = await coordinator.get("/desk/words")
    assert MEADOW in unescape(page.text)
    assert "<i>" not in page.text
    body = page.text.split("<main>")[1]
    for told in ("works", 'fi"', "r1", "Oulu", "English"):
        assert told not in body


async def test_a_text_is_approved_with_a_translation(
    site: Site, house: House, calendar: Calendar
) -> None:
    """Without one nothing is approved; what shows who somebody is, is refused; then it is done."""
    member(site, "reviewer")
    moved(house, calendar)
    coordinator = await again(site)
    page = await coordinator.get("/desk/quotes")
    assert MEADOW in unescape(page.text)
    [quote] = re.findall(r'name="id" value="([^"]+)"', page.text)
    sent = {"id": quote, "decision": "approve", "translation": "They enjoy the meadow."}
    for wrong in (
        {"translation": " "}, {"translation": "x" * 301}, {"translation": "Call 040 123 4567"},
        {"decision": "x"}, {"id": "none"},
    ):  # fmt: skip
        assert 400 == (await coordinator.post("/desk/quotes", sent | wrong)).status
    with site.store.read() as tx:
        assert ["waiting"] == [each.state for each in quotes.undecided(tx)]
    assert 200 == (await coordinator.get(f"/desk/quotes?skip={quote}")).status
    assert 303 == (await coordinator.post("/desk/quotes", sent)).status
    with site.store.read() as tx:
        [held] = quotes.undecided(tx)
    assert ("approved", {"en": "They enjoy the meadow."}) == (held.state, held.translations)
    late = await coordinator.post("/desk/quotes", {"id": quote, "decision": "refuse"})
    assert 400 == late.status
    assert "No text waits." in (await coordinator.get("/desk/quotes")).text


async def test_parked_messages_are_tried_again_or_dropped(site: Site, coordinator: Browser) -> None:
    """The list says nothing of what was written; retry and drop do what they say, once."""
    with site.store.begin() as tx:
        one, two = parked(tx), parked(tx)
    page = await coordinator.get("/desk/parked")
    assert one in page.text
    assert "Kemi" not in page.text + (await coordinator.get(f"/desk/parked/{one}")).text
    late = await coordinator.post(f"/desk/parked/{one}/retry")
    assert "/desk/parked?done=too_late" == late.to
    assert 303 == (await coordinator.post(f"/desk/parked/{two}/drop")).status
    assert 404 == (await coordinator.post(f"/desk/parked/{two}/drop")).status
    with site.store.read() as tx:
        assert [] == parking.parked(tx)


async def test_a_parked_answer_reaches_its_question(
    site: Site, house: House, coordinator: Browser
) -> None:
    """What was tried again is the answer, as by the command."""
    chat = Chat(house, "1").reach("works")
    with site.store.begin() as tx:
        waiting = parked(tx)
    given = await coordinator.post(f"/desk/parked/{waiting}/retry")
    assert "/desk/parked?done=given" == given.to
    assert chat.contact is not None
    assert "Kemi" in str(chat.contact.record)


async def test_the_audit_is_run_by_a_press(site: Site, coordinator: Browser) -> None:
    """Looking runs nothing; the press shows the report, and saves it as text."""
    assert "Audit of" not in (await coordinator.get("/desk/audit")).text
    shown = await coordinator.post("/desk/audit")
    assert "Nothing was found." in visible(shown)
    assert "Audit of 2027-03-01" in shown.text
    saved: Answer = await coordinator.post("/desk/audit", {"save": "1"})
    assert (
        b'attachment; filename="howareyou-audit-2027-03-01.txt"'
        in (saved.headers[b"content-disposition"])
    )
    assert b"text/plain" in saved.headers[b"content-type"]


async def test_the_desk_says_what_is_due(site: Site, coordinator: Browser) -> None:
    """Each role sees what waits for it, and no way that is closed to it."""
    with site.store.begin() as tx:
        parked(tx)
        register.invite(tx, role="reviewer", place="", label="x", today=site.now().date())
    page = visible(await coordinator.get("/desk")).replace("\u2068", "").replace("\u2069", "")
    for told in ("Parked messages: 1.", "Invitations not used yet: 1.", "Help lines to check:"):
        assert told in page
    reviewer = await entered(site, "reviewer")
    seen = visible(await reviewer.get("/desk"))
    assert "Texts to approve" in seen
    for hidden in ("Parked", "Invitations", "Help lines", "Rounds", "Audit"):
        assert hidden not in seen
    with site.store.read() as tx:
        assert [] == [*contacts.everyone(tx, "r1")]
