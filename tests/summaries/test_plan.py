"""What a plan may say."""

from fractions import Fraction
from typing import Any

import pytest

from summaries.plan import HEARD, Place
from tests.summaries.rounds import HOME, LISTENED, PLACES, plan


@pytest.mark.parametrize(
    "looser", [{"k": 4}, {"group": 9}, {"mention": 2}, {"shift": Fraction(1, 4)}]
)
def test_threshold_below_its_floor_is_refused(looser: dict[str, Any]) -> None:
    """A plan cannot loosen what people were promised."""
    with pytest.raises(ValueError, match=next(iter(looser))):
        plan(**looser)


def test_stricter_plan_is_taken() -> None:
    """A plan may promise more."""
    assert plan(k=8, group=20, mention=5, shift=Fraction(1)).k == 8


@pytest.mark.parametrize(
    "lowered",
    [{"money": "open"}, {"safety": "careful"}, {"invented": "open"}, {"friends": "loud"}],
)
def test_lowered_class_is_refused(lowered: dict[str, str]) -> None:
    """Nobody can make a need less protected, and an unknown one is protected."""
    with pytest.raises(ValueError, match=next(iter(lowered))):
        plan(classes=lowered)


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ((*PLACES, PLACES[-1]), "same id"),
        ((), "Exactly one place"),
        ((*PLACES, Place("se", "Sweden", "country")), "Exactly one place"),
        ((*PLACES, Place("x", "X", "town", "nowhere")), "place x does not lie"),
        (
            (*PLACES, Place("x", "X", "town", "y"), Place("y", "Y", "town", "x")),
            "place y does not lie",
        ),
    ],
)
def test_places_that_are_no_tree_are_refused(places: tuple[Place, ...], told: str) -> None:
    """Every place lies in the one country."""
    with pytest.raises(ValueError, match=told):
        plan(places=places)


def test_scale_is_divided_at_its_middle() -> None:
    """The middle of a scale is neither good nor hard."""
    assert (HOME.hard, HOME.good) == (("1", "2"), ("4", "5"))
    assert (LISTENED.hard, LISTENED.good) == (("no",), ("yes",))
    assert HEARD[1] == "some"
