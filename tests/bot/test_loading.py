"""What a bot with Telegram alone never loads: it would be held as long as the bot runs."""

import subprocess
import sys

import pytest

LOADED = """
import sys
import bot.commands.run, bot.channels.telegram, bot.channels.web
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """The modules that are there when such a bot starts."""
    told = subprocess.run(
        [sys.executable, "-c", LOADED], check=True, capture_output=True, text=True
    )
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
