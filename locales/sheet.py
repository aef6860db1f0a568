"""Sentences as a table for translators: CSV and XLSX, for people who use no translation editor.

1. What goes out comes back: nothing of a sentence is lost on the way.
2. No cell runs: in CSV a text that a spreadsheet would take for a formula begins with `'`, in XLSX
   it is marked as text, and a formula that comes back is refused.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from locales.bidi import Direction
from locales.entry import Entry
from locales.gate import limit_of

Table = Sequence[Sequence[str]]

COLUMNS = ("context", "where it appears", "at most", "English", "English before")
MARKS = ("fuzzy", "changed")
STATES = ("", "new", *MARKS)
_WIDTHS = (22, 34, 8, 50, 30, 50, 10, 30)
_MOST_BYTES = 50_000_000
# What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection). The sign that
# keeps it from that is doubled where a text begins with it, so that it can be taken away again.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")
_DELIMITERS = (",", ";", "\t")


class Unreadable(ValueError):  # noqa: N818 - it says what is the matter
    """A table that cannot be read; the sentence says why."""


def table(tag: str, entries: Iterable[Entry]) -> Table:
    """A language as rows, below one with the names of the columns."""
    return (head(tag), *(_row(entry) for entry in entries))


def head(tag: str) -> tuple[str, ...]:
    """The names of the columns; that of the translation names the language."""
    return (*COLUMNS, f"translation ({tag})", "state", "note")


def _row(entry: Entry) -> tuple[str, ...]:
    limit = limit_of(entry)
    return (
        entry.context,
        entry.comment,
        "" if limit is None else str(limit),
        entry.source,
        entry.previous,
        entry.translation,
        _state(entry),
        entry.note,
    )


def _state(entry: Entry) -> str:
    if not entry.translation:
        return "new"
    if entry.changed:
        return "changed"
    return "fuzzy" if entry.fuzzy else ""


def to_csv(rows: Table) -> bytes:
    """A table with a byte order mark, so that every spreadsheet reads its letters."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def from_csv(held: bytes) -> Table:
    """Read a table back, whatever sign a spreadsheet has put between its cells."""
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("is not UTF-8; save it as “CSV UTF-8”") from None
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise Unreadable(f"cannot be read as CSV: {error}") from None
    return [[_bare(cell) for cell in row] for row in rows]


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def to_xlsx(rows: Table, direction: Direction) -> bytes:
    """A workbook with one sheet: texts wrapped, translations written from their own side."""
    openpyxl = _openpyxl()
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title, sheet.freeze_panes = "translations", "A2"
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(number)].width = width
    for at, row in enumerate(rows, 1):
        for number, text in enumerate(row, 1):
            cell = sheet.cell(at, number)
            cell.value = text
            cell.data_type, cell.quotePrefix = "s", bool(_FORMULA.match(text))
            rtl = direction == "rtl" and number == len(COLUMNS) + 1
            cell.alignment = openpyxl.styles.Alignment(
                wrap_text=True, vertical="top", readingOrder=2 if rtl else 1
            )
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def from_xlsx(held: bytes) -> Table:
    """Read the first sheet of a workbook."""
    openpyxl = _openpyxl()
    try:
        with zipfile.ZipFile(io.BytesIO(held)) as packed:
            unpacked = sum(each.file_size for each in packed.infolist())
        book = openpyxl.load_workbook(io.BytesIO(held)) if unpacked < _MOST_BYTES else None
    except Exception:  # noqa: BLE001 - openpyxl raises whatever it stumbles over
        book = None
    if book is None:
        raise Unreadable("is no workbook that can be read; save it as XLSX")
    rows = list(book.worksheets[0].iter_rows())
    formulas = [cell.coordinate for row in rows for cell in row if cell.data_type == "f"]
    if formulas:
        raise Unreadable(f"has a formula in {', '.join(formulas)}; write the text itself")
    return [[_cell(cell.value) for cell in row] for row in rows]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _openpyxl() -> Any:
    try:
        import openpyxl  # noqa: PLC0415 - only those who want workbooks have it
        import openpyxl.styles  # noqa: PLC0415 - see above
        import openpyxl.utils  # noqa: PLC0415 - see above
    except ImportError:
        raise Unreadable("needs openpyxl: pip install 'howareyou-bot[excel]'") from None
    return openpyxl
