"""The updates of a stand-in Telegram: kept until they are confirmed, as the real server does.

1. An offset confirms all that is older; one far beyond the newest is ignored, confirming nothing.
2. A second poll ends the first with 409. With a webhook, no poll is answered at all.
3. Messages of a chat come in order, and so do taps of a person, but not one after the other.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from itertools import islice, takewhile
from typing import Any

import aiohttp

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
MOST = 100
LONGEST_POLL = 50
FUTURE = 10
LANES = 40
LONGEST_RETRY = 60.0


class ConflictError(Exception):
    """Somebody else is polling, or a webhook is set."""


class Updates:
    """One bot's queue. `pace` scales the webhook's waits; `lost` drops an answer of ours."""

    def __init__(self, *, pace: float, lost: Callable[[], bool]) -> None:
        self.allowed: Sequence[str] = KINDS
        self.webhook = ""
        self.pending: dict[int, dict[str, Any]] = {}
        self._secret = ""
        self._pace = pace
        self._lost = lost
        self._last = 100_000_000
        self._polls = 0
        self._closed = False
        self._news = asyncio.Event()
        self._places = asyncio.Semaphore(LANES)
        self._lanes: dict[tuple[str, int], deque[int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    def push(self, kind: str, body: dict[str, Any]) -> int:
        """Keep a new update, if the bot wants this kind; returns its id."""
        self._last += 1
        if kind in self.allowed:
            self.pending[self._last] = {"update_id": self._last, kind: body}
            self._deliver(self._last)
            self._news.set()
        return self._last

    def drop_taps(self) -> None:
        """Let 150 seconds of silence pass: taps die, messages stay."""
        kept = {key: one for key, one in self.pending.items() if "callback_query" not in one}
        self.pending = kept

    async def poll(self, offset: int, *, limit: int, seconds: int) -> list[dict[str, Any]]:
        """Answer getUpdates."""
        if self.webhook:
            raise ConflictError(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self._polls += 1
        mine = self._polls
        self._news.set()
        self._confirm(offset)
        try:
            async with asyncio.timeout(min(seconds, LONGEST_POLL)):
                await self._wait(mine)
        except TimeoutError:
            return []
        return list(islice(self.pending.values(), min(max(limit, 1), MOST)))

    async def _wait(self, mine: int) -> None:
        while not self._closed:
            if self._polls != mine or self.webhook:
                raise ConflictError(
                    "terminated by other getUpdates request; "
                    "make sure that only one bot instance is running"
                )
            if self.pending:
                return
            self._news.clear()
            await self._news.wait()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.pending = dict(list(self.pending.items())[offset:])
        elif offset <= self._last + FUTURE:
            # Ids rise, so what is older stands in front.
            for key in list(takewhile(lambda key: key < offset, self.pending)):
                del self.pending[key]

    async def set_webhook(self, url: str, *, secret: str) -> None:
        """Bring updates there from now on, or stop bringing them."""
        await self._stop_lanes()
        self.webhook, self._secret = url, secret
        self._news.set()
        for key in self.pending:
            self._deliver(key)

    async def close(self) -> None:
        """Let every poll go and close the connections."""
        self._closed = True
        self._news.set()
        await self._stop_lanes()
        if self._session is not None:
            await self._session.close()

    async def _stop_lanes(self) -> None:
        running = list(self._tasks)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        self._lanes.clear()

    def _deliver(self, key: int) -> None:
        if not self.webhook:
            return
        lane = _lane(self.pending[key])
        waiting = self._lanes.get(lane)
        if waiting is not None:
            waiting.append(key)
            return
        self._lanes[lane] = deque([key])
        task = asyncio.create_task(self._run(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, lane: tuple[str, int]) -> None:
        waiting = self._lanes[lane]
        while waiting:
            wait = 0.0
            while waiting[0] in self.pending and not await self._bring(self.pending[waiting[0]]):
                await asyncio.sleep(wait * self._pace)
                wait = min(max(2.0, 2 * wait), LONGEST_RETRY)
            self.pending.pop(waiting.popleft(), None)
        del self._lanes[lane]

    async def _bring(self, update: Mapping[str, Any]) -> bool:
        self._session = self._session or aiohttp.ClientSession()
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        try:
            async with (
                self._places,
                self._session.post(self.webhook, json=update, headers=headers) as answer,
            ):
                return 200 <= answer.status <= 299 and not self._lost()
        except (aiohttp.ClientError, OSError):
            return False


def _lane(update: Mapping[str, Any]) -> tuple[str, int]:
    # The real server keeps taps of a person apart from what is said in the chat.
    if "callback_query" in update:
        return "taps", update["callback_query"]["from"]["id"]
    body = next(part for key, part in update.items() if key != "update_id")
    return "chat", body["chat"]["id"]
