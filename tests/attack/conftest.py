"""What the attacks share: chance that can be told again, and figures that are printed."""

import sys
import uuid
from collections.abc import Callable
from functools import partial
from random import Random
from types import SimpleNamespace

import pytest

from storage import codes, cutting, keys

SEED = 20270301
Figure = Callable[[str], None]


@pytest.fixture
def seeded(monkeypatch: pytest.MonkeyPatch) -> Random:
    """All chance of keys, codes, ids and the shuffle from one seed, so that a sample is certain."""
    random = Random(SEED)  # noqa: S311  not for secrets of anybody
    for module in (codes, keys):
        monkeypatch.setattr(module, "secrets", SimpleNamespace(token_bytes=random.randbytes))
    monkeypatch.setattr(cutting, "SystemRandom", partial(_next, random))
    monkeypatch.setattr(cutting, "uuid", SimpleNamespace(uuid4=partial(_uuid, random)))
    return random


def _next(random: Random) -> Random:
    return Random(random.random())  # noqa: S311  see above


def _uuid(random: Random) -> uuid.UUID:
    return uuid.UUID(int=random.getrandbits(128), version=4)


@pytest.fixture
def figure(capsys: pytest.CaptureFixture[str]) -> Figure:
    """Print figures also where the rest of a test's output is caught."""

    def write(text: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{text}\n")

    return write
