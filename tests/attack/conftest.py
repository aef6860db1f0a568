"""What the attacks share: chance that can be told again, and figures that are printed."""

import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest

from storage import codes, cutting, keys, transit
from tests import postgresql
from tests.chaos.long_trouble import settled, url_in
from tests.chaos.plan import WAYS, Address

SEED = 20270301
Figure = Callable[[str], None]


@pytest.fixture
def seeded(monkeypatch: pytest.MonkeyPatch) -> Random:
    """All chance of keys, codes, ids and the shuffle from one seed, so that a sample is certain."""
    random = Random(SEED)  # noqa: S311  not for secrets of anybody
    for module in (codes, keys):
        monkeypatch.setattr(module, "secrets", SimpleNamespace(token_bytes=random.randbytes))
    for module in (cutting, transit):
        monkeypatch.setattr(module, "SystemRandom", partial(_next, random))
    monkeypatch.setattr(cutting, "uuid", SimpleNamespace(uuid4=partial(_uuid, random)))
    return random


def _next(random: Random) -> Random:
    return Random(random.random())  # noqa: S311  see above


def _uuid(random: Random) -> uuid.UUID:
    return uuid.UUID(int=random.getrandbits(128), version=4)


@dataclass(frozen=True)
class Homes:
    """Where towns have their databases, and the files of the server if there is one."""

    address: Address
    server: Path | None = None


@pytest.fixture
def homes(request: pytest.FixtureRequest) -> Iterator[Homes]:
    """A database for each town, of the kind with which the tests run."""
    if not request.config.getoption("--database"):
        yield Homes(lambda folder, _way: url_in(folder))
        return
    server = request.getfixturevalue("postgresql_server")
    with ExitStack() as stack:
        made = {way: stack.enter_context(postgresql.database(server)) for way in WAYS}
        yield Homes(lambda _folder, way: settled(made[way]), postgresql.data_folder(server))


@pytest.fixture
def figure(capsys: pytest.CaptureFixture[str]) -> Figure:
    """Print figures also where the rest of a test's output is caught."""

    def write(text: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{text}\n")

    return write
