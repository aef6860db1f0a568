"""The nights of a round: move, closing, the next invitation; each night may be repeated."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from bot import turn
from bot.house import House
from bot.upkeep import Upkeep
from bot.writer import Writer
from dialogues.model import Heard, Phase
from storage import Unavailable, answers, contacts, move, post, rounds
from tests.bot.chats import Calendar, Chat, counted, night, seated


async def test_answers_move_on_the_day_after_the_last(
    house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Nothing moves on the last day; the night after, everything does, and the round ends."""
    [chat, *_] = seated(house, range(5), works="My course.")
    calendar.at = calendar.at.replace(day=28)
    await night(upkeep, house)
    assert (0, Phase.FINISHED) == (counted(house), chat.talk.phase)
    calendar.wait(1)
    assert [] == await night(upkeep, house)
    assert 5 == counted(house)
    with house.store.read() as tx:
        [moved] = [c for c in contacts.everyone(tx, "r1") if c.address == chat.address]
        assert ["closed", "waiting"] == [each.state for each in rounds.all_rounds(tx)]
    assert (2, {}, "") == (moved.phase, moved.record["answers"], moved.record["code"])


async def test_a_night_may_be_repeated(
    chat: Chat, house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """A second run of any night of a round changes nothing and says nothing."""
    seated(house, range(4))
    chat.reach("works", {"mood_now": ["4"]})
    for _ in range(32):
        calendar.wait(1)
        await night(upkeep, house)
        before = _state(house)
        assert [] == await night(upkeep, house)
        assert before == _state(house)
    assert 5 == counted(house)


def _state(house: House) -> Any:
    with house.store.read() as tx:
        people = [
            (c.person, c.phase, c.remind_on, c.moves_on, c.record)
            for each in rounds.all_rounds(tx)
            for c in contacts.everyone(tx, each.id)
        ]
        return people, rounds.all_rounds(tx), answers.combos(tx, window="r1-1")


async def test_fewer_than_k_are_purged_and_told(
    house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Four finished people are too few: their drafts go, and each is told in their language."""
    seated(house, range(3))
    Chat(house, "fi", language="fi").reach("", {"_language": ["fi"]})
    calendar.at = calendar.at.replace(day=29)
    said = await night(upkeep, house)
    assert 4 == len(said)
    assert 3 == sum("Too few people talked this time" in each for each in said)
    assert 0 == counted(house)


async def test_subscribers_are_asked_once_a_round(
    house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Who wished it is invited when the next round is open, one time, in their language."""
    [chat, *others] = seated(house, range(5))
    for each in (chat, *others):
        each.tap("yes", "again")
    calendar.at = calendar.at.replace(day=29)
    await night(upkeep, house)
    assert [] == await night(upkeep, house)
    _open(house)
    assert 5 == len(await night(upkeep, house))
    assert "_again" == chat.talk.asked
    for _ in range(12):  # longer than arrivals are remembered
        calendar.wait(1)
        assert [] == await night(upkeep, house)
    chat.seen.append({"rows": [], "text": "", "replaces": ""})
    chat.tap("yes")
    assert "c_1" == chat.open_question()


async def test_who_wrote_between_the_rounds_is_asked_too(
    chat: Chat, house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """A wish of between two rounds is kept: the next one invites, though the person was there."""
    calendar.at = calendar.at.replace(day=29)
    await night(upkeep, house)
    chat.type("/start")
    chat.tap("en")
    chat.press(f"v1:{chat.talk.id}:_ask_me:yes")
    _open(house)
    [asked] = await night(upkeep, house)
    assert "A new talk is open now" in asked
    calendar.wait(1)
    assert [] == await night(upkeep, house)


def _open(house: House, windows: int = 1) -> None:
    name, version = house.framework.id, house.framework.version
    with house.store.begin() as tx:
        rounds.open_round(tx, framework=name, version=version, today=house.today(), windows=windows)


async def test_a_draft_finished_after_a_window_waits_for_its_own_day(
    house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Who finishes before a late move of the window before does not move with it."""
    calendar.at = calendar.at.replace(day=29)
    await night(upkeep, house)
    _open(house, windows=2)
    early = [Chat(house, str(number)).reach("works") for number in range(6)]
    for each in early[:5]:
        each.finish()
    calendar.wait(14)  # the second window has begun, and there was no night yet
    early[5].finish()
    assert ["11.4.2027", "25.4.2027"] == [early[0].talk.day, early[5].talk.day]
    await night(upkeep, house)
    assert (5, 0) == (counted(house, "r2-1"), counted(house, "r2-2"))
    assert Phase.FINISHED is early[5].talk.phase


async def test_old_arrivals_and_parked_messages_are_tidied(
    chat: Chat, house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """An arrival is remembered for eight days, a parked message for seven."""
    hello = chat.typed("/start")
    chat.hear(hello)
    turn.park(house, chat.typed("unreadable"))
    calendar.wait(7)
    await night(upkeep, house)
    with house.store.read() as tx:
        assert 1 == len(post.parked(tx))
    calendar.wait(1)
    await night(upkeep, house)
    with house.store.read() as tx:
        assert [] == post.parked(tx)
    assert [] == chat.hear(hello)
    calendar.wait(1)
    await night(upkeep, house)
    assert [] != chat.hear(hello)


async def test_what_time_says_too_late_is_not_said(
    chat: Chat, house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """After a standstill over the last days nobody gets a closing message without a day."""
    chat.reach("works", {"mood_now": ["4"]})
    calendar.at = calendar.at.replace(day=26)
    assert [] == await night(upkeep, house)
    assert "" == chat.talk.code
    calendar.at = calendar.at.replace(day=29)
    assert [] == await night(upkeep, house)


async def test_a_crash_inside_the_move_is_finished_by_the_next_night(
    house: House, calendar: Calendar, upkeep: Upkeep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the second transaction of the move does not come, the next night writes the answers."""
    seated(house, range(5))
    calendar.at = calendar.at.replace(day=29)

    def fail(*_: Any, **__: Any) -> None:
        """Fail as planted."""
        raise Unavailable("The database cannot be used now.")

    with monkeypatch.context() as planted:
        planted.setattr(move, "_write", fail)
        with pytest.raises(Unavailable):
            await upkeep.night(house.today())
    assert 0 == counted(house)
    await night(upkeep, house)
    assert 5 == counted(house)


async def test_a_night_that_fails_is_tried_again_and_stops_nothing(house: House) -> None:
    """The loop looks again after a fault, does each day once, and goes on until cancelled."""
    writer, slept = Writer(), list[float]()
    faults = [ValueError("planted")]

    async def sleep(seconds: float) -> None:
        """Count instead of sleeping."""
        slept.append(seconds)
        if len(slept) == 4:
            raise KeyboardInterrupt

    class Planted(Upkeep):
        """An upkeep whose first night fails."""

        nights = 0

        async def night(self, today: date) -> None:
            """Fail the first time."""
            assert house.today() == today
            self.nights += 1
            if faults:
                raise faults.pop()

    async def hear(_: Sequence[Heard]) -> None:
        """Take what is heard in, as the intake does."""
        raise AssertionError("nothing is due")

    planted = Planted(house, writer, hear, sleep=sleep)
    with pytest.raises(KeyboardInterrupt):
        await planted.run()
    assert (2, 4) == (planted.nights, len(slept))
    writer.close()
