"""The clock of the machine is moved while a platform makes us wait: that lasts as it was told."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot import render
from bot.channels import Message, TryLater
from bot.waits import Waits
from storage import Lease, Store, Unavailable, post
from storage.outgoing import Desk, Places
from tests.bot.desk import Desk as Sending
from tests.bot.desk import sending, waiting
from tests.bot.fakes import SimulatedClock
from tests.bot.fleet import eventually

HOUR = 3600.0
TELEGRAM, SLACK = ("telegram", "77"), ("slack", "77")


async def refused(desk: Sending, error: TryLater) -> None:
    """The platform does not take the message of the first person."""
    desk.platform.next_["1"].append(error)
    desk.sender.wake()
    await eventually(lambda: not desk.platform.next_["1"])
    await desk.quiet()


async def passed(desk: Sending, seconds: float) -> None:
    """Let time go by."""
    desk.clock.now += seconds
    desk.sender.wake()
    await desk.quiet()


@pytest.mark.parametrize(
    "error",
    [
        TryLater("the account", after=30.0, everyone=True),
        TryLater("the chat", after=30.0),
        TryLater("unwell"),
    ],
    ids=str,
)
async def test_a_clock_put_back_makes_no_wait_longer(store: Store, error: TryLater) -> None:
    """Neither the wait that a platform asked for, for one or for all, nor our own patience."""
    waiting(store, "a", address="1")
    async with sending(store) as desk:
        await refused(desk, error)
        desk.day[0] -= HOUR
        waiting(store, "b", address="2")
        await passed(desk, 0.0)
        others = [] if error.everyone else [("2", "b")]
        assert others == desk.platform.sent
        await passed(desk, (error.after or 1.0) - 0.5)
        assert others == desk.platform.sent
        await passed(desk, 1.5)  # the outbox knows whole seconds
        assert {("1", "a"), ("2", "b")} == set(desk.platform.sent)


async def test_a_wait_that_was_told_after_the_clock_was_put_back_is_kept(store: Store) -> None:
    """Only what was written before is counted from the clock of before."""
    waiting(store, "a", address="1")
    async with sending(store) as desk:
        desk.day[0] -= HOUR
        await refused(desk, TryLater("the chat", after=30.0))
        await passed(desk, 29.0)
        assert [] == desk.platform.sent
        await passed(desk, 2.0)
        assert [("1", "a")] == desk.platform.sent


async def test_a_clock_that_was_ahead_makes_no_wait_longer(store: Store) -> None:
    """What waits is written by the clock as it is then."""
    waiting(store, "a", address="1")
    async with sending(store) as desk:
        desk.day[0] += HOUR
        await refused(desk, TryLater("the chat", after=30.0))
        desk.day[0] -= HOUR
        await passed(desk, 31.0)
        assert [("1", "a")] == desk.platform.sent


async def test_what_waits_for_the_morning_waits_for_it(store: Store) -> None:
    """The morning is when the clock says so."""
    async with sending(store) as desk:
        body = render.body(Message("good morning"))
        with store.begin() as tx:
            post.put(tx, [post.Outgoing(*TELEGRAM, "1", body, 1, not_before=1000.0 + HOUR)])
        await passed(desk, 0.0)
        desk.day[0] -= HOUR
        await passed(desk, HOUR + 1.0)
        assert [] == desk.platform.sent
        await passed(desk, HOUR)
        assert [("1", "good morning")] == desk.platform.sent


async def test_a_clock_put_back_is_told_until_it_is_written_down(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A transaction that fails has told nobody."""
    waiting(store, "a", address="1")
    async with sending(store) as desk:
        await refused(desk, TryLater("the chat", after=30.0))
        exchange, told = post.exchange, list[float]()

        def failing(tx: object, outgoing: object, desk: Desk) -> object:
            """Fail the first time."""
            told.append(desk.moved.get(TELEGRAM, 0.0))
            if len(told) == 1:
                raise Unavailable("locked")
            return exchange(tx, outgoing, desk)  # type: ignore[arg-type]

        monkeypatch.setattr(post, "exchange", failing)
        desk.day[0] -= HOUR
        desk.sender.wake()
        await eventually(lambda: 2 <= len(told))
        assert [-HOUR, -HOUR] == told[:2]
        monkeypatch.undo()
        await passed(desk, 31.0)
        assert [("1", "a")] == desk.platform.sent


