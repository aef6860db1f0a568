"""A thousand rounds at random for the solver, as `make attack` goes through them."""

import pytest

from tests.summaries import solving

FIRST = 1000


@pytest.mark.parametrize("batch", range(50))
def test_the_solver_agrees_in_a_thousand_rounds(batch: int) -> None:
    """HiGHS finds the attacker's bounds in a thousand rounds, and rounds that reach them."""
    for number in range(FIRST + 20 * batch, FIRST + 20 * (batch + 1)):
        solving.the_solver_agrees(number)
        solving.the_solver_agrees_on_faces(number)
