"""A summary: what may be shown of one place, as sentences that a volunteer reads in two minutes.

1. It says only what stands on the page: no sentence depends on a count that is hidden.
2. What works comes first; then needs, ranked by people; then what could be done, and by whom.
3. At most 400 words: where a page is long, ideas give way first, then the ends of long lists.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import Final

from dialogues.model import Phrase
from dialogues.needs import Need, needs
from summaries import sentences as s
from summaries.cells import NeedCell, Page, WishCell
from summaries.disclose import Shown
from summaries.leaf import Counted, Line, Section, Summary, day
from summaries.partition import upwards

Say = Callable[[Phrase, Mapping[str, str]], str]
"""A phrase in the reader's language, with its placeholders filled."""

WORDS: Final = 400
TOP: Final = 3

SIZES: Final = ((3, 8), (2, 8), *((1, rows) for rows in range(8, 0, -1)))
"""Ideas for each need, and rows of a list: what a page tries in turn until it is short enough."""

_NONE: Final[Mapping[str, Phrase]] = MappingProxyType({})


def compose(
    shown: Shown | None,
    place: str,
    *,
    say: Say,
    language: str = "",
    titles: Mapping[str, Phrase] = _NONE,
) -> Summary:
    """The summary for a place; without a release or a page for it, one kind sentence.

    language: in which to read what people said, where it was translated into it.
    titles: of every face, in the order of the talk; a release names only those that it shows.
    """
    page = shown.page_for(place) if shown else None
    if shown is None or page is None:
        known = shown.place(place) if shown else None
        title = say(s.TITLE, {"place": known.name if known else ""}).strip()
        return Summary(title, (Section("", (say(s.NOTHING_YET, {}),)),))
    writers = (_Writer(shown, page, place, say, language, *size, titles) for size in SIZES)
    return _shortest(writer.summary() for writer in writers)


def _shortest(summaries: Iterator[Summary]) -> Summary:
    """The first that is short enough, or else the last."""
    for summary in summaries:
        if summary.words <= WORDS:
            break
    return summary


