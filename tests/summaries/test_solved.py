"""Rounds at random: a solver of another make finds what the attacker finds."""

from tests.summaries import solving


def test_the_solver_agrees_on_needs_skips_and_languages() -> None:
    """HiGHS finds the same bounds, and other rounds at these bounds are released the same."""
    for number in range(10):
        solving.the_solver_agrees(number)


def test_the_solver_agrees_on_faces() -> None:
    """HiGHS finds the same bounds of the counts behind each word."""
    for number in range(10):
        solving.the_solver_agrees_on_faces(number)
