"""CSV for spreadsheets: with a byte order mark, CRLF, and no cell that could run as a formula."""

import csv
import io
from collections.abc import Iterable
from typing import IO, Final

from summaries.disclose import Shown
from summaries.table import COLUMNS, Value, dictionary, rows

SUFFIX: Final = ".csv"

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection)."""


def write(releases: Iterable[Shown], file: IO[bytes]) -> None:
    """Write every released cell, one a line."""
    body = ([row[column] for column in COLUMNS] for row in rows(releases))
    _write([COLUMNS, *body], file)


def write_dictionary(file: IO[bytes]) -> None:
    """Write every column and what it means, one a line."""
    _write([("column", "meaning"), *dictionary()], file)


def guard(value: Value) -> Value:
    """A text that a spreadsheet will show and never run."""
    if isinstance(value, str) and (value.startswith(FORMULA) or value.lstrip().startswith(FORMULA)):
        return f"'{value}"
    return value


def _write(lines: Iterable[Iterable[Value]], file: IO[bytes]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([guard(value) for value in line] for line in lines)
    file.write(text.getvalue().encode("utf-8-sig"))
