"""From the outbox to the platforms, with patience and at their pace.

1. A row leaves the outbox only after the platform said yes: a crash in between repeats one
   message, and never loses one.
2. One person's messages keep their order: the next is taken when the one before is settled.
3. Replies go before reminders, reminders before broadcasts.
4. An account is sent for only under its lease: one sender and one pace over all replicas.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog

from bot.batch import CLOSING
from bot.channels import Channel, Gone, Key, Message, Refused, TryLater
from bot.keeper import Keeper
from bot.pace import Pace
from bot.traces import Sent
from bot.writer import Writer
from dialogues.model import Heard
from storage import Lease, LeaseLost, Store, StoreError, Unavailable, post

log = structlog.get_logger()

IN_FLIGHT = 30
# Of replies more may be on their way: a broadcast in flight must not keep one from its place.
REPLIES_IN_FLIGHT = 200
LONGEST_WAIT = 300.0
IDLE = 1.0
# What was settled waits this long for a batch that notes it with its own commit: a busy bot commits
# once for every batch, not twice.
BREATH = 0.01


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row: done, later, gone or refused.

    tried: whether a wait counts for the length of the next one: not if it stood in a line only, or
    if the platform said itself how long.
    """

    row: post.Waiting
    what: str
    after: float = 0.0
    everyone: bool = False
    tried: bool = True


# Whoever is gone has heard of nothing more: their message is done with.
_NOTED = {"gone": "done", "refused": "aside"}


def lease_name(channel: str, account: str) -> str:
    """The name of the lease to send for an account."""
    return f"sender {channel} {account}"


