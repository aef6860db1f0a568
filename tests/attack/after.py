"""After the talks: the night of the move, a release, exports, a backup, an audit, looked through.

What people allowed to be read may stand in the answers then, and nowhere else; nothing besides.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import make_url

from bot import logs, reading, turn
from bot.audit import Report, audited
from bot.house import open_house
from bot.settings import Settings
from bot.upkeep import Upkeep
from bot.writer import Writer
from dialogues.model import Heard
from tests import postgresql
from tests.attack.rumour import TOKENS, RumourTown, files, spilled
from tests.bot.chats import Calendar

HOUSE = Path(__file__).parents[2]
AFTER = 29  # days: after the window, before the next reminder
COMMANDS = (
    ("audit",), ("audit", "--json"), ("summary",), ("export", "--format", "csv"),
    ("export", "--format", "json"), ("parked", "list"), ("round", "list"), ("staff", "list"),
    ("quotes", "list"), ("quotes", "refuse", "none"),
    ("keys", "list"), ("doctor",), ("settings",), ("parked", "retry", "none"),
)  # fmt: skip


async def night(town: RumourTown) -> Report:
    """Let the window of everybody end, and do what a night does; publish; the audit."""
    logs.configure("DEBUG")
    settings = {name: value for name, value in town.bot.settings.items() if "LOG" not in name}
    calendar = Calendar(datetime.now(UTC) + timedelta(days=AFTER))
    house = open_house(Settings.read(settings), now=calendar)
    writer = Writer()

    async def hear(heard: Sequence[Heard]) -> None:
        """Take what is heard in, as the intake does."""
        turn.take(house, heard)

    try:
        await Upkeep(house, writer, hear).night(house.today())
        with house.store.begin() as tx:
            for each in reading.unpublished(tx):
                reading.publish(tx, house, each)
        return audited(house, secrets=TOKENS)
    finally:
        writer.close()
        house.store.close()


def commands(town: RumourTown) -> set[str]:
    """Run what an operator runs, on this store; what their output spills."""
    secrets = town.secrets()
    found: set[str] = set()
    for words in COMMANDS:
        done = _run(town, words)
        found |= spilled([(" ".join(words), done.stdout + done.stderr)], secrets)
    kept = {each: what for each, what in secrets.items() if what != "words"}
    return found | spilled(files(_copied(town)), kept)


def _copied(town: RumourTown) -> Path:
    """A backup, as an operator makes it."""
    copies = town.folder / "copies"
    if "sqlite" in town.url:
        assert 0 == _run(town, ("backup", str(copies / "copy.sqlite3"))).returncode
        return copies
    copies.mkdir()
    url = make_url(town.url).set(drivername="postgresql")
    address = url.render_as_string(hide_password=False)
    with (copies / "copy.sql").open("wb") as copy:
        subprocess.run((postgresql.program(address, "pg_dump"), address), stdout=copy, check=True)
    return copies


def _run(town: RumourTown, words: tuple[str, ...]) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=town.folder,
        env={"PATH": os.defpath, "PYTHONPATH": str(HOUSE), **town.bot.settings},
        capture_output=True,
        check=False,
    )


def left(town: RumourTown) -> set[str]:
    """What stands in the files after the move: words may, nothing else."""
    kept = {each: what for each, what in town.secrets().items() if what != "words"}
    return spilled(town.files(), kept)
