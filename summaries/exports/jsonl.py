"""JSON Lines for programs that read a row at a time: one object a line, UTF-8."""

import json
from collections.abc import Iterable
from typing import IO, Final

from dialogues.model import Phrase
from summaries.disclose import Shown
from summaries.table import ENGLISH, Reader, rows

SUFFIX: Final = ".jsonl"
NAME: Final = Phrase("desk.form.jsonl", "JSON Lines file")
ABOUT: Final = Phrase(
    "desk.form.jsonl.about",
    "One row on each line. For programs that read long files piece by piece.",
)
WHOLE: Final = False


def write(releases: Iterable[Shown], file: IO[bytes], _reader: Reader = ENGLISH) -> None:
    """Write every released cell."""
    for row in rows(releases):
        file.write(f"{json.dumps(row, ensure_ascii=False)}\n".encode())


def write_dictionary(file: IO[bytes], reader: Reader = ENGLISH) -> None:
    """Write every column and what it means."""
    for column, meaning in reader.dictionary():
        line = json.dumps({"column": column, "meaning": meaning}, ensure_ascii=False)
        file.write(f"{line}\n".encode())
