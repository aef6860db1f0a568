"""A workbook for spreadsheets: the data, what its columns mean, and what this is.

1. Text is text: nothing becomes a formula, a link or a number by itself.
2. A row is on its way to the disk before the next one is made. A sheet holds 1,048,576 rows
   (Excel's limit); what is more goes on in the next one.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import IO, Any, Final

from dialogues.model import Phrase
from summaries.disclose import Shown
from summaries.table import COLUMNS, ENGLISH, Reader, Value, rows

SUFFIX: Final = ".xlsx"
NAME: Final = Phrase("desk.form.xlsx", "Workbook (XLSX)")
ABOUT: Final = Phrase(
    "desk.form.xlsx.about",
    "For Excel, LibreOffice and others: the figures, what the columns mean, and what to know about "
    "them.",
)
WHOLE: Final = True

DATA: Final = Phrase("desk.sheet.data", "Data")
CODEBOOK: Final = Phrase("desk.sheet.codebook", "Columns")
ABOUT_SHEET: Final = Phrase("desk.sheet.about", "About")
COLUMN: Final = Phrase("desk.sheet.column", "Column")
MEANING: Final = Phrase("desk.sheet.meaning", "Meaning")
TOLD: Final = (
    Phrase("desk.about.groups", "Every figure is of a group. Nobody can be recognised in it."),
    Phrase("desk.about.empty", "An empty cell is a number that may not be shown, not a zero."),
    Phrase("desk.about.add", "Do not add or subtract rows: what is hidden is not zero."),
)

MOST_ROWS: Final = 1_048_575  # beside the heading
_SAFE: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


Sheet = tuple[str, Sequence[str], Iterable[Iterable[Value]]]
"""A name, headings, and rows."""


def write(releases: Iterable[Shown], file: IO[bytes], reader: Reader = ENGLISH) -> None:
    """Write every released cell, what the columns mean, and what this is."""
    body = ([row[column] for column in COLUMNS] for row in rows(releases))
    told = [[reader.say(phrase, {})] for phrase in TOLD]
    data = (reader.say(DATA, {}), reader.headings(), body)
    about = (reader.say(ABOUT_SHEET, {}), (reader.say(ABOUT_SHEET, {}),), told)
    write_book([data, _codebook(reader), about], file, rtl=reader.rtl)


def write_dictionary(file: IO[bytes], reader: Reader = ENGLISH) -> None:
    """Write every column and what it means."""
    write_book([_codebook(reader)], file, rtl=reader.rtl)


def _codebook(reader: Reader) -> Sheet:
    known = zip(reader.headings(), reader.dictionary(), strict=True)
    body = ([heading, column, meaning] for heading, (column, meaning) in known)
    headings = (reader.say(COLUMN, {}), "id", reader.say(MEANING, {}))
    return reader.say(CODEBOOK, {}), headings, body


def write_book(sheets: Iterable[Sheet], file: IO[bytes], *, rtl: bool = False) -> None:
    """Write sheets one after the other, the long ones in parts."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only who exports needs it

    with Workbook(file, dict(_SAFE)) as book:
        bold = book.add_format({"bold": True})
        for name, headings, body in sheets:
            left, number, full = iter(body), 1, True
            while full:
                sheet = book.add_worksheet(name[:28] if number == 1 else f"{name[:28]} {number}")
                if rtl:
                    sheet.right_to_left()
                sheet.freeze_panes(1, 0)
                sheet.write_row(0, 0, headings, bold)
                full = _fill(sheet, islice(left, MOST_ROWS)) == MOST_ROWS
                number += 1


def _fill(sheet: Any, body: Iterable[Iterable[Value]]) -> int:
    line = 0
    for line, row in enumerate(body, 1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, column, value)
            elif value is not None:
                sheet.write_string(line, column, value)
    return line
