"""How fast the platforms let us send, and who goes first where several want to.

1. Nobody stands in line before it is their turn in the chat; of those who stand there, the most
   urgent one gets the next place, so that a reply waits for one message of a broadcast at most.
2. The gap in a chat counts from when a message leaves.
3. Who became urgent while standing in line keeps the place among the urgent ones that was theirs.
"""

import asyncio
import heapq
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count

MOST_KNOWN = 10_000

Account = tuple[str, str]
Standing = tuple[int, int, asyncio.Future[None]]  # how urgent, since when, whom to let go


@dataclass(eq=False)
class _Turn:
    """One message that waits to leave; standing: since when it is in line, and how to let it go."""

    priority: int
    standing: tuple[int, asyncio.Future[None]] | None = None


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
    _chats: dict[tuple[str, str, str], float] = field(default_factory=dict)
    _accounts: dict[Account, float] = field(default_factory=dict)
    _lines: dict[Account, list[Standing]] = field(default_factory=dict)
    _turns: dict[tuple[str, str, str], list[_Turn]] = field(default_factory=dict)
    _calling: set[asyncio.Task[None]] = field(default_factory=set)
    _numbers: "count[int]" = field(default_factory=count)

    async def turn(self, channel: str, account: str, address: str, *, priority: int = 0) -> None:
        """Wait until this chat and this account may have one more message; 0 is most urgent."""
        chat, turn = (channel, account, address), _Turn(priority)
        now = self.clock()
        at = max(now, self._chats.get(chat, now))
        self._chats[chat] = at + self.chat
        self._turns.setdefault(chat, []).append(turn)
        try:
            if at > now:
                await self.sleep(at - now)
            await self._stand_in_line((channel, account), turn)
        finally:
            self._turns[chat].remove(turn)
            if not self._turns[chat]:
                del self._turns[chat]
        now = self.clock()
        self._chats[chat] = now + self.chat
        if len(self._chats) > MOST_KNOWN:
            self._chats = {key: free for key, free in self._chats.items() if free > now}

    def hurry(self, channel: str, account: str, address: str, *, priority: int = 0) -> None:
        """Let what waits for this chat be as urgent as this from now on, where it is less."""
        for turn in self._turns.get((channel, account, address), ()):
            if turn.priority <= priority:
                continue
            turn.priority = priority
            if turn.standing and not turn.standing[1].done():  # it stands there twice, goes once
                heapq.heappush(self._lines[channel, account], (priority, *turn.standing))

    async def _stand_in_line(self, account: Account, turn: _Turn) -> None:
        now = self.clock()
        if account not in self._lines and self._accounts.get(account, now) <= now:
            self._accounts[account] = now + self.account
            return
        let_go = asyncio.get_running_loop().create_future()
        if account not in self._lines:
            self._lines[account] = []
            task = asyncio.create_task(self._call(account))
            self._calling.add(task)
            task.add_done_callback(self._calling.discard)
        turn.standing = next(self._numbers), let_go
        heapq.heappush(self._lines[account], (turn.priority, *turn.standing))
        await let_go

    async def _call(self, account: Account) -> None:
        """Let one after the other go, at the account's pace, until nobody stands in line."""
        line = self._lines[account]
        while line:
            wait = self._accounts[account] - self.clock()
            if wait > 0:
                await self.sleep(wait)
            *_, let_go = heapq.heappop(line)
            if not let_go.done():
                # A place that was late by less than a gap does not make the next one late.
                due = max(self._accounts[account], self.clock() - self.account)
                self._accounts[account] = due + self.account
                let_go.set_result(None)
        del self._lines[account]
