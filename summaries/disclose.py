"""What may be shown of a window: the one way from counts to anything that staff read.

Counts are people; n is the people of a page who talked (for a face: who answered that question).

 1. A place with n < 5 shows nothing of its own: its people stand on the page of the next larger
    place. Pages never overlap (see `summaries.partition`) and no totals of them are shown.
 2. Open need, 5 people or more: the number. All or all but one: "nearly all", so that nobody is
    known by being part of the group (in a group of 5, where "nearly all" would mean everybody,
    "also mentioned"). 3 or 4 people: "also mentioned", no number. Fewer: nothing.
 3. Careful need: the number, and only if n >= 10 and 5 <= count <= n - 5; otherwise nothing, so
    that it cannot be told from a need that nobody named.
 4. Protected need: never. A need that the plan does not know: never.
 5. A face is one word for the group, and only if n >= 10: "mostly good" if two thirds or more
    chose above the middle, "mostly hard" if half or more chose below it, else "mixed". That
    everybody chose the same is hidden by the width of the words.
 6. Change since the window before: only if n >= 10 in both and the mean moved by half a step or
    more; else "not enough answers to compare". No mean is shown or kept.
 7. Wishes are shown singly where n >= 5: people are told so when they choose. A need that is made
    of wishes (`influence`) tells nothing that these do not.
 8. Skips per question, of the whole window: the number if 5 or more skipped and 5 or more did
    not; "nearly all" if fewer than 5 did not; else "few" (fewer than 5), also for nobody.
 9. Languages of the whole window: how many, and the names of those with 5 people or more; never
    by place. Percentages and protected codes: never.
10. A plan may be stricter than these numbers, never looser. Only this file makes a `Shown`.
"""

from dataclasses import InitVar, dataclass
from fractions import Fraction
from typing import Final

from dialogues.model import Phrase
from dialogues.needs import NeedClass, needs
from summaries.cells import (
    Cells,
    Change,
    FaceCell,
    NeedCell,
    Page,
    SkipCell,
    WishCell,
    Word,
    from_json,
    to_json,
)
from summaries.partition import Pages, partition, upwards
from summaries.plan import GROUP, Face, K, Place, Plan
from summaries.tally import LANGUAGE, NEED, TALK, Count, Tally


class _Seal:
    """Held by this file alone, so that nothing else can make a `Shown`."""


