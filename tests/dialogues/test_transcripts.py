"""Whole talks as text files: what a person does (<) and what they read (>)."""

from pathlib import Path

import pytest

from tests.dialogues.play import play

FOLDER = Path(__file__).parent / "transcripts"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_transcript_reads_as_written(path: Path, request: pytest.FixtureRequest) -> None:
    """What the engine says is, word for word, what the transcript holds."""
    written = path.read_text(encoding="utf-8")
    played = play(written)
    if request.config.getoption("--update"):
        path.write_text(played, encoding="utf-8")
        return
    assert played == written
