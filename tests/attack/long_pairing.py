"""The pairing attacks with real chance, over many moves of as few people as may move."""

import pytest

from storage import Store
from tests.attack.conftest import Figure
from tests.attack.pairing import K, Trial, attacked

ROUNDS = 12


@pytest.mark.timeout(600)
def test_rows_pair_no_better_than_chance_over_many_moves(store: Store, figure: Figure) -> None:
    """Over hundreds of moves no way of pairing is right more often than 1.25 times in k."""
    trial = Trial()
    for _ in range(ROUNDS):
        attacked(store, trial)
    figure(f"{store.engine.dialect.name}: {trial.table()}")
    assert trial.best <= 1.25 / K