_SEAL: Final = _Seal()


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of one window. Made by `disclose` and `thaw`, by nobody else."""

    cells: Cells
    seal: InitVar[_Seal]

    def __post_init__(self, seal: _Seal) -> None:
        if seal is not _SEAL:
            raise TypeError("Only summaries.disclose decides what may be shown.")

    def page_for(self, place: str) -> Page | None:
        """The page that sponsors of a place read: its own, or that of the next larger place."""
        pages = {page.place: page for page in self.cells.pages}
        line = upwards(place, self.cells.places)
        return next((pages[each] for each in line if each in pages), None)

    def place(self, place: str) -> Place | None:
        """The place with this id, if the window knows it."""
        return next((each for each in self.cells.places if each.id == place), None)

    def freeze(self) -> str:
        """The cells as text, for a release."""
        return to_json(self.cells)


def disclose(tally: Tally, plan: Plan, *, earlier: Tally | None = None) -> Shown:
    """Decide what may be shown of a window; `earlier` is the window to compare with."""
    now, before = _divided(tally, plan), _divided(earlier or Tally({}), plan)
    spoken = now.tally.everywhere(LANGUAGE).choices if now.pages else {}
    names = [plan.languages.get(tag, tag) for tag, people in spoken.items() if people >= plan.k]
    cells = Cells(
        round=plan.round,
        window=plan.window,
        first_day=plan.first_day,
        last_day=plan.last_day,
        k=plan.k,
        places=plan.places,
        pages=tuple(_page(place, now, plan, before) for place in sorted(now.pages)),
        skips=_skips(now.tally, plan) if now.pages else (),
        languages=len(spoken),
        language_names=tuple(sorted(names)),
        drafts=plan.drafts,
    )
    return Shown(cells, _SEAL)


def thaw(text: str) -> Shown:
    """Read a frozen release back; ValueError if it shows what may not be shown."""
    cells = from_json(text)
    for page in cells.pages:
        if page.people < K or not all(_is_allowed(need, page.people) for need in page.needs):
            raise ValueError(f"The release of window {cells.window} shows too much.")
        if page.faces and page.people < GROUP:
            raise ValueError(f"The release of window {cells.window} shows too much.")
    if any(skip.people is not None and skip.people < K for skip in cells.skips):
        raise ValueError(f"The release of window {cells.window} shows too much.")
    return Shown(cells, _SEAL)


@dataclass(frozen=True, slots=True)
class _Window:
    """The counts of a window and how its people are divided into pages."""

    tally: Tally
    pages: Pages

    def count(self, place: str, question: str) -> Count:
        """The people of the page of this place."""
        return self.tally.of(self.pages.get(place, frozenset()), question)


def _divided(tally: Tally, plan: Plan) -> _Window:
    settled = tally.settled({place.id for place in plan.places}, plan.country)
    return _Window(settled, partition(settled.people(), plan.places, k=plan.k))


def _page(place: str, now: _Window, plan: Plan, before: _Window) -> Page:
    people = now.count(place, TALK).answered
    named = now.count(place, NEED).choices
    cells = [_need(code, named[code], people, plan) for code in plan.classes]
    faces = [
        _face(face, now.count(place, face.question), plan, before.count(place, face.question))
        for face in plan.faces
        if people >= plan.group
    ]
    return Page(
        place=place,
        people=people,
        needs=_ranked([cell for cell in cells if cell is not None], plan),
        faces=tuple(face for face in faces if face is not None),
        wishes=_wishes(now.count(place, plan.wishes), plan),
    )


def _need(code: str, count: int, people: int, plan: Plan) -> NeedCell | None:
    cls: NeedClass = plan.classes[code]
    if cls == "open" and count >= plan.mention:
        if count < plan.k or people == plan.k:
            return NeedCell(code, "also mentioned")
        if count >= people - 1:
            return NeedCell(code, "nearly all")
        return NeedCell(code, "number", count)
    if cls == "careful" and people >= plan.group and plan.k <= count <= people - plan.k:
        return NeedCell(code, "number", count)
    return None


def _ranked(cells: list[NeedCell], plan: Plan) -> tuple[NeedCell, ...]:
    """Most people first; those without a number in the order of the taxonomy."""
    weight = {"nearly all": 2, "number": 1, "also mentioned": 0}
    order = list(plan.classes)
    return tuple(
        sorted(
            cells,
            key=lambda cell: (-weight[cell.how], -(cell.people or 0), order.index(cell.code)),
        )
    )


def _face(face: Face, now: Count, plan: Plan, before: Count) -> FaceCell | None:
    people = sum(now.choices[level] for level in face.scale)
    if people < plan.group:
        return None
    return FaceCell(face.question, face.title, _word(face, now), _change(face, now, plan, before))


def _word(face: Face, count: Count) -> Word:
    people = sum(count.choices[level] for level in face.scale)
    good = sum(count.choices[level] for level in face.good)
    hard = sum(count.choices[level] for level in face.hard)
    if 3 * good >= 2 * people:
        return "mostly good"
    return "mostly hard" if 2 * hard >= people else "mixed"


def _change(face: Face, now: Count, plan: Plan, before: Count) -> Change:
    if sum(before.choices[level] for level in face.scale) >= plan.group:
        shift = _mean(face, now) - _mean(face, before)
        if abs(shift) >= plan.shift:
            return "better" if shift > 0 else "worse"
    return "not enough answers to compare"


def _mean(face: Face, count: Count) -> Fraction:
    people = sum(count.choices[level] for level in face.scale)
    steps = sum(step * count.choices[level] for step, level in enumerate(face.scale))
    return Fraction(steps, people)


def _wishes(count: Count, plan: Plan) -> tuple[WishCell, ...]:
    wished = [
        WishCell(option, label, count.choices[option])
        for option, label in plan.wish_labels.items()
        if count.choices[option]
    ]
    return tuple(sorted(wished, key=lambda wish: -wish.people))


def _skips(tally: Tally, plan: Plan) -> tuple[SkipCell, ...]:
    return tuple(
        _skip(question, label, tally.everywhere(question), plan.k)
        for question, label in plan.asked.items()
    )


def _skip(question: str, label: Phrase, count: Count, k: int) -> SkipCell:
    skipped = count.states["skipped"]
    if skipped < k:
        return SkipCell(question, label, "few")
    if count.asked - skipped < k:
        return SkipCell(question, label, "nearly all")
    return SkipCell(question, label, "number", skipped)


def _is_allowed(cell: NeedCell, people: int) -> bool:
    need = needs().get(cell.code)
    if need is None or need.cls == "protected":
        return False
    if cell.how != "number":
        return need.cls == "open" and cell.people is None
    if cell.people is None or cell.people < K:
        return False
    return cell.people <= people - (K if need.cls == "careful" else 2)
