"""What HiGHS, a solver of another make, says of the attacker's bounds, round by round."""

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Final

from summaries.attack import face_of, known
from summaries.cells import Cells, FaceCell, Page
from summaries.disclose import NO_CHANGE, disclose
from summaries.tally import LANGUAGE, NEED, TALK, Count, Tally
from tests.summaries.judge import Cell, Judge, faces, hidden
from tests.summaries.rounds import HOME, LANGUAGES, LISTENED, PEOPLE
from tests.summaries.town import CLASSES, HEALTH, story, town_plan

JUDGED: Final = 8
SCALES: Final = {face.question: face.scale for face in (HOME, PEOPLE, HEALTH, LISTENED)}


def the_solver_agrees(seed: int) -> None:
    """HiGHS finds the attacker's bounds, none is too close, and each end is a round that could be.

    That it could be is proved by making it: whoever reads both releases cannot tell them apart.
    """
    releases = [shown.cells for _, shown in story(seed)]
    judge = Judge(releases)
    cells = [(release, *cell) for release in releases for cell in hidden(release)]
    for release, cell, least in chosen(seed, cells):
        ends: list[int] = []
        for end in judge.ends(cell):
            ends.append(end)
            another_round_looks_the_same(release, judge.solution())
        assert ends[1] - ends[0] + 1 >= least, (seed, cell, ends)
        if cell[2].startswith("need:"):
            page = next(page for page in release.pages if page.place == cell[1])
            counts = known(release, page, cell[2].removeprefix("need:"))
            assert [min(counts), max(counts)] == ends, (seed, cell)


def the_solver_agrees_on_faces(seed: int) -> None:
    """HiGHS finds the attacker's bounds of what stands behind each word, and none is too close."""
    releases = [shown.cells for _, shown in story(seed)]
    judge = Judge(releases, needs=False)
    cells = [(release, cell, 5) for release in releases for cell in faces(release)]
    for release, cell, least in chosen(seed, cells):
        low, high = judge.ends(cell)
        assert high - low + 1 >= least, (seed, cell, low, high)
        page = next(page for page in release.pages if page.place == cell[1])
        question, _, count = cell[2].partition(":")
        for face in page.faces:
            if face.question == question:
                assert (low, high) == face_of(release, page, face).ends(count)  # type: ignore[arg-type]  # one of the three


def chosen(seed: int, cells: list[tuple[Cells, Cell, int]]) -> list[tuple[Cells, Cell, int]]:
    """A few of many cells, the same ones for the same round."""
    return Random(seed).sample(cells, min(JUDGED, len(cells)))  # noqa: S311 - no secret


def another_round_looks_the_same(release: Cells, counts: dict[Cell, int]) -> None:
    """A round with these counts is released as exactly the same cells."""
    number = int(release.window.removeprefix("r1-"))
    again = disclose(invent(release, counts), town_plan(number))
    assert without_changes(release) == without_changes(again.cells)


def invent(release: Cells, counts: dict[Cell, int]) -> Tally:
    """The counts of a window in the world that a solver has found."""
    found: dict[tuple[str, str], Count] = {}
    for page in release.pages:
        at = {
            name: many
            for (w, p, name), many in counts.items()
            if (w, p) == (release.window, page.place)
        }
        found[page.place, TALK] = Count(Counter(answered=page.people))
        needs = {code: at[f"need:{code}"] for code in CLASSES}
        found[page.place, NEED] = Count(choices=Counter(needs))
        found[page.place, "join"] = Count(
            choices=Counter({w.option: w.people for w in page.wishes})
        )
        for question, scale in SCALES.items():
            levels = {level: at[f"{question}:{index}"] for index, level in enumerate(scale)}
            found[page.place, question] = Count(choices=Counter(levels))
    return Tally(found | whole_window(release, counts))


def whole_window(release: Cells, counts: dict[Cell, int]) -> dict[tuple[str, str], Count]:
    """The counts that have no place."""
    at = {name: many for (w, p, name), many in counts.items() if (w, p) == (release.window, "")}
    found = {}
    for skip in release.skips:
        skipped = at[f"skip:{skip.question}"]
        others = at[f"asked:{skip.question}"] - skipped
        found["fi", skip.question] = Count(Counter(skipped=skipped, answered=others))
    tags = sorted(LANGUAGES, key=lambda tag: LANGUAGES[tag] not in release.languages)
    spoken = {tag: at.get(f"language:{number}", 0) for number, tag in enumerate(tags)}
    found["fi", LANGUAGE] = Count(choices=Counter(spoken))
    return found


def without_changes(cells: Cells) -> Cells:
    """The release without words of change, which the solver leaves out."""

    def still(face: FaceCell) -> FaceCell:
        return replace(face, change=NO_CHANGE)

    def page_of(page: Page) -> Page:
        return replace(page, faces=tuple(map(still, page.faces)))

    return replace(cells, pages=tuple(map(page_of, cells.pages)))
