"""After an outage the open question is asked once more, and only where it helps."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot import turn
from bot.house import House
from bot.outage import LONG, Outage, Watch
from bot.upkeep import Upkeep
from bot.writer import Writer
from dialogues.model import Heard, token
from storage import Unavailable
from tests.bot.chats import Calendar, Chat, delivered, night, texts_now

BACK = "Good to see you again"


@dataclass
class Away:
    """An outage at work, on a clock that is moved by hand."""

    house: House
    calendar: Calendar
    failing: list[Exception] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    meanwhile: list[Chat] = field(default_factory=list)

    async def hear(self, heard: Sequence[Heard]) -> None:
        """Take what is heard in, as the intake does."""
        if self.failing:
            raise self.failing.pop()
        self.heard += heard
        turn.take(self.house, heard)

    async def settle(self, _: float) -> None:
        """While the platforms bring what they kept, these people answer."""
        for chat in self.meanwhile:
            chat.tap("4")

    async def look(self, seconds: float = 0.0) -> list[str]:
        """Time passes, then a beat; what it says to people."""
        self.calendar.at += timedelta(seconds=seconds)
        writer = Writer()
        watch = Watch(self.calendar.at.timestamp, self.settle)
        try:
            await Outage(self.house, writer, self.hear, watch=watch).look()
        finally:
            writer.close()
        return [str(each.body["text"]) for each in delivered(self.house)]


@pytest.fixture
def away(house: House, calendar: Calendar) -> Away:
    """A house that can be away."""
    return Away(house, calendar)


async def test_the_open_question_is_asked_once_more(away: Away, chat: Chat) -> None:
    """After 151 seconds away the person reads their question again, kindly, and once."""
    chat.reach("mood_now")
    assert [] == await away.look()
    [text] = await away.look(LONG + 1)
    assert BACK in text
    assert "How are you today?" in text
    assert [] == await away.look(LONG + 1)
    chat.tap("4")
    assert "topics" == chat.open_question()


@pytest.mark.parametrize("seconds", [0, 30, LONG])
async def test_a_short_absence_says_nothing(away: Away, chat: Chat, seconds: float) -> None:
    """Up to 150 seconds the platforms keep what was tapped: nobody is written to."""
    chat.reach("mood_now")
    await away.look()
    assert [] == await away.look(seconds)


async def test_a_next_question_may_be_asked_again_too(away: Away, chat: Chat) -> None:
    """Whoever went on after a re-prompt gets one for the next question at the next outage."""
    chat.reach("mood_now")
    await away.look()
    await away.look(LONG + 1)
    chat.tap("4")
    [text] = await away.look(LONG + 1)
    assert "What do you want to talk about?" in text


async def test_who_is_answered_meanwhile_is_not_asked(away: Away, chat: Chat) -> None:
    """Whose kept tap arrives after the outage reads the next question, and no re-prompt."""
    chat.reach("mood_now")
    await away.look()
    away.meanwhile = [chat]
    assert [] == await away.look(LONG + 1)
    assert "topics" == chat.open_question()
    assert 1 == len(away.heard)


async def test_nobody_who_does_not_wait_is_asked(away: Away, house: House) -> None:
    """Whoever stopped, finished or said no is left in peace."""
    Chat(house, "1").reach("mood_now").type("/stop")
    Chat(house, "2").finish()
    Chat(house, "3").reach("ask").tap("no")
    await away.look()
    assert [] == await away.look(LONG + 1)


async def test_who_spoke_on_an_earlier_day_is_left_in_peace(
    away: Away, calendar: Calendar, chat: Chat
) -> None:
    """A talk left open yesterday was not cut off today."""
    chat.reach("mood_now")
    calendar.at += timedelta(days=1)
    await away.look()
    assert [] == await away.look(LONG + 1)


async def test_who_spoke_shortly_before_midnight_is_asked_after_it(
    away: Away, calendar: Calendar, chat: Chat
) -> None:
    """Who spoke at 23:59 is asked again when we were last alive at 00:02; not when at 06:01."""
    calendar.at = calendar.at.replace(hour=23, minute=59)
    chat.reach("mood_now")
    other = Chat(chat.house, "2000").reach("mood_now")
    calendar.at += timedelta(minutes=3)
    await away.look()
    [one, another] = await away.look(LONG + 1)
    assert BACK in one
    assert BACK in another
    calendar.at = calendar.at.replace(hour=23, minute=59)
    other.tap("4")
    calendar.at += timedelta(hours=6, minutes=2)
    await away.look()
    assert [] == await away.look(LONG + 1)


async def test_an_account_that_was_out_of_reach_asks_its_own_people(
    away: Away, house: House, chat: Chat, calendar: Calendar
) -> None:
    """A platform that we could not fetch from for over 150 seconds lost taps, though we were well.

    Its people are asked again, once; who is on another platform is not, and a quiet night is none.
    """
    chat.reach("mood_now")
    Chat(house, "U1", channel="slack").reach("mood_now")
    writer = Writer()

    def now() -> float:
        """The time on the calendar, which goes on."""
        return calendar.at.timestamp()

    outage = Outage(house, writer, away.hear, watch=Watch(now, away.settle))
    hear = outage.fetched(("telegram", "77"), away.hear)

    async def minutes(count: int, *, fetching: bool) -> list[tuple[str, str]]:
        """Time goes by, with a beat every half minute; whom it makes us speak to."""
        for _ in range(2 * count):
            calendar.at += timedelta(seconds=30)
            if fetching:
                await hear([])
            await outage.look()
        return [(each.channel, str(each.body["text"])) for each in delivered(house)]

    assert [] == await minutes(10, fetching=True)
    assert [] == await minutes(3, fetching=False)
    [(channel, text)] = await minutes(1, fetching=True)
    assert "telegram" == channel
    assert BACK in text
    await minutes(3, fetching=False)
    assert [] == await minutes(1, fetching=True)
    writer.close()


async def test_an_outage_over_midnight_is_one_of_the_day_before(away: Away, chat: Chat) -> None:
    """Who was cut off before midnight is asked again after it."""
    chat.reach("mood_now")
    await away.look()
    [text] = await away.look(24 * 3600)
    assert BACK in text


async def test_a_death_before_the_asking_asks_later(away: Away, chat: Chat) -> None:
    """If the store fails again before people were asked, they are asked at the next beat."""
    chat.reach("mood_now")
    await away.look()
    away.failing = [Unavailable("locked")]
    with pytest.raises(Unavailable):
        await away.look(LONG + 1)
    [text] = await away.look(1)
    assert BACK in text


def _dies(_: Outage) -> None:
    raise Unavailable("gone")


async def test_a_death_after_the_asking_asks_nobody_twice(
    away: Away, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same outage found by a second process says nothing more."""
    chat.reach("mood_now")
    await away.look()
    monkeypatch.setattr(Outage, "_beat", _dies)
    with pytest.raises(Unavailable):
        await away.look(LONG + 1)
    monkeypatch.undo()
    assert 1 == len(delivered(away.house))
    assert [] == await away.look(1)


