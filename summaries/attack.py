"""The attacker inside: what a reader of all releases could work out beyond what may be known.

1. The attacker has every cell of this and earlier releases, the rules, the places, how many people
   each page has, and how the talk leads from one question to the next. Nothing here is secret, and
   nothing here sees a count that is not shown.
2. A hidden count may be known as what its rule says: of an open need "under three", "three or
   four", "all or all but one". Every other hidden count keeps k possibilities or more.
3. The bounds are exact, not estimates: docs/privacy.md says why the facts fall apart into pieces
   small enough for that, and the tests let a solver for integer programs judge it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from summaries.cells import Cells, FaceCell, NeedCell, Page, SkipCell
from summaries.rules import Rules, Word, loosened, said, through
from summaries.spread import Behind, Step, Story, may_tell, narrowed, rises

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Win:
    """Something that a reader can know too closely, or that no rule would have shown.

    place: "" is the whole window. known: from the fewest to the most; None if no count at all fits.
    """

    window: str
    place: str
    table: str
    code: str
    known: tuple[int, int] | None = None

    def __str__(self) -> str:
        """One sentence for the report of an audit, without any word of a person."""
        where = f"{self.window}, {self.place or 'all places'}: {self.table} {self.code}".strip()
        if self.known is None:
            return f"{where} is shown against the rules."
        low, high = self.known
        return f"{where} can be known to be {low if low == high else f'between {low} and {high}'}."


def findings(releases: Sequence[Cells]) -> list[str]:
    """Say of all releases, the oldest first, what can be known too closely; empty if nothing."""
    return [str(win) for win in wins(releases)]


def wins(releases: Sequence[Cells], *, since: int = 0) -> list[Win]:
    """Attack all releases together, the oldest first; give what is lost from number `since` on."""
    found: list[Win] = []
    for cells, told in list(_unfolded(releases))[since:]:
        found += _of_window(cells)
        for page in cells.pages:
            found += _of_page(cells, page)
            for face in page.faces:
                found += _of_face(cells, page, face, told.get((page.place, face.question), ()))
    return found


def stories(releases: Sequence[Cells]) -> Mapping[Key, Story]:
    """By place and question: what the newest release tells of a face, and what it goes on from."""
    told: Mapping[Key, Story] = {}
    for _, told in _unfolded(releases):  # noqa: B007 - the last one is wanted
        pass
    return told


def face_of(cells: Cells, page: Page, face: FaceCell) -> Behind:
    """What the word for a face tells, taken by itself."""
    rules = cells.rules
    half = rules.levels.get(face.question, 1) // 2
    return Behind(rules.group, _most(cells, page, face.question), half, face.word)


def known(cells: Cells, page: Page, code: str) -> list[int]:
    """Every count of a need that fits all that is shown."""
    shown = next((need for need in page.needs if need.code == code), None)
    if shown is not None and shown.how == "number":
        return [] if shown.people is None else [shown.people]
    cell = (shown.how, shown.people) if shown else None
    room = _room(cells, page, code)
    return [
        count
        for count in range(room + 1)
        if cell == said(cells.rules, code, count, people=page.people, room=room)
    ]


def _unfolded(releases: Sequence[Cells]) -> Iterator[tuple[Cells, dict[Key, Story]]]:
    """Each release with its faces, and for each the windows before it that it is tied to."""
    before: dict[Key, Story] = {}
    for cells in releases:
        told: dict[Key, Story] = {}
        for page in cells.pages:
            for face in page.faces:
                key = page.place, face.question
                behind = face_of(cells, page, face)
                story = before.get(key, ())
                tied = may_tell(story, behind, shift=cells.rules.shift, k=cells.rules.k)
                step = Step(behind, _is_told(face)) if tied else Step(behind)
                told[key] = (*story, step) if tied else (step,)
        yield cells, told
        before = told


def _is_told(face: FaceCell) -> bool:
    return face.change in {"better", "worse"}


# --- pages -------------------------------------------------------------------------------------


def _of_page(cells: Cells, page: Page) -> Iterator[Win]:
    rules, place = cells.rules, page.place
    if page.people < rules.k:
        yield Win(cells.window, place, "people", "", (page.people, page.people))
    for code in dict.fromkeys([*rules.classes, *(need.code for need in page.needs)]):
        counts = known(cells, page, code)
        if not _may_be_known(rules, page, code, counts):
            ends = (min(counts), max(counts)) if counts else None
            yield Win(cells.window, place, "need", code, ends)
    for wish in page.wishes:
        if not 0 < wish.people <= page.people:
            yield Win(cells.window, place, "wish", wish.option)


def _may_be_known(rules: Rules, page: Page, code: str, counts: Sequence[int]) -> bool:
    """Whether these are what the rule lets everybody know of a need."""
    k, people = rules.k, page.people
    cls = rules.classes.get(code)
    shown = any(need.code == code for need in page.needs)
    if cls == "open" and shown and len(counts) == 1:
        return k <= counts[0] <= people - 2
    if cls == "open":
        under, few = range(rules.mention), range(rules.mention, k)
        most = range(people - 1, people + 1) if people > k else few
        blocks = (each for each in (under, few, most) if each)
        return any(set(block) <= set(counts) for block in blocks)
    if cls == "careful" and shown:
        return len(counts) == 1 and people >= rules.group and k <= counts[0] <= people - k
    return not shown and len(counts) >= k


def _room(cells: Cells, page: Page, code: str) -> int:
    """The most people of a page who can have named a need, by its faces and by what was skipped."""
    rules, words = cells.rules, _words(page)
    gates = rules.gates.get(code, ())
    if not gates:
        return page.people
    return min(
        page.people,
        sum(
            min(
                through(rules, gate, page.people, words),
                _most(cells, page, gate.question),
                _most(cells, page, gate.face),
            )
            for gate in gates
        ),
    )


def _words(page: Page) -> dict[str, Word]:
    return {face.question: face.word for face in page.faces}


def _of_face(cells: Cells, page: Page, face: FaceCell, story: Story) -> Iterator[Win]:
    rules = cells.rules
    win = Win(cells.window, page.place, "face", face.question)
    is_ruled = face.question in rules.levels and page.people >= rules.crowd
    if (
        not is_ruled
        or (_is_told(face) and not _fits_words(story, face))
        or not all(step.face.is_wide(rules.k) for step in narrowed(story, shift=rules.shift))
    ):
        yield win


def _fits_words(story: Story, face: FaceCell) -> bool:
    """Whether a change could be told at all, and goes the way of the words."""
    is_tied = len(story) > 1
    return is_tied and rises(story[-2].face, story[-1].face) is (face.change == "better")


# --- the whole window --------------------------------------------------------------------------


def _of_window(cells: Cells) -> Iterator[Win]:
    rules = cells.rules
    everybody = sum(page.people for page in cells.pages)
    if len({page.place for page in cells.pages}) < len(cells.pages):
        yield Win(cells.window, "", "pages", "")
    if any(loosened(rules)):
        yield Win(cells.window, "", "rules", "")
    if cells.quotes and everybody < rules.group:
        yield Win(cells.window, "", "quotes", "")
    for skip in cells.skips:
        low, high = _skipped(cells, skip, everybody)
        if skip.people is None and high - low + 1 < rules.k:
            yield Win(cells.window, "", "skips", skip.question, (low, high))
        elif skip.people is not None and not low <= skip.people <= high:
            yield Win(cells.window, "", "skips", skip.question)
    named = len(cells.languages)
    if not named:
        return
    others = (rules.offered - 1) * (rules.k - 1) if named == 1 else everybody
    low, high = max(rules.k, everybody - others), everybody - rules.k * (named - 1)
    if high - low + 1 < rules.k or (named < rules.offered and high - rules.k < rules.k - 1):
        yield Win(cells.window, "", "languages", "", (low, high))


def _skipped(cells: Cells, skip: SkipCell, everybody: int) -> tuple[int, int]:
    """The fewest and the most who can have skipped a question."""
    k = cells.rules.k
    answered = sum(_least(cells.rules, page, skip.question) for page in cells.pages)
    if skip.how == "few":
        return 0, min(k - 1, everybody - answered)
    return k, everybody - (k if skip.how == "number" else answered)


def _most(cells: Cells, page: Page, question: str) -> int:
    """The most people of a page who can have answered: the window's skips are a margin of it."""
    skip = next((each for each in cells.skips if each.question == question), None)
    if skip is None or skip.how == "few":
        return page.people
    everybody = sum(each.people for each in cells.pages)
    left = cells.rules.k - 1 if skip.people is None else everybody - skip.people
    elsewhere = (each for each in cells.pages if each is not page)
    return min(page.people, left - sum(_least(cells.rules, each, question) for each in elsewhere))


def _least(rules: Rules, page: Page, question: str) -> int:
    """The fewest people of a page who must have answered a question, by what the page shows."""
    found = [0, *(rules.group for face in page.faces if face.question == question)]
    for need in page.needs:
        gates = rules.gates.get(need.code, ())
        if len(gates) == 1 and question in {gates[0].question, gates[0].face}:
            found.append(_fewest(rules, page, need))
    return max(found)


def _fewest(rules: Rules, page: Page, need: NeedCell) -> int:
    if need.people is not None:
        return need.people
    return page.people - 1 if need.how == "nearly all" else rules.mention
