"""An independent judge of the attacker: the same facts as an integer program, for HiGHS.

Nothing here is taken from `summaries.attack`: the rules are written down once more, as inequalities
over all windows, pages, faces and needs together. Only words of change are left out: they compare
quotients (see `tests.summaries.test_spread`, which counts those out one by one).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final

import pytest

from summaries.cells import Cells, Page
from tests.summaries.town import CLASSES, GATES

highspy = pytest.importorskip("highspy", reason="HiGHS, the independent judge, is not installed")

K: Final = 5
GROUP: Final = 10
CROWD: Final = 14
LEVELS: Final = {"home_mood": 5, "people_mood": 5, "health_mood": 5, "heard": 3}

Cell = tuple[str, str, str]
"""A window, a place ("" is all of them), and what is counted there."""


@dataclass
class Judge:
    """All that is known of some releases; `cells` are the counts, shown or hidden.

    needs: False leaves out the tables of needs, and what they say of the faces before them.
    """

    releases: Sequence[Cells]
    needs: bool = True
    cells: dict[Cell, Any] = field(default_factory=dict)
    model: Any = field(default_factory=highspy.Highs)

    def __post_init__(self) -> None:
        self.model.silent()
        for release in self.releases:
            for page in release.pages:
                self._faces(release, page)
                if self.needs:
                    self._needs(release, page)
            self._window(release)

    def ends(self, cell: Cell) -> Iterator[int]:
        """The fewest that a count can be, then the most; each time with its solution."""
        yield self._solved(self.model.minimize, cell)
        yield self._solved(self.model.maximize, cell)

    def solution(self) -> dict[Cell, int]:
        """Every count, in the world that was found last."""
        return {cell: round(self.model.val(count)) for cell, count in self.cells.items()}

    def _solved(self, optimise: Any, cell: Cell) -> int:
        optimise(self.cells[cell])
        assert highspy.HighsModelStatus.kOptimal == self.model.getModelStatus(), cell
        value: float = self.model.val(self.cells[cell])
        return round(value)

    def _count(self, release: Cells, page: Page | None, name: str, most: int) -> Any:
        cell = (release.window, page.place if page else "", name)
        self.cells[cell] = self.model.addIntegral(0, most)
        return self.cells[cell]

    def _either(self, count: Any, ranges: Sequence[tuple[int, int]], most: int) -> None:
        """The count lies in one of these ranges."""
        chosen = [self.model.addBinary() for _ in ranges]
        self.model.addConstr(sum(chosen) == 1)
        for (low, high), here in zip(ranges, chosen, strict=True):
            self.model.addConstr(count >= low * here)
            self.model.addConstr(count <= high + (most - high) * (1 - here))

    def _faces(self, release: Cells, page: Page) -> None:
        words = {face.question: face.word for face in page.faces}
        for question, levels in LEVELS.items():
            at = [
                self._count(release, page, f"{question}:{level}", page.people)
                for level in range(levels)
            ]
            answered = self._count(release, page, f"{question}:answered", page.people)
            good = self._count(release, page, f"{question}:good", page.people)
            hard = self._count(release, page, f"{question}:hard", page.people)
            self.model.addConstr(answered == sum(at))
            self.model.addConstr(good == sum(at[-(levels // 2) :]))
            self.model.addConstr(hard == sum(at[: levels // 2]))
            if question in words:
                self.model.addConstr(answered >= GROUP)
                self._word(words[question], answered, good, hard=hard)
            elif page.people >= CROWD:
                self.model.addConstr(answered <= GROUP - 1)

    def _word(self, word: str, answered: Any, good: Any, *, hard: Any) -> None:
        if word == "mostly good":
            self.model.addConstr(3 * good >= 2 * answered)
            return
        self.model.addConstr(3 * good <= 2 * answered - 1)
        if word == "mostly hard":
            self.model.addConstr(2 * hard >= answered)
        else:
            self.model.addConstr(2 * hard <= answered - 1)

    def _needs(self, release: Cells, page: Page) -> None:
        for question in {gate.question for gates in GATES.values() for gate in gates}:
            self._count(release, page, question, page.people)
        for code in CLASSES:
            count = self._count(release, page, f"need:{code}", page.people)
            doors = [(release.window, page.place, gate.question) for gate in GATES[code]]
            # who named it was let in by one of these questions
            for gate in GATES[code]:
                let_in = self._count(release, page, f"{gate.question}:{code}", page.people)
                asked = self.cells[release.window, page.place, gate.question]
                self.model.addConstr(let_in <= asked)
                if gate.face:
                    low = [
                        self.cells[release.window, page.place, f"{gate.face}:{level}"]
                        for level in range(gate.most)
                    ]
                    self.model.addConstr(let_in <= sum(low))
            let_ins = [self.cells[w, p, f"{question}:{code}"] for w, p, question in doors]
            self.model.addConstr(count <= sum(let_ins))
            self._said(page, code, count)

    def _said(self, page: Page, code: str, count: Any) -> None:
        n = page.people
        shown = next((need for need in page.needs if need.code == code), None)
        if shown is not None and shown.people is not None:
            self.model.addConstr(count == shown.people)
        elif shown is not None and shown.how == "nearly all":
            self.model.addConstr(count >= n - 1)
        elif shown is not None:
            self._mentioned(count, n)
        elif CLASSES[code] == "open":
            self.model.addConstr(count <= 2)
        elif CLASSES[code] == "careful" and n >= GROUP:
            self._either(count, [(0, K - 1), (n - K + 1, n)], n)

    def _mentioned(self, count: Any, n: int) -> None:
        """Three or four; in five people all of them; all but one where not all could name it."""
        self.model.maximize(count)
        room = round(self.model.val(count))
        if n == K:
            self.model.addConstr(count >= 3)
        elif room == n - 1:
            self._either(count, [(3, 4), (room, room)], n)
        else:
            self._either(count, [(3, 4)], n)

    def _window(self, release: Cells) -> None:
        everybody = sum(page.people for page in release.pages)
        for skip in release.skips:
            skipped = self._count(release, None, f"skip:{skip.question}", everybody)
            asked = self._count(release, None, f"asked:{skip.question}", everybody)
            self.model.addConstr(skipped <= asked)
            if skip.how == "few":
                self.model.addConstr(skipped <= K - 1)
                continue
            self.model.addConstr(skipped >= K)
            left = asked - skipped
            self.model.addConstr(left >= K if skip.how == "number" else left <= K - 1)
            if skip.people is not None:
                self.model.addConstr(skipped == skip.people)
        if everybody < release.rules.chorus or not release.pages:
            return
        spoken = [
            self._count(release, None, f"language:{number}", everybody)
            for number in range(release.rules.offered)
        ]
        self.model.addConstr(sum(spoken) == everybody)
        for number, count in enumerate(spoken):
            is_named = number < len(release.languages)
            self.model.addConstr(count >= K if is_named else count <= K - 1)


def faces(release: Cells) -> Iterator[Cell]:
    """Every count behind a face, whether it has a word or not."""
    for page, question in product(release.pages, LEVELS):
        for count in ("answered", "good", "hard"):
            yield release.window, page.place, f"{question}:{count}"


def hidden(release: Cells) -> Iterator[tuple[Cell, int]]:
    """Every other cell without a number, and how many possibilities it must keep at least."""
    for page, code in product(release.pages, CLASSES):
        shown = next((need for need in page.needs if need.code == code), None)
        if shown is None or shown.people is None:
            least = {"open": 2 if shown else 3}.get(CLASSES[code], K)
            yield (release.window, page.place, f"need:{code}"), least
    for skip in release.skips:
        if skip.people is None:
            yield (release.window, "", f"skip:{skip.question}"), K
    everybody = sum(page.people for page in release.pages)
    if everybody >= release.rules.chorus:
        for number in range(release.rules.offered):
            yield (release.window, "", f"language:{number}"), K
