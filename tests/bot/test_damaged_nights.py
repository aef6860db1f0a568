"""Rows that do not open are left out at night, and each task of the night is by itself."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from bot import turn
from bot import upkeep as upkeep_module
from bot.house import House
from bot.outage import Outage, Watch
from bot.upkeep import Upkeep
from bot.writer import Writer
from dialogues.model import Heard
from storage import contacts, erase, heartbeat, rounds, tables, unreadable
from storage.codes import new_code
from tests.bot.chats import Calendar, Chat, delivered, seated
from tests.bot.test_damaged import damage, damage_contact, parked


async def test_the_night_leaves_out_what_does_not_open(
    house: House, calendar: Calendar, upkeep: Upkeep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A damaged talk, subscription, parked message and code: others get what is due for them."""
    told: list[int] = []
    monkeypatch.setattr("bot.upkeep.log.error", lambda _event, count=0, **_: told.append(count))
    good, bad = Chat(house, "1").reach("works"), Chat(house, "2").reach("works")
    new = Chat(house, "3")
    for chat in (good, bad, new):
        turn.park(house, chat.typed("unreadable"))
        with house.store.begin() as tx:
            person = (chat.channel, chat.account, chat.address)
            until = house.today() + timedelta(days=365)
            contacts.subscribe(tx, person, language="en", place="", until=until)
            erase.erase_later(tx, new_code())
    delivered(house)
    damage_contact(house.store, bad)
    with house.store.read() as tx:
        mine = tx.keys.long.tag("subscriber", "telegram", "77", "1")
        one = {t: tx.db.execute(select(c).limit(1)).scalar_one() for t, c in (
            (tables.parked, tables.parked.c.id),
            (tables.erasure, tables.erasure.c.id),
        )}  # fmt: skip
    damage(house.store, tables.subscriber, tag=mine)
    damage(house.store, tables.parked, id=one[tables.parked])
    damage(house.store, tables.erasure, id=one[tables.erasure])
    calendar.wait(15)
    await upkeep.night(house.today())
    assert ["1", "3"] == [each.address for each in delivered(house)]
    assert [] == parked(house)
    assert [3] == told  # what was parked was too old for either
    assert 3 == sum(unreadable.counted(house.store))


async def test_a_move_leaves_out_what_does_not_open(
    house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Answers move, and the old draft key is destroyed, though one talk is spoiled."""
    people = seated(house, range(9))
    damage_contact(house.store, people[0])
    with house.store.read() as tx:
        key, [window] = tx.keys.draft.id, rounds.windows(tx, "r1")[:1]
    calendar.at = calendar.at.replace(day=window.last_day.day) + timedelta(days=1)
    await upkeep.night(house.today())
    with house.store.read() as tx:
        assert "moved" == rounds.get_window(tx, window.id).state
        assert key != tx.keys.draft.id
    assert [] == list(house.store.keys.directory.glob(f"*{key}*"))


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_rows_that_do_not_open_are_counted_over_all_pages(
    house: House, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """However many rows are looked at at once, each is looked at once."""
    monkeypatch.setattr(unreadable, "_PAGE", size)
    people = seated(house, range(7))
    assert 0 == sum(unreadable.counted(house.store))
    for each in people[::3]:
        damage_contact(house.store, each)
    assert 3 == sum(unreadable.counted(house.store))


async def test_many_that_do_not_open_hide_nobody(
    house: House, calendar: Calendar, upkeep: Upkeep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who stands behind a whole page of spoiled talks, or of parked messages, gets what is due."""
    monkeypatch.setattr(upkeep_module, "PAGE", 2)
    monkeypatch.setattr(contacts, "_PAGE", 2)
    chats = [Chat(house, str(n)).reach("works") for n in range(8)]
    for chat in chats[:6]:
        damage_contact(house.store, chat)
    calendar.wait(15)
    await upkeep.night(house.today())
    assert {"6", "7"} == {each.address for each in delivered(house)}


async def test_each_task_of_the_night_is_by_itself(
    house: House, calendar: Calendar, upkeep: Upkeep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A task that fails is told at the end, and every other one was done."""
    done: list[str] = []
    tasks = upkeep._tasks(house.today())

    async def one(number: int) -> None:
        """Fail at every second task."""
        done.append(str(number))
        if number % 2:
            raise ZeroDivisionError(number)

    planted = [partial(one, number) for number in range(len(tasks))]
    monkeypatch.setattr(upkeep, "_tasks", lambda _: planted)
    with pytest.raises(ZeroDivisionError, match="1"):
        await upkeep.night(house.today())
    assert [str(number) for number in range(len(tasks))] == done
    assert len(tasks) >= 12


async def test_a_talk_that_does_not_open_stops_no_beat(house: House, calendar: Calendar) -> None:
    """After an outage the others are asked again, and we are known to be alive."""
    good, bad = Chat(house, "1").reach("mood_now"), Chat(house, "2").reach("mood_now")
    damage_contact(house.store, bad)
    writer = Writer()

    async def hear(heard: Sequence[Heard]) -> None:
        """Take what is heard in, as the intake does."""
        turn.take(house, heard)

    async def sleep(_: float) -> None:
        """Wait for nothing."""

    for seconds in (0, 200):
        calendar.at += timedelta(seconds=seconds)
        await Outage(house, writer, hear, watch=Watch(calendar.at.timestamp, sleep)).look()
    writer.close()
    assert [good.address] == [each.address for each in delivered(house)]
    with house.store.read() as tx:
        assert calendar.at.timestamp() == heartbeat.last(tx)
