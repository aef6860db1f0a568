"""JSON for programs: the dictionary of columns and the rows, in one object (RFC 8259, UTF-8)."""

import json
from collections.abc import Iterable
from typing import IO, Any, Final

from summaries.disclose import Shown
from summaries.table import dictionary, rows

SUFFIX: Final = ".json"


def write(releases: Iterable[Shown], file: IO[bytes]) -> None:
    """Write every released cell, and what the columns mean."""
    _write({"dictionary": dict(dictionary()), "rows": list(rows(releases))}, file)


def write_dictionary(file: IO[bytes]) -> None:
    """Write every column and what it means."""
    _write({"dictionary": dict(dictionary())}, file)


def _write(record: dict[str, Any], file: IO[bytes]) -> None:
    text = json.dumps(record, ensure_ascii=False, indent=2)
    file.write(f"{text}\n".encode())
