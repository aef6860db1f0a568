"""Thousands of rounds at random, as `make attack` goes through them; too long for `make test`."""

import pytest

from tests.summaries import judging

FIRST = 1000


@pytest.mark.parametrize("hundred", range(50))
def test_nobody_can_be_worked_out_in_thousands_of_rounds(hundred: int) -> None:
    """In five thousand rounds the attacker fails, and no page isolates anybody."""
    for number in range(FIRST + 100 * hundred, FIRST + 100 * (hundred + 1)):
        judging.nothing_is_known_too_closely(number)
        judging.no_page_isolates_anybody(number)
        judging.no_small_number_and_no_everybody(number)
