"""What was written in a chat can be deleted there, for two days, and is known no longer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot import traces
from bot.audit import audited
from bot.channels import TryLater
from bot.house import House
from bot.mends import MENDS
from bot.traces import HERE, MOST, Sent
from bot.upkeep import Upkeep
from storage import Store, contacts, post
from tests.bot.chats import Calendar, Chat, seated
from tests.bot.desk import sending
from tests.bot.fakes import Platform

NOTHING: dict[str, Any] = {"text": "", "rows": [], "rtl": False, "replaces": ""}


def here(chat: Chat) -> Mapping[str, list[str]]:
    """The ids that are kept of a chat, by day."""
    contact = chat.contact
    assert contact is not None
    kept: dict[str, list[str]] = contact.record.get(HERE, {})
    return kept


def clears(bodies: list[dict[str, Any]]) -> list[str]:
    """What the sender is asked to delete."""
    return [ref for body in bodies for ref in body.get("clears", ())]


def test_both_sides_are_known_of_and_go(chat: Chat, house: House) -> None:
    """What was typed, tapped and sent is deleted, before anything else is said."""
    chat.reach("mood_now")
    house.sent.note(("telegram", "77", chat.address), "b77")
    typed = chat.typed("Good")
    chat.hear(typed)
    assert {"b77", "9", typed.ref} <= set(here(chat)["2027-03-01"])
    chat.tap("!clear")
    said = chat.tap("yes", "_clear")
    assert {"b77", "9", typed.ref} <= set(clears(said))
    assert [True, False] == ["clears" in said[0], "clears" in said[-1]]
    assert {} == here(chat)


def test_of_a_chat_whose_words_stay_only_ours_are_known(house: House) -> None:
    """On Slack a bot can delete its own messages only, so no id of the person's is kept."""
    chat = Chat(house, "U1", channel="slack")
    chat.type("start")
    typed = chat.typed("English")
    house.sent.note(("slack", "77", "U1"), "D1:1.0")
    chat.hear(typed)
    assert ["D1:1.0"] == here(chat)["2027-03-01"]


def test_with_everything_the_messages_go(chat: Chat, house: House) -> None:
    """Who deletes all with the messages leaves nothing, and the messages are asked to go."""
    chat.reach("mood_now")
    chat.type("/delete")
    said = chat.tap("both", "_delete")
    assert "9" in clears(said)
    assert chat.contact is None
    assert [] == house.sent.take(("telegram", "77", chat.address))


def test_only_so_many_are_kept(chat: Chat, house: House) -> None:
    """However much is written, the newest are known, and they leave in small portions."""
    chat.reach("mood_now")
    for number in range(2 * MOST):
        house.sent.note(("telegram", "77", chat.address), f"b{number}")
    chat.type("?")
    assert MOST == len(here(chat)["2027-03-01"])
    portions = [len(body["clears"]) for body in traces.bodies({HERE: here(chat)})]
    assert [traces.AT_ONCE] * (MOST // traces.AT_ONCE) == portions


async def test_they_are_forgotten_after_two_days(
    chat: Chat, house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Also of somebody who never writes again; the audit finds it where it did not happen."""
    chat.reach("mood_now")
    calendar.wait(1)
    await upkeep.night(house.today())
    assert here(chat)
    calendar.wait(3)
    assert ["talks with ids of messages older than two days: 1"] == [
        each for section in audited(house).sections for each in section.found
    ]
    await upkeep.night(house.today())
    assert {} == here(chat)
    assert audited(house).clean


async def test_they_go_with_the_draft(house: House, calendar: Calendar, upkeep: Upkeep) -> None:
    """At the move no id and no correction is left beside the contact, though they are fresh."""
    people = [Chat(house, str(number)) for number in range(5)]
    seated(house, range(5), mood_now="4")
    calendar.wait(27)
    for each in people:
        each.type("/mine")
        assert here(each)
    waits = {MENDS: [[house.today().toordinal(), 1, "77", "My work."]]}
    with house.store.begin() as tx:
        held = list(contacts.everyone(tx, "r1"))
        contacts.save(tx, [replace(one, record={**one.record, **waits}) for one in held])
    calendar.wait(1)
    await upkeep.night(house.today())
    with house.store.read() as tx:
        left = list(contacts.everyone(tx, "r1"))
    assert [set()] * 5 == [{HERE, MENDS} & each.record.keys() for each in left]


async def test_the_sender_deletes_and_adds_what_it_just_sent(store: Store) -> None:
    """What was sent after the last turn goes too; a fault means only that it is tried again."""
    sent = Sent()
    with store.begin() as tx:
        post.put(tx, [post.Outgoing("telegram", "77", "1", {**NOTHING, "text": "a"}),
                      post.Outgoing("telegram", "77", "1", {**NOTHING, "clears": ["5", "4"]}),
                      post.Outgoing("telegram", "77", "1", {**NOTHING, "text": "b"})])  # fmt: skip
    async with sending(store, sent=sent) as desk:
        await desk.quiet()
        assert [("1", ["1", "5", "4"])] == desk.platform.cleared
        assert ["a", "b"] == [text for _, text in desk.platform.sent]
    assert ["2"] == sent.take(("telegram", "77", "1"))


async def test_a_platform_that_asks_for_patience_is_asked_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest of the messages waits behind it and is not lost."""
    faults: list[Exception] = [TryLater("flood", after=5.0)]
    done = Platform.clear

    async def clear(self: Platform, address: str, refs: Any) -> None:
        """Fail once."""
        if faults:
            raise faults.pop()
        await done(self, address, refs)

    monkeypatch.setattr(Platform, "clear", clear)
    with store.begin() as tx:
        post.put(tx, [post.Outgoing("telegram", "77", "1", {**NOTHING, "clears": ["5"]}),
                      post.Outgoing("telegram", "77", "1", {**NOTHING, "text": "b"})])  # fmt: skip
    async with sending(store) as desk:
        await desk.quiet()
        assert [] == desk.platform.sent
        desk.clock.now += timedelta(seconds=6).total_seconds()
        desk.sender.wake()
        await desk.quiet()
        assert ([("1", ["5"])], [("1", "b")]) == (desk.platform.cleared, desk.platform.sent)
