"""What may be shown, and what never."""

from collections import defaultdict
from fractions import Fraction

import pytest

from summaries.cells import NeedCell
from summaries.disclose import NO_CHANGE, disclose
from tests.summaries.rounds import (
    LANGUAGES,
    Person,
    all_codes,
    crowd,
    faces,
    need,
    page,
    plan,
    tally,
)

# --- needs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "yes", "expected"),
    [
        (12, 2, None),
        (12, 3, NeedCell("friends", "also mentioned")),
        (12, 4, NeedCell("friends", "also mentioned")),
        (12, 5, NeedCell("friends", "number", 5)),
        (12, 7, NeedCell("friends", "number", 7)),
        (12, 10, NeedCell("friends", "number", 10)),
        (12, 11, NeedCell("friends", "nearly all")),
        (12, 12, NeedCell("friends", "nearly all")),
        (6, 5, NeedCell("friends", "nearly all")),
        (5, 5, NeedCell("friends", "also mentioned")),
        (5, 4, NeedCell("friends", "also mentioned")),
        (5, 2, None),
    ],
)
def test_open_need(number: int, yes: int, expected: NeedCell | None) -> None:
    """Five or more are a number, three or four are mentioned, all but one are nearly all."""
    assert expected == need(number, yes)


@pytest.mark.parametrize("code", all_codes("careful"))
@pytest.mark.parametrize(
    ("number", "yes", "shown"),
    [(9, 5, False), (10, 5, True), (12, 4, False), (12, 7, True), (12, 8, False), (12, 12, False)],
)
def test_careful_need(code: str, number: int, yes: int, shown: bool) -> None:  # noqa: FBT001 - a row of a table
    """A careful need is shown only where five named it, five did not, and ten talked."""
    assert (NeedCell(code, "number", yes) if shown else None) == need(number, yes, code=code)


@pytest.mark.parametrize("yes", [5, 20, 40])
def test_protected_and_unknown_needs_are_never_shown(yes: int) -> None:
    """Neither safety nor a code that we do not know comes out of a group of any size."""
    assert need(40, yes, code="safety") is None
    assert need(40, yes, code="invented") is None


def test_stricter_plan_shows_less() -> None:
    """Raised thresholds hold for every kind of need."""
    assert need(20, 7, k=8, group=16) == NeedCell("friends", "also mentioned")
    assert need(20, 4, mention=5) is None
    assert need(20, 10, code="money", group=21) is None
    assert need(20, 10, code="friends", classes={"friends": "protected"}) is None


@pytest.mark.parametrize("number", range(5, 31))
def test_nobody_can_work_a_hidden_count_of_an_open_need_back(number: int) -> None:
    """What is shown without a number leaves at least two counts possible, under five as told."""
    possible: dict[NeedCell | None, set[int]] = defaultdict(set)
    for yes in range(number + 1):
        possible[need(number, yes)].add(yes)
    hidden = {cell: counts for cell, counts in possible.items() if not cell or not cell.people}
    assert hidden.pop(None) == {0, 1, 2}
    assert hidden.pop(NeedCell("friends", "also mentioned")) >= {3, 4}
    assert list(hidden.values()) in ([], [{number - 1, number}])


@pytest.mark.parametrize("number", [5, 9, 10, 11, 20])
def test_hidden_careful_need_could_be_nobody_and_everybody(number: int) -> None:
    """A careful need that is not shown cannot be told from one that nobody named."""
    hidden = {yes for yes in range(number + 1) if need(number, yes, code="mind") is None}
    assert hidden >= {0, 1, 2, 3, 4, number - 4, number - 3, number - 2, number - 1, number}


def test_needs_are_ranked_by_people_and_the_uncounted_by_the_taxonomy() -> None:
    """Order tells nothing about counts that are not shown."""
    people = [
        *crowd(4, needs=frozenset({"study"})),
        *crowd(3, needs=frozenset({"friends"})),
        *crowd(5, needs=frozenset({"work"})),
        *crowd(6, needs=frozenset({"language"})),
    ]
    assert [cell.code for cell in page(people).needs] == ["language", "work", "friends", "study"]


# --- faces and change --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "word"),
    [
        ("555555555", None),
        ("5555555555", "mostly good"),
        ("44444443 33".replace(" ", ""), "mostly good"),
        ("4444443333", "mixed"),
        ("4444422222", "mostly hard"),
        ("1111111111", "mostly hard"),
        ("3333333333", "mixed"),
    ],
)
def test_face_is_one_word_for_ten_people_or_more(levels: str, word: str | None) -> None:
    """Two thirds above the middle are good, half below it is hard, and nine people are too few."""
    padding = crowd(10)
    found = page(faces(levels) + padding).faces
    assert [word] * (word is not None) == [face.word for face in found]


def test_heard_is_shown_like_a_face() -> None:
    """Whether people felt heard is one word under the same rules."""
    found = page(faces_of_heard(["yes"] * 8 + ["some"] * 2) + crowd(4)).faces
    assert [(face.question, face.word) for face in found] == [("heard", "mostly good")]
    assert page(faces_of_heard(["yes"] * 9) + crowd(5)).faces == ()