class Sender:
    """The loop that empties the outbox. `now` is the clock of `not_before`.

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
    ) -> None:
        self._store, self._writer = store, writer
        self._channels = channels
        self._pace = pace
        self._keeper = keeper
        self._now = now
        self._hear = hear
        self._busy = busy
        self._sent = sent or Sent()
        self._wake = asyncio.Event()
        self._handed: deque[tuple[post.Waiting, Lease]] = deque()
        self._flying: set[asyncio.Task[None]] = set()
        self._settled: list[tuple[post.Settled, Lease]] = []
        self._held: dict[tuple[str, str], float] = {}
        self._followed = False  # somebody who was answered waits for what stands behind that
        self.quiet = asyncio.Event()  # nothing can be sent now and nothing is on its way
        for account in channels:
            keeper.want(lease_name(*account), partial(post.requeue, account=account))

    def exchange(self, work: Callable[..., Sequence[post.Waiting]], *, more: bool = True) -> None:
        """Let one transaction note what was settled and take what is next; in the writer's thread.

        If it fails, what was settled stays to be noted. Without `more` nothing is taken.
        """
        seen, mine = list(self._settled), self._leases() if more else {}
        rows = work(desk=self._desk(seen, mine))
        del self._settled[: len(seen)]
        self._handed.extend((row, mine[row.channel, row.account]) for row in rows)

    def wake(self) -> None:
        """Something may be there to send."""
        self.quiet.clear()
        if not self._handed:
            self._wake.set()
        while self._handed:  # when these have landed, what else there is will be looked for
            self._start(*self._handed.popleft())

    async def run(self) -> None:
        """Send until cancelled; rows in flight at a crash are sent again by who sends next."""
        while True:
            self._wake.clear()
            if self._settled and not self._busy() and not self._followed:
                await self._pace.sleep(BREATH)
            if self._busy() and await self._woken():
                continue
            self._followed = False
            try:
                await self._writer.do(self.exchange, self._alone)
            except LeaseLost as lost:
                self._keeper.lost(lost.lease)
                continue
            except Unavailable as error:
                log.warning("sender.unavailable", exc_info=error)
                await self._pace.sleep(IDLE)
                continue
            if self._handed:
                self.wake()
            elif not self._settled and not self._wake.is_set():
                if not self._flying and len(self._leases()) == len(self._channels):
                    self.quiet.set()
                await self._woken()

    async def drain(self) -> None:
        """Wait until nothing is in flight, and note what became of it as it lands.

        Whoever has no more patience leaves only what hangs to be sent again.
        """
        await self._writer.do(self.exchange, self._alone, more=False)
        while self._flying:
            await asyncio.wait(self._flying, return_when=asyncio.FIRST_COMPLETED)
            await self._writer.do(self.exchange, self._alone, more=False)

    async def _woken(self) -> bool:
        """Wait until woken, but not for ever: False if nobody did."""
        try:
            async with asyncio.timeout(IDLE):  # wait_for of 3.11 can swallow a cancellation
                return await self._wake.wait()
        except TimeoutError:
            return False

    def _start(self, row: post.Waiting, lease: Lease) -> None:
        task = asyncio.create_task(self._send(row, lease))
        self._flying.add(task)
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self.wake()

    def _leases(self) -> dict[tuple[str, str], Lease]:
        """For whom we may send now."""
        found = {account: self._keeper.held(lease_name(*account)) for account in self._channels}
        return {account: lease for account, lease in found.items() if lease}

    def _desk(
        self, seen: Sequence[tuple[post.Settled, Lease]], mine: Mapping[tuple[str, str], Lease]
    ) -> post.Desk:
        """Our side of the next transaction.

        What was settled under a lease that another has is theirs to send again.
        """
        ours = [(settled, lease) for settled, lease in seen if self._keeper.knows(lease)]
        now = self._now()
        accounts = [key for key in mine if self._held.get(key, 0.0) <= now]
        return post.Desk(
            now=now,
            accounts=accounts,
            leases=frozenset({lease for _, lease in ours} | {mine[key] for key in accounts}),
            settled=[settled for settled, _ in ours],
            replies=REPLIES_IN_FLIGHT - len(self._flying),
            waiting=IN_FLIGHT - len(self._flying),
        )

    def _alone(self, desk: post.Desk) -> list[post.Waiting]:
        """Without a batch, and only if there is something to do."""
        if not desk.settled and not (desk.accounts and desk.replies > 0):
            return []
        with self._store.begin(under=desk.leases) as tx:
            return post.exchange(tx, (), desk)

    async def _send(self, row: post.Waiting, lease: Lease) -> None:
        try:
            message = _message(row.body)
        except (KeyError, TypeError, ValueError) as error:  # of another version than ours
            log.error("sender.unreadable", channel=row.channel, exc_info=error)
            outcome = Outcome(row, "refused")
        else:
            outcome = await self._attempt(row, message, lease)
        if outcome.everyone:
            self._held[row.channel, row.account] = self._now() + outcome.after
        if outcome.what == "gone":
            outcome = await self._gone(row)
        if outcome.what != "done":
            log.debug("sender.not_sent", channel=row.channel, outcome=outcome.what)
        what: Any = _NOTED.get(outcome.what, outcome.what)
        due, whose = self._now() + outcome.after, (row.channel, row.account, row.address)
        settled = post.Settled(row.id, what, due, tried=outcome.tried, person=whose)
        self._settled.append((settled, lease))
        self._followed |= row.followed

    async def _gone(self, row: post.Waiting) -> Outcome:
        """Let the talk hear that its person cannot be written to; that drops what waits."""
        what = CLOSING if row.body.get(CLOSING) else ""
        key = f"gone:{row.id}"
        gone = Heard(row.channel, row.account, row.address, key, "blocked", text=what)
        try:
            await self._hear([gone])
        except StoreError as error:
            log.warning("sender.gone_unheard", exc_info=error)
            return Outcome(row, "later", _patience(row))  # they may have come back before that
        return Outcome(row, "gone")

    async def _attempt(self, row: post.Waiting, message: Message, lease: Lease) -> Outcome:
        channel = self._channels[row.channel, row.account]
        whose = row.channel, row.account, row.address
        await self._pace.turn(*whose, priority=row.priority)
        held = self._held.get((row.channel, row.account), 0.0) - self._now()
        if held > 0:  # the account was told to wait while this message stood in line
            return Outcome(row, "later", held, tried=False)
        if self._keeper.held(lease.name) != lease:  # the process stood still, another may send it
            return Outcome(row, "later", tried=False)
        try:
            if message.clears is not None:  # what was sent but not noted yet goes with it
                refs = dict.fromkeys([*self._sent.take(whose), *message.clears])
                await channel.clear(row.address, list(refs))
            else:
                self._sent.note(whose, await channel.send(row.address, message))
        except Refused as refused:
            log.error("sender.refused", channel=row.channel, exc_info=refused)
            return await self._plainly(channel, row, message)
        except Exception as error:  # noqa: BLE001  the message waits, the others go on
            return self._not_sent(row, error)
        return Outcome(row, "done")

    async def _plainly(self, channel: Channel, row: post.Waiting, message: Message) -> Outcome:
        """Our mistake must not leave the person without the words: once more, as plain text."""
        try:
            await channel.send(row.address, Message(message.text, rtl=message.rtl))
        except Refused as refused:
            log.error("sender.plain_refused", channel=row.channel, exc_info=refused)
            # Whoever cannot be told their code and day must not leave answers.
            return Outcome(row, "gone" if row.body.get(CLOSING) else "refused")
        except Exception as error:  # noqa: BLE001  the message waits, the others go on
            return self._not_sent(row, error)
        return Outcome(row, "refused")

    def _not_sent(self, row: post.Waiting, error: Exception) -> Outcome:
        if isinstance(error, Gone):
            return Outcome(row, "gone")
        if isinstance(error, TryLater):
            after = error.after or _patience(row)
            return Outcome(row, "later", after, error.everyone, tried=not error.after)
        log.error("sender.failed", channel=row.channel, exc_info=error)
        return Outcome(row, "later", _patience(row))


def _patience(row: post.Waiting) -> float:
    """How long to wait for the next try, longer from time to time."""
    return min(LONGEST_WAIT, 2.0 ** min(row.attempts, 8))


def _message(body: Mapping[str, Any]) -> Message:
    rows = body["rows"]
    if isinstance(rows, list):  # read back from the outbox; what was handed over is as it was
        rows = tuple(tuple(Key(*key) for key in row) for row in rows)
    marked, clears = body.get("marked", ""), body.get("clears")
    clears = None if clears is None else tuple(clears)
    return Message(body["text"], rows, body["rtl"], body["replaces"], marked, clears)
