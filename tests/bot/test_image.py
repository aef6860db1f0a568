"""The commands as the image runs them: without docstrings and asserts (PYTHONOPTIMIZE=2)."""

import re
import subprocess
import sys

import pytest

from bot.__main__ import COMMANDS
from tests.bot.operators import HOUSE, Operator, shell

SEPARATED = "\0"
# What every command says of itself, one after the other.
EVERY_HELP = """
from inspect import cleandoc

from bot.__main__ import COMMANDS, cli

def explain(command):
    print(cleandoc(command.help or ""), end=chr(0))
    for each in getattr(command, "commands", {}).values():
        explain(each)

for name in COMMANDS:
    explain(cli.get_command(None, name))
"""


@pytest.mark.parametrize("words", [(), ("round", "close")])
def test_help_says_the_same_in_the_image(operator: Operator, words: tuple[str, ...]) -> None:
    """Where Python leaves out docstrings to hold less, as the image does, help is whole."""
    plain, image = (shell(operator, *words, "--help", PYTHONOPTIMIZE=how) for how in ("", "2"))
    assert 0 == image.returncode, image.stderr
    assert plain.stdout == image.stdout
    assert re.match(r"Usage: .+\n\n  [A-Z][a-z]", plain.stdout)


def test_no_command_is_without_its_help_in_the_image(operator: Operator) -> None:
    """Every command and every one in a group is explained, with the same words as elsewhere."""
    plain, image = (
        subprocess.run(
            [sys.executable, *how, "-c", EVERY_HELP],
            env={**operator.environ, "PYTHONPATH": str(HOUSE)},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout
        for how in ([], ["-OO"])
    )
    assert plain == image
    assert len(COMMANDS) < len(plain.split(SEPARATED)) - 1
    assert [] == [each for each in plain.split(SEPARATED)[:-1] if not re.search(r"\w", each)]


def test_the_demo_runs_as_the_image_would(operator: Operator) -> None:
    """Without docstrings and asserts, ours and those of libraries, everything is there."""
    done = shell(operator, "demo", "--people", "12", "--to", "there", PYTHONOPTIMIZE="2")
    assert 0 == done.returncode, done.stderr
    assert "People who talked: 12" in done.stdout
    assert (operator.folder / "there" / "howareyou.csv").stat().st_size > 0
