"""What comes out of a printer: the text and the colours of a PDF."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest


def text_of(body: bytes, folder: Path) -> list[str]:
    """The text of each page of a PDF."""
    told = _poppler("pdftotext", ["-layout"], body, folder).decode()
    return [unmarked(each) for each in told.split("\f")[:-1]]


def unmarked(text: str) -> str:
    """A text without the marks of its direction, one space between its words."""
    return " ".join(re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text).split())


def colours(body: bytes, folder: Path) -> list[tuple[int, ...]]:
    """The colour of every dot of the first page."""
    drawn = _poppler("pdftoppm", ["-r", "36", "-f", "1", "-l", "1"], body, folder)
    kind, size, most, dots = drawn.split(b"\n", 3)
    width, height = map(int, size.split())
    assert (b"P6", b"255") == (kind, most)
    return [tuple(dots[at : at + 3]) for at in range(0, width * height * 3, 3)]


def _poppler(program: str, options: list[str], body: bytes, folder: Path) -> bytes:
    found = shutil.which(program)
    if found is None:
        pytest.skip("Poppler is not here: apt-get install poppler-utils")
    file = folder / "it.pdf"
    file.write_bytes(body)
    out = ["-"] if program == "pdftotext" else []
    done = subprocess.run([found, *options, str(file), *out], capture_output=True, check=True)
    return done.stdout
