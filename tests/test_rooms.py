"""The rooms: who may know whom, how things are called, and how long they may get."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ROOMS = ("bot", "dialogues", "locales", "storage", "summaries", "pages")
OURS = "howareyou-bot"
LONGEST_MODULE, LONGEST_FUNCTION = 300, 30
NO_MODULE = {"utils", "helpers", "common", "base", "manager", "service", "handler"}
NO_NAME = re.compile(r"(^|_)(user|users|client|clients|refugee|refugees)(_|$)")

# One line for each contract of pyproject.toml that breaks that contract.
PLANTED = {
    "Imports look down only": ("dialogues/model.py", "import bot.settings\nimport storage"),
    "Pages do not know the bot": ("pages/__init__.py", "import bot.turn"),
    "Only serve knows the pages": ("bot/staff.py", "import pages"),
    "Channels do not know one another": ("bot/channels/terminal.py", "import bot.channels.slack"),
    "Dialogues and summaries are pure: no I/O, no clock, no randomness": (
        "summaries/disclose.py",
        "import random",
    ),
    "Only storage imports SQLAlchemy": ("bot/turn.py", "from sqlalchemy import text"),
    "Only its channel imports telegram": ("bot/sender.py", "import telegram"),
    "Only its channel imports slack_bolt": ("dialogues/engine.py", "import slack_sdk"),
}


def modules(*folders: str) -> Iterator[Path]:
    """Every Python file of ours in these folders."""
    for folder in folders:
        yield from sorted((HOUSE / folder).rglob("*.py"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, methods and inner ones too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def name_of(path: Path) -> str:
    """The file as people name it."""
    return str(path.relative_to(HOUSE))


def verdicts(house: Path) -> dict[str, str]:
    """Run import-linter in a checkout and give KEPT or BROKEN for each contract."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"], cwd=house, capture_output=True, text=True, check=False
    )
    found = re.findall(r"^(.+?) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE)
    assert found, done.stdout + done.stderr
    return dict(found)


def contracts() -> list[str]:
    """The names of the contracts in pyproject.toml."""
    settings = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of all rooms that may be spoilt."""
    for room in ROOMS:
        shutil.copytree(HOUSE / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_import_contract_is_kept() -> None:
    """In the house as it stands no import goes where it may not."""
    assert dict.fromkeys(contracts(), "KEPT") == verdicts(HOUSE)


def test_a_planted_import_breaks_its_contract(copy: Path) -> None:
    """One bad line for each contract is enough to break every one of them."""
    for file, line in PLANTED.values():
        path = copy / file
        path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    assert dict.fromkeys(PLANTED, "BROKEN") == verdicts(copy)


@pytest.mark.parametrize("name", ["Only storage imports SQLAlchemy", "Imports look down only"])
def test_one_planted_import_breaks_no_other_contract(copy: Path, name: str) -> None:
    """A bad line is told under its own contract, the others stay kept."""
    file, line = PLANTED[name]
    path = copy / file
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    assert dict.fromkeys(contracts(), "KEPT") | {name: "BROKEN"} == verdicts(copy)


def test_no_module_stands_outside_the_contracts(copy: Path) -> None:
    """A module that no contract names is held by them too: house, and a channel's second file."""
    for file, line in (
        ("bot/house.py", "import telegram"),
        ("bot/channels/slack_events.py", "import bot.house"),
    ):
        path = copy / file
        path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    found = verdicts(copy)
    assert "BROKEN" == found["Only its channel imports telegram"]
    assert "BROKEN" == found["Imports look down only"]


def test_every_contract_has_a_planted_import() -> None:
    """A new contract in pyproject.toml needs a line here that breaks it."""
    assert set(contracts()) == set(PLANTED)


def test_modules_stay_short() -> None:
    """No module of the house or its tests is longer than it can be read in one go."""
    long = {
        name_of(path): lines
        for path in modules(*ROOMS, "tests")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def test_functions_stay_short() -> None:
    """No function of the rooms is longer than fits one look."""
    long = {
        f"{name_of(path)}:{node.lineno} {node.name}": lines
        for path in modules(*ROOMS)
        if "migrations" not in path.parts
        for node in functions(path)
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_module_is_called_after_nothing() -> None:
    """A module name says what is inside; utils and its kin do not."""
    vague = {
        name_of(path)
        for path in modules(*ROOMS, "tests")
        if NO_MODULE & {path.stem, path.stem.rstrip("s"), *path.relative_to(HOUSE).parts}
    }
    assert vague == set()


def test_people_are_called_people() -> None:
    """No name in the rooms calls a person user or client, but where a platform is quoted."""
    wrong = {
        f"{name_of(path)}:{getattr(node, 'lineno', 0)} {name}"
        for path in modules(*ROOMS)
        if not {"channels", "standins"} & set(path.parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (name := _name_given_by(node)) and NO_NAME.search(name.lower())
    }
    assert wrong == set()


def _name_given_by(node: ast.AST) -> str:
    """The name that this piece of code gives to something."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.arg(arg=name):
            return name
        case ast.Name(id=name, ctx=ast.Store()):
            return name
        case _:
            return ""


def test_every_module_says_what_it_is_for() -> None:
    """Every module with code in it begins with a docstring."""
    silent = {
        name_of(path)
        for path in modules(*ROOMS, "tests")
        if (tree := ast.parse(path.read_text(encoding="utf-8"))).body
        and ast.get_docstring(tree) is None
    }
    assert silent == set()


def test_every_test_states_its_claim() -> None:
    """Every test has a docstring, and its first paragraph is one sentence."""
    vague = {
        f"{name_of(path)} {node.name}"
        for path in modules("tests")
        for node in functions(path)
        if node.name.startswith("test_")
        and not re.fullmatch(
            r"[^\n].*[.!?]", (ast.get_docstring(node) or "").partition("\n\n")[0], re.DOTALL
        )
    }
    assert vague == set()


def test_interrogate_finds_no_test_without_a_docstring() -> None:
    """The tests are documented to the last one, by interrogate's count too."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "interrogate",
            "-vv",
            "--ignore-init-method",
            "--config",
            HOUSE / "pyproject.toml",
            "tests",
        ],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_other_distribution_provides_our_names() -> None:
    """Nobody else in this environment installs a top-level package called like a room."""
    provided = packages_distributions()
    strangers = {room: set(provided.get(room, [])) - {OURS} for room in ROOMS}
    assert strangers == {room: set() for room in ROOMS}


def test_the_wheel_holds_the_six_rooms_and_their_data(tmp_path: Path) -> None:
    """What is installed is the six rooms, with frameworks, texts and migrations inside."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert set(ROOMS) == {top for name in names if "." not in (top := name.split("/")[0])}
    kept = {
        name_of(path)
        for room in ROOMS
        for path in (HOUSE / room).rglob("*")
        if path.is_file() and path.suffix != ".pyc" and "__pycache__" not in path.parts
    }
    assert kept <= names
