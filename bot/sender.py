"""From the outbox to the platforms, with patience and at their pace.

1. A row leaves the outbox only after the platform said yes: a crash in between repeats one
   message, and never loses one.
2. One person's messages keep their order: the next is taken when the one before is settled.
3. Replies go before reminders, reminders before broadcasts.
4. An account is sent for only under its lease: one sender and one pace over all replicas.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog

from bot.batch import CLOSING
from bot.channels import Channel, Gone, Key, Message, Refused, TryLater
from bot.keeper import Keeper
from bot.writer import Writer
from dialogues.model import Heard
from storage import Lease, LeaseLost, Store, StoreError, Tx, Unavailable, post

log = structlog.get_logger()

IN_FLIGHT = 30
# Fresh replies come straight from the turn, and more of them: nothing less urgent stands before
# them, while broadcasts in flight would make a later reply wait.
REPLIES_IN_FLIGHT = 200
LONGEST_WAIT = 300.0
IDLE = 1.0
MOST_KNOWN = 10_000


@dataclass
class Pace:
    """How fast an account may send: seconds between two messages to a chat, and to anybody.

    Telegram asks for about one message a second in a chat and 30 a second in all
    (https://core.telegram.org/bots/faq#broadcasting-to-users); Slack for one a second in a channel.
    clock and sleep are given, so that a stand-in may state a faster pace.
    """

    chat: float = 1.0
    account: float = 1 / 30
    clock: Callable[[], float] = lambda: asyncio.get_running_loop().time()
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _free: dict[tuple[str, ...], float] = field(default_factory=dict)

    async def turn(self, channel: str, account: str, address: str) -> None:
        """Wait until this chat and this account may have one more message."""
        chat = (channel, account, address)
        await self._slot(chat, self.chat)
        await self._slot((channel, account), self.account)
        now = self.clock()
        self._free[chat] = now + self.chat  # the gap counts from when this message leaves
        if len(self._free) > MOST_KNOWN:
            self._free = {key: free for key, free in self._free.items() if free > now}

    async def _slot(self, whose: tuple[str, ...], gap: float) -> None:
        now = self.clock()
        at = max(now, self._free.get(whose, now))
        self._free[whose] = at + gap
        if at > now:
            await self.sleep(at - now)


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


def lease_name(channel: str, account: str) -> str:
    """The name of the lease to send for an account."""
    return f"sender {channel} {account}"


class Sender:
    """The loop that empties the outbox. `now` is the clock of `not_before`.

    keeper: knows for which of the accounts we may send, and is asked for those leases here.
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
    ) -> None:
        self._store = store
        self._writer = writer
        self._channels = channels
        self._pace = pace
        self._keeper = keeper
        self._now = now
        self._hear = hear
        self._wake = asyncio.Event()
        self._handed: deque[tuple[post.Waiting, Lease]] = deque()
        self._flying: set[asyncio.Task[None]] = set()
        self._settled: list[tuple[Outcome, Lease]] = []
        self._held: dict[tuple[str, str], float] = {}
        self.quiet = asyncio.Event()  # nothing can be sent now and nothing is on its way
        for account in channels:
            keeper.want(lease_name(*account), partial(post.requeue, account=account))

    def room(self) -> post.Room:
        """What may be handed over now."""
        return post.Room(self._accounts(self._leases()), REPLIES_IN_FLIGHT - len(self._flying))

    def hand_over(self, rows: Sequence[post.Waiting]) -> None:
        """Take rows that are marked as being sent and committed; `wake` sends them.

        Those of a lease that was lost meanwhile are left to its new holder.
        """
        mine = self._leases()
        left = [row for row in rows if (row.channel, row.account) not in mine]
        if left:
            with self._store.begin() as tx:
                for row in left:
                    post.later(tx, row.id, not_before=self._now(), tried=False)
        kept = [row for row in rows if (row.channel, row.account) in mine]
        self._handed.extend((row, mine[row.channel, row.account]) for row in kept)

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
            try:
                waiting = await self._writer.do(self._exchange, IN_FLIGHT - len(self._flying))
            except LeaseLost as lost:
                self._keeper.lost(lost.lease)
                continue
            except Unavailable as error:
                log.warning("sender.unavailable", exc_info=error)
                await self._pace.sleep(IDLE)
                continue
            for row, lease in waiting:
                self._start(row, lease)
            if not waiting and not self._settled and not self._wake.is_set():
                if not self._flying and len(self._leases()) == len(self._channels):
                    self.quiet.set()
                await self._idle()

    async def drain(self) -> None:
        """Wait until nothing is in flight, and note what became of it."""
        while self._flying:
            await asyncio.wait(self._flying)
        await self._writer.do(self._exchange, 0)

    async def _idle(self) -> None:
        try:
            async with asyncio.timeout(IDLE):  # wait_for of 3.11 can swallow a cancellation
                await self._wake.wait()
        except TimeoutError:
            return

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

    def _accounts(self, mine: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
        now = self._now()
        return [key for key in mine if self._held.get(key, 0.0) <= now]

    def _exchange(self, room: int) -> list[tuple[post.Waiting, Lease]]:
        """Note what was settled and take what is next, in one transaction.

        What was settled under a lease that another has is theirs to send again.
        """
        now, mine, settled = self._now(), self._leases(), list(self._settled)
        ours = [(outcome, lease) for outcome, lease in settled if self._keeper.knows(lease)]
        accounts = self._accounts(mine) if room > 0 else []
        waiting: list[post.Waiting] = []
        under = {lease for _, lease in ours} | {mine[account] for account in accounts}
        if under:
            with self._store.begin(under=under) as tx:
                self._write(tx, [outcome for outcome, _ in ours])
                waiting = post.take(tx, now=now, accounts=accounts, limit=room) if accounts else []
        del self._settled[: len(settled)]
        return [(row, mine[row.channel, row.account]) for row in waiting]

    def _write(self, tx: Tx, settled: Sequence[Outcome]) -> None:
        post.done(tx, [outcome.row.id for outcome in settled if outcome.what in ("done", "gone")])
        for outcome in settled:
            row = outcome.row
            if outcome.what == "later":
                not_before = self._now() + outcome.after
                post.later(tx, row.id, not_before=not_before, tried=outcome.tried)
            elif outcome.what == "refused":
                post.set_aside(tx, row.id, reason="refused")

    async def _send(self, row: post.Waiting, lease: Lease) -> None:
        outcome = await self._attempt(row, lease)
        if outcome.everyone:
            self._held[row.channel, row.account] = self._now() + outcome.after
        if outcome.what == "gone":
            outcome = await self._gone(row)
        self._settled.append((outcome, lease))
        log.debug("sender.sent", channel=row.channel, outcome=outcome.what)

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

    async def _attempt(self, row: post.Waiting, lease: Lease) -> Outcome:
        channel = self._channels[row.channel, row.account]
        message = _message(row.body)
        await self._pace.turn(row.channel, row.account, row.address)
        held = self._held.get((row.channel, row.account), 0.0) - self._now()
        if held > 0:  # the account was told to wait while this message stood in line
            return Outcome(row, "later", held, tried=False)
        if self._keeper.held(lease.name) != lease:  # the process stood still, another may send it
            return Outcome(row, "later", tried=False)
        try:
            await channel.send(row.address, message)
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
    rows = tuple(tuple(Key(key["label"], key["token"]) for key in row) for row in body["rows"])
    return Message(body["text"], rows, rtl=body["rtl"], replaces=body["replaces"])
