"""An operator at the command line, for the tests of the commands."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from bot.__main__ import cli
from bot.errors import sentence
from bot.house import House, open_house
from bot.settings import Settings
from tests.bot.chats import Calendar, seated

HOUSE = Path(__file__).parents[2]
SMALL = HOUSE / "tests" / "dialogues" / "frameworks" / "small.yaml"


@dataclass
class Operator:
    """Somebody at the command line, in an empty folder of their own."""

    folder: Path
    calendar: Calendar
    environ: dict[str, str]

    def call(self, *words: str, stdin: str = "") -> Result:
        """Run a command in this process, as `main` does."""
        runner = CliRunner()
        result = runner.invoke(cli, words, input=stdin, prog_name="howareyou")
        told = sentence(result.exception) if isinstance(result.exception, Exception) else None
        assert result.exception is None or told or isinstance(result.exception, SystemExit), (
            result.exception
        )
        return result

    def ok(self, *words: str) -> str:
        """Run a command that must succeed; what it printed."""
        result = self.call(*words)
        assert 0 == result.exit_code, result.output
        return result.stdout

    def json(self, *words: str) -> Any:
        """Run a reading command and read its JSON."""
        return json.loads(self.ok(*words, "--json"))

    def house(self) -> House:
        """The house as the commands open it."""
        return open_house(Settings.read(), now=self.calendar)


def finished(operator: Operator, people: int = 5) -> None:
    """A round in which these people talked, on the day after its end."""
    house = operator.house()
    seated(house, range(people), mood_now="4", join="meet_sponsor")
    house.store.close()
    operator.calendar.at = operator.calendar.at.replace(day=29)


def shell(
    operator: Operator, *words: str, stdin: str = "", before: str = "", **more: str
) -> "subprocess.CompletedProcess[str]":
    """Run a command in a process of its own; `before` are words of the shell."""
    command = f'{before} exec "$@"'
    return subprocess.run(
        ["/bin/sh", "-c", command, "sh", sys.executable, "-m", "bot", *words],
        cwd=operator.folder,
        env={**operator.environ, "PYTHONPATH": str(HOUSE), **more},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
