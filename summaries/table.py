"""What may be shown, as rows for people who calculate, and what every column means.

1. One row is one released cell; rows come only from `Shown`, so there is no export of answers.
2. A number that is hidden on the page is empty here, and the column `shown` says in words how much.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dialogues.model import Phrase
from dialogues.needs import needs
from summaries.cells import Page
from summaries.disclose import Shown

Value = str | int | None
Row = dict[str, Value]

_COLUMNS: Final = {
    "round": (
        Phrase("desk.column.round", "Round"),
        Phrase(
            "desk.meaning.round",
            "The round's id.",
        ),
    ),
    "window": (
        Phrase("desk.column.window", "Part of the round"),
        Phrase(
            "desk.meaning.window",
            "The part of the round that was released together.",
        ),
    ),
    "first_day": (
        Phrase("desk.column.first_day", "First day"),
        Phrase(
            "desk.meaning.first_day",
            "The first day of the window, as YYYY-MM-DD.",
        ),
    ),
    "last_day": (
        Phrase("desk.column.last_day", "Last day"),
        Phrase(
            "desk.meaning.last_day",
            "The last day of the window, as YYYY-MM-DD.",
        ),
    ),
    "place": (
        Phrase("desk.column.place", "Place id"),
        Phrase(
            "desk.meaning.place",
            "The id of the place whose page this is; empty: the whole window.",
        ),
    ),
    "place_name": (
        Phrase("desk.column.place_name", "Place"),
        Phrase(
            "desk.meaning.place_name",
            "The name of that place.",
        ),
    ),
    "table": (
        Phrase("desk.column.table", "Kind of row"),
        Phrase(
            "desk.meaning.table",
            "What kind of row: people, need, face, wish, skip, language or quote.",
        ),
    ),
    "code": (
        Phrase("desk.column.code", "Code"),
        Phrase(
            "desk.meaning.code",
            "The permanent id of a need, a question or a choice among the wishes; of a quote the "
            "tag of the language it was translated into.",
        ),
    ),
    "label": (
        Phrase("desk.column.label", "Name"),
        Phrase(
            "desk.meaning.label",
            "The same in English words; a language by its own name; of a quote the translation.",
        ),
    ),
    "shown": (
        Phrase("desk.column.shown", "Shown as"),
        Phrase(
            "desk.meaning.shown",
            "How much may be shown: number, nearly all, also mentioned, or few (fewer people than"
            " the smallest group); for a face: mostly good, mixed, mostly hard; for a language: "
            "name; for a quote: translation.",
        ),
    ),
    "people": (
        Phrase("desk.column.people", "People"),
        Phrase(
            "desk.meaning.people",
            "How many people; empty where no number may be shown. Only wishes may be under 5.",
        ),
    ),
    "of_people": (
        Phrase("desk.column.of_people", "Of people"),
        Phrase(
            "desk.meaning.of_people",
            "How many people of this page talked; empty for the whole window.",
        ),
    ),
    "rank": (
        Phrase("desk.column.rank", "Rank"),
        Phrase(
            "desk.meaning.rank",
            "The place of a need or a wish on its page, 1 first; empty for also mentioned.",
        ),
    ),
    "need_class": (
        Phrase("desk.column.need_class", "Care"),
        Phrase(
            "desk.meaning.need_class",
            "How carefully the need is shown: open or careful.",
        ),
    ),
    "change": (
        Phrase("desk.column.change", "Change"),
        Phrase(
            "desk.meaning.change",
            "For a face: better, worse, or not enough answers to compare.",
        ),
    ),
    "ioi": (
        Phrase("desk.column.ioi", "Integration domain"),
        Phrase(
            "desk.meaning.ioi",
            "The need's domain in the Home Office Indicators of Integration 2019.",
        ),
    ),
    "oe": (
        Phrase("desk.column.oe", "Open Eligibility ids"),
        Phrase(
            "desk.meaning.oe",
            "The need's top-level ids in Open Eligibility, separated by spaces.",
        ),
    ),
    "ifrc": (
        Phrase("desk.column.ifrc", "IFRC category"),
        Phrase(
            "desk.meaning.ifrc",
            "The need's category in the IFRC Feedback Kit.",
        ),
    ),
}

COLUMNS: Final = tuple(_COLUMNS)

Say = Callable[[Phrase, Mapping[str, str]], str]


def _in_english(phrase: Phrase, _values: Mapping[str, str]) -> str:
    return phrase.source


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a table: their language, and whether it runs from right to left."""

    say: Say = _in_english
    rtl: bool = False

    def headings(self) -> tuple[str, ...]:
        """What each column is called."""
        return tuple(self.say(heading, {}) for heading, _ in _COLUMNS.values())

    def dictionary(self) -> tuple[tuple[str, str], ...]:
        """Every column and what it means, in the order of the columns."""
        return tuple((name, self.say(about, {})) for name, (_, about) in _COLUMNS.items())


ENGLISH: Final = Reader()


def rows(releases: Iterable[Shown]) -> Iterator[Row]:
    """Every released cell of several releases, each row with all columns."""
    blank: Row = dict.fromkeys(COLUMNS)
    for shown in releases:
        cells = shown.cells
        head: Row = {
            "round": cells.round,
            "window": cells.window,
            "first_day": cells.first_day.isoformat(),
            "last_day": cells.last_day.isoformat(),
        }
        for page in cells.pages:
            place = shown.place(page.place)
            name = place.name if place else page.place
            where: Row = {"place": page.place, "place_name": name, "of_people": page.people}
            yield from (blank | head | where | row for row in _of_page(page))
        yield from (blank | head | row for row in _of_window(shown))


def size(shown: Shown) -> int:
    """How many rows a release is."""
    cells = shown.cells
    pages = sum(1 + len(p.needs) + len(p.faces) + len(p.wishes) for p in cells.pages)
    return pages + len(cells.skips) + len(cells.languages) + sum(len(q.said) for q in cells.quotes)


def _of_page(page: Page) -> Iterator[Row]:
    yield {"table": "people", "shown": "number", "people": page.people}
    yield from _needs(page)
    for face in page.faces:
        about: Row = {"code": face.question, "label": face.title.source}
        yield {"table": "face", **about, "shown": face.word, "change": face.change}
    for rank, wish in enumerate(page.wishes, start=1):
        about = {"code": wish.option, "label": wish.label.source, "rank": rank}
        yield {"table": "wish", **about, "shown": "number", "people": wish.people}


def _needs(page: Page) -> Iterator[Row]:
    for rank, cell in enumerate(page.needs, start=1):
        need = needs()[cell.code]
        yield {
            "table": "need",
            "code": cell.code,
            "label": need.label.source,
            "shown": cell.how,
            "people": cell.people,
            "rank": None if cell.how == "also mentioned" else rank,
            "need_class": need.cls,
            "ioi": need.crosswalk.ioi,
            "oe": " ".join(need.crosswalk.oe),
            "ifrc": need.crosswalk.ifrc,
        }


def _of_window(shown: Shown) -> Iterator[Row]:
    for skip in shown.cells.skips:
        about: Row = {"code": skip.question, "label": skip.label.source}
        yield {"table": "skip", **about, "shown": skip.how, "people": skip.people}
    for name in shown.cells.languages:
        yield {"table": "language", "label": name, "shown": "name"}
    for quote in shown.cells.quotes:
        for language, text in quote.said:
            yield {"table": "quote", "code": language, "label": text, "shown": "translation"}
