"""A sender at work on a platform in memory, for the tests of what is sent."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from bot import render
from bot.channels import Channel, Key, Message
from bot.keeper import Keeper, elapsed
from bot.pace import Pace
from bot.sender import Sender
from bot.traces import Sent
from bot.writer import Writer
from dialogues.model import Heard
from storage import Store, post
from tests.bot.fakes import Platform, SimulatedClock


def turn(store: Store, *messages: post.Outgoing) -> Callable[..., list[post.Waiting]]:
    """What a turn does that says these messages."""

    def said(*, desk: post.Desk) -> list[post.Waiting]:
        """One transaction for it and for the sender."""
        with store.begin(under=desk.leases) as tx:
            return post.exchange(tx, messages, desk)

    return said


def waiting(
    store: Store,
    *texts: str,
    address: str = "1",
    priority: int = 0,
    channel: str = "telegram",
    **more: object,
) -> None:
    """Put messages into the outbox."""
    rows = [
        post.Outgoing(
            channel, "77", address, render.body(Message(t, ((Key("A", "t"),),))) | more, priority
        )
        for t in texts
    ]
    with store.begin() as tx:
        post.put(tx, rows)


@dataclass
class Desk:
    """A sender at work."""

    sender: Sender
    platform: Platform
    heard: list[Heard] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    clock: SimulatedClock = field(default_factory=SimulatedClock)
    day: list[float] = field(default_factory=lambda: [0.0])
    keeper: Keeper = field(kw_only=True)

    async def quiet(self) -> None:
        """Wait until nothing can be sent now."""
        async with asyncio.timeout(30):
            await self.sender.quiet.wait()


@asynccontextmanager
async def sending(
    store: Store,
    *,
    pace: Pace | None = None,
    lease: Callable[[], float] = elapsed,
    channel: str = "telegram",
    sent: Sent | None = None,
    beside: Mapping[post.Account, Channel] | None = None,
    busy: Callable[[], bool] = lambda: False,
    ahead: float = 0.0,
) -> AsyncIterator[Desk]:
    """A sender on this store; `clock` is the clock of patience, `lease` that of the lease.

    The clock of the day goes ahead of that of patience by `Desk.day`, at first by `ahead`.

    beside: accounts for which it sends too. busy: whether a batch will come soon.
    """
    writer, platform, clock = Writer(), Platform(), SimulatedClock(1000.0)
    heard, faults, day = list[Heard](), list[Exception](), [ahead]

    async def hear(batch: Sequence[Heard]) -> None:
        """Take what is heard in, as the intake does."""
        if faults:
            raise faults.pop()
        heard.extend(batch)
        with store.begin() as tx:
            for each in batch:
                post.drop(tx, (each.channel, each.account, each.address))

    keeper = Keeper(store, writer, clock=lease)
    sender = Sender(
        store,
        writer,
        {(channel, "77"): platform, **(beside or {})},
        pace=pace or Pace(chat=0.0, account=0.0),
        keeper=keeper,
        now=lambda: clock() + day[0],
        clock=clock,
        hear=hear,
        busy=busy,
        sent=sent,
    )
    await keeper.look()
    task = asyncio.create_task(sender.run())
    try:
        yield Desk(sender, platform, heard, faults, clock, day, keeper=keeper)
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await sender.drain()
        await keeper.close()
        writer.close()


def left(store: Store) -> int:
    """How many messages wait."""
    clock = 10.0**12
    with store.begin() as tx:
        post.requeue(tx.db, ("telegram", "77"))
        count = 0
        while rows := post.take(tx, now=clock, accounts=[("telegram", "77")], limit=100):
            post.done(tx, [row.id for row in rows])
            count += len(rows)
    return count
