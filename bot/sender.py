"""From the outbox to the platforms, with patience and at their pace.

1. A row leaves the outbox only after the platform said yes: a crash in between repeats one
   message, and never loses one.
2. One person's messages keep their order: the next is taken when the one before is settled, and
   none begins while another is on its way, whatever the rows say. Only the change of a message
   that was put together with a new one follows it at once: if we crash, it comes again unseen.
3. Replies go before reminders, reminders before broadcasts; what a reply waits for goes with it.
4. An account is sent for only under its lease: one sender and one pace over all replicas.
5. Whatever a send ends with, its row is settled, or waits for another try.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any

import structlog

from bot.carrier import Carrier, Outcome
from bot.channels import Channel
from bot.hands import Hands
from bot.keeper import Keeper, elapsed
from bot.pace import Pace
from bot.traces import Sent
from bot.waits import Waits
from bot.writer import Writer
from dialogues.model import Heard
from storage import Key3, Lease, LeaseLost, Store, StoreError, Unavailable, leases, post

log = structlog.get_logger()

IDLE = 1.0
# What was settled waits this long for a batch that notes it with its own commit: a busy bot commits
# once for every batch, not twice.
BREATH = 0.01

# Whoever is gone has heard of nothing more: their message is done with.
_NOTED = {"gone": "done", "refused": "aside"}


def lease_name(channel: str, account: str) -> str:
    """The name of the lease to send for an account."""
    return f"sender {channel} {account}"


class Sender:
    """The loop that empties the outbox. `now` is the clock of `not_before`, `clock` of patience.

    keeper: knows for which of the accounts we may send, and is asked for those leases here.
    sent: is told of every message that was sent.
    busy: whether a batch will come soon, whose transaction does what ours would do.
    """

    def __init__(
        self,
        store: Store,
        writer: Writer,
        channels: Mapping[tuple[str, str], Channel],
        *,
        pace: Pace,
        keeper: Keeper,
        now: Callable[[], float],
        hear: Callable[[Sequence[Heard]], Awaitable[None]],
        busy: Callable[[], bool] = lambda: False,
        sent: Sent | None = None,
        clock: Callable[[], float] = elapsed,
    ) -> None:
        self._store, self._writer, self._channels = store, writer, channels
        self._pace, self._keeper, self._now, self._busy = pace, keeper, now, busy
        self._carrier = Carrier(channels, hear=hear, sent=sent or Sent())
        self._hands, self._waits, self._wake = Hands(), Waits(now, clock), asyncio.Event()
        self._handed: deque[tuple[post.Waiting, Lease]] = deque()
        self._hurried: deque[post.Waiting] = deque()
        self._lines: dict[Key3, deque[tuple[post.Waiting, Lease]]] = {}
        self._flying: set[asyncio.Task[None]] = set()
        self._urgent: set[int] = set()
        self._settled: list[tuple[post.Settled, Lease]] = []
        self._followed = False  # somebody who was answered waits for what stands behind that
        self._look = True  # something may be there that no transaction of ours has looked for
        self._began = False
        self.quiet = asyncio.Event()  # nothing can be sent now and nothing is on its way
        for account in channels:
            keeper.want(lease_name(*account), partial(self._took_over, account))

    def exchange(self, work: Callable[..., Sequence[post.Waiting]], *, more: bool = True) -> None:
        """Let one transaction note what was settled and take what is next; in the writer's thread.

        If it fails, what was settled stays to be noted, and what it may have given us is given
        back by the next. Without `more` nothing is taken.
        """
        seen, mine = list(self._settled), self._leases() if more else {}
        desk = self._desk(seen, mine)
        if more:
            self._look = False
        try:
            rows = work(desk=desk)
        except Exception:
            self._look = True
            self._hands.doubt(desk.accounts)
            raise
        self._waits.minded(desk.back)
        self._hands.know(desk.unsure)
        self._hands.noted(seen)
        del self._settled[: len(seen)]
        for row in rows:
            lease = mine[row.channel, row.account]
            had = self._hands.take(row, lease)
            if had is None:
                self._handed.append((row, lease))
            else:
                self._hurried.append(had)

    def wake(self) -> None:
        """Something may be there to send."""
        self.quiet.clear()
        self._look |= not self._handed
        if self._look or self._settled:
            self._wake.set()
        self._go()

    def _go(self) -> None:
        while self._handed:  # when these have landed, what else there is will be looked for
            self._start(*self._handed.popleft())
        while self._hurried:
            self._hurry(self._hurried.popleft())

    async def run(self) -> None:
        """Send until cancelled; rows in flight at a crash are sent again by who sends next.

        A store that cannot be used, or read, is told to the operator and tried again.
        """
        self._began = True
        while True:
            self._wake.clear()
            if self._settled and not self._busy() and not self._followed:
                oldest = self._settled[0]
                await self._pace.sleep(BREATH)
                if self._settled and self._settled[0] is not oldest and not self._look:
                    continue  # batches note what lands
            if self._busy() and await self._woken():
                continue
            self._followed = False
            if (self._look or self._settled) and not await self._exchanged():
                continue
            if self._handed or self._hurried:
                self._go()
            elif not self._settled and not self._wake.is_set():
                if not self._flying and len(self._leases()) == len(self._channels):
                    self.quiet.set()
                if not await self._woken():
                    self._look = True

    async def _exchanged(self) -> bool:
        """Do what no batch has done for us in its own transaction; False if it could not be."""
        try:
            await self._writer.do(self.exchange, self._alone)
        except LeaseLost as lost:
            self._keeper.lost(lost.lease)
            return False
        except StoreError as error:
            tell = log.warning if isinstance(error, Unavailable) else log.error
            tell("sender.unavailable", exc_info=error)
            await self._pace.sleep(IDLE)
            return False
        return True

    async def drain(self) -> None:
        """Wait until nothing is in flight, and note what became of it as it lands.

        Whoever has no more patience leaves only what hangs to be sent again.
        """
        await self._writer.do(self.exchange, self._alone, more=False)
        while self._flying or self._settled:  # a message is noted while its change is on its way
            await self._wake.wait()
            self._wake.clear()
            await self._writer.do(self.exchange, self._alone, more=False)

    async def _woken(self) -> bool:
        """Wait until woken, but not for ever: False if nobody did."""
        try:
            async with asyncio.timeout(IDLE):  # wait_for of 3.11 can swallow a cancellation
                return await self._wake.wait()
        except TimeoutError:
            return False

    def _start(self, row: post.Waiting, lease: Lease) -> None:
        line = self._lines.setdefault(_whose(row), deque())
        line.append((row, lease))
        if len(line) == 1:  # a row may be gone whose message is still on its way
            self._begin(row, lease)

    def _begin(self, row: post.Waiting, lease: Lease) -> None:
        task = asyncio.create_task(self._send(row, lease))
        self._flying.add(task)
        task.add_done_callback(partial(self._landed, _whose(row)))

    def _landed(self, whose: Key3, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self._lines[whose].popleft()
        if self._lines[whose]:
            self._begin(*self._lines[whose][0])
        else:
            del self._lines[whose]
        self._wake.set()
        self._go()

    def _hurry(self, row: post.Waiting) -> None:
        if any(each is row for each, _ in self._lines.get(_whose(row), ())):
            self._urgent.add(row.id)
            self._pace.hurry(*_whose(row))

    def _leases(self) -> dict[tuple[str, str], Lease]:
        """For whom we may send now."""
        found = {account: self._keeper.held(lease_name(*account)) for account in self._channels}
        return {account: lease for account, lease in found.items() if lease}

    def _took_over(self, account: post.Account, db: leases.Db) -> None:
        """As the next sender: what another was sending may not have arrived.

        What a platform told that one holds for us too; and it may have written a moment ago.
        """
        post.requeue(db, account)
        at_once = self._pace.chat if self._began else 0.0
        self._waits.took_over(account, at_once, post.held_until(db, account))

    def _desk(
        self, seen: Sequence[tuple[post.Settled, Lease]], mine: Mapping[post.Account, Lease]
    ) -> post.Desk:
        """Our side of the next transaction.

        What was settled under a lease that another has is theirs to send again.
        """
        mind = self._waits.dated
        ours = [(mind(settled), lease) for settled, lease in seen if self._keeper.knows(lease)]
        free = {key: lease for key, lease in mine.items() if self._waits.left(key) <= 0}
        return self._waits.telling(self._hands.desk(self._now(), free, seen, ours), mine)

    def _alone(self, desk: post.Desk) -> list[post.Waiting]:
        """Without a batch, and only if there is something to do."""
        room = any(places.replies > 0 for places in desk.accounts.values())
        if not (desk.settled or room or desk.unsure or desk.back):
            return []
        with self._store.begin(under=desk.leases) as tx:
            return post.exchange(tx, (), desk)

    async def _send(self, row: post.Waiting, lease: Lease) -> None:
        outcome = Outcome(row, "later", tried=False)  # if we are stopped: perhaps twice, never lost
        try:
            outcome = await self._carrier.carry(row, partial(self._turn, row, lease))
        finally:
            self._urgent.discard(row.id)
            if row.then and not _goes_on(outcome):  # first: once its row is taken, it must begin
                self._note(Outcome(row.then, "left"), lease)
            self._note(outcome, lease)
        if row.then and _goes_on(outcome):
            self._wake.set()
            await self._change(row.then, lease)

    async def _change(self, row: post.Waiting, lease: Lease) -> None:
        """Send the change of a message behind another, which may not be noted yet as sent."""
        outcome, turn = Outcome(row, "later", tried=False), partial(self._turn, row, lease)
        try:
            outcome = await self._carrier.carry(row, turn, anew=False)
        finally:
            self._note(outcome, lease)

    def _note(self, outcome: Outcome, lease: Lease) -> None:
        row, due = outcome.row, self._waits.clock() + outcome.after
        if outcome.everyone:
            self._waits.told((row.channel, row.account), outcome.after)
        if outcome.what != "done":
            log.debug("sender.not_sent", channel=row.channel, outcome=outcome.what)
        what: Any = _NOTED.get(outcome.what, outcome.what)
        settled = post.Settled(row.id, what, due, outcome.tried, outcome.everyone, _whose(row))
        self._settled.append((settled, lease))
        self._followed |= row.followed and not (row.then and _goes_on(outcome))

    async def _turn(self, row: post.Waiting, lease: Lease) -> Outcome | None:
        """Wait until a message may leave; what becomes of it if it may not."""
        urgency = post.REPLY if row.id in self._urgent else row.priority
        await self._pace.turn(*_whose(row), priority=urgency)
        held = self._waits.left((row.channel, row.account))
        if held > 0:  # the account was told to wait while this message stood in line
            return Outcome(row, "later", held, tried=False)
        if self._keeper.held(lease.name) != lease:  # the process stood still, another may send it
            return Outcome(row, "later", tried=False)
        return None


def _goes_on(outcome: Outcome) -> bool:
    """Whether what stands behind a message may go before that one is noted."""
    then = outcome.row.then
    return outcome.what == "done" and then is not None and bool(then.body.get("replaces"))


def _whose(row: post.Waiting) -> Key3:
    return row.channel, row.account, row.address