async def test_a_clock_put_on_shortens_no_wait(store: Store) -> None:
    """What a platform told is kept, and written down for whoever sends next."""
    waiting(store, "a", address="1")
    waiting(store, "b", address="2")
    async with sending(store) as desk:
        await refused(desk, TryLater("the account", after=300.0, everyone=True))
        desk.day[0] += HOUR
        await passed(desk, 0.0)
        desk.day[0] -= HOUR
        await passed(desk, 0.0)
        with store.begin() as tx:
            assert desk.clock() + 299 <= post.held_until(tx.db, TELEGRAM) <= desk.clock() + 301
        desk.day[0] += HOUR
        await passed(desk, 299.0)
        assert [] == desk.platform.sent
        await passed(desk, 2.0)
        assert 2 == len(desk.platform.sent)


async def test_a_clock_put_on_is_not_written_down_twice(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A commit that was done and told as failed: no wait is longer than it was told."""
    waiting(store, "a", address="1")
    async with sending(store) as desk:
        await refused(desk, TryLater("the chat", after=30.0))
        begin, moved = store.begin, list[object]()

        @contextmanager
        def lost(*args: Any, **named: Any) -> Iterator[Any]:
            """The answer to the first commit gets lost."""
            with begin(*args, **named) as tx:
                yield tx
            if not moved:
                moved.append(True)
                raise Unavailable("lost")

        monkeypatch.setattr(store, "begin", lost)
        desk.day[0] += HOUR
        desk.sender.wake()
        await eventually(lambda: bool(moved))
        await passed(desk, 36.0)
        assert [("1", "a")] == desk.platform.sent


def test_only_the_accounts_that_are_ours_are_told() -> None:
    """From when their lease was taken, and by that; a second is not noticed."""
    clock, day = SimulatedClock(), SimulatedClock(5000.0)
    waits, desk = Waits(day, clock), Desk(accounts={TELEGRAM: Places(1)})
    lease = Lease("sender telegram 77", "me", 1)
    waits.took_over(TELEGRAM, 0.0, 0.0)
    day.now -= 1.0
    assert {} == waits.telling(desk, {TELEGRAM: lease}).moved
    day.now -= HOUR
    assert {} == waits.telling(desk, {}).moved
    slack = Lease("sender slack 77", "me", 1)
    waits.took_over(SLACK, 0.0, 0.0)  # what waits there was written by another clock
    told = waits.telling(desk, {TELEGRAM: lease, SLACK: slack})
    assert {TELEGRAM: -HOUR - 1.0} == told.moved
    assert {lease} == told.leases
    waits.minded(told.moved)
    assert {} == waits.telling(desk, {TELEGRAM: lease, SLACK: slack}).moved


def test_the_waits_of_another_account_stay_as_they_are(store: Store) -> None:
    """Its sender has a clock of its own."""
    waiting(store, "a", address="1")
    waiting(store, "b", address="U1", channel="slack")
    with store.begin() as tx:
        for row in post.take(tx, now=0.0, accounts=[TELEGRAM, SLACK], limit=10):
            post.later(tx, row.id, not_before=HOUR, tried=False, why="told")
        post.exchange(tx, (), Desk(moved={TELEGRAM: -HOUR / 2}))
    with store.begin() as tx:
        due = post.take(tx, now=HOUR / 2, accounts=[TELEGRAM, SLACK], limit=10)
        assert ["telegram"] == [row.channel for row in due]
