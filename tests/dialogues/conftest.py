"""The option that rewrites transcripts, to be reviewed as a diff."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`: write what the engine says now into the transcripts."""
    parser.addoption(
        "--update", action="store_true", help="rewrite the transcripts with what is said now"
    )
