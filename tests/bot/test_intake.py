"""What arrives is acknowledged after its commit, and one bad message keeps nobody waiting."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest

from bot.intake import MOST_WAITING, Intake
from bot.writer import Writer
from dialogues.model import Heard
from storage import Unavailable


def said(text: str) -> Heard:
    """A message that is told from others by its text."""
    return Heard("telegram", "77", "1", text, "text", text=text)


@dataclass
class Room:
    """A turn in place of the real one: what it took, and what it does with a batch first."""

    meet: Callable[[list[str]], None] = lambda _: None
    taken: list[list[str]] = field(default_factory=list)
    parked: list[str] = field(default_factory=list)
    rescued: list[str] = field(default_factory=list)
    commits: int = 0

    def take(self, heard: Sequence[Heard]) -> None:
        """Take a batch, unless `meet` raises."""
        texts = [each.text for each in heard]
        self.meet(texts)
        self.taken.append(texts)

    def park(self, heard: Heard) -> None:
        """Keep one that cannot be taken."""
        self.parked.append(heard.text)

    async def rescue(self, heard: Heard) -> None:
        """Note who called while the store failed."""
        self.rescued.append(heard.text)

    def committed(self) -> None:
        """Count a commit."""
        self.commits += 1


class FullRoom(Room):
    """A room that cannot set anything aside."""

    def park(self, heard: Heard) -> None:
        """Fail to set a message aside."""
        raise ValueError(heard.text)


def spoilt(texts: list[str]) -> None:
    """A batch cannot be taken if this message is in it."""
    if "bad" in texts:
        raise ValueError(texts)


@asynccontextmanager
async def running(room: Room) -> AsyncIterator[Intake]:
    """An intake at work on this room."""
    writer = Writer()
    intake = Intake(room.take, writer, park=room.park, committed=room.committed, rescue=room.rescue)
    task = asyncio.create_task(intake.run())
    try:
        yield intake
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        writer.close()


async def test_hear_returns_after_the_commit() -> None:
    """Nothing is acknowledged while the transaction still runs."""
    gate, inside = threading.Event(), threading.Event()

    def meet(_: list[str]) -> None:
        """Do with a batch what this test plants."""
        inside.set()
        gate.wait(10)

    room = Room(meet)
    async with running(room) as intake:
        hearing = asyncio.create_task(intake.hear([said("a")]))
        await asyncio.to_thread(inside.wait, 10)
        assert not hearing.done()
        gate.set()
        await hearing
    assert ([["a"]], 1) == (room.taken, room.commits)


async def test_a_batch_in_hand_is_busy() -> None:
    """Until its commit is told, a batch may still note for the sender what was sent."""
    gate, inside = threading.Event(), threading.Event()
    busy: list[bool] = []

    def meet(_: list[str]) -> None:
        """Do with a batch what this test plants."""
        inside.set()
        gate.wait(10)

    class Asked(Room):
        """A room that asks when it is told of the commit."""

        def committed(self) -> None:
            """Ask as the sender would."""
            busy.append(intake.busy())

    async with running(Asked(meet)) as intake:
        assert not intake.busy()
        hearing = asyncio.create_task(intake.hear([said("a")]))
        await asyncio.to_thread(inside.wait, 10)
        assert intake.busy()
        gate.set()
        await hearing
        assert not intake.busy()
    assert [False] == busy


async def test_batches_form_while_a_commit_runs() -> None:
    """What arrives during a commit goes together into the next one, without a timer."""
    gate, inside = threading.Event(), threading.Event()

    def meet(texts: list[str]) -> None:
        """Do with a batch what this test plants."""
        if texts == ["a"]:
            inside.set()
            gate.wait(10)

    room = Room(meet)
    async with running(room) as intake:
        first = asyncio.create_task(intake.hear([said("a")]))
        await asyncio.to_thread(inside.wait, 10)
        others = [asyncio.create_task(intake.hear([said(text)])) for text in "bcd"]
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(first, *others)
    assert [["a"], ["b", "c", "d"]] == room.taken


async def test_a_store_that_fails_acknowledges_nothing() -> None:
    """While the store is unavailable every caller is told, and a later try is taken."""
    failing = [True]

    def meet(_: list[str]) -> None:
        """Do with a batch what this test plants."""
        if failing[0]:
            raise Unavailable("The database cannot be used now.")

    room = Room(meet)
    async with running(room) as intake:
        with pytest.raises(Unavailable):
            await intake.hear([said("a"), said("b")])
        assert ([], 0, ["a", "b"]) == (room.taken, room.commits, room.rescued)
        failing[0] = False
        await intake.hear([said("a"), said("b")])
    assert [["a", "b"]] == room.taken
    assert [] == room.parked


async def test_a_batch_that_cannot_be_written_is_redone_message_by_message() -> None:
    """One message that breaks the write is parked alone; all others of its batch are taken."""
    room = Room(spoilt)
    async with running(room) as intake:
        await intake.hear([said("a"), said("bad"), said("b")])
    assert [["a"], ["b"]] == room.taken
    assert ["bad"] == room.parked
    assert [] == room.rescued


async def test_what_cannot_be_parked_either_is_not_acknowledged() -> None:
    """If even setting aside fails, the platform keeps the message; other callers do not."""
    room = FullRoom(spoilt)
    async with running(room) as intake:
        outcomes = await asyncio.gather(
            intake.hear([said("bad")]), intake.hear([said("a")]), return_exceptions=True
        )
    assert [ValueError, type(None)] == [type(outcome) for outcome in outcomes]
    assert [["a"]] == room.taken


async def test_a_store_that_fails_in_the_middle_acknowledges_nothing_of_that_call() -> None:
    """If the store fails while a batch is redone, the platform brings the whole call again."""
    calls: list[list[str]] = []

    def meet(texts: list[str]) -> None:
        """Do with a batch what this test plants."""
        calls.append(texts)
        if len(calls) == 1:
            raise ValueError(texts)
        if texts == ["b"]:
            raise Unavailable("The database cannot be used now.")

    room = Room(meet)
    async with running(room) as intake:
        with pytest.raises(Unavailable):
            await intake.hear([said("a"), said("b")])
    assert ([["a"]], []) == (room.taken, room.parked)


async def test_only_so_much_waits_in_memory() -> None:
    """Under a flood what is more than so much is refused at once, and is heard when there is room.

    100,000 messages come at once; the room counts what it holds, and each is taken once in the end.
    """
    gate, inside = threading.Event(), threading.Event()

    def meet(_: list[str]) -> None:
        """Do with a batch what this test plants."""
        inside.set()
        gate.wait(10)

    room = Room(meet)
    async with running(room) as intake:
        first = asyncio.create_task(intake.hear([said("first")]))
        await asyncio.to_thread(inside.wait, 10)
        waiting = [asyncio.create_task(intake.hear([said(str(n))] * 100)) for n in range(1000)]
        await asyncio.sleep(0)
        refused = [task for task in waiting if task.done()]
        assert 1000 - MOST_WAITING // 100 == len(refused)
        assert {Unavailable} == {type(task.exception()) for task in refused}
        gate.set()
        await asyncio.gather(first, *(task for task in waiting if task not in refused))
        await intake.hear([said("again")] * MOST_WAITING)
    assert 1 + 2 * MOST_WAITING == sum(map(len, room.taken))


async def test_nothing_to_hear_is_heard_at_once() -> None:
    """An empty hand-over makes no transaction."""
    room = Room()
    async with running(room) as intake:
        await intake.hear([])
    assert [] == room.taken


async def test_stopping_finishes_the_batch_in_hand_and_refuses_the_rest() -> None:
    """A stop waits for the transaction that runs; what came later is not acknowledged."""
    gate, inside = threading.Event(), threading.Event()

    def meet(_: list[str]) -> None:
        """Do with a batch what this test plants."""
        inside.set()
        gate.wait(10)

    room = Room(meet)
    async with running(room) as intake:
        first = asyncio.create_task(intake.hear([said("a")]))
        await asyncio.to_thread(inside.wait, 10)
        second = asyncio.create_task(intake.hear([said("b")]))
        await asyncio.sleep(0)
        asyncio.get_running_loop().call_later(0.01, gate.set)
    await first
    with pytest.raises(Unavailable):
        await second
    with pytest.raises(Unavailable):
        await intake.hear([said("c")])
    assert [["a"]] == room.taken
