"""The people of the benchmark, the same for every bot: what they say, when, and how long it took.

1. A turn begins when it is due (open loop: on schedule, however late the bot is) and ends when the
   last message that answers it has been handed to the network.
2. A person goes on only after the last answer came, as people do: most of the time by a tap on a
   button of the newest message, else in words.
3. Everything is counted inside the bot's process, so every bot carries the same people.
"""

import asyncio
import json
import resource
import sys
import time
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Protocol

IN_FLIGHT = 200
WARM_UP = 1.0
OVERTIME = 3.0
PATIENCE = 30.0
Keyboard = Sequence[Sequence[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot: its id, the buttons as the platform has them, and all of it as JSON.

    It is written down once, for the answer to the call and for the tap on it: what the platform
    and the people cost within the bot's process shall be little beside the bot.
    """

    chat: int
    id: Any
    keyboard: Keyboard
    written: str

    def button(self, number: int) -> dict[str, Any]:
        """The button that the person counts to."""
        return [key for row in self.keyboard for key in row][number - 1]


Replied = Callable[[Shown], None]


class Platform(Protocol):
    """What a platform makes of a person's doing, as it reaches the bot."""

    def typed(self, number: int, chat: int, text: str) -> Any:
        """Words."""

    def tapped(self, number: int, shown: Shown, button: dict[str, Any]) -> Any:
        """A tap on a button of a message."""


class Bot(Protocol):
    """What a bot shows to the benchmark: `#2` in its script is a tap on the second button."""

    platform: Platform
    script: Sequence[str]
    answers: Sequence[int]

    async def open(self, folder: Path, replied: Replied) -> None:
        """Open the store and be ready."""

    async def feed(self, event: Any) -> None:
        """Take one event as its platform brings it."""

    async def close(self) -> None:
        """Let go of everything."""

    async def serve(self, folder: Path, url: str) -> None:
        """Talk with the platform at this address until the process is ended."""


@dataclass
class _Turn:
    """What is still to come until a person is answered."""

    left: int
    answered: "asyncio.Future[None]"


@dataclass
class Crowd:
    """Everybody who talks with one bot: numbers of people, each for one walk, and of events."""

    bot: Bot
    chats: "Iterable[int]" = field(default_factory=lambda: count(1000))
    numbers: "Iterable[int]" = field(default_factory=lambda: count(1))
    _open: dict[int, _Turn] = field(default_factory=dict)
    _shown: dict[int, Shown] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._new, self._numbers = iter(self.chats), iter(self.numbers)

    def replied(self, shown: Shown) -> None:
        """A message of the bot reached somebody."""
        if shown.keyboard:
            self._shown[shown.chat] = shown
        turn = self._open.get(shown.chat)
        if turn is None:
            return
        turn.left -= 1
        if turn.left == 0:
            del self._open[shown.chat]
            turn.answered.set_result(None)

    async def turn(self, chat: int, step: int) -> None:
        """One thing said and answered."""
        turn = _Turn(self.bot.answers[step], asyncio.get_running_loop().create_future())
        self._open[chat] = turn
        await self.bot.feed(self._event(chat, self.bot.script[step]))
        await turn.answered
        if step + 1 == len(self.bot.script):
            self._shown.pop(chat, None)

    def _event(self, chat: int, said: str) -> Any:
        number, platform = next(self._numbers), self.bot.platform
        if not said.startswith("#"):
            return platform.typed(number, chat, said)
        shown = self._shown[chat]
        return platform.tapped(number, shown, shown.button(int(said[1:])))

    async def rehearse(self) -> list[int]:
        """How many messages answer each step, as somebody finds out who walks alone."""
        chat, counts = next(self._new), []
        for said in self.bot.script:
            self._open[chat] = _Turn(sys.maxsize, asyncio.get_running_loop().create_future())
            await self.bot.feed(self._event(chat, said))
            await _still(self._open[chat])
            counts.append(sys.maxsize - self._open.pop(chat).left)
        return counts

    async def saturate(self, seconds: float) -> dict[str, float]:
        """As many turns as the bot takes with a fixed number of people in flight."""
        took: list[float] = []
        until, last = [time.perf_counter() + WARM_UP], [0.0]

        async def person() -> None:
            while True:
                chat = next(self._new)
                for step in range(len(self.bot.script)):
                    began = time.perf_counter()
                    if began > until[0]:
                        return
                    await self.turn(chat, step)
                    last[0] = time.perf_counter()
                    took.append(last[0] - began)

        stuck = await _all((person() for _ in range(IN_FLIGHT)), WARM_UP + PATIENCE)
        took.clear()
        began, cpu = time.perf_counter(), time.process_time()
        until[0] = began + seconds
        stuck += await _all((person() for _ in range(IN_FLIGHT)), seconds + PATIENCE)
        spent = time.process_time() - cpu
        lasted = last[0] - began
        return {
            "turns": len(took),
            "turns_s": len(took) / lasted,
            "cpu_ms": 1000 * spent / len(took),
            "unanswered": stuck,
            **percentiles(took),
        }

    async def at_rate(self, rate: float, seconds: float) -> dict[str, float]:
        """Turns on schedule; what is late counts from when it was due."""
        free: deque[tuple[int, int]] = deque()
        took: list[float] = []
        running: set[asyncio.Task[None]] = set()

        async def one(due: float) -> None:
            chat, step = free.popleft() if free else (next(self._new), 0)
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
        done = len(took) / planned
        for task in tuple(running):
            task.cancel()
        return {"done": done, "cpu_ms": 1000 * spent / max(1, len(took)), **percentiles(took)}


async def _still(turn: _Turn) -> None:
    """Wait until no more messages come."""
    left = -1
    while turn.left == sys.maxsize or left != turn.left:
        left = turn.left
        await asyncio.sleep(0.3)


async def _all(work: "Iterable[Coroutine[Any, Any, None]]", within: float) -> int:
    """Let everybody come to an end, and say how many did not in these seconds."""
    ended, stuck = await asyncio.wait([asyncio.create_task(one) for one in work], timeout=within)
    for task in stuck:
        task.cancel()
    for task in ended:
        task.result()
    return len(stuck)


def percentiles(took: Sequence[float]) -> dict[str, float]:
    """The waits that half and 99 of a hundred do not exceed, in milliseconds."""
    if not took:
        return {}
    ordered = sorted(took)
    half, late = (ordered[min(len(took) - 1, int(share * len(took)))] for share in (0.5, 0.99))
    return {"p50_ms": 1000 * half, "p99_ms": 1000 * late}


def rss_mb() -> float:
    """The most memory that this process has held."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (1024 * 1024 if sys.platform == "darwin" else 1024)


async def measure(bot: Bot, crowd: Crowd, folder: Path, how: tuple[str, float]) -> dict[str, float]:
    """One figure set of one bot: `saturated`, or turns per second as a number."""
    mode, seconds = how
    await bot.open(folder, crowd.replied)
    try:
        if not bot.answers:
            bot.answers = await crowd.rehearse()
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
        found = asyncio.run(measure(bot, Crowd(bot), folder, (mode, float(last))))
        print(json.dumps(found))
