"""Between rounds a page says so at its door, gives help, and leads nobody round in a circle."""

import pytest

import pages
from bot.talks import Talks
from storage import Store, codes, places, rounds
from tests.bot.chats import Calendar
from tests.bot.web_people import Visitor, agree, finish, kept
from tests.pages.browse import Browser

CLOSED = "No talk is open now."


def close(store: Store, calendar: Calendar) -> None:
    """End the round, and go to the day after its last one."""
    calendar.wait(40)
    with store.begin() as tx:
        rounds.close_round(tx, today=calendar().date())


async def test_the_door_says_that_no_talk_is_open(
    talks: pages.Site, store: Store, calendar: Calendar
) -> None:
    """No button begins what is not there; help, the box for codes and the first page are."""
    visitor = Visitor(Browser(talks))
    assert CLOSED not in (await visitor.open()).text
    close(store, calendar)
    door = await visitor.open()
    assert CLOSED in door.text
    assert 'name="begin"' not in door.text
    assert 'href="tel:112"' in door.text
    assert 'name="code"' in door.text
    assert '<p><a href="/">' in door.text


async def test_an_old_door_begins_nothing_either(
    visitor: Visitor, store: Store, calendar: Calendar
) -> None:
    """Whoever left it open, or comes by an invitation, sees the same, and nobody is kept."""
    with store.begin() as tx:
        places.add(tx, id="oulu", name="Oulu", kind="town")
        code = places.invite(tx, place="oulu")
    await visitor.open()
    close(store, calendar)
    assert CLOSED in (await visitor.send({"begin": "1"})).text
    assert CLOSED in (await visitor.send({"code": code})).text
    await visitor.browser.get(f"/talk/{code}")
    assert CLOSED in (await visitor.open()).text
    assert [] == kept(store)


async def test_a_talk_of_a_round_that_ended_early_can_be_entered(
    visitor: Visitor, talks: pages.Site, store: Store, calendar: Calendar
) -> None:
    """Until the day that its person was told the word leads back, though no talk is open."""
    await agree(visitor)
    answer = await visitor.press("!stop")
    word = codes.read_return_code(answer.text)
    assert word
    with store.begin() as tx:
        rounds.close_round(tx, today=calendar().date())
    other = Visitor(Browser(talks))
    assert CLOSED in (await other.open()).text
    await other.send({"code": word})
    assert "How are you today?" in other.page.said[0].text


async def test_a_code_deletes_between_rounds(
    visitor: Visitor, talks: pages.Site, store: Store, calendar: Calendar
) -> None:
    """The box takes it as ever."""
    code = await finish(visitor)
    close(store, calendar)
    other = Visitor(Browser(talks))
    await other.open()
    await other.send({"code": code, "sure": "1"})
    assert "will be deleted" in other.page.said[0].text


async def test_in_the_talk_it_is_no_loop(
    visitor: Visitor, store: Store, calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is in a talk that is not open sees help and the first page, and no way to go on."""
    close(store, calendar)
    with monkeypatch.context() as before:
        before.setattr(Talks, "is_open", lambda _: True)  # they began in the last minute of it
        await visitor.begin()
    shown = await visitor.press("en")
    assert [CLOSED] == visitor.page.said[0].lines
    assert 'value="/continue"' not in shown.text
    assert '<p><a href="/">' in shown.text
    assert "<summary>Help</summary>" in shown.text
    assert 'href="tel:112"' in shown.text
