"""What the tests of storage share: a process that dies on request."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage import Store

Die = Callable[[Store, str, str], str]


@pytest.fixture(scope="session")
def dying() -> Iterator[subprocess.Popen[str]]:
    """A process that forks children that kill themselves; started once, as imports cost time."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storage.dying"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        yield process


@pytest.fixture
def die(dying: subprocess.Popen[str]) -> Die:
    """Do a work on a store in another process, and kill that at a step."""

    def do(store: Store, work: str, step: str) -> str:
        url = store.engine.url.render_as_string(hide_password=False)
        assert dying.stdin is not None
        assert dying.stdout is not None
        dying.stdin.write(f"{url} {store.keys.directory} {work} {step.replace(' ', '_')}\n")
        dying.stdin.flush()
        return dying.stdout.readline().strip()

    return do
