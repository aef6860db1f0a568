"""Arbitrary rounds, and that nobody else makes what may be shown."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.cells import FaceCell
from summaries.disclose import Shown, disclose, thaw
from summaries.table import rows
from summaries.tally import Tally
from tests.summaries.rounds import (
    HOME,
    Person,
    all_codes,
    crowd,
    faces,
    mixed,
    persons,
    plan,
    released,
    tally,
)


@given(people=persons(), earlier=persons())
def test_no_number_under_five_but_wishes(people: list[Person], earlier: list[Person]) -> None:
    """Whatever people answer, no number of people under five is shown, except of wishes."""
    shown = released(people, earlier)
    for row in rows([shown]):
        if isinstance(row["people"], int):
            assert row["people"] >= (1 if row["table"] == "wish" else 5), row


@given(people=persons())
def test_careful_and_protected_needs_in_any_round(people: list[Person]) -> None:
    """A careful need is a number with five people on both sides; safety is never there."""
    for each in disclose(tally(people), plan()).cells.pages:
        for cell in each.needs:
            assert cell.code != "safety"
            if cell.code in all_codes("careful"):
                assert 5 <= (cell.people or 0) <= each.people - 5


@given(people=persons())
def test_subtracting_published_groups_isolates_nobody(people: list[Person]) -> None:
    """The round minus any set of pages is nobody, or five people or more."""
    shown = disclose(tally(people), plan())
    sizes = [each.people for each in shown.cells.pages]
    everybody = len(people) if len(people) >= 5 else 0
    assert everybody == sum(sizes)
    assert all(size >= 5 for size in sizes)


@given(people=persons(), code=st.sampled_from(["money", "mind", "safety"]))
def test_hidden_needs_leave_no_trace(people: list[Person], code: str) -> None:
    """Where a need is hidden everywhere, the release is the same as if nobody had named it."""
    shown = disclose(tally(people), plan())
    if not any(cell.code == code for each in shown.cells.pages for cell in each.needs):
        silent = [replace(person, needs=person.needs - {code}) for person in people]
        assert shown.freeze() == disclose(tally(silent), plan()).freeze()


@given(people=persons(), earlier=persons())
def test_frozen_release_thaws_to_the_same(people: list[Person], earlier: list[Person]) -> None:
    """Freezing and thawing change nothing, and the same cells are the same text."""
    shown = released(people, earlier)
    assert shown == thaw(shown.freeze())
    assert shown.freeze() == thaw(shown.freeze()).freeze()


# --- the only constructor ----------------------------------------------------------------------


def test_shown_is_made_by_nobody_else() -> None:
    """Neither a constructor call nor a copy with changes makes a Shown."""
    shown = disclose(tally(crowd(5)), plan())
    with pytest.raises(TypeError, match=r"Only summaries\.disclose"):
        Shown(shown.cells, object())  # type: ignore[arg-type]  # what mypy refuses, tried anyway
    with pytest.raises(ValueError, match="seal"):
        replace(shown, cells=replace(shown.cells, pages=()))  # type: ignore[call-arg]  # what mypy refuses, tried anyway


def frozen(**need_changes: Any) -> str:
    """A frozen release with one need changed by hand."""
    record = json.loads(disclose(tally(mixed(12, 7, code="friends")), plan()).freeze())
    record["pages"][0]["needs"][0].update(need_changes)
    return json.dumps(record)


@pytest.mark.parametrize(
    "tampered",
    [
        {"people": 4},
        {"people": 11},
        {"people": None},
        {"how": "nearly all"},
        {"code": "safety"},
        {"code": "invented"},
        {"code": "money", "people": 8},
        {"code": "money", "how": "also mentioned", "people": None},
    ],
)
def test_release_that_shows_too_much_does_not_thaw(tampered: dict[str, Any]) -> None:
    """A frozen release is held against the rules again."""
    assert thaw(frozen()).cells.window == "r1-1"
    with pytest.raises(ValueError, match="shows too much"):
        thaw(frozen(**tampered))


def test_release_with_a_small_page_face_or_skip_does_not_thaw() -> None:
    """Small groups, faces of fewer than ten and small skips are refused as well."""
    people = crowd(12, faces={"home_mood": "5", "hope": "written"}) + crowd(
        6, skipped=frozenset({"hope"})
    )
    text = disclose(tally(people), plan()).freeze()
    assert thaw(text).page_for("fi") is not None
    for number in (4, 13):
        record = json.loads(text)
        record["pages"][0]["people"] = number
        with pytest.raises(ValueError, match="shows too much"):
            thaw(json.dumps(record))
    with pytest.raises(ValueError, match="shows too much"):
        thaw(text.replace('"people": 6', '"people": 4'))


@pytest.mark.parametrize("text", ["[]", "{}", '{"format": 1}'])
def test_text_that_is_no_release_of_ours_is_refused(text: str) -> None:
    """Another format is refused in a sentence."""
    with pytest.raises(ValueError, match="not the cells of a release"):
        thaw(text)


@pytest.mark.parametrize("broken", ['{"format": 2}', frozen(unknown=1)])
def test_damaged_release_is_refused(broken: str) -> None:
    """A missing or unknown field is refused in a sentence."""
    with pytest.raises(ValueError, match="damaged"):
        thaw(broken)


def test_page_for_finds_the_next_larger_page() -> None:
    """Sponsors of a small place read the larger page; an unknown place has none."""
    people = crowd(6, place="oulu") + crowd(3, place="kemi") + crowd(4, place="north")
    shown = disclose(tally(people), plan())
    found = {place: shown.page_for(place) for place in ("oulu", "kemi", "north", "fi", "gone")}
    assert {key: each and each.place for key, each in found.items()} == {
        "oulu": "oulu",
        "kemi": "north",
        "north": "north",
        "fi": None,
        "gone": None,
    }


def test_change_compares_the_page_of_the_same_place() -> None:
    """A town is compared with its own page of the earlier window."""
    now = [replace(person, place="oulu") for person in faces("5" * 14)]
    earlier = [replace(person, place="oulu") for person in faces("3" * 14)] + faces("5" * 14)
    found = released(now, earlier).page_for("oulu")
    assert found is not None
    expected = FaceCell("home_mood", HOME.title, "mostly good", "better")
    assert found.faces == (expected,)


def test_faces_are_not_shown_of_fewer_people_than_ten_who_talked() -> None:
    """Should more faces than talks have been counted, the talks decide."""
    counts = tally(faces("5" * 12)).counts
    talks = tally(crowd(9)).counts[("fi", "_talk")]
    shown = disclose(Tally({**counts, ("fi", "_talk"): talks}), plan())
    assert [()] == [each.faces for each in shown.cells.pages]
