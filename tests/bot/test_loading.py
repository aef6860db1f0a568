"""What a bot with Telegram alone never loads: it would be held as long as the bot runs."""

import subprocess
import sys

import pytest

LOADED = """
import sys
import bot.commands.run
print(*sys.modules, file=sys.stderr)
import bot.house, bot.serve, bot.channels.telegram, bot.channels.web
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def told() -> subprocess.CompletedProcess[str]:
    """What a bot that starts has loaded: stderr, before it reads its words; stdout, at last."""
    return subprocess.run(
        [sys.executable, "-c", LOADED], check=True, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def loaded(told: subprocess.CompletedProcess[str]) -> set[str]:
    """The modules that are there when such a bot has started."""
    return set(told.stdout.split())


@pytest.mark.parametrize(
    "module",
    [
        "alembic",
        "babel",
        "bot.audit",
        "jinja2",
        "pages.every",
        "segno",
        "slack_bolt",
        "sqlalchemy.dialects.postgresql",
        "weasyprint",
        "xlsxwriter",
    ],
)
def test_what_is_not_needed_is_not_loaded(loaded: set[str], module: str) -> None:
    """Pages, PDF, exports, Slack and the other database are loaded when they are first wanted."""
    assert module not in loaded


@pytest.mark.parametrize("library", ["aiohttp", "sqlalchemy", "starlette", "telegram", "uvicorn"])
def test_words_are_read_before_the_libraries(
    told: subprocess.CompletedProcess[str], loaded: set[str], library: str
) -> None:
    """What is read at the start leaves memory free, which these then use."""
    assert library in loaded
    assert library not in told.stderr.split()
