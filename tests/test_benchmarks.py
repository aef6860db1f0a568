"""Benchmarks are run by hand and seldom: that each of them can begin is known here."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py"))
# As if they were called: their own folder comes first.
BEGIN = """
import importlib, sys
sys.path.insert(0, sys.argv[1])
for name in sys.argv[2:]:
    importlib.import_module(name)
"""


def test_no_benchmark_has_the_name_of_a_room() -> None:
    """A file beside the benchmarks would be taken for the room that the bot imports."""
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    beside = {path.stem for path in (ROOT / "benchmarks").rglob("*.py")}
    assert {"bot", "pages"} <= rooms
    assert set() == rooms & beside


def test_every_benchmark_can_begin() -> None:
    """All that the benchmarks import is there."""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN, str(ROOT / "benchmarks"), *FILES],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "" == done.stderr
    assert 0 == done.returncode
