"""The command `locales`, as it is typed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.commands import locales as command
from locales.catalogue import po_path
from tests.locales.conftest import ARABIC, CODE, FINNISH, TEMPLATE, Plant


@pytest.fixture(autouse=True)
def _small(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work on the small directory, with three sentences in the whole house."""
    path = directory / "registry.toml"
    known = path.read_text(encoding="utf-8").split("[fa-AF]")[0]
    path.write_text(known, encoding="utf-8")
    monkeypatch.setattr(command, "DIRECTORY", directory)
    monkeypatch.setattr(command, "sentences", lambda: TEMPLATE)


def typed(*words: str) -> Result:
    """Type `howareyou locales ...`."""
    return CliRunner().invoke(command.locales, words)


def test_check_without_faults() -> None:
    """Whole languages give one line, an empty list as JSON, and exit code 0."""
    assert (0, "No faults.\n") == (typed("check").exit_code, typed("check").output)
    assert [] == json.loads(typed("check", "--json").output)


def test_check_numbers_every_fault(plant: Plant) -> None:
    """Faults are numbered with language, context and kind, and the exit code is 1."""
    plant("fi", {**FINNISH, CODE: "Koodi {code}"})
    plant("ar", {**ARABIC, CODE: ""})
    done = typed("check")
    assert 1 == done.exit_code
    assert "1. fi, text.code [lost]: 'Your code is {code}, {org}.' lost {org}." in done.output
    assert "2. ar, text.code [missing]" in done.output
    assert ["missing"] == [
        fault["kind"] for fault in json.loads(typed("check", "ar", "--json").output)
    ]


def test_unknown_language_is_a_usage_error() -> None:
    """A language that is not registered is refused with those that are."""
    done = typed("check", "xx")
    assert 2 == done.exit_code
    assert "No such language: xx. Known: en, fi, ar." in done.output


def test_extract_writes_what_changed(directory: Path) -> None:
    """The first run brings files into form and says which, the second has nothing to do."""
    assert str(po_path(Path(), "fi")) in typed("extract").output
    assert "Nothing to do: every file is up to date.\n" == typed("extract").output


def test_status_says_how_far_a_language_is(plant: Plant) -> None:
    """One line per language: how many sentences, review, offered or not, fingerprint."""
    plant("ar", {**ARABIC, CODE: ""})
    lines = typed("status").output.splitlines()
    assert lines[1].startswith("fi  suomi: 3 of 3, draft, offered, texts ")
    assert lines[2].startswith("ar  العربية: 2 of 3, draft, not offered, texts ")
    rows = json.loads(typed("status", "--json").output)
    assert [True, True, False] == [row["offered"] for row in rows]
