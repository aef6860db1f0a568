"""Move, release and audit at ten thousand people: seconds and memory, printed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.attack.conftest import Figure

PEOPLE = 10_000


@pytest.mark.timeout(600)
def test_ten_thousand_people_move_and_are_audited(
    database_url: str, tmp_path: Path, figure: Figure
) -> None:
    """Ten thousand finished talks move, are published and audited within a gigabyte."""
    url = database_url.replace("postgresql:", "postgresql+psycopg:")
    done = subprocess.run(
        [sys.executable, "-m", "tests.attack.sizes", url, tmp_path / "keys", str(PEOPLE)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    figure(f"{PEOPLE} people, {database_url.partition(':')[0]}\n{done.stdout}")
    assert all(int(line.split()[-2]) < 1024 for line in done.stdout.splitlines())
