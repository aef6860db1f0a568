"""A database that stands still for longer than a lease lasts."""

import asyncio

from storage import Lease, Store
from tests.bot.fakes import SimulatedClock
from tests.bot.test_keeper import keeping


async def test_a_lease_that_was_taken_too_late_is_worked_under_once_it_is_renewed(
    store: Store,
) -> None:
    """The database stood still for longer than a lease lasts, in the round that took it."""
    clock, begun = SimulatedClock(100.0), asyncio.Event()

    async def work(_: Lease) -> None:
        """Say that the work began, and work on."""
        begun.set()
        await asyncio.Event().wait()

    async with asyncio.timeout(30), keeping(store, clock=clock, running=True) as keeper:
        round_, stalls = keeper._round, [25.0]

        def stalled() -> dict[str, Lease | None]:
            """Take what is wanted, and be told so late, once."""
            found = round_()
            if found and stalls:
                clock.now += stalls.pop()
            return found

        keeper._round = stalled  # type: ignore[method-assign]
        working = asyncio.create_task(keeper.during("poller", work))
        await begun.wait()
        assert keeper.held("poller") is not None
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
