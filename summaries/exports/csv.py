"""CSV for spreadsheets: with a byte order mark, CRLF, and no cell that could run as a formula."""

import codecs
import csv
from collections.abc import Iterable
from typing import IO, Final

from dialogues.model import Phrase
from summaries.disclose import Shown
from summaries.table import COLUMNS, ENGLISH, Reader, Value, rows

SUFFIX: Final = ".csv"
NAME: Final = Phrase("desk.form.csv", "CSV table")
ABOUT: Final = Phrase(
    "desk.form.csv.about",
    "One row for each released figure. For spreadsheets and statistics programs.",
)
WHOLE: Final = False

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection)."""


def write(releases: Iterable[Shown], file: IO[bytes], _reader: Reader = ENGLISH) -> None:
    """Write every released cell, one a line, under the names that programs know."""
    body = ([row[column] for column in COLUMNS] for row in rows(releases))
    write_lines([COLUMNS], file)
    write_lines(body, file, begin=False)


def write_dictionary(file: IO[bytes], reader: Reader = ENGLISH) -> None:
    """Write every column and what it means, one a line."""
    write_lines([("column", "meaning"), *reader.dictionary()], file)


def guard(value: Value) -> Value:
    """A text that a spreadsheet will show and never run."""
    if isinstance(value, str) and (value.startswith(FORMULA) or value.lstrip().startswith(FORMULA)):
        return f"'{value}"
    return value


def write_lines(lines: Iterable[Iterable[Value]], file: IO[bytes], *, begin: bool = True) -> None:
    """Write lines as a spreadsheet reads them, each as soon as it is there."""
    if begin:
        file.write(codecs.BOM_UTF8)
    writer = csv.writer(_Encoded(file), lineterminator="\r\n")
    writer.writerows([guard(value) for value in line] for line in lines)


class _Encoded:
    """Takes text and writes bytes; nothing is held back."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write one line."""
        return self._file.write(text.encode())
