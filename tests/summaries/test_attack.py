"""Planted leaks: the attacker finds each, and what it finds is left out before it is shown."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import pytest

from dialogues.model import Phrase
from summaries import disclose as room
from summaries.attack import Win, findings, wins
from summaries.cells import Cells, FaceCell, NeedCell, Page, SkipCell, WishCell
from summaries.disclose import NO_CHANGE, Shown, TellsTooMuch, disclose, thaw
from summaries.rules import Word
from tests.summaries.rounds import HOME, PEOPLE, crowd, faces, released, tally
from tests.summaries.town import HEALTH, town_plan

NOTHING: Final = "is shown against the rules."
KNOWN: Final = "can be known to be"


def page(place: str = "oulu", people: int = 20, **changes: Any) -> Page:
    """A page that shows nothing but how many people talked."""
    return replace(Page(place, people, (), (), ()), **changes)


def word(shown: Word, change: Any = NO_CHANGE, *, of: Any = PEOPLE) -> tuple[FaceCell, ...]:
    """One face with a word."""
    return (FaceCell(of.question, of.title, shown, change),)


def cells(*pages: Page, **changes: Any) -> Cells:
    """A release with these pages, made by hand and not by any rule."""
    empty = disclose(tally([]), town_plan()).cells
    return replace(empty, pages=pages, **changes)


def skip(question: str, how: Any, people: int | None = None) -> SkipCell:
    """How often a question was skipped."""
    return SkipCell(question, Phrase(question, "?"), how, people)


def test_what_the_rules_show_gives_nothing_away() -> None:
    """A page with every kind of cell, at the edges of the rules, has no finding."""
    needs = (
        NeedCell("friends", "nearly all"),
        NeedCell("language", "number", 18),
        NeedCell("money", "number", 5),
        NeedCell("activities", "also mentioned"),
    )
    shown = page(needs=needs, faces=word("mixed"), wishes=(WishCell("x", Phrase("x", "x"), 1),))
    languages = ("English", "suomi", "українська", "العربية")
    whole = cells(shown, page("fi", 5), skips=(skip("hope", "nearly all"),), languages=languages)
    assert [] == findings([whole])


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        # a cell that nobody has hidden, and one just under the threshold
        (page(needs=(NeedCell("friends", "number", 2),)), f"need friends {KNOWN} 2."),
        (page(needs=(NeedCell("friends", "number", 4),)), f"need friends {KNOWN} 4."),
        # all but one as a number; "nearly all" of five, who are everybody
        (page(needs=(NeedCell("friends", "number", 19),)), f"need friends {KNOWN} 19."),
        (page(people=5, needs=(NeedCell("friends", "nearly all"),)), f"need friends {NOTHING}"),
        # careful: four who did not name it, four who did, and too small a group
        (page(needs=(NeedCell("money", "number", 16),)), f"need money {KNOWN} 16."),
        (page(needs=(NeedCell("money", "number", 4),)), f"need money {KNOWN} 4."),
        (page(people=9, needs=(NeedCell("money", "number", 5),)), f"need money {KNOWN} 5."),
        (page(needs=(NeedCell("money", "also mentioned"),)), f"need money {NOTHING}"),
        (page(needs=(NeedCell("safety", "number", 9),)), f"need safety {KNOWN} 9."),
        (page(needs=(NeedCell("invented", "number", 9),)), f"need invented {KNOWN} 9."),
        (page(people=4), f"people {KNOWN} 4."),
        (page(people=13, faces=word("mixed")), f"face people_mood {NOTHING}"),
        (page(wishes=(WishCell("x", Phrase("x", "x"), 21),)), f"wish x {NOTHING}"),
        # nine at most answered each of the two faces before it: of nineteen it is all but one
        (
            page(people=19, needs=(NeedCell("activities", "nearly all"),)),
            f"need activities {NOTHING}",
        ),
    ],
)
def test_a_planted_cell_is_found(planted: Page, told: str) -> None:
    """A cell that no rule would show, or that says a number too closely, is named."""
    assert [f"r1-1, oulu: {told}"] == findings([cells(planted)])


def test_a_margin_lets_a_hidden_cell_be_computed() -> None:
    """Nine of twenty skipped the needs, ten named friends in Oulu: in Kemi it is one at most."""
    pages = (
        page(people=14, needs=(NeedCell("friends", "number", 10),)),
        page("kemi", 6),
    )
    assert [] == findings([cells(*pages)])
    [found] = findings([cells(*pages, skips=(skip("people_needs", "number", 9),))])
    assert "r1-1, kemi: need friends can be known to be between 0 and 1." == found


def test_a_margin_of_a_face_lets_its_answers_be_computed() -> None:
    """Six of twenty skipped a face that ten or more answered: fewer than five counts are left."""
    shown = page(people=20, faces=word("mostly good"))
    assert [] == findings([cells(shown)])
    found = wins([cells(shown, skips=(skip("people_mood", "number", 7),))])
    assert {("face", "people_mood")} <= {(win.table, win.code) for win in found}


@pytest.mark.parametrize(
    ("shown", "known"),
    [
        (skip("hope", "number", 4), None),
        (skip("hope", "number", 17), None),
        (skip("people_needs", "few"), (0, 2)),
    ],
)
def test_skips_that_tell_too_much_are_found(shown: SkipCell, known: tuple[int, int] | None) -> None:
    """A small number, a number of all but four, and a word that other tables make narrower."""
    pages = page(needs=(NeedCell("friends", "number", 18),))
    assert [Win("r1-1", "", "skips", shown.question, known)] == wins([cells(pages, skips=(shown,))])


def test_skips_of_six_people_are_found() -> None:
    """Of six people, five or six is what "nearly all" says."""
    [found] = findings([cells(page(people=6), skips=(skip("hope", "nearly all"),))])
    assert "r1-1, all places: skips hope can be known to be between 5 and 6." == found


@pytest.mark.parametrize(
    ("people", "names", "is_found"),
    [
        (24, ("English", "suomi", "українська", "العربية"), False),
        (23, ("English", "suomi", "українська", "العربية"), True),
        (8, ("English",), True),
        (9, ("English",), False),
        (12, ("English", "suomi"), True),
    ],
)
def test_names_of_languages_that_are_numbers_are_found(
    people: int,
    names: tuple[str, ...],
    is_found: bool,  # noqa: FBT001 - a row of a table
) -> None:
    """Four languages of twenty-three people have five to eight speakers each."""
    found = wins([cells(page(people=people), languages=names)])
    assert is_found == bool(found)
    assert {"languages"} >= {win.table for win in found}


def test_a_place_with_two_pages_is_found() -> None:
    """Pages divide the people: a second page of the same place is a total or a part."""
    [found] = findings([cells(page(), page())])
    assert f"r1-1, all places: pages {NOTHING}" == found


@pytest.mark.parametrize(
    "looser",
    [{"k": 4}, {"group": 9}, {"mention": 2}, {"classes": {"safety": "open"}}, {"k": 6}],
)
def test_rules_that_were_loosened_are_found(looser: dict[str, Any]) -> None:
    """A release that carries rules of its own is held against ours."""
    planted = cells(page(people=30), rules=replace(town_plan().rules, **looser))
    assert f"r1-1, all places: rules {NOTHING}" in findings([planted])


def windows(*shown: FaceCell, people: int = 14) -> list[Cells]:
    """One window after the other, with one face on one page each."""
    return [
        replace(cells(page(people=people, faces=(face,))), window=f"r1-{number}")
        for number, face in enumerate(shown, start=1)
    ]


@pytest.mark.parametrize(
    ("first", "second", "change", "is_found"),
    [
        ("mixed", "mostly good", "better", False),
        ("mostly good", "mostly hard", "worse", False),
        ("mixed", "mixed", "better", True),
        ("mostly good", "mixed", "better", True),
        ("mixed", "mostly good", "worse", True),
    ],
)
def test_a_planted_change_is_found(
    first: Word,
    second: Word,
    change: str,
    is_found: bool,  # noqa: FBT001 - a row of a table
) -> None:
    """A change goes where the words go, or it tells where in the word people are."""
    found = findings(windows(*word(first), *word(second, change)))
    assert [f"r1-2, oulu: face people_mood {NOTHING}"] * is_found == found


def test_a_change_without_a_window_before_is_found() -> None:
    """There is nothing to compare the first window with."""
    assert [f"r1-1, oulu: face people_mood {NOTHING}"] == findings(
        windows(*word("mixed", "better"))
    )
    before, after = windows(*word("mixed"), *word("mostly good", "better"))
    between = replace(cells(page()), window="r1-1b")
    assert [] == findings([before, after])
    assert 1 == len(findings([before, between, after]))


# --- what is left out --------------------------------------------------------------------------


def somewhere() -> list[Any]:
    """People in two towns of the north, in its other places, and in the country."""
    return [
        *crowd(20, place="oulu"),
        *crowd(9, place="kemi"),
        *crowd(7, place="north"),
        *crowd(12, place="fi", language="ar"),
    ]


def found_while(holds: Callable[[Cells], bool]) -> Callable[..., list[Win]]:
    """An attacker who wins as long as something is there."""

    def found(releases: Sequence[Cells], *, since: int) -> list[Win]:
        return [Win("r1-1", "", "x", "x") for each in releases[since:] if holds(each)]

    return found


@pytest.mark.parametrize(
    ("holds", "places", "has_totals"),
    [
        (lambda _: False, {"fi", "north", "oulu", "kemi"}, True),
        (lambda found: bool(found.skips), {"fi", "north", "oulu", "kemi"}, False),
        (lambda found: len(found.pages) > 3, {"fi", "oulu", "kemi"}, False),
        (lambda found: len(found.pages) > 2, {"fi", "oulu"}, False),
        (lambda found: len(found.pages) > 1, {"fi"}, False),
    ],
)
def test_less_is_shown_in_a_fixed_order(
    monkeypatch: pytest.MonkeyPatch,
    holds: Callable[[Cells], bool],
    places: set[str],
    has_totals: bool,  # noqa: FBT001 - a row of a table
) -> None:
    """First the figures of all go, then pages of regions, then of towns, the smallest first."""
    monkeypatch.setattr(room, "wins", found_while(holds))
    shown = disclose(tally(somewhere()), town_plan()).cells
    assert places == {each.place for each in shown.pages}
    assert len(somewhere()) == sum(each.people for each in shown.pages)
    assert (has_totals, has_totals) == (bool(shown.skips), bool(shown.languages))


def test_a_release_that_always_tells_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing helps, nothing is shown."""
    monkeypatch.setattr(room, "wins", found_while(lambda found: found.window == "r1-1"))
    with pytest.raises(TellsTooMuch, match="Window r1-1 cannot be released"):
        disclose(tally(somewhere()), town_plan())


