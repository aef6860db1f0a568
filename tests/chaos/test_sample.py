"""A short seeded sample of each kind of chaos; `make chaos` runs all of it, and long."""

from pathlib import Path
from random import Random

import pytest

from tests.chaos import long_stop, long_trouble
from tests.chaos.__main__ import inhabited, report, run
from tests.chaos.enumerated import deaths, mortal
from tests.chaos.flood import Flood, telegram
from tests.chaos.long_flood import linux
from tests.chaos.long_trouble import settled, url_in
from tests.chaos.plan import TRANSPORTS, Plan
from tests.chaos.seam import LOST, REFUSED
from tests.chaos.ways import WAYS, WHAT

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


DATABASES = ("sqlite", "postgresql")


@pytest.mark.parametrize("database", DATABASES)
async def test_some_steps(tmp_path: Path, database: str, request: pytest.FixtureRequest) -> None:
    """By every way a death, a refused commit and one whose answer gets lost lose nothing.

    Where they fall, and whether something is tapped or typed, is drawn by the seed.
    """
    url, found = address(tmp_path, database, request), dict[str, tuple[str, list[str]]]()
    async with mortal() as program:
        for way in WAYS:
            chance = Random(f"{SEED} {way} {database}")  # noqa: S311  told again
            what, step = (
                chance.choice(list(WHAT)),
                chance.randrange(1, 45),
            )  # all of these come before rest
            async with deaths(program, tmp_path, url, way=way, what=what) as life:
                for how, at in (("kill", step), (REFUSED, step % 4 + 1), (LOST, step % 4 + 2)):
                    end, _, wrong = await life.one(at, how)
                    found[f"{way} {what}: {how} {at}"] = end, wrong
    well: dict[str, tuple[str, list[str]]] = {
        "kill": ("killed", []),
        REFUSED: ("told", []),
        LOST: ("told", []),
    }
    assert {name: well[name.split()[2]] for name in found} == found


def address(folder: Path, database: str, request: pytest.FixtureRequest) -> str:
    """A database of this test's own."""
    if database == "sqlite":
        return url_in(folder)
    return settled(request.getfixturevalue("postgresql_url"))


@linux
@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_a_small_flood(tmp_path: Path, *, webhook: bool) -> None:
    """What waits when the bot starts is taken whole, and every answer is right."""
    flood = Flood(tmp_path, people=30, each=12, kinds=5, seed=SEED)
    assert [] == await telegram(flood, webhook=webhook)


@pytest.mark.parametrize("way", ["telegram-webhook", "slack-web"])
async def test_gone(tmp_path: Path, way: str) -> None:
    """While the file is away, nothing is taken; then it is taken once."""
    await long_trouble.test_gone(tmp_path, way)


async def test_cut_in_the_commit(tmp_path: Path, postgresql_url: str) -> None:
    """A connection that the server cuts in the commit itself leaves nothing of it."""
    await long_trouble.test_postgresql_refuses(
        tmp_path, postgresql_url, "slack-socket", "cut", "in the commit"
    )


async def test_stops(tmp_path: Path, postgresql_url: str) -> None:
    """SIGTERM right after a tap ends it well, and the tap is taken whole."""
    await long_stop.test_right_after_a_tap(tmp_path, settled(postgresql_url))
