"""A short seeded sample of the pairing attacks; `make attack` runs many moves with real chance."""

import uuid
from itertools import count
from random import Random
from types import SimpleNamespace

import pytest

from storage import Store, cutting
from tests.attack.pairing import K, Trial, attacked


class Unshuffled:
    """The shuffle that somebody forgot."""

    def shuffle(self, _rows: list[object]) -> None:
        """Leave them in the order of the people."""


def test_rows_pair_no_better_than_chance(seeded: Random, store: Store) -> None:
    """No order in which rows lie or were written says which rows are of one person."""
    trial = Trial()
    attacked(store, trial)
    assert trial.best <= 1.25 / K, trial.table()


def test_the_attack_wins_where_the_shuffle_is_forgotten(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that are written in the order of the people are paired every time: it can be lost."""
    numbers = count()
    monkeypatch.setattr(cutting, "SystemRandom", Unshuffled)
    counting = SimpleNamespace(uuid4=lambda: uuid.UUID(int=next(numbers) << 80, version=4))
    monkeypatch.setattr(cutting, "uuid", counting)
    trial = Trial()
    attacked(store, trial, windows=3)
    assert 1.0 == trial.best, trial.table()
