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
 5. A face is one word for the group, and only if n >= 10 on a page of 14 or more, so that nobody
    learns that all answered: "mostly good" if two thirds or more chose above the middle, "mostly
    hard" if half or more chose below it, else "mixed". The words are so wide that each count
    behind them keeps five possibilities or more.
 6. Change since the window before: only if n >= 10 in both, the word moved, and the mean moved with
    it by half a step or more; else "not enough answers to compare", also where saying it or not
    would tell too much (see `summaries.spread`). No mean is shown or kept.
 7. Wishes are shown singly where n >= 5: people are told so when they choose. A need that is made
    of wishes (`influence`) tells nothing that these do not.
 8. Skips of the whole window, from 10 people, for questions that no other table rests on: the
    number if 5 or more skipped and 5 or more did not; "nearly all" if fewer than 5 did not; else
    "few" (fewer than 5), also for nobody.
 9. Languages of the whole window: the names of those with 5 people or more, and only where there
    are 5 people for each language that could be chosen, and 4 more; never how many, never by place.
    Percentages and protected codes: never.
10. Quotes, for the whole window, from 10 people: the translations that staff approved of texts to
    which their writers said yes. What was written does not come here.
11. A plan may be stricter than these numbers, never looser. Only this file makes a `Shown`.
12. Before anything is shown, the attacker (`summaries.attack`) reads it beside earlier releases.
    Where something could be known too closely, less is shown, in this order: no figures of the
    whole window, no pages of regions, no pages of towns, the smallest first. If that does not
    help, nothing is released.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Final

from dialogues.model import Phrase
from summaries.attack import Key, stories, wins
from summaries.cells import (
    Cells,
    Change,
    FaceCell,
    NeedCell,
    Page,
    SkipCell,
    WishCell,
    from_json,
    to_json,
)
from summaries.partition import Pages, partition, upwards
from summaries.plan import Face, Place, Plan
from summaries.rules import Word, room, said, word
from summaries.spread import Behind, Story, may_tell, rises
from summaries.tally import LANGUAGE, NEED, TALK, Count, Tally

NO_CHANGE: Final[Change] = "not enough answers to compare"


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


class TellsTooMuch(Exception):  # noqa: N818 - it is a refusal, not an error
    """Nothing can be released of a window without telling too much of somebody."""


def disclose(
    tally: Tally, plan: Plan, *, earlier: Tally | None = None, releases: Sequence[Shown] = ()
) -> Shown:
    """Decide what may be shown of a window, or refuse it.

    releases: all earlier ones, the oldest first. earlier: the counts of the newest of them.
    """
    before = [shown.cells for shown in releases]
    past = _Past(_divided(earlier or Tally({}), plan), stories(before))
    for closed, totals in _tries(tally, plan):
        cells = _cells(_divided(tally, plan, closed), past, plan, totals=totals)
        # What an older release gave away cannot be taken back, and holds up no new one.
        if not wins([*before, cells], since=len(before)):
            return Shown(cells, _SEAL)
    raise TellsTooMuch(f"Window {plan.window} cannot be released: too much could be worked out.")


@lru_cache(maxsize=16)  # read for every summary, and always the same
def thaw(text: str) -> Shown:
    """Read a frozen release back; ValueError if it shows what may not be shown."""
    cells = from_json(text)
    if wins([_without_changes(cells)]):
        raise ValueError(f"The release of window {cells.window} shows too much.")
    return Shown(cells, _SEAL)


def _without_changes(cells: Cells) -> Cells:
    """A release by itself: only beside the one before it can a change be judged."""
    pages = (
        replace(page, faces=tuple(replace(face, change=NO_CHANGE) for face in page.faces))
        for page in cells.pages
    )
    return replace(cells, pages=tuple(pages))


@dataclass(frozen=True, slots=True)
class _Window:
    """The counts of a window and how its people are divided into pages."""

    tally: Tally
    pages: Pages

    def count(self, place: str, question: str) -> Count:
        """The people of the page of this place."""
        return self.tally.of(self.pages.get(place, frozenset()), question)


@dataclass(frozen=True, slots=True)
class _Past:
    """The window before: its counts as they are now, and what was told of its faces."""

    window: _Window
    told: Mapping[Key, Story]


def _divided(tally: Tally, plan: Plan, closed: Collection[str] = ()) -> _Window:
    settled = tally.settled({place.id for place in plan.places}, plan.country)
    return _Window(settled, partition(settled.people(), plan.places, k=plan.k, closed=closed))


