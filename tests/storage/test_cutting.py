"""Where the people of small places are counted."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.cutting import rolled_up
from storage.places import Place

KNOWN = {
    place.id: place
    for place in (
        Place("fi", "Finland", "country", None),
        Place("north", "North", "region", "fi"),
        Place("south", "South", "region", "fi"),
        Place("inari", "Inari", "town", "north"),
        Place("kemi", "Kemi", "town", "north"),
        Place("turku", "Turku", "town", "south"),
        Place("vaasa", "Vaasa", "town", "fi"),
    )
}


@pytest.mark.parametrize(
    ("homes", "expected"),
    [
        ("inari*5", "inari*5"),
        ("inari*4 kemi*5 turku*5", "inari>fi*4 kemi>fi*5 turku*5"),
        ("inari*4 kemi*1 turku*6", "inari>north*4 kemi>north*1 turku*6"),
        ("inari*4 kemi*5 fi*1", "inari>fi*4 kemi*5 fi*1"),
        ("turku*6 vaasa*4 fi*1", "turku*6 vaasa>fi*4 fi*1"),
        ("turku*6 kemi*7 fi*2", "turku>fi*6 kemi*7 fi*2"),
        ("moon*5 turku*5", "moon>fi*5 turku*5"),
        ("turku*2", "turku>fi*2"),
    ],
)
def test_roll_up(homes: str, expected: str) -> None:
    """A place with too few goes up; if the country's own are too few, the smallest place joins."""

    def people(text: str, side: int) -> list[str]:
        pairs = [part.split("*") for part in text.split()]
        return [name.split(">")[side] for name, count in pairs for _ in range(int(count))]

    assert people(expected, -1) == rolled_up(people(homes, 0), KNOWN, country="fi", k=5)


@given(
    st.lists(st.sampled_from(["", "moon", *KNOWN]), min_size=2, max_size=80),
    st.integers(min_value=2, max_value=7),
)
def test_nobody_alone(homes: list[str], k: int) -> None:
    """However people are spread, no place of k people in all holds fewer than k."""
    found = Counter(rolled_up(homes, KNOWN, country="fi", k=k))
    assert len(homes) == sum(found.values())
    assert set(found) <= set(KNOWN)
    if len(homes) >= k:
        assert k <= min(found.values())
    else:
        assert ["fi"] == list(found)
