"""The columns of the IFRC Feedback Kit, as a workbook."""

from collections.abc import Iterable
from typing import IO, Final

from dialogues.model import Phrase
from summaries.disclose import Shown
from summaries.exports import ifrc, xlsx
from summaries.table import ENGLISH, Reader

SUFFIX: Final = "-ifrc.xlsx"
NAME: Final = Phrase("desk.form.ifrc_xlsx", "IFRC Feedback Kit workbook (XLSX)")
ABOUT: Final = Phrase(
    "desk.form.ifrc_xlsx.about",
    "The same as a workbook, to paste into the kit's own.",
)
WHOLE: Final = True


def write(releases: Iterable[Shown], file: IO[bytes], _reader: Reader = ENGLISH) -> None:
    """Write every released need, face, wish and quote as a message, in English."""
    xlsx.write_book([("Feedback", tuple(ifrc.COLUMNS), ifrc.lines(releases))], file)


def write_dictionary(file: IO[bytes], _reader: Reader = ENGLISH) -> None:
    """Write every column and what it means."""
    xlsx.write_book([("Columns", ("column", "meaning"), map(list, ifrc.COLUMNS.items()))], file)
