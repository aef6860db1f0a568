"""How fast messages leave, on a simulated clock: for a chat, for an account, and who goes first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise

import pytest

from bot.pace import Pace
from bot.turn import BROADCAST, REMINDER, REPLY
from storage import Store, post
from tests.bot.desk import Desk, sending, waiting
from tests.bot.fakes import SimulatedClock

STEP = 1 / 30
CHANNELS = ("telegram", "slack")


class Line:
    """People who want to send at once, and when each of them may."""

    def __init__(self) -> None:
        self.clock = SimulatedClock()
        self.pace = Pace(clock=self.clock, sleep=self.clock.sleep)
        self.left: list[tuple[str, float]] = []
        self.tasks: list[asyncio.Task[None]] = []

    def wants(self, name: str, address: str, priority: int = REPLY, channel: str = "slack") -> None:
        """Somebody wants to send."""

        async def send() -> None:
            """Wait for the turn and note when it came."""
            await self.pace.turn(channel, "77", address, priority=priority)
            self.left.append((name, self.clock.now))

        self.tasks.append(asyncio.create_task(send()))

    async def run(self, *, until: float = 10_000.0) -> list[str]:
        """Let time go by; the names in the order in which they left."""
        while True:
            for _ in range(5):
                await asyncio.sleep(0)
            if self.clock.now >= until or not self.clock.jump():
                return [name for name, _ in self.left]


@pytest.mark.parametrize("channel", CHANNELS)
async def test_one_a_second_in_a_chat(channel: str) -> None:
    """In one chat or channel two messages are a second apart, on Telegram and on Slack."""
    line = Line()
    for number in range(10):
        line.wants(str(number), "1", channel=channel)
    assert list("0123456789") == await line.run()
    assert all(b - a == pytest.approx(1.0) for (_, a), (_, b) in pairwise(line.left))


async def test_thirty_a_second_for_an_account() -> None:
    """In no second do more than thirty messages of an account leave, whoever they are for."""
    line = Line()
    for number in range(200):
        line.wants("x", str(number))
    await line.run()
    times = [at for _, at in line.left]
    assert all(later - first >= 0.999 for first, later in zip(times, times[30:], strict=False))
    assert times[-1] == pytest.approx(199 * STEP)


async def test_two_accounts_do_not_wait_for_each_other() -> None:
    """What stands in line for one account keeps nobody of another waiting."""
    line = Line()
    for number in range(50):
        line.wants("telegram", str(number), channel="telegram")
    line.wants("slack", "1")
    await line.run()
    assert 0.0 == dict(reversed(line.left))["slack"]


async def test_the_most_urgent_goes_first() -> None:
    """Of those who stand in line replies go first, then reminders; among equals, who came first."""
    line = Line()
    line.wants("first", "0", BROADCAST)
    for number in range(3):
        line.wants(f"broadcast {number}", f"b{number}", BROADCAST)
        line.wants(f"reminder {number}", f"m{number}", REMINDER)
        line.wants(f"reply {number}", f"r{number}", REPLY)
    kinds = [f"{kind} {number}" for kind in ("reply", "reminder", "broadcast") for number in "012"]
    assert ["first", *kinds] == await line.run()


async def test_who_becomes_urgent_goes_among_the_urgent() -> None:
    """What is hurried keeps its place of before among the urgent ones, and goes once."""
    line = Line()
    line.wants("first", "0")
    for number in range(3):
        line.wants(f"news {number}", f"n{number}", BROADCAST)
        line.wants(f"reply {number}", f"r{number}")
    await asyncio.sleep(0)
    line.pace.hurry("slack", "77", "n1")
    line.pace.hurry("slack", "77", "n1")
    line.pace.hurry("slack", "77", "unknown")
    replies = ["reply 0", "news 1", "reply 1", "reply 2"]
    assert ["first", *replies, "news 0", "news 2"] == await line.run()
    assert [n * STEP for n in range(7)] == pytest.approx([at for _, at in line.left])
    assert {} == line.pace._turns


async def test_who_becomes_urgent_before_the_line_stands_there_so() -> None:
    """What still waits for its chat when it is hurried stands in line as an urgent one."""
    line = Line()
    line.wants("before", "n")
    line.wants("news", "n", BROADCAST)
    await asyncio.sleep(0)
    line.pace.hurry("slack", "77", "n")
    for number in range(60):
        line.wants("other", f"o{number}", BROADCAST)
    await line.run()
    assert dict(line.left)["news"] <= 1.0 + STEP + 1e-9


async def test_who_gives_up_leaves_the_line() -> None:
    """A place of somebody who does not wait any more goes to the next one at once."""
    line = Line()
    for number in range(4):
        line.wants(str(number), str(number))
    await asyncio.sleep(0)
    line.tasks[1].cancel()
    assert ["0", "2", "3"] == await line.run()
    assert [0.0, STEP, 2 * STEP] == pytest.approx([at for _, at in line.left])


async def test_a_late_clock_does_not_slow_the_account_down() -> None:
    """A wake-up that comes late by less than a step is made up for, and never by a burst."""
    line = Line()
    for number in range(6):
        line.wants(str(number), str(number))
    for _ in range(5):
        for _ in range(5):
            await asyncio.sleep(0)
        line.clock.jump()
        line.clock.now += STEP / 2
    await line.run()
    times = [at for _, at in line.left]
    assert times[-1] == pytest.approx(5.5 * STEP)
    assert all(b - a >= STEP / 2 - 1e-9 for a, b in pairwise(times))


# --- a broadcast, from the outbox to the platform ------------------------------------------------


def broadcast(store: Store, channel: str, *, people: int) -> None:
    """A text to so many people, in the outbox as `round tell` puts it."""
    body = {"text": "news", "rows": [], "rtl": False, "replaces": ""}
    with store.begin() as tx:
        rows = [post.Outgoing(channel, "77", f"b{n}", body, BROADCAST) for n in range(people)]
        post.put(tx, rows)


@asynccontextmanager
async def telling(store: Store, channel: str, *, people: int) -> AsyncIterator[Desk]:
    """A sender in the middle of a broadcast, at the true pace on a simulated clock."""
    broadcast(store, channel, people=people)
    clock = SimulatedClock()
    pace = Pace(clock=clock, sleep=clock.sleep)
    async with sending(store, pace=pace, channel=channel) as desk:
        desk.platform.clock = clock
        await steps(desk, clock, 2.0)
        yield desk
        desk.sender._channels = {}  # what waits stays where it is
        flying = list(desk.sender._flying)
        for task in flying:
            task.cancel()
        await asyncio.gather(*flying, return_exceptions=True)


async def steps(desk: Desk, clock: SimulatedClock, seconds: float) -> None:
    """Let time go by, and the thread that writes keep up with it."""
    end = clock.now + seconds
    async with asyncio.timeout(60):
        while clock.now < end:
            for _ in range(4):
                await desk.sender._writer.do(int)
            clock.jump()


def said_at(desk: Desk, text: str) -> list[float]:
    """When a text left."""
    sent = zip(desk.platform.at, desk.platform.sent, strict=True)
    return [at for at, (_, said) in sent if said == text]


@pytest.mark.parametrize("channel", CHANNELS)
async def test_a_broadcast_delays_a_reply_by_one_step(store: Store, channel: str) -> None:
    """While 10,000 people are told something, whoever writes is answered at the next step."""
    async with telling(store, channel, people=10_000) as desk:
        clock = desk.platform.clock
        assert isinstance(clock, SimulatedClock)
        for number in range(10):
            asked = clock.now
            waiting(store, f"reply {number}", address=f"r{number}", channel=channel)
            desk.sender.wake()
            await steps(desk, clock, 0.2)
            [answered] = said_at(desk, f"reply {number}")
            assert answered - asked <= STEP + 1e-9
        news = said_at(desk, "news")
        assert len(news) == pytest.approx(30 * clock.now - 10, abs=3)
        assert len(desk.sender._flying) <= 30


async def test_a_reply_that_is_handed_over_does_not_wait_either(store: Store) -> None:
    """A reply that comes straight from its turn finds the next place in the line."""
    async with telling(store, "telegram", people=500) as desk:
        clock = desk.platform.clock
        assert isinstance(clock, SimulatedClock)
        body = {"text": "reply", "rows": [], "rtl": False, "replaces": ""}

        def turn(desk: post.Desk) -> list[post.Waiting]:
            """A turn that only replies."""
            with store.begin() as tx:
                return post.exchange(tx, [post.Outgoing("telegram", "77", "r", body)], desk)

        await desk.sender._writer.do(desk.sender.exchange, turn)
        asked = clock.now
        desk.sender.wake()
        await steps(desk, clock, 0.2)
        assert said_at(desk, "reply")[0] - asked <= STEP + 1e-9


async def test_a_reminder_goes_before_a_broadcast(store: Store) -> None:
    """A reminder leaves as soon as one of the broadcast's messages has made room for it."""
    async with telling(store, "telegram", people=500) as desk:
        clock = desk.platform.clock
        assert isinstance(clock, SimulatedClock)
        asked = clock.now
        waiting(store, "reminder", address="m", priority=REMINDER)
        desk.sender.wake()
        await steps(desk, clock, 0.3)
        assert said_at(desk, "reminder")[0] - asked <= 2 * STEP + 1e-9


@pytest.mark.parametrize("place", [5, 25])
async def test_news_before_a_reply_go_with_it(store: Store, place: int) -> None:
    """Whose own news stand in the line is answered, while replies to others leave no place."""
    async with telling(store, "telegram", people=500) as desk:
        clock = desk.platform.clock
        assert isinstance(clock, SimulatedClock)
        last = max(int(address[1:]) for address, _ in desk.platform.sent)
        asked, number = clock.now, 0
        waiting(store, "reply to news", address=f"b{last + place}")
        while clock.now - asked < 4:
            for _ in range(8):  # forty a second
                number += 1
                waiting(store, "another", address=f"o{number}")
            desk.sender.wake()
            await steps(desk, clock, 0.2)
        [answered] = said_at(desk, "reply to news")
        assert answered - asked <= 1 + 1  # one step of the chat after the news, and the line before
