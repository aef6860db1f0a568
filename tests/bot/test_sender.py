"""What waits in the outbox reaches its person once, in order, and at the platform's pace."""

import asyncio
from itertools import pairwise
from typing import Any

import pytest

from bot import render, sender
from bot.channels import Gone, Key, Message, Refused, TryLater
from bot.hands import IN_FLIGHT
from bot.pace import Pace
from bot.sender import BREATH
from storage import Store, StoreError, Unavailable, post
from tests.bot.chats import unsent
from tests.bot.desk import left, sending, turn, waiting
from tests.bot.fakes import SimulatedClock
from tests.bot.fleet import eventually


async def test_one_persons_messages_keep_their_order(store: Store) -> None:
    """Of each person the next message leaves after the one before was taken by the platform."""
    for text in "abc":
        waiting(store, text, address="1")
        waiting(store, text, address="2")
    async with sending(store) as desk:
        await desk.quiet()
        for address in "12":
            assert ["a", "b", "c"] == [t for a, t in desk.platform.sent if a == address]
    assert 0 == left(store)


async def test_what_stands_behind_does_not_wait_for_a_batch(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second message of an answer leaves as soon as the first one was taken."""
    monkeypatch.setattr(sender, "BREATH", 60.0)
    two = [post.Outgoing("telegram", "77", "1", render.body(Message(text))) for text in "ab"]
    async with sending(store) as desk:
        await desk.quiet()
        await desk.sender._writer.do(desk.sender.exchange, turn(store, *two))
        desk.sender.wake()
        await eventually(lambda: [("1", "a"), ("1", "b")] == desk.platform.sent)


async def test_a_message_stays_until_the_platform_said_yes(store: Store) -> None:
    """While the platform has not answered, the row is there and the person's next one waits."""
    waiting(store, "a", "b")
    gate, inside = asyncio.Event(), asyncio.Event()

    async def held() -> None:
        """Hold the platform back until the test lets it go."""
        inside.set()
        await gate.wait()

    async with sending(store) as desk:
        desk.platform.next_["1"].append(held)
        await inside.wait()
        assert 2 == unsent(store)
        assert [] == desk.platform.sent
        gate.set()
        await desk.quiet()
        assert ["a", "b"] == [text for _, text in desk.platform.sent]
    assert 0 == left(store)


async def test_a_crash_between_yes_and_removal_repeats_one_message(store: Store) -> None:
    """What was being sent at a crash is sent again at the next start: twice, never lost."""
    waiting(store, "a", "b")
    with store.begin() as tx:
        [taken] = post.take(tx, now=1.0, accounts=[("telegram", "77")], limit=10)
    assert "a" == taken.body["text"]
    async with sending(store) as desk:
        await desk.quiet()
        assert ["a", "b"] == [text for _, text in desk.platform.sent]


async def test_patience_is_kept(store: Store) -> None:
    """After TryLater the message leaves when its time has come, and not before."""
    waiting(store, "a")
    async with sending(store) as desk:
        desk.platform.next_["1"].append(TryLater("flood", after=30.0))
        await desk.quiet()
        assert [] == desk.platform.sent
        desk.clock.now += 29.0
        desk.sender.wake()
        await desk.quiet()
        assert [] == desk.platform.sent
        desk.clock.now += 1.0
        desk.sender.wake()
        await desk.quiet()
        assert [("1", "a")] == desk.platform.sent


async def test_a_flood_holds_the_whole_account(store: Store) -> None:
    """Where the platform tells the account to wait, nobody is written to until then."""
    waiting(store, "a", address="1")
    async with sending(store) as desk:
        desk.platform.next_["1"].append(TryLater("flood", after=30.0, everyone=True))
        await desk.quiet()
        waiting(store, "b", address="2")
        desk.sender.wake()
        await desk.quiet()
        assert [] == desk.platform.sent
        desk.clock.now += 30.0
        desk.sender.wake()
        await desk.quiet()
        assert ["a", "b"] == sorted(text for _, text in desk.platform.sent)


async def test_an_unknown_error_loses_nothing(store: Store) -> None:
    """Whatever a channel raises, the message waits longer each time and others go on."""
    waiting(store, "a", address="1")
    waiting(store, "b", address="2")
    async with sending(store) as desk:
        desk.platform.next_["1"] += [OSError("reset"), OSError("reset")]
        await desk.quiet()
        assert [("2", "b")] == desk.platform.sent
        for seconds in (1.0, 2.0):
            desk.clock.now += seconds
            desk.sender.wake()
            await desk.quiet()
        assert [("2", "b"), ("1", "a")] == desk.platform.sent


async def test_a_person_who_is_gone_pauses_the_talk_and_clears_the_queue(store: Store) -> None:
    """Gone is heard as a shut door, once, and nothing more is sent to that person."""
    waiting(store, "a", "b", "c", address="1")
    waiting(store, "d", address="2")
    async with sending(store) as desk:
        desk.platform.next_["1"].append(Gone("blocked"))
        await desk.quiet()
        assert [("2", "d")] == desk.platform.sent
        assert [("blocked", "1", "")] == [(h.kind, h.address, h.text) for h in desk.heard]
    assert 0 == left(store)


async def test_an_undelivered_closing_message_is_told_apart(store: Store) -> None:
    """Whoever cannot be reached by the closing message is heard as such: they have no code."""
    waiting(store, "a", closing=True)
    async with sending(store) as desk:
        desk.platform.next_["1"].append(Gone("blocked"))
        await desk.quiet()
        assert ["closing"] == [heard.text for heard in desk.heard]


async def test_a_person_who_is_gone_while_the_store_fails_is_tried_later(store: Store) -> None:
    """If the shut door cannot be noted, the message waits, and the talk hears of it then."""
    waiting(store, "a")
    async with sending(store) as desk:
        desk.platform.next_["1"] += [Gone("blocked"), Gone("blocked")]
        desk.faults.append(Unavailable("The database cannot be used now."))
        await desk.quiet()
        assert [] == desk.heard
        desk.clock.now += 1.0
        desk.sender.wake()
        await desk.quiet()
        assert ["blocked"] == [heard.kind for heard in desk.heard]


async def test_who_stands_in_line_does_not_wait_ever_longer(store: Store) -> None:
    """Whoever had to wait for others ten times waits a second after a first fault of their own."""
    waiting(store, "b", address="2")
    async with sending(store) as desk:
        desk.platform.next_["2"] += [TryLater("flood", after=5.0, everyone=True)] * 10
        for _ in range(10):
            await desk.quiet()
            desk.clock.now += 6.0
            desk.sender.wake()
        desk.platform.next_["2"].append(TryLater("unwell"))
        await desk.quiet()
        desk.clock.now += 1.0
        desk.sender.wake()
        await desk.quiet()
        assert [("2", "b")] == desk.platform.sent


@pytest.mark.parametrize("fault", [Unavailable, StoreError])  # locked; a key that is not there
async def test_a_store_that_fails_costs_only_time(
    store: Store, monkeypatch: pytest.MonkeyPatch, fault: type[StoreError]
) -> None:
    """While the outbox cannot be read the sender looks again, and then sends what waits."""
    waiting(store, "a")
    take, faults, pauses = post.exchange, [fault("x"), fault("x")], list[float]()

    def fail(*args: Any, **named: Any) -> Any:
        """Fail twice, then take."""
        if faults:
            raise faults.pop()
        return take(*args, **named)

    async def sleep(seconds: float) -> None:
        """Note the wait instead of waiting."""
        pauses.append(seconds)

    monkeypatch.setattr(post, "exchange", fail)
    async with sending(store, pace=Pace(chat=0.0, account=0.0, sleep=sleep)) as desk:
        await desk.quiet()
        assert [("1", "a")] == desk.platform.sent
    assert [1.0, 1.0] == [each for each in pauses if each != BREATH]


async def test_a_refused_message_is_said_plainly_and_set_aside(store: Store) -> None:
    """Our mistake costs the buttons, not the words; the operator finds it set aside."""
    waiting(store, "a", "b")
    async with sending(store) as desk:
        desk.platform.next_["1"].append(Refused("BUTTON_DATA_INVALID"))
        await desk.quiet()
        assert [("1", "a"), ("1", "b")] == desk.platform.sent
        assert [(), ((Key("A", "t"),),)] == [message.rows for message in desk.platform.messages]
    with store.read() as tx:
        assert ["refused"] == [each.reason for each in post.aside(tx)]


async def test_one_of_another_shape_is_set_aside(store: Store) -> None:
    """A message that is not built as ours are, as after an update, stops nobody else's."""
    with store.begin() as tx:
        post.put(tx, [post.Outgoing("telegram", "77", "1", {"text": "old", "rows": [["?"]]})])
    waiting(store, "a", address="2")
    async with sending(store) as desk:
        await desk.quiet()
        assert [("2", "a")] == desk.platform.sent
    with store.read() as tx:
        assert ["refused"] == [each.reason for each in post.aside(tx)]


@pytest.mark.parametrize("then", [Refused("again"), TryLater("flood"), Gone("blocked")])
async def test_the_plain_words_can_fail_too(store: Store, then: Exception) -> None:
    """A fallback that is refused is set aside; one that must wait waits; a gone person is gone."""
    waiting(store, "a")
    async with sending(store) as desk:
        desk.platform.next_["1"] += [Refused("no"), then]
        await desk.quiet()
        assert [] == desk.platform.sent
        with store.read() as tx:
            assert isinstance(then, Refused) is bool(post.aside(tx))
        assert isinstance(then, Gone) is bool(desk.heard)
    assert isinstance(then, TryLater) is bool(left(store))


async def test_replies_go_before_reminders_and_broadcasts(store: Store) -> None:
    """Of many people who wait, those who wrote just now are answered first."""
    for number in range(IN_FLIGHT):
        waiting(store, "broadcast", address=f"b{number}", priority=2)
        waiting(store, "reminder", address=f"r{number}", priority=1)
        waiting(store, "reply", address=f"p{number}", priority=0)
    async with sending(store) as desk:
        await desk.quiet()
        order = [text for _, text in desk.platform.sent]
    assert sorted(order, key=["reply", "reminder", "broadcast"].index) == order


async def test_the_true_pace_is_one_a_second_and_thirty_a_second(store: Store) -> None:
    """At the true pace no chat gets two messages within a second, and no account 31."""
    clock = SimulatedClock()
    for number in range(40):
        waiting(store, "a", "b", "c", address=str(number))
    async with sending(store, pace=Pace(clock=clock, sleep=clock.sleep)) as desk:
        desk.platform.clock = clock
        async with asyncio.timeout(30):
            while len(desk.platform.sent) < 120:
                for _ in range(3):  # let the thread that writes finish what it was given
                    await desk.sender._writer.do(int)
                clock.jump()
        times = desk.platform.at
        for address in map(str, range(40)):
            sent = zip(times, desk.platform.sent, strict=True)
            own = [at for at, (whose, _) in sent if whose == address]
            assert all(later - first >= 0.999 for first, later in pairwise(own))
        assert all(times[start + 30] - times[start] >= 0.999 for start in range(len(times) - 30))
        assert 3.9 <= times[-1] <= 6.0


async def test_a_stop_notes_what_was_sent_though_another_hangs(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of what waits for a batch to note it nothing is sent again because one message hangs."""
    monkeypatch.setattr(sender, "BREATH", 60.0)
    gates = {"1": asyncio.Event(), "2": asyncio.Event()}
    waiting(store, "a", address="1")
    waiting(store, "b", address="2")
    async with sending(store) as desk:
        for address, gate in gates.items():
            desk.platform.next_[address].append(gate.wait)
        await eventually(lambda: len(desk.sender._flying) == 2)
        await desk.sender._writer.do(int)  # both were taken, and nothing else is being looked for
        gates["2"].set()
        await eventually(lambda: [("2", "b")] == desk.platform.sent)
        stopping = asyncio.create_task(desk.sender.drain())
        try:
            await eventually(lambda: unsent(store) == 1)
        finally:
            gates["1"].set()
        await stopping
        assert 0 == unsent(store)