async def test_an_outage_gives_nobody_more_time(
    away: Away, chat: Chat, upkeep: Upkeep, house: House, calendar: Calendar
) -> None:
    """The closing message comes on the day on which it would have come without the outage."""
    chat.reach("topics")
    before = chat.contact
    await away.look()
    await away.look(24 * 3600)
    after = chat.contact
    assert before is not None
    assert after is not None
    assert before.remind_on == after.remind_on
    calendar.at += timedelta(days=13)
    [text] = await night(upkeep, house, chat)
    assert "MY-" in text


async def test_a_prompt_is_in_the_language_and_on_each_channel(away: Away, house: House) -> None:
    """A person on Slack who reads Arabic is asked in Arabic."""
    Chat(house, "U1", channel="slack", language="ar").reach("mood_now", {"_language": ("ar",)})
    await away.look()
    [text] = await away.look(LONG + 1)
    assert BACK not in text
    assert "؟" in text


async def test_at_night_whoever_goes_on_is_answered(
    away: Away, chat: Chat, house: House, calendar: Calendar
) -> None:
    """A re-prompt that waits for the morning goes before the answer to a tap, and not tomorrow."""
    calendar.at = calendar.at.replace(hour=22)
    chat.reach("mood_now")
    await away.look()
    writer = Writer()
    watch = Watch((calendar.at + timedelta(seconds=LONG + 1)).timestamp, away.settle)
    await Outage(house, writer, away.hear, watch=watch).look()
    writer.close()
    assert [] == texts_now(house)
    turn.take(house, [chat.heard("tap", token=token(chat.talk.id, "mood_now", "4"), ref="9")])
    prompt, *answer = texts_now(house)
    assert BACK in prompt
    assert any("What do you want to talk about?" in text for text in answer)
