"""JSON for programs: the dictionary of columns and the rows, in one object (RFC 8259, UTF-8)."""

import json
from collections.abc import Iterable
from typing import IO, Final

from dialogues.model import Phrase
from summaries.disclose import Shown
from summaries.table import ENGLISH, Reader, rows

SUFFIX: Final = ".json"
NAME: Final = Phrase("desk.form.json", "JSON file")
ABOUT: Final = Phrase(
    "desk.form.json.about",
    "Everything in one piece, with what the columns mean. For programs.",
)
WHOLE: Final = False


def write(releases: Iterable[Shown], file: IO[bytes], reader: Reader = ENGLISH) -> None:
    """Write every released cell, and what the columns mean."""
    known = json.dumps(dict(reader.dictionary()), ensure_ascii=False)
    file.write(f'{{"dictionary": {known},\n"rows": ['.encode())
    between = "\n"
    for row in rows(releases):
        file.write(f"{between}{json.dumps(row, ensure_ascii=False)}".encode())
        between = ",\n"
    file.write(b"\n]}\n")


def write_dictionary(file: IO[bytes], reader: Reader = ENGLISH) -> None:
    """Write every column and what it means."""
    record = {"dictionary": dict(reader.dictionary())}
    file.write(f"{json.dumps(record, ensure_ascii=False, indent=2)}\n".encode())
