"""Codes on a page: none deletes unasked, none is lost when it is mistyped, every way back leads."""

import pytest
from sqlalchemy import func, select

import pages
from storage import Store, codes, places, tables
from storage.knocks import RETURNS
from tests.bot.web_people import CONSENT, Visitor, agree, finish, kept
from tests.pages.browse import Browser

ASKED = "This code deletes your answers. Do you want to delete them?"


def sealed(store: Store) -> int:
    """How many codes wait to delete."""
    with store.read() as tx:
        return int(tx.db.execute(select(func.count()).select_from(tables.erasure)).scalar_one())


@pytest.mark.parametrize("right", [True, False])
async def test_a_code_is_asked_about_before_it_deletes(
    visitor: Visitor, talks: pages.Site, store: Store, *, right: bool
) -> None:
    """The same page for a right code and a wrong one; only the yes is taken, and counted."""
    code = await finish(visitor)
    typed = code if right else codes.new_code()
    other = Visitor(Browser(talks))
    await other.open()
    for _ in range(RETURNS.of_one):  # asking tries nothing
        asked = await other.send({"code": typed})
    assert (200, [ASKED]) == (asked.status, other.page.said[0].lines)
    assert 0 == sealed(store)
    assert typed not in str(asked.headers)
    await other.browser.post("/talk", {**other.page.hidden, "sure": "1"})
    assert 1 == sealed(store)


async def test_no_goes_back_to_the_door(visitor: Visitor) -> None:
    """Besides the yes there is a link, which works without scripts, and nothing was done."""
    await visitor.open()
    asked = await visitor.send({"code": codes.new_code()})
    assert '<a class="choice back" href="/talk">' in asked.text
    assert "Let" in (await visitor.open()).text


async def test_a_code_written_in_the_talk_is_asked_about_too(
    visitor: Visitor, store: Store
) -> None:
    """Into the field for words as well; a no leads back to the question."""
    await agree(visitor)
    await visitor.send({"text": codes.new_code()})
    assert [ASKED] == visitor.page.said[0].lines
    assert 0 == sealed(store)
    await visitor.send({"text": "/continue"})
    assert "How are you today?" in visitor.page.said[0].text
    await visitor.send({"text": codes.new_code(), "sure": "1"})
    assert 1 == sealed(store)
    assert 1 == len(kept(store))


async def test_wrong_codes_are_still_slowed_down(talks: pages.Site) -> None:
    """After ten that were tried even a right one waits."""
    other = Visitor(Browser(talks, address="192.0.2.7"))
    await other.open()
    for _ in range(RETURNS.of_one):
        assert 200 == (await other.send({"code": codes.new_code(), "sure": "1"})).status
    assert 429 == (await other.send({"code": codes.new_code(), "sure": "1"})).status


async def test_both_codes_together_lead_back_and_delete_nothing(
    visitor: Visitor, talks: pages.Site, store: Store
) -> None:
    """Who copies both lines of the last page into the box sees the talk again."""
    code = await finish(visitor)
    word = visitor.page.hidden["talk"]
    other = Visitor(Browser(talks))
    await other.open()
    await other.send({"code": f"{word} {code}"})
    assert "You have finished this talk" in other.page.said[0].text
    assert 0 == sealed(store)


async def test_a_wrong_code_stays_in_its_open_box(visitor: Visitor) -> None:
    """What was typed can be mended, and is text only."""
    await visitor.open()
    answer = await visitor.send({"code": 'GO-1234-"><b>'})
    assert 403 == answer.status
    assert '<details class="more" open>' in answer.text
    assert 'value="GO-1234-&#34;&gt;&lt;b&gt;"' in answer.text


@pytest.mark.parametrize("change", ["as printed", "small", "grouped", "look-alikes"])
async def test_an_invitation_is_typed_as_hands_do(
    visitor: Visitor, store: Store, change: str
) -> None:
    """Case, blanks, dashes and look-alikes are no matter, at the door and in the address."""
    with store.begin() as tx:
        places.add(tx, id="oulu", name="Oulu", kind="town")
        tx.db.execute(tables.invitation.insert().values(code="A0B1C2D3E4", place="oulu"))
    typed = {
        "as printed": "A0B1C2D3E4",
        "small": "a0b1c2d3e4",
        "grouped": " A0B1C-2D3E4 ",
        "look-alikes": "AOBlC2D3E4",
    }[change]
    await visitor.open()
    await visitor.send({"code": typed})
    [contact] = kept(store)
    assert "oulu" == contact.record["place"]
    led = Browser(visitor.browser.site)
    await led.get(f"/talk/{typed.strip()}")
    assert "A0B1C2D3E4" in led.cookies.values()


async def test_every_screen_of_the_consent_has_a_way_back(visitor: Visitor) -> None:
    """Without scripts too: from the yes to the age, the screens and the language."""
    await visitor.begin()
    for name in CONSENT[:-1]:
        shown = await visitor.press(name)
    said = ["Do you want to talk", "Are you 18", "Please do not write", "I do not save", "Hello!"]
    for each in said:
        assert each in visitor.page.said[0].text
        command = "/language" if each == "Hello!" else "/back"
        assert f'name="text" value="{command}"' in shown.text
        shown = await visitor.send({"text": command})
    assert "Which language" in visitor.page.said[0].text
    await visitor.press("en")
    for name in ("next", "yes"):  # what was answered stays so
        await visitor.press(name)
    assert "How are you today?" in visitor.page.said[0].text
    assert 'value="/back"' not in (await visitor.open()).text
