"""The columns of the IFRC Feedback Kit, as CSV: for National Societies that gather feedback.

1. One row is one released cell in words; the kit's four import columns come first, by its names.
2. Who answered stays unknown; what only a worker can judge (criticality, closing) stays empty.
"""

from collections.abc import Iterable, Iterator
from typing import IO, Final

from dialogues.model import Phrase
from dialogues.needs import needs
from summaries.cells import FaceCell, NeedCell, Page, WishCell
from summaries.disclose import Shown
from summaries.exports.csv import write_lines
from summaries.table import ENGLISH, Reader, Value

SUFFIX: Final = "-ifrc.csv"
NAME: Final = Phrase("desk.form.ifrc", "IFRC Feedback Kit columns (CSV)")
ABOUT: Final = Phrase(
    "desk.form.ifrc.about",
    "For National Societies of the Red Cross and Red Crescent: figures as feedback messages, in "
    "English.",
)
WHOLE: Final = False

COLUMNS: Final = {
    "Feedback message": "What the group said, with its place and days.",
    "Type of feedback": "The kit's type: request, praise, observation.",
    "Category": "The kit's category.",
    "Code": "Our permanent id of the need, the question or the wish.",
    "Feedback channel": "A chatbot, always: in which app or on which page is not kept.",
    "Language": "The language of this message, not of the people.",
    "Age range": "Unknown: nobody is asked.",
    "Sensitivity": "Sensitive where the need is handled with care.",
    "Criticality": "Empty: a worker judges it.",
    "Status of the comment": "Empty: a worker sets it.",
    "Closing of the loop": "Empty: a worker writes it.",
}
_REQUEST, _PRAISE = "Request or suggestion", "Encouragement or praise"
_OBSERVATION = "Observation, perception or belief"
_TYPES: Final = {"mostly good": _PRAISE, "mixed": _OBSERVATION, "mostly hard": _OBSERVATION}


def write(releases: Iterable[Shown], file: IO[bytes], _reader: Reader = ENGLISH) -> None:
    """Write every released need, face, wish and quote as a message, in English."""
    write_lines([tuple(COLUMNS)], file)
    write_lines(lines(releases), file, begin=False)


def write_dictionary(file: IO[bytes], _reader: Reader = ENGLISH) -> None:
    """Write every column and what it means."""
    write_lines([("column", "meaning"), *COLUMNS.items()], file)


def lines(releases: Iterable[Shown]) -> Iterator[list[Value]]:
    """Every row of the kit's sheet."""
    for shown in releases:
        cells = shown.cells
        days = f"{cells.first_day.isoformat()} to {cells.last_day.isoformat()}"
        for page in cells.pages:
            place = shown.place(page.place)
            where = f"{place.name if place else page.place}, {days}"
            yield from (_need(cell, page, where) for cell in page.needs)
            yield from (_face(cell, where) for cell in page.faces)
            yield from (_wish(cell, page, where) for cell in page.wishes)
        for quote in cells.quotes:
            yield from (_line(text, _OBSERVATION, "", "", said=tag) for tag, text in quote.said)


def _need(cell: NeedCell, page: Page, where: str) -> list[Value]:
    need = needs()[cell.code]
    how = f"{cell.people} of {page.people} people" if cell.how == "number" else cell.how
    message = f"{need.label.source}: {how} ({where})"
    sensitive = need.cls != "open"
    return _line(message, _REQUEST, need.crosswalk.ifrc, cell.code, sensitive=sensitive)


def _face(cell: FaceCell, where: str) -> list[Value]:
    message = f"{cell.title.source}: {cell.word} ({where})"
    return _line(message, _TYPES[cell.word], "", cell.question)


def _wish(cell: WishCell, page: Page, where: str) -> list[Value]:
    message = f"{cell.label.source}: {cell.people} of {page.people} people ({where})"
    return _line(message, _REQUEST, "", cell.option)


def _line(
    message: str, kind: str, category: str, code: str, *, said: str = "en", sensitive: bool = False
) -> list[Value]:
    care = "Sensitive" if sensitive else "Not sensitive"
    return [message, kind, category, code, "Chatbot", said, "Unknown", care, "", "", ""]
