"""The same as test_fuzz.py, two hundred times as long, also byte by byte to a real server."""

import pytest

from bot.house import House
from tests.pages.conftest import Calendar
from tests.pages.fuzz.stage import shooting_range
from tests.pages.test_fuzz import said

# Nothing is behind it; see the other addresses.
NOTHING = "/{path:path}"


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", [2, 3, 4])
async def test_whatever_is_sent_long(house: House, calendar: Calendar, seed: int) -> None:
    """No fault is found, and every address was also opened by somebody who may."""
    async with shooting_range(house, calendar, seed=seed) as there:
        await there.shoot(18_000)
    print(f"\nseed {seed}, {said(there.counts)}")  # noqa: T201 - the figures
    assert [] == there.faults
    opened = {path for path, status in there.counts if status < 400}
    assert {path for path, _ in there.targets} - {NOTHING} == opened - {NOTHING}


@pytest.mark.timeout(1200)
async def test_whatever_is_sent_over_the_wire(house: House, calendar: Calendar) -> None:
    """The server in front of the pages answers broken requests too, and goes on."""
    async with shooting_range(house, calendar, seed=5, wire=True) as there:
        await there.shoot(6_000)
        there.counts.clear()
        await there.shoot(len(there.targets))
    print(f"\nover the wire, at the end {said(there.counts)}")  # noqa: T201 - the figures
    assert [] == there.faults
    assert 200 in {status for _, status in there.counts}