def _tries(tally: Tally, plan: Plan) -> Iterator[tuple[frozenset[str], bool]]:
    """Which places get no page, and whether figures of the whole window stand there."""
    people = _divided(tally, plan).tally.people()
    yield frozenset(), True
    yield frozenset(), False
    closed: set[str] = set()
    below = [place for place in plan.places if place.parent is not None]
    below.sort(key=lambda place: (place.kind == "town", people.get(place.id, 0), place.id))
    for place in below:
        closed.add(place.id)
        yield frozenset(closed), False


def _cells(now: _Window, past: _Past, plan: Plan, *, totals: bool) -> Cells:
    return Cells(
        round=plan.round,
        window=plan.window,
        first_day=plan.first_day,
        last_day=plan.last_day,
        rules=plan.rules,
        places=plan.places,
        pages=tuple(_page(place, now, past, plan=plan) for place in sorted(now.pages)),
        skips=_skips(now, plan) if totals else (),
        languages=_languages(now, plan) if totals else (),
        drafts=plan.drafts,
        quotes=plan.quotes if _everybody(now) >= plan.group else (),
    )


def _page(place: str, now: _Window, past: _Past, *, plan: Plan) -> Page:
    people = now.count(place, TALK).answered
    found = (_face(face, place, now=now, past=past, plan=plan) for face in plan.faces)
    faces = tuple(face for face in found if face is not None)
    words = {face.question: face.word for face in faces}
    named = now.count(place, NEED).choices
    needs = (_need(code, named[code], people, plan=plan, words=words) for code in plan.classes)
    return Page(
        place=place,
        people=people,
        needs=_ranked([need for need in needs if need is not None], plan),
        faces=faces,
        wishes=_wishes(now.count(place, plan.wishes), plan),
    )


def _need(
    code: str, count: int, people: int, *, plan: Plan, words: Mapping[str, Word]
) -> NeedCell | None:
    rules = plan.rules
    cell = said(rules, code, count, people=people, room=room(rules, code, people, words))
    return NeedCell(code, *cell) if cell else None


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


def _face(face: Face, place: str, *, now: _Window, past: _Past, plan: Plan) -> FaceCell | None:
    count = now.count(place, face.question)
    people, answered = now.count(place, TALK).answered, _answered(face, count)
    if people < plan.rules.crowd or answered < plan.group:
        return None
    good = sum(count.choices[level] for level in face.good)
    hard = sum(count.choices[level] for level in face.hard)
    behind = Behind(plan.group, people, len(face.hard), word(good=good, hard=hard, people=answered))
    story = past.told.get((place, face.question), ())
    change = NO_CHANGE
    if may_tell(story, behind, shift=plan.shift, k=plan.k):
        change = _change(face, count, past.window.count(place, face.question), plan=plan)
        if change != ("better" if rises(story[-1].face, behind) else "worse"):
            change = NO_CHANGE
    return FaceCell(face.question, face.title, behind.word, change)


def _answered(face: Face, count: Count) -> int:
    return sum(count.choices[level] for level in face.scale)


def _change(face: Face, now: Count, before: Count, *, plan: Plan) -> Change:
    """How the mean moved."""
    if _answered(face, before) >= plan.group:
        shift = _mean(face, now) - _mean(face, before)
        if abs(shift) >= plan.shift:
            return "better" if shift > 0 else "worse"
    return NO_CHANGE


def _mean(face: Face, count: Count) -> Fraction:
    steps = sum(step * count.choices[level] for step, level in enumerate(face.scale))
    return Fraction(steps, _answered(face, count))


def _wishes(count: Count, plan: Plan) -> tuple[WishCell, ...]:
    wished = [
        WishCell(option, label, count.choices[option])
        for option, label in plan.wish_labels.items()
        if count.choices[option]
    ]
    return tuple(sorted(wished, key=lambda wish: -wish.people))


def _languages(now: _Window, plan: Plan) -> tuple[str, ...]:
    """The languages of many, by their own names."""
    spoken = now.tally.everywhere(LANGUAGE).choices
    if len(plan.languages) < 2 or _everybody(now) < plan.rules.chorus:
        return ()
    named = (name for tag, name in plan.languages.items() if spoken[tag] >= plan.k)
    return tuple(sorted(named))


def _everybody(now: _Window) -> int:
    return sum(now.count(place, TALK).answered for place in now.pages)


def _skips(now: _Window, plan: Plan) -> tuple[SkipCell, ...]:
    if _everybody(now) < plan.group:
        return ()
    return tuple(
        _skip(question, label, now.tally.everywhere(question), plan.k)
        for question, label in plan.asked.items()
    )


def _skip(question: str, label: Phrase, count: Count, k: int) -> SkipCell:
    skipped = count.states["skipped"]
    if skipped < k:
        return SkipCell(question, label, "few")
    if count.asked - skipped < k:
        return SkipCell(question, label, "nearly all")
    return SkipCell(question, label, "number", skipped)
