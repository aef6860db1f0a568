"""A summary: what may be shown of one place, as sentences that a volunteer reads in two minutes.

1. It says only what stands on the page: no sentence depends on a count that is hidden.
2. What works comes first; then needs, ranked by people; then what could be done, and by whom.
3. At most 400 words: where a page is long, ideas give way first, then the ends of long lists.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any, Final

from dialogues.model import Phrase
from dialogues.needs import Need, needs
from summaries import sentences as s
from summaries.cells import NeedCell, Page, WishCell
from summaries.disclose import Shown

Say = Callable[[Phrase, Mapping[str, str]], str]
"""A phrase in the reader's language, with its placeholders filled."""

WORDS: Final = 400
TOP: Final = 3

SIZES: Final = ((3, 8), (2, 8), *((1, rows) for rows in range(8, 0, -1)))
"""Ideas for each need, and rows of a list: what a page tries in turn until it is short enough."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A line that counts people: what, how many, of how many; and the same as a sentence."""

    what: str
    count: int
    people: int
    sentence: str

    def __str__(self) -> str:
        """The sentence."""
        return self.sentence


Line = str | Counted


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    title: str
    lines: tuple[Line, ...]

    @property
    def figures(self) -> tuple[Counted, ...]:
        """The lines that count people."""
        return tuple(line for line in self.lines if isinstance(line, Counted))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The other lines."""
        return tuple(line for line in self.lines if isinstance(line, str))


@dataclass(frozen=True, slots=True)
class Summary:
    """One page, in one language."""

    title: str
    sections: tuple[Section, ...]

    def text(self) -> str:
        """The page as plain text, for a chat or a terminal."""
        blocks = [self.title]
        for section in self.sections:
            lines = [f"- {line}" if section.title else str(line) for line in section.lines]
            blocks.append("\n".join([section.title, *lines] if section.title else lines))
        return "\n\n".join(blocks) + "\n"

    def record(self) -> dict[str, Any]:
        """The page as plain values, for JSON."""
        sections = [
            {"title": each.title, "lines": [*map(str, each.lines)]} for each in self.sections
        ]
        return {"title": self.title, "sections": sections}

    @property
    def words(self) -> int:
        """How long it is to read."""
        return sum(any(map(str.isalnum, word)) for word in self.text().split())


def compose(shown: Shown | None, place: str, *, say: Say, language: str = "") -> Summary:
    """The summary for a place; without a release or a page for it, one kind sentence.

    language: in which to read what people said, where it was translated into it.
    """
    page = shown.page_for(place) if shown else None
    if shown is None or page is None:
        known = shown.place(place) if shown else None
        title = say(s.TITLE, {"place": known.name if known else ""}).strip()
        return Summary(title, (Section("", (say(s.NOTHING_YET, {}),)),))
    return _shortest(_Writer(shown, page, place, say, language, *size).summary() for size in SIZES)


def _shortest(summaries: Iterator[Summary]) -> Summary:
    """The first that is short enough, or else the last."""
    for summary in summaries:
        if summary.words <= WORDS:
            break
    return summary


def day(date_: date) -> str:
    """A day as every text of ours writes it: 14.3.2027."""
    return f"{date_.day}.{date_.month}.{date_.year}"


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

    def summary(self) -> Summary:
        """All sections in their order; those with nothing to say are left out."""
        top = [needs()[cell.code] for cell in self.page.needs[:TOP]]
        said: list[tuple[Phrase | None, Sequence[Line]]] = [
            (None, [*self.where()]),
            (s.SHORTLY, [self.good(), self.need(), self.wish()]),
            (s.WORKS, [*self.works()]),
            (s.NEEDS, [*self.first_rows([*map(self.one_need, self.page.needs)])]),
            (s.DIFFICULT, [*self.difficult()]),
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
        return Summary(self.say(s.TITLE, {"place": self.name(self.page.place)}), tuple(sections))

    def first_rows(self, lines: Sequence[Line]) -> Iterator[Line]:
        """The beginning of a ranked list, and that there is more."""
        yield from lines[: self.rows]
        if len(lines) > self.rows:
            yield self.say(s.MORE, {})

    def name(self, place: str) -> str:
        """What a place is called."""
        found = self.shown.place(place)
        return found.name if found else place

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
        yield self.say(s.PEOPLE, {"people": str(self.page.people)})
        if cells.languages:
            names = {"k": str(cells.rules.k), "names": self.listed(cells.languages)}
            yield self.say(s.LANGUAGES, names)

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
                yield self.say(s.LIMITS_SKIPPED_NEARLY, {"question": question})
            else:
                count = str(skip.people)
                yield self.say(s.LIMITS_SKIPPED, {"question": question, "count": count})
