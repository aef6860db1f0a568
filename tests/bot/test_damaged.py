"""One row or one message that the database will not have: it stops nobody else, by day or night."""

import asyncio
import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Table

from bot import turn
from bot.channels import slack_events, telegram_payloads
from bot.house import House
from bot.intake import Intake
from bot.keeper import nothing
from bot.rescue import Rescue
from bot.writer import Writer
from dialogues.model import Heard, token
from storage import (
    Store,
    Unavailable,
    parking,
    post,
    tables,
)
from tests.bot.chats import Chat, delivered


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


def test_a_database_that_goes_away_meanwhile_parks_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be looked at because the database is out of reach is not put by."""
    chat = Chat(house).reach("works")
    delivered(house)

    def locked(*_: Any) -> Any:
        """Fail as SQLite does while another program holds the file."""
        raise sqlite3.OperationalError

    monkeypatch.setattr("bot.trouble.begun", locked)
    with pytest.raises(Unavailable):
        turn.park(house, chat.typed("hello"))
    assert ([], []) == (parked(house), delivered(house))


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
