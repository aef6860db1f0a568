"""Every address, every method, every role: whatever is sent, the answer is one of ours."""

from collections import Counter

from bot.house import House
from tests.pages.conftest import Calendar
from tests.pages.fuzz.stage import shooting_range

SHOTS = 300


async def test_whatever_is_sent_is_answered(house: House, calendar: Calendar) -> None:
    """No fault of ours, nothing of the inside, no header from outside, each header of the shield.

    `make pages` sends two hundred times as much.
    """
    async with shooting_range(house, calendar, seed=1) as there:
        await there.shoot(SHOTS)
    assert [] == there.faults
    assert {path for path, _ in there.targets} == {path for path, _ in there.counts}
    assert SHOTS == there.counts.total()


def said(counts: Counter[tuple[str, int]]) -> str:
    """How many requests, and how they were answered."""
    by_status: Counter[int] = Counter()
    for (_, status), count in counts.items():
        by_status[status] += count
    each = ", ".join(f"{count:,} x {int(status)}" for status, count in sorted(by_status.items()))
    return f"{counts.total():,} requests to {len({path for path, _ in counts})} addresses: {each}"
