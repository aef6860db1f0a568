"""From the outbox to the platforms, with patience and at their pace.

1. A row leaves the outbox only after the platform said yes: a crash in between repeats one
   message, and never loses one.
2. One person's messages keep their order: the next is taken when the one before is settled.
3. Replies go before reminders, reminders before broadcasts.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.batch import CLOSING
from bot.channels import Channel, Gone, Key, Message, Refused, TryLater
from bot.writer import Writer
from dialogues.model import Heard
from storage import Store, StoreError, Tx, Unavailable, post

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
    """What became of one row: done, later, gone or refused."""

    row: post.Waiting
    what: str
    after: float = 0.0
    everyone: bool = False


class Sender:
    """The loop that empties the outbox. `now` is the clock of `not_before`."""

    def __init__(
        self,
        store: Store,
        writer: Writer,
        channels: Mapping[tuple[str, str], Channel],
        *,
        pace: Pace,
        now: Callable[[], float],
        hear: Callable[[Sequence[Heard]], Awaitable[None]],
    ) -> None:
        self._store = store
        self._writer = writer
        self._channels = channels
        self._pace = pace
        self._now = now
        self._hear = hear
        self._wake = asyncio.Event()
        self._handed: deque[post.Waiting] = deque()
        self._flying: set[asyncio.Task[None]] = set()
        self._settled: list[Outcome] = []
        self._held: dict[tuple[str, str], float] = {}
        self.quiet = asyncio.Event()  # nothing can be sent now and nothing is on its way

    def room(self) -> post.Room:
        """What may be handed over now."""
        return post.Room(self._accounts(), REPLIES_IN_FLIGHT - len(self._flying))

    def hand_over(self, rows: Sequence[post.Waiting]) -> None:
        """Take rows that are marked as being sent and committed; `wake` sends them."""
        self._handed.extend(rows)

    def wake(self) -> None:
        """Something may be there to send."""
        self.quiet.clear()
        if not self._handed:
            self._wake.set()
        while self._handed:  # when these have landed, what else there is will be looked for
            self._start(self._handed.popleft())

    async def run(self) -> None:
        """Send until cancelled; rows in flight at a crash are sent again at the next start."""
        await self._writer.do(self._requeue)
        while True:
            self._wake.clear()
            try:
                waiting = await self._writer.do(self._exchange)
            except Unavailable as error:
                log.warning("sender.unavailable", exc_info=error)
                await self._pace.sleep(IDLE)
                continue
            for row in waiting:
                self._start(row)
            if not waiting and not self._settled and not self._wake.is_set():
                if not self._flying:
                    self.quiet.set()
                await self._idle()

    async def drain(self) -> None:
        """Wait until nothing is in flight, and note what became of it."""
        while self._flying:
            await asyncio.wait(self._flying)
        await self._writer.do(self._note)

    async def _idle(self) -> None:
        try:
            async with asyncio.timeout(IDLE):  # wait_for of 3.11 can swallow a cancellation
                await self._wake.wait()
        except TimeoutError:
            return

    def _start(self, row: post.Waiting) -> None:
        task = asyncio.create_task(self._send(row))
        self._flying.add(task)
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self.wake()

    def _requeue(self) -> None:
        with self._store.begin() as tx:
            post.requeue(tx)

    def _exchange(self) -> list[post.Waiting]:
        """Note what was settled and take what is next, in one transaction."""
        room = IN_FLIGHT - len(self._flying)
        now = self._now()
        settled = list(self._settled)
        with self._store.begin() as tx:
            self._write(tx, settled)
            waiting = (
                post.take(tx, now=now, accounts=self._accounts(), limit=room) if room > 0 else []
            )
        del self._settled[: len(settled)]
        return waiting

    def _accounts(self) -> list[tuple[str, str]]:
        now = self._now()
        return [key for key in self._channels if self._held.get(key, 0.0) <= now]

    def _note(self) -> None:
        settled = list(self._settled)
        with self._store.begin() as tx:
            self._write(tx, settled)
        del self._settled[: len(settled)]

    def _write(self, tx: Tx, settled: Sequence[Outcome]) -> None:
        post.done(tx, [outcome.row.id for outcome in settled if outcome.what in ("done", "gone")])
        for outcome in settled:
            row = outcome.row
            if outcome.what == "later":
                post.later(tx, row.id, not_before=self._now() + outcome.after)
            elif outcome.what == "refused":
                post.set_aside(tx, row.id, reason="refused")

    async def _send(self, row: post.Waiting) -> None:
        outcome = await self._attempt(row)
        if outcome.everyone:
            self._held[row.channel, row.account] = self._now() + outcome.after
        if outcome.what == "gone":
            outcome = await self._gone(row)
        self._settled.append(outcome)
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
            return Outcome(row, "later", LONGEST_WAIT)
        return Outcome(row, "gone")

    async def _attempt(self, row: post.Waiting) -> Outcome:
        channel = self._channels[row.channel, row.account]
        message = _message(row.body)
        await self._pace.turn(row.channel, row.account, row.address)
        held = self._held.get((row.channel, row.account), 0.0) - self._now()
        if held > 0:  # the account was told to wait while this message stood in line
            return Outcome(row, "later", held)
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
        patience = min(LONGEST_WAIT, 2.0 ** min(row.attempts, 8))
        if isinstance(error, Gone):
            return Outcome(row, "gone")
        if isinstance(error, TryLater):
            return Outcome(row, "later", error.after or patience, error.everyone)
        log.error("sender.failed", channel=row.channel, exc_info=error)
        return Outcome(row, "later", patience)


def _message(body: Mapping[str, Any]) -> Message:
    rows = tuple(tuple(Key(key["label"], key["token"]) for key in row) for row in body["rows"])
    return Message(body["text"], rows, rtl=body["rtl"], replaces=body["replaces"])
