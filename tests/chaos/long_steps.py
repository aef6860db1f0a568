"""A kill at every step of one turn and its sends, on SQLite and on PostgreSQL: none is left out."""

from pathlib import Path

import pytest

from tests.chaos.enumerated import PLATFORMS, deaths
from tests.chaos.long_trouble import settled, url_in

AT_REST = 5


async def every_step(folder: Path, url: str, platform: str) -> int:
    """Die at step after step, until several lives have come to rest before theirs."""
    rested = step = 0
    async with deaths(folder, url, platform) as life:
        while rested < AT_REST:
            step += 1
            how, _, wrong = await life.one(step)
            assert [] == wrong, f"after a death at step {step}"
            assert how in ("killed", "rested")
            rested = rested + 1 if how == "rested" else 0
    return step - AT_REST


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("platform", PLATFORMS)
async def test_every_step_on_sqlite(tmp_path: Path, platform: str) -> None:
    """Wherever the process dies, the answer is stored once and the person goes on."""
    steps = await every_step(tmp_path, url_in(tmp_path), platform)
    print(f"{platform} sqlite: killed at each of {steps} steps")  # noqa: T201
    assert steps > 100


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("platform", PLATFORMS)
async def test_every_step_on_postgresql(tmp_path: Path, postgresql_url: str, platform: str) -> None:
    """The same on PostgreSQL."""
    steps = await every_step(tmp_path, settled(postgresql_url), platform)
    print(f"{platform} postgresql: killed at each of {steps} steps")  # noqa: T201
    assert steps > 100
