"""Two hundred people who can be recognised, on every channel; then the move and what follows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.attack import after
from tests.attack.conftest import SEED, Figure, Homes
from tests.attack.rumour import RumourTown, plan
from tests.chaos.plan import WAYS

PEOPLE = 50  # on each channel of each way


@pytest.mark.timeout(600)
async def test_two_hundred_people_are_nowhere(tmp_path: Path, homes: Homes, figure: Figure) -> None:
    """No mark of anybody is in a log, a file, a backup, an export or a report; nor a token."""
    planned = plan(SEED, PEOPLE, homes.address, patience=40.0, pauses=(8.0, 16.0))
    towns = [RumourTown(way, planned, tmp_path / way, server=homes.server) for way in WAYS]
    for town in towns:
        await town.live()
        report = await after.night(town)
        assert report.clean, [each for each in report.sections if each.found]
        assert report.releases  # they were enough to be published
        assert set() == town.spilled | after.commands(town) | after.left(town)
    counted: Callable[[str], int] = lambda what: sum(  # noqa: E731  said three times below
        list(town.secrets().values()).count(what) for town in towns
    )
    lines = sum(len(town.bot.errors) for town in towns)
    figure(
        f"{'SQLite' if homes.server is None else 'PostgreSQL'}: "
        f"{sum(len(town.crowd) for town in towns)} people, {counted('a code') // 2} codes, "
        f"{sum(town.events.total() for town in towns)} events, "
        f"{sum(town.kills for town in towns)} kills, {lines} lines of log, "
        f"{sum(sum(town.weather.faults.values()) for town in towns)} faults: nothing spilled"
    )