def test_what_an_older_release_gave_away_holds_up_no_new_one() -> None:
    """A leak that is out cannot be taken back; the next release is judged by what it adds."""
    first = disclose(tally(somewhere()), town_plan())
    leaking = replace(first.cells, window="r0-1", pages=(page(people=4),))
    old = object.__new__(Shown)
    object.__setattr__(old, "cells", leaking)
    assert disclose(tally(somewhere()), town_plan(), releases=[old]) == first


def test_nearly_all_is_not_said_where_it_would_be_a_number() -> None:
    """Of fourteen, nine answered one face and four were not good in the other: thirteen at most."""
    low = {"people_mood": "1"}
    good = {"health_mood": "5", "people_mood": "1"}
    needs = frozenset({"activities"})
    people = [
        *crowd(4, needs=needs, faces={"health_mood": "1"}),
        *crowd(1, faces={"health_mood": "5"}),
        *crowd(9, needs=needs, faces=good),
    ]
    shown = disclose(tally(people), town_plan()).page_for("fi")
    assert shown is not None
    assert [HEALTH.question] == [face.question for face in shown.faces]
    assert [NeedCell("activities", "also mentioned")] == list(shown.needs)
    others = crowd(13, needs=needs, faces=low) + crowd(1, faces=low)
    whole = disclose(tally(others), town_plan()).page_for("fi")
    assert whole is not None
    assert [NeedCell("activities", "nearly all")] == list(whole.needs)


def test_a_change_of_a_release_is_judged_beside_the_one_before() -> None:
    """A frozen release with a change can be read by itself, and judged with its forerunner."""
    shown = released(faces("5" * 14), faces("3" * 14))
    assert ["better"] == [face.change for face in shown.cells.pages[0].faces]
    assert thaw(shown.freeze()) == shown
    assert [f"r1-1, fi: face {HOME.question} {NOTHING}"] == findings([shown.cells])
