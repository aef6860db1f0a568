"""What can stand behind a word, counted out one by one."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement, permutations
from typing import Final

import pytest

from summaries.rules import Word, word
from summaries.spread import COUNTS, STEPS, Behind, Count, Step, may_tell, narrowed

HALF: Final = Fraction(1, 2)
World = tuple[dict[Count, int], Fraction]
"""One way in which people can have answered: the counts, and the mean."""


def worlds(face: Behind) -> Iterator[World]:
    """Every way in which people can have answered that has this word."""
    levels = 2 * face.half + 1
    for answered in range(face.least, face.people + 1):
        for answers in combinations_with_replacement(range(levels), answered):
            good = sum(level > face.half for level in answers)
            hard = sum(level < face.half for level in answers)
            if word(good=good, hard=hard, people=answered) == face.word:
                counts: dict[Count, int] = {"answered": answered, "good": good, "hard": hard}
                yield counts, Fraction(sum(answers), answered)


def ends(found: list[World]) -> dict[Count, tuple[int, int]]:
    """The fewest and the most of each count."""
    seen = {count: {counts[count] for counts, _ in found} for count in COUNTS}
    return {count: (min(values), max(values)) for count, values in seen.items()}


@pytest.mark.parametrize("half", [1, 2])
@pytest.mark.parametrize("shown", STEPS)
def test_ends_are_what_counting_finds(shown: Word, half: int) -> None:
    """The fewest and the most behind a word are those of all ways to answer; the means as well."""
    face = Behind(10, 13, half, shown)
    found = list(worlds(face))
    assert ends(found) == {count: face.ends(count) for count in COUNTS}
    assert (min(mean for _, mean in found), max(mean for _, mean in found)) == face.means()


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("half", [1, 2])
@pytest.mark.parametrize(("first", "second"), [*permutations(STEPS, 2)])
def test_a_change_narrows_as_counting_finds(
    first: Word,
    second: Word,
    half: int,
    told: bool,  # noqa: FBT001 - a row of a table
) -> None:
    """What a change, or its absence, leaves of two windows is what all pairs of answers leave."""
    faces = Behind(10, 12, half, first), Behind(10, 12, half, second)
    before, after = (list(worlds(face)) for face in faces)
    rises = STEPS[second] > STEPS[first]

    def fits(old: Fraction, new: Fraction) -> bool:
        return ((new - old if rises else old - new) >= HALF) is told

    means = {mean for _, mean in before}, {mean for _, mean in after}
    left = (
        [world for world in before if any(fits(world[1], new) for new in means[1])],
        [world for world in after if any(fits(old, world[1]) for old in means[0])],
    )
    story = narrowed((Step(faces[0]), Step(faces[1], told)), shift=HALF)
    assert [ends(found) for found in left] == [
        {count: step.face.ends(count) for count in COUNTS} for step in story
    ]


@pytest.mark.parametrize("people", [14, 15, 16, 17, 20, 40, 200])
@pytest.mark.parametrize("half", [1, 2])
@pytest.mark.parametrize("shown", STEPS)
def test_word_leaves_five_possibilities_of_every_count(shown: Word, half: int, people: int) -> None:
    """On a page of fourteen people or more no count behind a word is known within five."""
    assert Behind(10, people, half, shown).is_wide(5)


def test_smaller_pages_would_give_a_count_away() -> None:
    """On a page of thirteen, ten to thirteen answered; on one of eleven, at most three are hard."""
    assert not Behind(10, 13, 2, "mixed").is_wide(5)
    assert (0, 3) == Behind(10, 11, 2, "mostly good").ends("hard")


def test_the_same_word_is_never_called_a_change() -> None:
    """Between two windows with the same word, "better" would tell where in the word they are."""
    face = Behind(10, 40, 2, "mixed")
    assert not may_tell((Step(face),), face, shift=HALF, k=5)
    assert not may_tell((), face, shift=HALF, k=5)


def test_a_leap_on_a_short_scale_is_told_only_of_many() -> None:
    """From no to yes, less than half a step would be so rare that its absence tells too much."""
    before: Word = "mostly hard"
    after: Word = "mostly good"
    told = {
        people: may_tell(
            (Step(Behind(10, people, 1, before)),), Behind(10, people, 1, after), shift=HALF, k=5
        )
        for people in (14, 20, 60)
    }
    assert {14: False, 20: False, 60: True} == told


def test_a_longer_story_narrows_every_window() -> None:
    """What the third window tells of the second tells something of the first as well."""
    faces = [Behind(10, 14, 2, shown) for shown in STEPS]
    two = narrowed((Step(faces[0]), Step(faces[1], told=True)), shift=Fraction(3, 2))
    three = narrowed(
        (Step(faces[0]), Step(faces[1], told=True), Step(faces[2], told=True)), shift=Fraction(3, 2)
    )
    assert two[0].face.high > three[0].face.high
