"""The documentation is compared with the code: what exists is named, what is named exists."""

import re
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import click
import pytest

from bot.__main__ import cli
from bot.settings import known, secret_fields, variable
from bot.shapes import Secret
from dialogues.framework import NUMBERS

HOUSE = Path(__file__).parent.parent
DOCS = HOUSE / "docs"
PAGES = sorted([*DOCS.glob("*.md"), HOUSE / "README.md", HOUSE / "CHANGELOG.md"])
# Words that hurt, or that promise what we do not do (tests and why.md may speak of tests).
KEPT_OUT = re.compile(
    r"\b(clients?|refugees?|therapy|survey|sponsors? user|users?|anonymous)\b", re.IGNORECASE
)


def page(name: str) -> str:
    """The text of one page of the documentation."""
    return (DOCS / name).read_text(encoding="utf-8")


def commands(group: click.Command, path: str = "howareyou") -> Iterator[str]:
    """Every command of the program as people type it, groups walked."""
    if not isinstance(group, click.Group):
        yield path
        return
    with click.Context(group) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            if not command.hidden:
                yield from commands(command, f"{path} {name}")


def rows(text: str) -> dict[str, list[str]]:
    """The rows of all tables of a page by their first cell, backticks taken off."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("|"):
            first, *others = (cell.strip().strip("`") for cell in line.strip("|").split("|"))
            found[first] = others
    return found


def test_every_setting_is_documented_with_its_default() -> None:
    """docs/run.md has one row for each setting, with the default of the code."""
    documented = {
        name: cells[0] for name, cells in rows(page("run.md")).items() if name.startswith("HOW")
    }
    assert documented == {
        variable(name): _default(field.default) for name, field in known().items()
    }


def _default(value: object) -> str:
    if isinstance(value, Secret):
        return value.get_secret_value()
    return "" if value is None else str(value)


def test_the_settings_that_may_be_files_are_named() -> None:
    """docs/run.md marks exactly the secrets with a file variant."""
    marked = {name for name, cells in rows(page("run.md")).items() if cells[-1:] == ["_FILE"]}
    assert {variable(field) for field in secret_fields()} == marked


def test_no_setting_is_named_that_does_not_exist() -> None:
    """Every HOWAREYOU_ name on any page, in the Dockerfile or compose.yaml is a setting."""
    files = [*PAGES, HOUSE / "Dockerfile", HOUSE / "compose.yaml", HOUSE / "Makefile"]
    named = {
        name.removesuffix("_FILE")
        for file in files
        for name in re.findall(r"HOWAREYOU_[A-Z_]+[A-Z]", file.read_text(encoding="utf-8"))
    }
    assert named - {variable(field) for field in known()} == set()


def test_every_command_is_in_the_docs() -> None:
    """docs/run.md shows each command of the program, groups walked."""
    missing = [
        command for command in commands(cli) if not re.search(rf"`{command}\b", page("run.md"))
    ]
    assert missing == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_command_is_shown_that_does_not_exist(path: Path) -> None:
    """Whatever a page tells to type after `howareyou` is a command of the program."""
    known = {tuple(command.split()[1:]) for command in commands(cli)}
    starts = {command[:length] for command in known for length in (1, 2)}
    shown = re.findall(
        r"(?:^|[`\s/])howareyou ([a-z]+)(?: ([a-z]+)\b)?", path.read_text(encoding="utf-8")
    )
    wrong = {
        f"howareyou {first} {second}".strip()
        for first, second in shown
        if (first,) not in starts
        or (second and (first,) not in known and (first, second) not in starts)
    }
    assert wrong == set()


def test_every_make_target_shown_exists() -> None:
    """`make x` on any page is a target of the Makefile, and each target is on docs/run.md."""
    makefile = (HOUSE / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    shown = {
        target
        for path in PAGES
        for target in re.findall(r"`make ([a-z]+)", path.read_text(encoding="utf-8"))
    }
    assert shown - targets == set()
    assert {target for target in targets if f"`make {target}" not in page("run.md")} == {"help"}


def test_every_mistake_of_a_framework_is_explained() -> None:
    """docs/add.md lists each mistake number with the sentence of the code, and no other."""
    documented = {
        number: cells[0]
        for number, cells in rows(page("add.md")).items()
        if re.fullmatch(r"[A-Z]\d{3}", number)
    }
    assert dict(NUMBERS) == documented


def test_every_channel_is_in_the_docs() -> None:
    """docs/run.md has a section for each channel that the distribution brings."""
    channels = {
        point.name
        for point in entry_points(group="howareyou.channels")
        if point.value.startswith("bot.channels")
    }
    headings = {
        word.lower()
        for line in re.findall(r"^#+ (.+)$", page("run.md"), re.MULTILINE)
        for word in line.split()
    }
    assert channels
    assert channels - headings == set()


def test_every_export_is_in_the_docs() -> None:
    """docs/run.md names each export format, one for each file of summaries/exports."""
    formats = {
        path.stem
        for path in (HOUSE / "summaries" / "exports").glob("*.py")
        if not path.stem.startswith("_")
    }
    assert formats
    assert {name for name in formats if f"--format {name}" not in page("run.md")} == set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    """Links between pages lead to files, and those to headings lead to headings."""
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        file, _, heading = target.partition("#")
        if file.startswith(("https://", "mailto:")):
            continue
        found = (path.parent / file) if file else path
        if not found.exists() or (heading and heading not in anchors(found)):
            broken.append(target)
    assert broken == []


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as the usual renderers make them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text.lower()).strip().replace(" ", "-") for text in headings}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_speak_of_people_with_respect(path: Path) -> None:
    """No page uses a word that we keep out, except where it is code."""
    text = re.sub(
        r"```.*?```|`[^`]*`|\(https?://[^)]*\)", "", path.read_text("utf-8"), flags=re.DOTALL
    )
    assert KEPT_OUT.findall(text) == []


def test_every_file_named_in_the_docs_exists() -> None:
    """A path in backticks on any page is a file or folder of the house."""
    roots = "bot|dialogues|locales|storage|summaries|pages|tests|docs|benchmarks"
    named = {
        (path.name, name)
        for path in PAGES
        for name in re.findall(rf"`((?:{roots})/[\w./-]*)`", path.read_text(encoding="utf-8"))
    }
    assert {each for each in named if not (HOUSE / each[1]).exists()} == set()


def test_decisions_stay_short() -> None:
    """No decision of docs/why.md is longer than eight lines."""
    sections = re.split(r"^## ", page("why.md"), flags=re.MULTILINE)[1:]
    assert sections
    lengths = {
        title: len([line for line in body.splitlines() if line.strip()])
        for title, _, body in (section.partition("\n") for section in sections)
    }
    assert {title: length for title, length in lengths.items() if length > 8} == {}


def test_every_promise_names_its_tests() -> None:
    """docs/privacy.md has twelve promises, each with tests that are there under these names."""
    promises = re.findall(r"^\| (\d+) \| [^|]+ \| (.+) \|$", page("privacy.md"), re.MULTILINE)
    assert [str(number) for number in range(1, 13)] == [number for number, _ in promises]
    for number, cell in promises:
        links = re.findall(r"\[(test_\w+)\]\(\.\./(tests/[\w/.]+\.py)\)", cell)
        assert links, number
        for name, file in links:
            assert f"def {name}(" in (HOUSE / file).read_text(encoding="utf-8"), name
