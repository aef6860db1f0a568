"""What a plan may say."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from summaries.plan import HEARD, Place
from summaries.rules import Gate
from tests.summaries.rounds import ASKED, HOME, LISTENED, PLACES, plan


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


def test_group_is_never_under_two_times_k() -> None:
    """Five on either side need ten; a stricter k needs a larger group."""
    with pytest.raises(ValueError, match="group is 10; k = 6 asks for 12"):
        plan(k=6)


@pytest.mark.parametrize("question", ["home_mood", "people_needs", "join"])
def test_skips_of_a_question_that_another_table_rests_on_are_refused(question: str) -> None:
    """How many skipped a face, a wish or the needs behind a face is a margin of their tables."""
    gates = {"friends": (Gate("people_needs", "people_mood", 3),)}
    with pytest.raises(ValueError, match=f"The skips of {question} cannot be shown"):
        plan(gates=gates, asked={question: ASKED["hope"]})


def test_face_without_a_middle_is_refused() -> None:
    """The words for a group speak of the choices above and below the middle."""
    with pytest.raises(ValueError, match="The scale of home_mood has no middle"):
        plan(faces=(replace(HOME, scale=("1", "2", "3", "4")),))


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
