"""A kill at every step of one turn and its sends, by every way, on SQLite and on PostgreSQL.

None is left out: whatever the event loop and the driver of the database do, before and after. And
every commit of it is told as failed, once though it was done and once because it was not.
"""

from pathlib import Path

import pytest

from tests.chaos.enumerated import Deaths, deaths, mortal
from tests.chaos.long_trouble import settled, url_in
from tests.chaos.seam import LOST, REFUSED
from tests.chaos.ways import WAYS, WHAT

AT_REST = 5
pytestmark = [
    pytest.mark.timeout(3600),
    pytest.mark.parametrize("what", WHAT),
    pytest.mark.parametrize("way", WAYS),
]


async def every_step(life: Deaths, how: str) -> int:
    """Die at step after step, until several lives have come to rest before theirs."""
    rested = step = 0
    ends = "killed" if how == "kill" else "told"
    while rested < AT_REST:
        step += 1
        word, _, wrong = await life.one(step, how)
        assert (True, []) == (word in (ends, "rested"), wrong), f"{word}, {how} {step}"
        rested = rested + 1 if word == "rested" else 0
    return step - AT_REST


async def all_of_it(folder: Path, url: str, way: str, what: str, *hows: str) -> list[int]:
    """Everything of this kind; print how much there is."""
    async with mortal() as program, deaths(program, folder, url, way=way, what=what) as life:
        found = [await every_step(life, how) for how in hows]
    name = url.partition(":")[0].partition("+")[0]
    print(f"{way} {what} {name}: {dict(zip(hows, found, strict=True))}")  # noqa: T201
    return found


async def test_killed_on_sqlite(tmp_path: Path, way: str, what: str) -> None:
    """Wherever the process dies, the answer is stored once and the person goes on."""
    [steps] = await all_of_it(tmp_path, url_in(tmp_path), way, what, "kill")
    assert steps > 80


async def test_killed_on_postgresql(
    tmp_path: Path, postgresql_url: str, way: str, what: str
) -> None:
    """The same on PostgreSQL."""
    [steps] = await all_of_it(tmp_path, settled(postgresql_url), way, what, "kill")
    assert steps > 80


async def test_misled_on_sqlite(tmp_path: Path, way: str, what: str) -> None:
    """Whichever commit is told as failed, done or not, the same process sees to it."""
    commits = await all_of_it(tmp_path, url_in(tmp_path), way, what, LOST, REFUSED)
    assert min(commits) > 2


async def test_misled_on_postgresql(
    tmp_path: Path, postgresql_url: str, way: str, what: str
) -> None:
    """The same on PostgreSQL, whose connection is closed as well."""
    commits = await all_of_it(tmp_path, settled(postgresql_url), way, what, LOST, REFUSED)
    assert min(commits) > 2
