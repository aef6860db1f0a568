"""What the database or a full room refuses: whose fault it is decides who waits."""

import asyncio
import threading

import pytest

from bot.intake import LOOK_EVERY, MOST_WAITING
from storage import StoreError, Unavailable
from storage.errors import Broken, Damaged
from tests.bot.test_intake import FullRoom, Room, running, said, spoilt


async def test_a_damaged_file_parks_nothing() -> None:
    """A file that the operator must mend is told to the channel; no message is set aside."""

    def meet(_: list[str]) -> None:
        """Do with a batch what this test plants."""
        raise Broken("The database file is damaged.")

    room = Room(meet)
    async with running(room) as intake:
        with pytest.raises(Broken):
            await intake.hear([said("a")])
    assert ([], [], ["a"]) == (room.taken, room.parked, room.rescued)


@pytest.mark.parametrize("error", [Damaged, StoreError])
async def test_what_the_database_refuses_is_parked_alone(error: type[StoreError]) -> None:
    """A row that does not open, or a value that is refused, concerns one message and no other."""

    def meet(texts: list[str]) -> None:
        """Do with a batch what this test plants."""
        if "bad" in texts:
            raise error("Refused.")

    room = Room(meet)
    async with running(room) as intake:
        await asyncio.gather(*(intake.hear([said(text)]) for text in ("a", "bad", "b")))
        await intake.hear([said("c"), said("bad"), said("d")])
    assert [["a"], ["b"], ["c"], ["d"]] == [texts for texts in room.taken if texts]
    assert (["bad", "bad"], []) == (room.parked, room.rescued)


async def test_what_stands_behind_it_in_the_same_call_is_taken() -> None:
    """A message that can be neither taken nor set aside keeps nobody behind it waiting."""
    room = FullRoom(spoilt)
    async with running(room) as intake:
        with pytest.raises(ValueError, match="bad"):
            await intake.hear([said("a"), said("bad"), said("b")])
    assert [["a"], ["b"]] == room.taken


async def test_a_call_for_help_that_finds_no_room_is_looked_at() -> None:
    """What is refused in a flood is looked at for calls for help, in a tenth of the time."""
    gate, inside = threading.Event(), threading.Event()

    def meet(_: list[str]) -> None:
        """Do with a batch what this test plants."""
        inside.set()
        gate.wait(10)

    room = Room(meet)
    async with running(room) as intake:
        first = asyncio.create_task(intake.hear([said("first")]))
        await asyncio.to_thread(inside.wait, 10)
        full = asyncio.create_task(intake.hear([said("full")] * MOST_WAITING))
        await asyncio.sleep(0)
        now = asyncio.get_running_loop().time
        began = now()
        with pytest.raises(Unavailable):
            await intake.hear([said("help")])
        while now() - began < 10 * LOOK_EVERY:
            with pytest.raises(Unavailable):
                await intake.hear([said("again")])
        spent = now() - began
        gate.set()
        await asyncio.gather(first, full)
    assert "help" == room.rescued[0]
    assert 2 <= len(room.rescued) <= 2 + spent / LOOK_EVERY
