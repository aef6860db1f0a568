"""Rounds at random: nobody can be worked out.

Every round has a number and is the same each time. `make attack` goes through thousands.
"""

import pytest

from tests.summaries import judging


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_nobody_can_be_worked_out_in_rounds_at_random(first: int) -> None:
    """In a hundred rounds the attacker fails, no figure is small, and no page isolates anybody."""
    for number in range(first, first + 20):
        judging.nothing_is_known_too_closely(number)
        judging.no_page_isolates_anybody(number)
        judging.no_small_number_and_no_everybody(number)
