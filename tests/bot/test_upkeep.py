"""What is due for a person comes on its day, through the same turn as a message."""

from datetime import timedelta

from bot import turn
from bot.house import House
from bot.upkeep import Upkeep
from storage import post, progress, screens
from tests.bot.chats import ACCOUNT, Calendar, Chat, counted, delivered, night, seated, texts_now


async def test_a_wished_reminder_comes_once_after_two_days(
    chat: Chat, house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Who asks for it is reminded in two days, and not again."""
    chat.reach("works").type("/stop")
    chat.tap("!remind")
    said = []
    for _ in range(5):
        calendar.wait(1)
        said.append(await night(upkeep, house))
    assert [0, 1, 0, 0, 0] == [len(each) for each in said]
    assert "I have a few questions when you have time" in said[1][0]


async def test_a_wished_reminder_survives_a_look_at_something_else(
    chat: Chat, house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Asking for the help card in between does not cost the promised reminder; going on does."""
    other = Chat(house, "2000")
    for each in (chat, other):
        each.reach("works").type("/stop")
        each.tap("!remind")
    chat.type("/help")
    other.tap("!go_on")
    calendar.wait(2)
    await upkeep.night(house.today())
    assert [chat.address] == [each.address for each in delivered(house)]


async def test_a_silent_talk_gets_its_code_after_two_weeks(
    chat: Chat, house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Fourteen days of silence bring one closing message with code and day; it counts in a week."""
    chat.reach("works", {"mood_now": ["4"]})
    calendar.wait(13)
    assert [] == await night(upkeep, house)
    calendar.wait(1)
    [closing] = await night(upkeep, house)
    assert chat.talk.code in closing
    assert "28.3.2027" in closing
    contact = chat.contact
    assert contact is not None
    assert (1, house.today() + timedelta(days=7)) == (contact.phase, contact.remind_on)
    calendar.wait(1)
    assert [] == await night(upkeep, house)


async def test_a_late_talk_is_closed_in_time_to_count(
    chat: Chat, house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """A talk begun late is closed early enough that its answers count on the last day."""
    seated(house, range(4))
    calendar.at = calendar.at.replace(day=15)
    chat.reach("works", {"mood_now": ["4"]})
    calendar.at = calendar.at.replace(day=22)
    [closing] = await night(upkeep, house, chat)
    assert "28.3.2027" in closing
    calendar.at = calendar.at.replace(day=29)
    await night(upkeep, house)
    assert 5 == counted(house)


async def test_who_goes_on_after_the_closing_message_keeps_the_code(
    chat: Chat, house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """The code of the closing message stays the code when the talk is finished after it."""
    chat.reach("works", {"mood_now": ["4"]})
    calendar.wait(14)
    await night(upkeep, house)
    code = chat.talk.code
    chat.tap("!go_on")
    assert code == chat.finish()


async def test_a_talk_without_an_answer_is_forgotten(
    chat: Chat, house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Who only looked in is not written to, and nothing is kept of them."""
    chat.reach("c_2")
    calendar.wait(14)
    assert [] == await night(upkeep, house)
    assert chat.contact is None


async def test_an_undelivered_closing_message_purges_the_draft(
    chat: Chat, house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Whoever never got the code leaves no answers behind; a later shut door changes nothing."""
    reached = Chat(house, "2000")
    for each in (chat, reached):
        each.reach("works", {"mood_now": ["4"]})
    calendar.wait(14)
    await upkeep.night(house.today())
    with house.store.begin() as tx:
        bodies = post.take(tx, now=1.0, accounts=[("telegram", ACCOUNT)], limit=9)
    assert [True, True] == [each.body.get("closing") for each in bodies]
    chat.hear(chat.heard("blocked", text="closing"))
    reached.hear(reached.heard("blocked"))
    assert chat.contact is None
    assert "" != reached.talk.code


async def test_how_far_a_round_is_changes_on_mondays(
    house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Nights between two Mondays change nothing, also after a start of the bot on that Monday."""
    seated(house, range(8))
    bands = []
    for _ in range(8):  # the first day is a Monday
        await upkeep.night(house.today())
        await upkeep.night(house.today())
        with house.store.read() as tx:
            known = progress.current(tx)
        assert known
        bands.append((known.week.isoformat(), known.band))
        seated(house, range(8 + len(bands) * 5, 13 + len(bands) * 5))
        calendar.wait(1)
    assert [("2027-03-01", "0–9")] * 7 + [("2027-03-08", "20–49")] == bands


async def test_a_call_for_help_at_night_waits_for_nothing(
    chat: Chat, house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """What was put off until the morning does not keep the help card from whoever is awake."""
    chat.reach("works")
    calendar.wait(14)
    calendar.at = calendar.at.replace(hour=0, minute=5)
    await upkeep.night(house.today())
    assert [] == texts_now(house)
    turn.take(house, [chat.typed("I want to die")])
    closing, card = texts_now(house)
    assert "MY-" in closing
    assert "112" in card


async def test_a_page_outlives_a_start_but_no_night(
    house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Whoever presses again after we died sees the page with their codes; a night clears it."""
    person = "web", "", "GO-AAAA-AAAA-AAAA-AAAA"
    await upkeep.night(house.today())
    with house.store.begin() as tx:
        post.put(tx, [post.Outgoing(*person, {"text": "Your code"})])
    kept = []
    for days in (0, 0, 1):
        calendar.wait(days)
        await upkeep.night(house.today())
        with house.store.read() as tx:
            kept.append(len(screens.screen(tx, person).bodies))
    assert [1, 1, 0] == kept
