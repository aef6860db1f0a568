"""One row or one message that the database will not have: it stops nobody else, by day or night."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Table, select

from bot import turn
from bot import upkeep as upkeep_module
from bot.channels import slack_events, telegram_payloads
from bot.house import House
from bot.intake import Intake
from bot.keeper import nothing
from bot.outage import Outage, Watch
from bot.rescue import Rescue
from bot.upkeep import Upkeep
from bot.writer import Writer
from dialogues.model import Heard, token
from storage import Store, contacts, erase, heartbeat, parking, post, rounds, tables, unreadable
from storage.codes import new_code
from tests.bot.chats import Calendar, Chat, delivered, seated


def damage(store: Store, table: Table = tables.contact, **which: Any) -> None:
    """Write over what is sealed in these rows."""
    with store.begin() as tx:
        rows = table.update().filter_by(**which) if which else table.update()
        tx.db.execute(rows.values(sealed=tx.keys.draft.mark + b"\1" * 99))
    store.warm.clear()


def damage_contact(store: Store, chat: Chat) -> None:
    """Write over what is sealed of this person."""
    with store.read() as tx:
        tag = tx.keys.contact_tag("r1", (chat.channel, chat.account, chat.address))
    damage(store, tag=tag)


async def heard_by(house: House, *calls: Sequence[Heard]) -> list[Any]:
    """Hand these over in one batch, a call for each; what came of each call."""
    writer = Writer()
    intake = Intake(
        partial(turn.take, house),
        writer,
        park=partial(turn.park, house),
        committed=nothing,
        rescue=Rescue(house, ()).answer,
    )
    waiting = [asyncio.create_task(intake.hear(call)) for call in calls]
    await asyncio.sleep(0)
    running = asyncio.create_task(intake.run())
    found = await asyncio.gather(*waiting, return_exceptions=True)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    writer.close()
    return found


def parked(house: House) -> list[parking.Parked]:
    """What is parked."""
    with house.store.read() as tx:
        return parking.parked(tx)


NUL = "a\0b"


def updates(house: House) -> list[Heard]:
    """Three people on Telegram, as the platform brings them; one writes what no database takes."""
    day = int(house.now().timestamp())
    said = {1: "/start", 2: f"/start {NUL}", 3: "hello"}
    found = [
        telegram_payloads.heard(
            {
                "update_id": who,
                "message": {
                    "message_id": who,
                    "date": day,
                    "chat": {"id": who, "type": "private"},
                    "from": {"id": who, "is_bot": False},
                    "text": text,
                },
            },
            "77",
        )
        for who, text in said.items()
    ]
    return [each for each in found if each]


def event(house: House) -> Heard:
    """The same on Slack."""
    stamp = f"{house.now().timestamp():.6f}"
    said = {
        "type": "message", "channel_type": "im", "user": "U1", "channel": "D1", "ts": stamp,
        "text": f"start {NUL}",
    }  # fmt: skip
    found = slack_events.heard({"type": "event_callback", "event_id": "E1", "event": said}, "77")
    assert found is not None
    return found


async def test_a_sign_that_no_database_takes_is_taken_out(house: House) -> None:
    """U+0000 stops nobody, wherever it stands and whoever brings it; its person is answered."""
    brought = updates(house)
    web = Heard("web", "", "word", "e9", "text", text=f"start {NUL}", language=NUL)
    tap = Heard("telegram", "77", "4", "e8", "tap", token=f"v1:{NUL}:works:{NUL}", ref="9")
    assert [None] * 4 == await heard_by(house, brought, [event(house)], [web], [tap])
    assert [] == parked(house)
    answered = {(each.channel, each.address) for each in delivered(house, ("web", ""))}
    assert {("telegram", "1"), ("telegram", "2"), ("telegram", "3"), ("slack", "U1")} <= answered


async def test_words_are_kept_without_it(house: House) -> None:
    """What was written around it is kept."""
    chat = Chat(house).reach("works")
    chat.type(f"My {NUL} work")
    assert ("My ab work",) == chat.talk.answers["works"].words


async def test_who_cannot_be_read_holds_up_nobody(house: House) -> None:
    """A talk that does not open: its message is parked and its person told; others are answered."""
    good, bad = Chat(house, "1").reach("works"), Chat(house, "2", language="fi").reach("works")
    damage_contact(house.store, bad)
    call = [good.typed("first"), bad.typed("hello"), good.typed("second")]
    assert [None, None] == await heard_by(house, call, [good.typed("third")])
    assert ("first", "second", "third") == good.talk.answers["works"].words
    assert [("hello", "")] == [(each.heard["text"], each.question) for each in parked(house)]
    [sorry] = [each.body["text"] for each in delivered(house) if each.address == "2"]
    assert "Anteeksi" in sorry


async def test_who_cannot_be_read_and_calls_for_help_gets_the_card(house: House) -> None:
    """Before the apology stands what helps now."""
    chat = Chat(house).reach("works")
    damage_contact(house.store, chat)
    await heard_by(house, [chat.typed("I want to die")])
    card, sorry = [each.body["text"] for each in delivered(house)]
    assert "112" in card
    assert "Sorry" in sorry


async def test_what_is_refused_with_its_talk_is_kept_without_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where looking at the talk spoils the transaction, the message is parked in another one."""
    chat = Chat(house).reach("works")

    def refused(_house: House, tx: Any, *_: Any) -> Any:
        """Let the database refuse something, as a value out of all bounds."""
        tx.db.execute(tables.arrival.insert().values(tag=None, day=None))

    monkeypatch.setattr("bot.turn.begun", refused)
    monkeypatch.setattr("bot.trouble.begun", refused)
    assert [None] == await heard_by(house, [chat.typed("hello")])
    assert ["hello"] == [each.heard["text"] for each in parked(house)]
    assert 1 == len(delivered(house))


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


def test_what_was_sent_is_known_though_a_batch_was_not_written(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ids for "delete what I wrote here" come back when the transaction is undone."""
    chat = Chat(house).reach("mood_now")
    house.sent.note(("telegram", "77", chat.address), "b1")
    exchange = post.exchange

    def fail(*_: Any) -> Any:
        """Fail at the end of the batch."""
        raise ZeroDivisionError

    monkeypatch.setattr(post, "exchange", fail)
    tap = chat.heard("tap", token=token(chat.talk.id, "mood_now", "4"), ref="9")
    with pytest.raises(ZeroDivisionError):
        chat.hear(tap)
    monkeypatch.setattr(post, "exchange", exchange)
    chat.hear(tap)
    contact = chat.contact
    assert contact is not None
    assert "b1" in contact.record["here"][house.today().isoformat()]
