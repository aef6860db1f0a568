"""Nothing of anybody is spilled: a few people here, two hundred in `make attack`."""

import asyncio
import subprocess
import sys
from pathlib import Path

from tests.attack import after
from tests.attack.conftest import SEED, Homes
from tests.attack.rumour import Marks, RumourTown, files, plan, spilled
from tests.chaos.plan import WAYS


async def test_a_stumbling_bot_spills_nothing(tmp_path: Path, homes: Homes) -> None:
    """People talk at DEBUG level, with kills, faults and raising steps: nothing tells of them."""
    planned = plan(SEED, 1, homes.address, patience=15.0, pauses=(1.0, 2.0), ends=1)
    towns = [RumourTown(way, planned, tmp_path / way, server=homes.server) for way in WAYS]
    await asyncio.gather(*(town.live() for town in towns))
    for town in towns:
        assert set() == town.spilled
        assert "event=" in "\n".join(town.bot.errors)
        assert "a blue zirkon garden" in "".join(
            line for each in town.crowd.values() for line in each.transcript
        )


def test_the_search_finds_what_is_spilled(tmp_path: Path) -> None:
    """A text, a name and a number in a file are found: the search can fail."""
    marks = Marks(7).marks
    (tmp_path / "log").write_text(f"heard {marks['words']} of {marks['address']}")
    secrets = {value: what for what, value in marks.items()}
    assert {"words in log", "address in log"} == spilled(files(tmp_path), secrets)


def test_the_terminal_spills_nothing(tmp_path: Path) -> None:
    """Whoever tries the talk at the keyboard leaves nothing behind, and nothing is logged."""
    said = Marks(3)
    lines = ["/start", "1", *["1"] * 3, "2", "1", said.sentence("en"), "/stop", "/delete", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "play"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(after.HOUSE), "HOWAREYOU_LOG_LEVEL": "DEBUG", "PATH": ""},
        input="\n".join(lines).encode(),
        capture_output=True,
        check=False,
    )
    secrets = {value: what for what, value in said.marks.items()}
    assert set() == spilled([("stderr", done.stderr)], secrets)
    assert [] == list(tmp_path.iterdir())