@dataclass(frozen=True, slots=True)
class _Writer:
    """One page on its way into sentences; a method per section."""

    shown: Shown
    page: Page
    asked: str
    say: Say
    language: str
    most_ideas: int
    rows: int
    titles: Mapping[str, Phrase]

    def summary(self) -> Summary:
        """All sections in their order; those with nothing to say are left out."""
        top = [needs()[cell.code] for cell in self.page.needs[:TOP]]
        said: list[tuple[Phrase | None, Sequence[Line]]] = [
            (None, [*self.where()]),
            (s.SHORTLY, [self.good(), self.need(), self.wish()]),
            (s.WORKS, [*self.works()]),
            (s.NEEDS, [*self.first_rows([*map(self.one_need, self.page.needs)])]),
            (s.DIFFICULT, [*self.difficult()]),
            (s.FACES, [*self.faces()]),
            (s.HOPES, [*self.hopes()]),
            (s.SAID, [*self.first_rows([*self.quotes()])]),
            (s.NEXT, [*self.ideas(top)]),
            (s.NOT_OURS, [*self.others(top)]),
            (s.CHANGE, [*self.changes()]),
            (s.LIMITS, [*self.limits(), *self.skips()]),
        ]
        sections = [
            Section(self.say(title, {}) if title else "", tuple(lines))
            for title, lines in said
            if lines
        ]
        return Summary(self.say(s.TITLE, {"place": self.covered()}), tuple(sections))

    def first_rows(self, lines: Sequence[Line]) -> Iterator[Line]:
        """The beginning of a ranked list, and that there is more."""
        yield from lines[: self.rows]
        if len(lines) > self.rows:
            yield self.say(s.MORE, {})

    def name(self, place: str) -> str:
        """What a place is called."""
        found = self.shown.place(place)
        return found.name if found else place

    def elsewhere(self) -> list[str]:
        """The places inside this one that have a page of their own: nobody stands on two pages."""
        own = self.page.place
        pages = [page.place for page in self.shown.cells.pages if page.place != own]
        inside = (each for each in pages if own in upwards(each, self.shown.cells.places))
        return sorted(map(self.name, inside))

    def covered(self) -> str:
        """What this page is about: a place, or what is left of it beside other pages."""
        place, others = self.name(self.page.place), self.elsewhere()
        if not others:
            return place
        names = others if len(others) <= TOP else [*others[:TOP], "…"]
        return self.say(s.OUTSIDE, {"place": place, "names": self.listed(names)})

    def listed(self, names: Sequence[str]) -> str:
        """Names one after the other, with the comma of the language."""
        if not names:
            return ""
        return reduce(lambda one, other: self.say(s.LIST, {"one": one, "other": other}), names)

    def where(self) -> Iterator[str]:
        """Where, when and how many."""
        cells = self.shown.cells
        if self.asked != self.page.place:
            names = {"asked": self.name(self.asked), "place": self.name(self.page.place)}
            yield self.say(s.LARGER, names)
        yield self.say(s.WHEN, {"first": day(cells.first_day), "last": day(cells.last_day)})
        yield from self.people()
        if cells.languages:
            names = {"k": str(cells.rules.k), "names": self.listed(cells.languages)}
            yield self.of_all(self.say(s.LANGUAGES, names))

    def people(self) -> Iterator[str]:
        """How many, and of whom: every figure of the page but those `of_all` is out of these."""
        people, others = str(self.page.people), self.elsewhere()
        if not others:
            yield self.say(s.PEOPLE, {"people": people})
            return
        yield self.say(s.PEOPLE_REST, {"where": self.covered(), "people": people})
        more = [self.say(s.MORE, {})] if len(others) > self.rows else []
        yield self.say(s.NOT_COUNTED, {"names": self.listed([*others[: self.rows], *more])})

    def of_all(self, line: str) -> str:
        """A line whose figure is not out of the people of this page."""
        return self.say(s.OF_ALL, {"line": line})

    def topics(self, word: str) -> list[str]:
        """The topics whose faces are so."""
        return [self.say(face.title, {}) for face in self.page.faces if face.word == word]

    def good(self) -> str:
        """The first of three sentences."""
        topics = self.topics("mostly good")[:TOP]
        if not topics:
            return self.say(s.SHORTLY_NO_GOOD, {})
        return self.say(s.SHORTLY_GOOD, {"topics": "; ".join(topics)})

    def need(self) -> str:
        """The second of three sentences."""
        if not self.page.needs:
            return self.say(s.SHORTLY_NO_NEED, {})
        first = self.page.needs[0]
        if first.how == "also mentioned":
            return str(self.one_need(first))
        return self.say(s.SHORTLY_NEED, {"need": str(self.one_need(first))})

    def wish(self) -> str:
        """The third of three sentences."""
        if not self.page.wishes:
            return self.say(s.SHORTLY_NO_WISH, {})
        return self.say(s.SHORTLY_WISH, {"wish": str(self.one_wish(self.page.wishes[0]))})

    def works(self) -> Iterator[str]:
        """What works."""
        topics = self.topics("mostly good")
        for topic in topics[: self.rows]:
            yield self.say(s.WORKS_LINE, {"topic": topic})
        yield self.say(s.WORKS_KEEP if topics else s.WORKS_NOTHING, {})

    def one_need(self, cell: NeedCell) -> Line:
        """A need and how many people named it."""
        what = self.say(needs()[cell.code].label, {})
        if cell.how == "number":
            return self.counted(what, cell.people or 0)
        return self.say(s.NEARLY_ALL if cell.how == "nearly all" else s.MENTIONED, {"what": what})

    def one_wish(self, wish: WishCell) -> Line:
        """A wish and how many people have it."""
        return self.counted(self.say(wish.label, {}), wish.people)

    def counted(self, what: str, count: int) -> Counted:
        """So many of the people of this page."""
        values = {"what": what, "count": str(count), "people": str(self.page.people)}
        return Counted(what, count, self.page.people, self.say(s.COUNTED, values))

    def difficult(self) -> Iterator[str]:
        """What is difficult."""
        hard = self.topics("mostly hard")
        for topic in hard[: self.rows]:
            yield self.say(s.DIFFICULT_HARD, {"topic": topic})
        if not hard:
            yield self.say(s.DIFFICULT_NOTHING, {})

    def faces(self) -> Iterator[str]:
        """Every topic under the word for its faces; those without one as well."""
        words = {"mostly good": s.WORKS_LINE, "mixed": s.MIXED, "mostly hard": s.DIFFICULT_HARD}
        said = {phrase: self.topics(word) for word, phrase in words.items()}
        for phrase, topics in {**said, s.FEW: self.untold()}.items():
            if topics:
                yield self.say(phrase, {"topic": "; ".join(topics)})

    def untold(self) -> list[str]:
        """The topics that were asked about and have no word: too few answered, or talked at all."""
        cells = self.shown.cells
        elsewhere = {face.question: face.title for page in cells.pages for face in page.faces}
        known = {**self.titles, **elsewhere}
        told = {face.question for face in self.page.faces}
        asked = [each for each in known if each in cells.rules.levels and each not in told]
        return [self.say(known[each], {}) for each in asked]

    def hopes(self) -> Iterator[Line]:
        """What people would like to do."""
        yield from self.first_rows([*map(self.one_wish, self.page.wishes)])
        if self.page.wishes:
            yield self.say(s.HOPES_TOLD, {})

    def quotes(self) -> Iterator[str]:
        """What people said and let volunteers read, as it was translated."""
        for quote in self.shown.cells.quotes:
            yield self.say(s.SAID_LINE, {"text": quote.in_language(self.language)})

    def ideas(self, top: Sequence[Need]) -> Iterator[str]:
        """What sponsors can do about the needs of most people."""
        for need in top:
            yield from self.for_need(need, need.ideas[: self.most_ideas])

    def others(self, top: Sequence[Need]) -> Iterator[str]:
        """Whose the same needs are instead."""
        for need in top:
            yield from self.for_need(need, need.others)

    def for_need(self, need: Need, phrases: Sequence[Phrase]) -> Iterator[str]:
        """One line about a need, if there is anything to say."""
        if phrases:
            told = " ".join(self.say(phrase, {}) for phrase in phrases)
            yield self.say(s.FOR_NEED, {"need": self.say(need.label, {}), "ideas": told})

    def changes(self) -> Iterator[str]:
        """What moved since the last round."""
        moved = [face for face in self.page.faces if face.change in {"better", "worse"}]
        for face in moved[: self.rows]:
            phrase = s.CHANGE_BETTER if face.change == "better" else s.CHANGE_WORSE
            yield self.say(phrase, {"topic": self.say(face.title, {})})
        if not moved:
            yield self.say(s.CHANGE_NOTHING, {})
        elif len(moved) < len(self.page.faces):
            yield self.say(s.CHANGE_UNKNOWN, {})

    def limits(self) -> Iterator[str]:
        """What every page leaves out."""
        yield self.say(s.LIMITS_HIDDEN, {})
        yield self.say(s.LIMITS_ABSENT, {})
        yield self.say(s.LIMITS_SAID if self.shown.cells.quotes else s.LIMITS_WORDS, {})
        if self.shown.cells.drafts:
            yield self.say(s.LIMITS_DRAFTS, {})

    def skips(self) -> Iterator[str]:
        """What was skipped most."""
        often = [skip for skip in self.shown.cells.skips if skip.how != "few"]
        often.sort(key=lambda skip: (skip.how == "number", -(skip.people or 0)))
        for skip in often[: self.most_ideas]:
            question = self.say(skip.label, {})
            if skip.people is None:
                yield self.of_all(self.say(s.LIMITS_SKIPPED_NEARLY, {"question": question}))
            else:
                count = str(skip.people)
                values = {"question": question, "count": count}
                yield self.of_all(self.say(s.LIMITS_SKIPPED, values))
