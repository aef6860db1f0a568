"""The clock of the machine is put back while a platform makes us wait: nobody waits longer."""

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

QUARTER = 900.0
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
        desk.day[0] -= QUARTER
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
        desk.day[0] -= QUARTER
        await refused(desk, TryLater("the chat", after=30.0))
        await passed(desk, 29.0)
        assert [] == desk.platform.sent
        await passed(desk, 2.0)
        assert [("1", "a")] == desk.platform.sent


async def test_a_clock_that_was_ahead_makes_no_wait_longer(store: Store) -> None:
    """What waits is written by the clock as it is then."""
    waiting(store, "a", address="1")
    async with sending(store) as desk:
        desk.day[0] += QUARTER
        await refused(desk, TryLater("the chat", after=30.0))
        desk.day[0] -= QUARTER
        await passed(desk, 31.0)
        assert [("1", "a")] == desk.platform.sent


async def test_what_waits_for_the_morning_waits_for_it(store: Store) -> None:
    """The morning is when the clock says so."""
    async with sending(store) as desk:
        body = render.body(Message("good morning"))
        with store.begin() as tx:
            post.put(tx, [post.Outgoing(*TELEGRAM, "1", body, 1, not_before=1000.0 + QUARTER)])
        await passed(desk, 0.0)
        desk.day[0] -= QUARTER
        await passed(desk, QUARTER + 1.0)
        assert [] == desk.platform.sent
        await passed(desk, QUARTER)
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
            told.append(desk.back.get(TELEGRAM, 0.0))
            if len(told) == 1:
                raise Unavailable("locked")
            return exchange(tx, outgoing, desk)  # type: ignore[arg-type]

        monkeypatch.setattr(post, "exchange", failing)
        desk.day[0] -= QUARTER
        desk.sender.wake()
        await eventually(lambda: 2 <= len(told))
        assert [QUARTER, QUARTER] == told[:2]
        monkeypatch.undo()
        await passed(desk, 31.0)
        assert [("1", "a")] == desk.platform.sent


async def test_a_clock_put_on_shortens_no_wait_of_an_account(store: Store) -> None:
    """What a platform told for everybody is known by what went by."""
    waiting(store, "a", address="1")
    async with sending(store) as desk:
        await refused(desk, TryLater("the account", after=300.0, everyone=True))
        desk.day[0] += QUARTER
        await passed(desk, 299.0)
        assert [] == desk.platform.sent
        await passed(desk, 2.0)
        assert [("1", "a")] == desk.platform.sent


@pytest.mark.parametrize("everyone", [False, True])
async def test_a_clock_that_is_wrong_at_the_start_holds_nobody_up(
    store: Store, *, everyone: bool
) -> None:
    """A machine without a clock of its own starts in the past, and learns the time later."""
    waiting(store, "a", address="1")
    async with sending(store) as desk:
        await refused(desk, TryLater("flood", after=30.0, everyone=everyone))
    async with sending(store, ahead=-QUARTER) as desk:
        await passed(desk, 31.0)
        assert [] == desk.platform.sent
        desk.day[0] = 0.0
        await passed(desk, 0.0)
        assert [("1", "a")] == desk.platform.sent


async def test_a_wait_that_another_was_told_is_no_longer_by_a_clock_put_back(
    store: Store,
) -> None:
    """What was written before us is counted from the clock of then, too."""
    waiting(store, "a", address="1")
    async with sending(store) as desk:
        await refused(desk, TryLater("the account", after=300.0, everyone=True))
    async with sending(store) as desk:
        desk.day[0] -= QUARTER
        await passed(desk, 0.0)
        await passed(desk, 302.0)
        assert [("1", "a")] == desk.platform.sent


def test_only_the_accounts_that_are_ours_are_told() -> None:
    """From when their lease was taken, and by that; a second is not noticed."""
    clock, day = SimulatedClock(), SimulatedClock(5000.0)
    waits, desk = Waits(day, clock), Desk(accounts={TELEGRAM: Places(1)})
    lease = Lease("sender telegram 77", "me", 1)
    waits.took_over(TELEGRAM, 0.0, 0.0)
    day.now -= 1.0
    assert {} == waits.telling(desk, {TELEGRAM: lease}).back
    day.now -= QUARTER
    assert {} == waits.telling(desk, {}).back
    slack = Lease("sender slack 77", "me", 1)
    waits.took_over(SLACK, 0.0, 0.0)  # what waits there was written by another clock
    told = waits.telling(desk, {TELEGRAM: lease, SLACK: slack})
    assert {TELEGRAM: QUARTER + 1.0} == told.back
    assert {lease} == told.leases
    waits.minded(told.back)
    assert {} == waits.telling(desk, {TELEGRAM: lease, SLACK: slack}).back


def test_the_waits_of_another_account_stay_as_they_are(store: Store) -> None:
    """Its sender has a clock of its own."""
    waiting(store, "a", address="1")
    waiting(store, "b", address="U1", channel="slack")
    with store.begin() as tx:
        for row in post.take(tx, now=0.0, accounts=[TELEGRAM, SLACK], limit=10):
            post.later(tx, row.id, not_before=QUARTER, tried=False, why="told")
        post.exchange(tx, (), Desk(back={TELEGRAM: QUARTER / 2}))
    with store.begin() as tx:
        due = post.take(tx, now=QUARTER / 2, accounts=[TELEGRAM, SLACK], limit=10)
        assert ["telegram"] == [row.channel for row in due]
