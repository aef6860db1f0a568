"""What stands behind a message in the outbox: the change of a message follows it at once."""

import asyncio
import time

import pytest

from bot import render
from bot.channels import Message, Refused, TryLater
from bot.pace import Pace
from storage import Store, Unavailable, post
from tests.bot.chats import unsent
from tests.bot.desk import Desk, left, sending, turn
from tests.bot.fakes import Platform
from tests.bot.fleet import eventually


def changed(text: str, of: str = "9") -> post.Outgoing:
    """A message that takes the place of another."""
    return post.Outgoing("telegram", "77", "1", render.body(Message(text, replaces=of)))


def new(text: str) -> post.Outgoing:
    """A new message for the same person."""
    return post.Outgoing("telegram", "77", "1", render.body(Message(text)))


async def test_the_change_of_a_message_follows_at_once(store: Store) -> None:
    """A tick below what was tapped waits for no commit: if we die now, it comes again unseen."""
    busy = [False]
    async with sending(store, busy=lambda: busy[0]) as desk:
        await desk.quiet()
        busy[0] = True  # a batch is coming, and nothing is noted before it
        await desk.sender._writer.do(
            desk.sender.exchange, turn(store, new("a"), changed("b"), new("c"))
        )
        desk.sender.wake()
        await eventually(lambda: [("1", "a"), ("1", "b")] == desk.platform.sent)
        assert 3 == unsent(store)
        busy[0] = False
        desk.sender.wake()
        await desk.quiet()
        assert ["a", "b", "c"] == [text for _, text in desk.platform.sent]
    assert 0 == left(store)


async def nothing() -> None:
    """Do nothing."""


async def test_a_change_that_waits_for_its_chat_is_sent_once(store: Store) -> None:
    """Though what it stands behind is noted meanwhile, and it is taken from the outbox again."""
    gate = asyncio.Event()
    async with sending(store) as desk:
        await desk.quiet()
        desk.platform.next_["1"] += [nothing, gate.wait]
        await desk.sender._writer.do(desk.sender.exchange, turn(store, new("a"), changed("b")))
        desk.sender.wake()
        await eventually(lambda: 1 == unsent(store) and [("1", "a")] == desk.platform.sent)
        desk.sender.wake()
        await desk.sender._writer.do(desk.sender.exchange, desk.sender._alone)
        gate.set()
        await desk.quiet()
        assert [("1", "a"), ("1", "b")] == desk.platform.sent
        assert (0, set()) == (
            desk.sender._hands._counted["telegram", "77"],
            desk.sender._hands._next,
        )
    assert 0 == left(store)


async def test_a_change_of_what_is_gone_waits_for_the_note(store: Store) -> None:
    """What can only be sent as a new message is that after the one before was noted as sent."""
    seen = []

    class Strict(Platform):
        """A chat in which the message to change is not there any more."""

        async def send(self, address: str, message: Message) -> str:
            """Refuse what may not come as a new message."""
            seen.append((message.text, message.anew, unsent(store)))
            if message.replaces and not message.anew:
                raise Refused("message to edit not found")
            return await super().send(address, message)

    strict = Strict("78")
    rows = [each._replace(account="78") for each in (new("a"), changed("b"))]
    async with sending(store, beside={("telegram", "78"): strict}) as desk:
        await desk.quiet()
        await desk.sender._writer.do(desk.sender.exchange, turn(store, *rows))
        desk.sender.wake()
        await eventually(lambda: [("1", "a"), ("1", "b")] == strict.sent)
        await desk.quiet()
    assert [("a", True, 2), ("b", False, 2), ("b", True, 1)] == seen
    assert 0 == unsent(store)


@pytest.mark.parametrize("fault", [TryLater("flood"), Refused("no"), OSError("broken")])
async def test_a_change_waits_for_a_message_that_fails(store: Store, fault: Exception) -> None:
    """Behind what was not sent as it is, a change stays where it stood, and comes in its order."""
    async with sending(store) as desk:
        await desk.quiet()
        desk.platform.next_["1"].append(fault)
        await desk.sender._writer.do(desk.sender.exchange, turn(store, new("a"), changed("b")))
        desk.sender.wake()
        await desk.quiet()
        desk.clock.now += 2.0
        desk.sender.wake()
        await eventually(lambda: [("1", "a"), ("1", "b")] == desk.platform.sent)
        await desk.quiet()
    assert [True, True] == [message.anew for message in desk.platform.messages]
    assert 0 == left(store)


