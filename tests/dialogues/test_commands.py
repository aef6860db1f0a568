"""The commands for those who write frameworks."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.framework import check, framework
from dialogues.draw import mermaid
from dialogues.library import default, load_file

SMALL = Path(__file__).parent / "frameworks" / "small.yaml"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A file with two mistakes."""
    file = tmp_path / "broken.yaml"
    text = SMALL.read_text(encoding="utf-8").replace("requires: words", "requires: wonders")
    file.write_text(text.replace('"2.1.0"', "2.1"), encoding="utf-8")
    return file


def test_a_good_file_is_told_in_one_line() -> None:
    """Without mistakes there is one line and the exit code 0."""
    done = CliRunner().invoke(check, [str(SMALL)])
    assert 0 == done.exit_code
    assert f"{SMALL}: garden-talk 2.1.0 is fine: 2 topics, 11 questions.\n" == done.stdout


def test_mistakes_are_told_all_at_once(broken: Path) -> None:
    """Every mistake is numbered, with line, place, number, sentence and remedy; exit code 1."""
    done = CliRunner().invoke(check, [str(broken)])
    lines = done.stdout.splitlines()
    assert 1 == done.exit_code
    assert [f"{at}." for at in range(1, len(lines) + 1)] == [line.split()[0] for line in lines]
    assert "1. line 3, file [F110]: " in done.stdout
    assert ", question share [F116]: " in done.stdout
    assert all(" Remedy: " in line for line in lines)


def test_programs_can_read_what_is_wrong(broken: Path) -> None:
    """With --json the mistakes are records; a good file has none."""
    wrong = CliRunner().invoke(check, [str(broken), "--json"])
    told = json.loads(wrong.stdout)
    assert 1 == wrong.exit_code
    assert {"F110", "F116", "F122"} == {each["number"] for each in told["mistakes"]}
    good = CliRunner().invoke(check, [str(SMALL), "--json"])
    assert {"id": "garden-talk", "version": "2.1.0", "mistakes": []} == json.loads(good.stdout)


def test_a_file_that_is_not_there_is_a_slip_of_usage(tmp_path: Path) -> None:
    """A wrong path has the exit code of wrong usage."""
    assert 2 == CliRunner().invoke(check, [str(tmp_path / "none.yaml")]).exit_code


def test_a_talk_is_drawn(broken: Path) -> None:
    """Without a file our own talk is drawn, with one that; a broken file is told."""
    ours = CliRunner().invoke(framework, ["draw"])
    assert mermaid(default()) == ours.stdout
    own = CliRunner().invoke(framework, ["draw", str(SMALL), "--json"])
    assert mermaid(load_file(SMALL)) == json.loads(own.stdout)["mermaid"]
    wrong = CliRunner().invoke(framework, ["draw", str(broken)])
    assert 1 == wrong.exit_code
    assert "[F116]" in wrong.stdout