def faces_of_heard(levels: list[str]) -> list[Person]:
    """One person for each answer to whether they felt heard."""
    return [Person(faces={"heard": level}) for level in levels]


@pytest.mark.parametrize(("number", "is_shown"), [(13, False), (14, True)])
def test_face_stands_only_where_nobody_learns_who_answered(
    number: int,
    is_shown: bool,  # noqa: FBT001 - a row of a table
) -> None:
    """On a page of thirteen a word would say that ten to thirteen answered: four possibilities."""
    assert is_shown == bool(page(faces("4" * number)).faces)


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        ("3333333333", "4444444444", "better"),
        ("4444444444", "3333333333", "worse"),
        ("2222222222", "3333333333", "better"),
        ("5555555555", "1111111111", "worse"),
        # half a step or more, but the word is the same
        ("3333333333", "3333344444", NO_CHANGE),
        # another word, but less than half a step
        ("3334444444", "3333444444", NO_CHANGE),
        # another word, and the mean goes the other way
        ("2222255555", "4444444111", NO_CHANGE),
        ("333333333", "5555555555", NO_CHANGE),
        (None, "5555555555", NO_CHANGE),
    ],
)
def test_change_needs_ten_people_twice_another_word_and_half_a_step(
    before: str | None, now: str, change: str
) -> None:
    """A smaller shift, the same word, or fewer people in either window is not called a change."""
    earlier = None if before is None else faces(before) + crowd(4)
    assert [change] == [face.change for face in page(faces(now) + crowd(4), earlier).faces]


def test_change_can_ask_for_a_larger_shift() -> None:
    """A stricter plan calls less a change."""
    before, now = faces("3" * 14), faces("3" * 4 + "4" * 10)
    assert [["better"], [NO_CHANGE]] == [
        [face.change for face in page(now, before, shift=shift).faces]
        for shift in (Fraction(1, 2), Fraction(1))
    ]


def test_change_is_compared_with_what_was_released() -> None:
    """Deletions after a release do not change what it said, nor what is said of it later."""
    before = faces("2" * 7 + "3" * 7)
    released = disclose(tally(before), plan(round="r0", window="r0-1"))
    left = tally(before[2:])  # two of the seven hard answers were deleted: now it would be mixed
    now = tally(faces("3" * 10 + "4" * 4))
    shown = disclose(now, plan(), earlier=left, releases=[released])
    assert [("mixed", "better")] == [
        (face.word, face.change) for face in shown.cells.pages[0].faces
    ]


# --- wishes, skips, languages ------------------------------------------------------------------


def test_wishes_are_shown_singly_from_five_people_on() -> None:
    """One person's wish is shown in a group of five; that nothing was wished is no wish."""
    people = [*crowd(1, wishes=frozenset({"sport_nature"})), *crowd(4, wishes=frozenset({"none"}))]
    assert [(wish.option, wish.people) for wish in page(people).wishes] == [("sport_nature", 1)]


@pytest.mark.parametrize(
    ("skipped", "others", "how", "shown"),
    [
        (0, 12, "few", None),
        (4, 8, "few", None),
        (5, 7, "number", 5),
        (7, 5, "number", 7),
        (8, 4, "nearly all", None),
        (12, 0, "nearly all", None),
    ],
)
def test_skips(skipped: int, others: int, how: str, shown: int | None) -> None:
    """A number is shown only where five skipped and five did not; nobody is called few."""
    people = crowd(skipped, skipped=frozenset({"hard"})) + [
        Person(faces={"hard": "written"}) for _ in range(others)
    ]
    found = disclose(tally(people), plan()).cells.skips
    assert [("works", "few", None), ("hard", how, shown), ("hope", "few", None)] == [
        (skip.question, skip.how, skip.people) for skip in found
    ]


def test_skips_of_fewer_than_ten_people_are_not_counted() -> None:
    """Of nine people "nearly all" would be five to nine, and of five it would be all."""
    people = crowd(9, skipped=frozenset({"hope"}))
    assert disclose(tally(people), plan()).cells.skips == ()


def test_languages_are_named_from_five_people_on() -> None:
    """Languages of fewer people are not named, nor counted, nor those that nobody can choose."""
    people = crowd(5, language="ar") + crowd(4, language="uk") + crowd(15, language="xx")
    assert ("العربية",) == disclose(tally(people), plan()).cells.languages


@pytest.mark.parametrize(
    ("languages", "number"), [({"fi": "suomi"}, 60), (LANGUAGES, 23), ({}, 60)]
)
def test_languages_are_not_named_where_their_numbers_follow(
    languages: dict[str, str], number: int
) -> None:
    """With one language, or hardly five people for each, a name would be a number."""
    people = crowd(number, language="fi")
    assert disclose(tally(people), plan(languages=languages)).cells.languages == ()


def test_fewer_than_five_people_show_nothing_at_all() -> None:
    """Four people are in no page, no skip and no language."""
    people = crowd(4, skipped=frozenset({"hope"}), wishes=frozenset({"sport_nature"}))
    shown = disclose(tally(people), plan())
    assert (shown.cells.pages, shown.cells.skips, shown.cells.languages) == ((), (), ())
    assert shown.page_for("fi") is None