async def test_what_batches_note_costs_no_transaction(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While batches come one after the other, what was sent is noted by them alone."""
    asleep, alone = asyncio.Queue[asyncio.Future[None]](), list[int]()

    async def breathe(_: float) -> None:
        """Sleep until the test says that it is time."""
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        asleep.put_nowait(woken)
        await woken

    async with sending(store, pace=Pace(chat=0.0, account=0.0, sleep=breathe)) as desk:
        await desk.quiet()
        made, flying = desk.sender._alone, desk.sender._flying

        def counted(desk: post.Desk) -> list[post.Waiting]:
            """Do it, and count it."""
            alone.append(1)
            return made(desk)

        async def batch(number: int) -> None:
            """A turn that notes what was sent before it, and sends one more."""
            said = turn(store, new(str(number))._replace(address=str(number)))
            await desk.sender._writer.do(desk.sender.exchange, said)
            desk.sender.wake()
            await eventually(lambda: number < len(desk.platform.sent) and not flying)

        monkeypatch.setattr(desk.sender, "_alone", counted)
        await batch(0)
        for number in range(1, 9):
            woken = await asleep.get()
            await batch(number)
            woken.set_result(None)
        last = await asleep.get()
        assert [] == alone
        last.set_result(None)
        await desk.quiet()
        assert [1] == alone
    assert 0 == left(store)


async def test_what_stands_behind_comes_though_an_answer_of_the_database_got_lost(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was given to us by a commit of which we heard nothing is not taken for being sent."""
    faults = [Unavailable("Nobody knows whether it is done.")]
    async with sending(store) as desk:
        await desk.quiet()
        made = desk.sender._alone

        def unanswered(desk: post.Desk) -> list[post.Waiting]:
            """Do it, and do not say so the first time."""
            rows = made(desk)
            if desk.settled and faults:
                raise faults.pop()
            return rows

        monkeypatch.setattr(desk.sender, "_alone", unanswered)
        await desk.sender._writer.do(desk.sender.exchange, turn(store, new("a"), new("b")))
        desk.sender.wake()
        await eventually(lambda: not faults and [("1", "a"), ("1", "b")] == desk.platform.sent)
        await desk.quiet()
    assert 0 == unsent(store)


async def ended(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the loop of the sender do nothing any more, as if it had been cancelled."""
    stands = asyncio.Event()

    async def stand() -> bool:
        """Do not go on."""
        stands.set()
        return await asyncio.Event().wait()

    monkeypatch.setattr(desk.sender, "_exchanged", stand)
    desk.sender.wake()
    await stands.wait()


async def test_a_message_is_noted_at_the_end_though_its_change_hangs(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is stopped leaves only the change to be sent again, which nobody sees."""
    gates = [asyncio.Event(), asyncio.Event()]
    async with sending(store) as desk:
        await desk.quiet()
        await ended(desk, monkeypatch)
        desk.platform.next_["1"] += [gate.wait for gate in gates]
        await desk.sender._writer.do(desk.sender.exchange, turn(store, new("a"), changed("b")))
        desk.sender.wake()
        draining = asyncio.create_task(desk.sender.drain())
        await asyncio.sleep(0.1)
        gates[0].set()
        await eventually(lambda: 1 == unsent(store))
        gates[1].set()
        await draining
    assert 0 == unsent(store)


async def test_what_lands_while_another_is_noted_at_the_end_is_noted_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last message lands while the one before it is written down: neither comes again."""
    gate = asyncio.Event()
    async with sending(store) as desk:
        await desk.quiet()
        await ended(desk, monkeypatch)
        desk.platform.next_["1"].append(gate.wait)
        await desk.sender._writer.do(desk.sender.exchange, turn(store, new("a")))
        desk.sender.wake()
        made, flying = desk.sender._alone, desk.sender._flying
        loop = asyncio.get_running_loop()

        def slowly(desk: post.Desk) -> list[post.Waiting]:
            """Let everything land meanwhile."""
            loop.call_soon_threadsafe(gate.set)
            while flying:
                time.sleep(0.001)
            return made(desk)

        monkeypatch.setattr(desk.sender, "_alone", slowly)
        await desk.sender.drain()
        assert 0 == unsent(store)
