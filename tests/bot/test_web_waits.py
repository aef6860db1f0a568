"""A page tells the day until which a silent talk waits for its person, and that day is true."""

from bot.house import House, written_day
from bot.upkeep import Upkeep
from dialogues.hearing import Control
from storage import Store, tables
from tests.bot.chats import Calendar, Chat
from tests.bot.web_people import CONSENT, Visitor, agree, finish, kept

TEMPLATE = "You can come back until {}. If you do not finish and do not come back, what you said is"
SILENT = "If you do not finish a talk on a page and do not come back for two weeks"
LATER = "Write to me"


def waits(day: str) -> str:
    """What a page says of this day."""
    return TEMPLATE.format(day)


def plain(text: str) -> str:
    """A text without the marks that keep its directions apart."""
    return text.replace("\u2068", "").replace("\u2069", "")


def people(store: Store) -> int:
    """How many people are known, in whatever round."""
    with store.read() as tx:
        return len(tx.db.execute(tables.contact.select()).all())


async def test_a_stop_tells_until_when_the_talk_waits(visitor: Visitor) -> None:
    """Two weeks with today, in plain words; nobody is told to write, or a later day."""
    await agree(visitor)
    await visitor.press("4")
    await visitor.press("!stop")
    said = plain(visitor.page.said[0].text)
    assert said.startswith(f"We stop here.\n{waits('14.3.2027')}")
    assert LATER not in said
    assert "28.3.2027" not in said


async def days(upkeep: Upkeep, house: House, calendar: Calendar, *, go_by: int) -> None:
    """Let days go by, with their nights."""
    for _ in range(go_by):
        calendar.wait(1)
        await upkeep.night(house.today())


async def test_the_told_day_is_the_last_one(
    visitor: Visitor, upkeep: Upkeep, calendar: Calendar, house: House
) -> None:
    """On the day that was told the talk is there, on the next one it is not."""
    await agree(visitor)
    await visitor.press("4")
    await visitor.press("!stop")
    told = plain(visitor.page.said[0].text)
    await days(upkeep, house, calendar, go_by=13)
    assert waits(written_day(house.today())) in told
    assert 1 == len(kept(house.store))
    await days(upkeep, house, calendar, go_by=1)
    assert [] == kept(house.store)


async def test_late_in_the_round_its_last_day_is_told(
    visitor: Visitor, upkeep: Upkeep, calendar: Calendar, house: House
) -> None:
    """Nobody waits longer than the round; no talk goes before the day that its page told."""
    calendar.wait(20)
    await agree(visitor)
    await visitor.press("4")
    await visitor.press("!stop")
    told = plain(visitor.page.said[0].text)
    await days(upkeep, house, calendar, go_by=7)
    assert waits("28.3.2027") in told
    assert ("28.3.2027", 1) == (written_day(house.today()), people(house.store))
    await days(upkeep, house, calendar, go_by=1)
    assert 0 == people(house.store)


async def test_it_is_told_when_answers_begin_to_be_kept(visitor: Visitor) -> None:
    """With the first question after the yes, and not again with the next one."""
    await agree(visitor)
    assert waits("14.3.2027") in plain(visitor.page.said[0].text)
    assert "How are you today?" in visitor.page.said[0].text
    await visitor.press("4")
    assert "You can come back" not in visitor.page.said[0].text


async def test_a_stop_before_the_yes_promises_nothing(visitor: Visitor) -> None:
    """Nothing is kept that could wait: no day, and no code to write down."""
    await visitor.begin()
    for name in CONSENT[:3]:
        await visitor.press(name)
    answer = await visitor.press("!stop")
    assert ["We stop here."] == visitor.page.said[0].lines
    assert "To come back later" not in answer.text
    await visitor.press("!go_on")
    assert "next" in visitor.page.names


async def test_everything_kept_is_listed_until_that_day(visitor: Visitor) -> None:
    """`mine` says the day of the silent talk, and after the finish the day of the window."""
    await agree(visitor)
    await visitor.press("4")
    await visitor.send({"text": "mine"})
    assert "what I keep about you until 14.3.2027:" in plain(visitor.page.said[0].text)
    other = visitor
    await other.send({"text": "/continue"})
    while "MY-" not in other.page.said[0].text:
        await other.press("!skip" if "!skip" in other.page.names else "no")
    await other.send({"text": "mine"})
    assert "what I keep about you until 28.3.2027:" in plain(other.page.said[0].text)


async def test_who_has_finished_is_told_the_day_of_the_window(visitor: Visitor) -> None:
    """That day is exact: a code was given, and nobody has to come back before it."""
    await finish(visitor)
    said = plain(visitor.page.said[0].text)
    assert "After 28.3.2027 only this code" in said
    assert "14.3.2027" not in said


async def test_the_promises_tell_it_too(visitor: Visitor) -> None:
    """In the talk and beside it, whoever reads what is promised reads what happens in silence."""
    await agree(visitor)
    await visitor.send({"text": "privacy"})
    assert 1 == sum(SILENT in line for line in visitor.page.said[0].lines)
    assert SILENT in (await visitor.browser.get("/privacy")).text


def test_an_app_says_nothing_of_it(house: House) -> None:
    """There the silent are told, and their answers stay: what is said there is as it was."""
    for channel in ("telegram", "slack"):
        chat = Chat(house, channel, channel=channel).reach("works", {"mood_now": ["4"]})
        chat.type(f"/{Control.STOP}")
        chat.type("/privacy")
        said = plain("\n".join(str(body["text"]) for body in chat.seen))
        assert "Until 28.3.2027 you can go on, change or delete your answers. Write to me" in said
        assert "You can come back until" not in said
        assert SILENT not in said
