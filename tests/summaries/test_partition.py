"""Dividing people into pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.partition import partition, upwards
from tests.summaries.rounds import PLACES

PEOPLE = st.dictionaries(
    st.sampled_from([place.id for place in PLACES]), st.integers(min_value=1, max_value=12)
)


@pytest.mark.parametrize(
    ("people", "pages"),
    [
        ({"oulu": 5}, {"oulu": {"oulu"}}),
        ({"oulu": 4}, {}),
        ({}, {}),
        ({"oulu": 4, "kemi": 1}, {"north": {"oulu", "kemi"}}),
        ({"oulu": 9, "kemi": 5}, {"oulu": {"oulu"}, "kemi": {"kemi"}}),
        # the rest of a region is too small: its smallest town joins it
        (
            {"oulu": 9, "kemi": 5, "north": 2},
            {"oulu": {"oulu"}, "north": {"kemi", "north"}},
        ),
        # the rest goes on upwards where no page below can take it in
        ({"oulu": 2, "salo": 3}, {"fi": {"oulu", "salo"}}),
        # the rest of the country is too small: the smallest page anywhere joins it
        (
            {"oulu": 6, "turku": 7, "fi": 1},
            {"turku": {"turku"}, "fi": {"fi", "oulu"}},
        ),
        ({"oulu": 6, "turku": 6, "fi": 1}, {"turku": {"turku"}, "fi": {"fi", "oulu"}}),
        (
            {"north": 5, "oulu": 6, "fi": 4},
            {"oulu": {"oulu"}, "fi": {"fi", "north"}},
        ),
    ],
)
def test_partition_of_known_rounds(people: dict[str, int], pages: dict[str, set[str]]) -> None:
    """Small groups go up, and a small rest is joined by the smallest page below."""
    assert pages == partition(people, PLACES, k=5)


@given(people=PEOPLE, k=st.integers(min_value=5, max_value=9))
def test_partition_is_complete_disjoint_and_never_small(people: dict[str, int], k: int) -> None:
    """Everybody is on exactly one page of k people or more, or all together are too few."""
    pages = partition(people, PLACES, k=k)
    shown = [place for members in pages.values() for place in members]
    everybody = set(people) if sum(people.values()) >= k else set()
    assert sorted(everybody) == sorted(shown)
    assert all(sum(people[place] for place in members) >= k for members in pages.values())


@given(people=PEOPLE)
def test_sponsors_of_a_place_read_the_page_that_its_people_are_on(people: dict[str, int]) -> None:
    """Going up from a place, the first page met is the one that holds its people."""
    pages = partition(people, PLACES, k=5)
    for page, members in pages.items():
        for place in members:
            assert page == next(each for each in upwards(place, PLACES) if each in pages)


def test_upwards_from_an_unknown_place_leads_nowhere() -> None:
    """An unknown place has no page, rather than somebody else's."""
    assert upwards("gone", PLACES) == ()
    assert upwards("oulu", PLACES) == ("oulu", "north", "fi")
