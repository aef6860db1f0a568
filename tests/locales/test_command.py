"""The command `locales`, as it is typed."""

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.commands import locales as command
from locales import registry, words
from locales.entry import Entry, po_path
from locales.extract import write
from tests.locales.conftest import ARABIC, BUTTON, CALL, CODE, FINNISH, TEMPLATE, Plant


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


def test_status_is_a_table(directory: Path, plant: Plant) -> None:
    """One row per language: how much is missing, the longest texts, review, open or why not."""
    plant("ar", {**ARABIC, CODE: ""})
    path = directory / "registry.toml"
    text = path.read_text(encoding="utf-8").replace("[ar]", '[ar]\nquality = "nobody has heard it"')
    path.write_text(text, encoding="utf-8")
    head, _, finnish, arabic, quality = typed("status").output.splitlines()
    columns = ["language", "name", "messages", "untranslated", "fuzzy", "changed", "button",
               "question", "review", "state"]  # fmt: skip
    assert columns == head.split()
    assert ["fi", "suomi", "3", "0", "0", "0", "10", "0", "draft", "open"] == finnish.split()
    assert arabic.endswith("draft   closed: not translated: 1")
    assert "ar: nobody has heard it" == quality
    rows = json.loads(typed("status", "--json").output)
    assert [True, True, False] == [row["open"] for row in rows]
    assert {"texts", "longest_button", "quality", "by", "on"} <= rows[0].keys()


def test_status_lists_words_with_two_meanings(directory: Path, plant: Plant) -> None:
    """A control word that means something else in another language is named on request."""
    skip = Entry("words.skip", words.CONTROL_WORDS["skip"])
    plant("fi", {**FINNISH, skip: "stop"})
    assert "“stop”" not in typed("status").output
    assert "“stop”: en stop, fi skip\n" in typed("status", "--words").output
    told = json.loads(typed("status", "--words", "--json").output)
    assert [{"word": "stop", "meanings": {"en": "stop", "fi": "skip"}}] == told["words"]


def test_approve_pins_the_texts(directory: Path, plant: Plant) -> None:
    """The registry keeps who read, when, and what; its comments and its order stay."""
    path = directory / "registry.toml"
    before = f"# Every language.\n{path.read_text(encoding='utf-8')}# The end.\n"
    path.write_text(before, encoding="utf-8")
    done = typed("approve", "fi", "--by", "interpreter")
    assert done.output.startswith("fi is approved by interpreter, texts ")
    old = before.replace('review = "draft"', 'review = "approved"', 1)
    added = re.escape("\n[ar]")
    known, rest = re.split(added, path.read_text(encoding="utf-8"), maxsplit=1)
    lines = known.splitlines()
    assert old == "\n".join([*lines[:-3], f"[ar]{rest}"])
    patterns = (r'texts = "[0-9a-f]{16}"', 'by = "interpreter"', r"on = \d{4}-\d\d-\d\d")
    assert all(map(re.fullmatch, patterns, lines[-3:]))
    [finnish] = [row for row in json.loads(typed("status", "--json").output) if row["by"]]
    assert ("fi", "approved", "interpreter") == tuple(
        finnish[key] for key in ("language", "review", "by")
    )
    plant("fi", {**FINNISH, CODE: "Sinun koodisi on {code}, {org}."})
    assert ["source", "draft", "draft"] == [
        row["review"] for row in json.loads(typed("status", "--json").output)
    ]


def test_approve_again_replaces_the_old_word(directory: Path) -> None:
    """Somebody who reads after another one stands in the same lines."""
    typed("approve", "ar", "--by", "interpreter", "--reviewed")
    assert '"reviewed"' in (directory / "registry.toml").read_text(encoding="utf-8")
    typed("approve", "ar", "--by", "native speaker, health adviser")
    [arabic] = [one for one in registry.read(directory / "registry.toml") if one.tag == "ar"]
    assert ("approved", "native speaker, health adviser") == (arabic.review, arabic.by)


@pytest.mark.parametrize(
    ("tag", "by", "told"),
    [
        ("fi", "aino@example.org", "Say the role"),
        ("fi", "x", "Say the role"),
        ("en", "interpreter", "No such language: en. Known: fi, ar."),
        ("ar", "interpreter", "ar has 1 faults; `howareyou locales check ar` tells them."),
    ],
)
def test_approve_refuses(directory: Path, plant: Plant, tag: str, by: str, told: str) -> None:
    """Nobody approves a language with faults, nor under a name; the registry stays as it was."""
    plant("ar", {**ARABIC, CODE: ""})
    before = (directory / "registry.toml").read_bytes()
    done = typed("approve", tag, "--by", by)
    assert done.exit_code
    assert told in done.output
    assert before == (directory / "registry.toml").read_bytes()


def test_approve_waits_for_changed_sentences(directory: Path) -> None:
    """A language that waits for translations is approved when it has them."""
    write(directory, [replace(BUTTON, source="Stop here"), CALL, CODE],
          registry.read(directory / "registry.toml"))  # fmt: skip
    done = typed("approve", "fi", "--by", "interpreter")
    assert "fi has 1 sentences to translate again." in done.output


def test_approve_does_not_open(directory: Path) -> None:
    """A language that the registry closes stays closed, and this is told."""
    path = directory / "registry.toml"
    text = path.read_text(encoding="utf-8").replace("[fi]", '[fi]\nclosed = "being read"')
    path.write_text(text, encoding="utf-8")
    assert "It stays closed: being read" in typed("approve", "fi", "--by", "interpreter").output


def test_export_and_import(directory: Path, tmp_path: Path) -> None:
    """A language goes out into a file, comes back, and a bad file changes nothing."""
    file = tmp_path / "suomi.csv"
    done = typed("export", "fi", "--format", "csv", "--output", str(file))
    assert f"written: {file}\n" == done.output
    assert "fi: 0 sentences changed.\n" == typed("import", "fi", str(file)).output
    text = file.read_text(encoding="utf-8-sig")
    file.write_text(text.replace("Lopeta nyt", "Lopeta"), encoding="utf-8")
    assert {"changed": 1, "mistakes": []} == json.loads(
        typed("import", "fi", str(file), "--json").output
    )
    file.write_text(text.replace("{emergency}", ""), encoding="utf-8")
    done = typed("import", "fi", str(file))
    assert 1 == done.exit_code
    assert "1. row 3, c_3.2: the English is another one now; export the language again.\n" in (
        done.output
    )
    assert f"Nothing was taken from {file}." in done.output
    told = json.loads(typed("import", "fi", str(file), "--json").output)
    assert 1 == len(told["mistakes"])


def test_workbooks_need_openpyxl(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is not installed, a sentence says what to install."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    done = typed("export", "fi", "--format", "xlsx")
    assert 1 == done.exit_code
    assert "pip install 'howareyou-bot[excel]'" in done.output
