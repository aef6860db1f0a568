"""The people of the benchmark, the same for every bot: what they say, when, and how long it took.

1. A turn begins when its text is due (open loop: on schedule, however late the bot is) and ends
   when the last message that answers it has been handed to the network.
2. A person says the next thing only after the last answer came, as people do.
3. Everything is counted inside the bot's process, so every bot carries the same generator.
"""

import asyncio
import json
import resource
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Protocol

# One walk: greeting, then typed answers. A bot says how many messages answer each of them.
QUESTIONS = 15
TOKEN = "77:stand-in"  # noqa: S105 - of no bot that exists
SCRIPT = ("/start", *["1"] * QUESTIONS)
IN_FLIGHT = 200
WARM_UP = 1.0
OVERTIME = 3.0

Replied = Callable[[int], None]


class Bot(Protocol):
    """What a bot shows to the benchmark."""

    script: Sequence[str]
    answers: Sequence[int]

    async def open(self, folder: Path, replied: Replied) -> None:
        """Open the store and be ready."""

    async def feed(self, update: bytes) -> None:
        """Take one update as its platform brings it."""

    async def close(self) -> None:
        """Let go of everything."""

    async def serve(self, folder: Path, url: str) -> None:
        """Poll the Bot API at this address until the process is ended."""


def update(number: int, chat: int, text: str) -> bytes:
    """A text message as the Bot API brings it."""
    person = {"id": chat, "is_bot": False, "first_name": "Somebody", "language_code": "fi"}
    message = {
        "message_id": number,
        "from": person,
        "chat": {"id": chat, "first_name": "Somebody", "type": "private"},
        "date": 1_800_000_000,
        "text": text,
    }
    if text.startswith("/"):
        message["entities"] = [{"offset": 0, "length": len(text), "type": "bot_command"}]
    return json.dumps({"update_id": number, "message": message}).encode()


@dataclass
class Crowd:
    """Everybody who talks with one bot."""

    bot: Bot
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _chats: "count[int]" = field(default_factory=lambda: count(1000))
    _open: dict[int, list[object]] = field(default_factory=dict)

    def replied(self, chat: int) -> None:
        """A message of the bot reached this chat."""
        waits = self._open.get(chat)
        if waits is None:
            return
        waits[0] -= 1  # type: ignore[operator]  # a counter and what it frees
        if waits[0] == 0:
            del self._open[chat]
            waits[1].set_result(None)  # type: ignore[attr-defined]

    async def turn(self, chat: int, step: int) -> None:
        """One thing said and answered."""
        answered = asyncio.get_running_loop().create_future()
        self._open[chat] = [self.bot.answers[step], answered]
        await self.bot.feed(update(next(self._numbers), chat, self.bot.script[step]))
        await answered

    async def saturate(self, seconds: float) -> dict[str, float]:
        """As many turns as the bot takes with a fixed number of people in flight."""
        took: list[float] = []
        until = [time.perf_counter() + WARM_UP]

        async def person() -> None:
            while True:
                chat = next(self._chats)
                for step in range(len(self.bot.script)):
                    began = time.perf_counter()
                    if began > until[0]:
                        return
                    await self.turn(chat, step)
                    took.append(time.perf_counter() - began)

        await _all(person() for _ in range(IN_FLIGHT))
        took.clear()
        began, cpu = time.perf_counter(), time.process_time()
        until[0] = began + seconds
        await _all(person() for _ in range(IN_FLIGHT))
        lasted, spent = time.perf_counter() - began, time.process_time() - cpu
        return {
            "turns_s": len(took) / lasted,
            "cpu_ms": 1000 * spent / len(took),
            **_percentiles(took),
        }

    async def at_rate(self, rate: float, seconds: float) -> dict[str, float]:
        """Turns on schedule; what is late counts from when it was due."""
        free: deque[tuple[int, int]] = deque()
        took: list[float] = []
        running: set[asyncio.Task[None]] = set()

        async def one(due: float) -> None:
            chat, step = free.popleft() if free else (next(self._chats), 0)
            await self.turn(chat, step)
            took.append(time.perf_counter() - due)
            if step + 1 < len(self.bot.script):
                free.append((chat, step + 1))

        began, cpu = time.perf_counter(), time.process_time()
        planned = int(rate * seconds)
        for number in range(planned):
            due = began + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            task = asyncio.create_task(one(due))
            running.add(task)
            task.add_done_callback(running.discard)
        if running:
            await asyncio.wait(running, timeout=OVERTIME)
        spent = time.process_time() - cpu
        late = len(running)
        for task in tuple(running):
            task.cancel()
        return {
            "done": len(took) / planned,
            "late": late,
            "cpu_ms": 1000 * spent / max(1, len(took)),
            **_percentiles(took),
        }


async def _all(work: "Sequence[Awaitable[None]] | object") -> None:
    await asyncio.gather(*work)  # type: ignore[misc]


def _percentiles(took: Sequence[float]) -> dict[str, float]:
    ordered = sorted(took)
    at = lambda share: 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]  # noqa: E731
    return {"p50_ms": at(0.50), "p99_ms": at(0.99)} if ordered else {}


def rss_mb() -> float:
    """The most memory that this process has held."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (1024 * 1024 if sys.platform == "darwin" else 1024)


async def measure(bot: Bot, folder: Path, mode: str, seconds: float) -> dict[str, float]:
    """One figure set of one bot: `saturated`, or turns per second as a number."""
    crowd = Crowd(bot)
    await bot.open(folder, crowd.replied)
    try:
        if mode == "saturated":
            found = await crowd.saturate(seconds)
        else:
            await crowd.at_rate(float(mode), WARM_UP)
            found = await crowd.at_rate(float(mode), seconds)
    finally:
        await bot.close()
    return {**found, "rss_mb": rss_mb()}


def main(bot: Bot) -> None:
    """`python bot.py FOLDER MODE SECONDS`; one line of JSON. Or `python bot.py FOLDER wire URL`."""
    folder, mode, last = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    if mode == "wire":
        asyncio.run(bot.serve(folder, last))
    else:
        print(json.dumps(asyncio.run(measure(bot, folder, mode, float(last)))))
