"""A short seeded sample of each kind of chaos; `make chaos` runs all of it, and long."""

from pathlib import Path
from random import Random

import pytest

from tests.chaos import long_stop, long_trouble
from tests.chaos.__main__ import inhabited, report, run
from tests.chaos.enumerated import deaths
from tests.chaos.flood import Flood, telegram
from tests.chaos.long_flood import linux
from tests.chaos.long_trouble import settled, url_in
from tests.chaos.plan import TRANSPORTS, Plan

SEED = 7


async def test_a_short_run_loses_nothing(tmp_path: Path) -> None:
    """People talk while the bot is killed and calls fail: what they said is what is stored."""
    plan = Plan(
        SEED, 0.0, 2, (0.2, 0.5), share=0.01, hangs=0.0, patience=40.0, ends=1, slack=1.0, stops=0.0
    )
    towns = inhabited(plan, tmp_path)
    found = await run(towns)
    text, clean = report(plan, towns, found)
    assert clean, text
    assert [1, 1] == [town.kills for town in towns]
    assert len(TRANSPORTS) == len([way for town in towns for way in town.ways()])
    assert min(each.answers for each in found) > 20


@pytest.mark.parametrize(
    ("platform", "database"),
    [("telegram", "sqlite"), ("telegram", "postgresql"), ("slack", "sqlite")],
)
async def test_some_steps(
    tmp_path: Path, platform: str, database: str, request: pytest.FixtureRequest
) -> None:
    """A death at some steps of a turn, drawn by the seed, leaves the answer stored once."""
    url = url_in(tmp_path)
    if database == "postgresql":
        url = settled(request.getfixturevalue("postgresql_url"))
    async with deaths(tmp_path, url, platform) as life:
        for step in sorted(Random(SEED).sample(range(1, 200), 2)):  # noqa: S311  told again
            how, _, wrong = await life.one(step)
            assert ("killed", []) == (how, wrong), f"after a death at step {step}"


@linux
@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_a_small_flood(tmp_path: Path, *, webhook: bool) -> None:
    """What waits when the bot starts is taken whole, and every answer is right."""
    flood = Flood(tmp_path, people=30, each=12, kinds=5, seed=SEED)
    assert [] == await telegram(flood, webhook=webhook)


test_gone = long_trouble.test_gone
test_postgresql_cut = long_trouble.test_postgresql_cut_in_mid_transaction
test_stops = long_stop.test_right_after_a_tap
