"""The ground: locks, Makefile, image and the script of the clean machine."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from ruamel.yaml import YAML

HOUSE = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)(?: ; .+)?$", re.MULTILINE)


def text(name: str) -> str:
    """The text of a file of the house."""
    return (HOUSE / name).read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    """What a lock file pins."""
    return dict(PIN.findall(text(name).replace(" \\\n", "\n")))


def wanted(requirements: list[str]) -> set[str]:
    """The plain names in a list of requirements."""
    return {
        re.split(r"[^A-Za-z0-9._-]", entry)[0].lower().replace("_", "-").replace(".", "-")
        for entry in requirements
    }


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_hashes_and_no_address(name: str) -> None:
    """Every pinned package has a hash; no option, address or path of an index is in a lock."""
    lines = [line for line in text(name).splitlines() if line and not line.startswith("#")]
    pin = r"[a-z0-9][\w.-]*(\[[\w,-]+\])?==\S+( ; [^\\]+)?( \\)?"
    mark = r"    --hash=sha256:[0-9a-f]{64}( \\)?"
    assert [line for line in lines if not re.fullmatch(f"{pin}|{mark}", line)] == []
    blocks = re.split(r"\n(?=\S)", "\n".join(lines))
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_locks_hold_everything_that_the_project_asks_for() -> None:
    """Each dependency of pyproject.toml is pinned in its lock."""
    project = tomllib.loads(text("pyproject.toml"))
    asked = (
        project["project"]["dependencies"] + project["project"]["optional-dependencies"]["postgres"]
    )
    assert wanted(asked) - set(pins(LOCKS[0])) == set()
    assert wanted(project["dependency-groups"]["dev"]) - set(pins(LOCKS[1])) == set()


def test_locks_agree_with_each_other() -> None:
    """A package in both locks has one version, so that both can be installed together."""
    main, dev = pins(LOCKS[0]), pins(LOCKS[1])
    assert {name for name in main.keys() & dev.keys() if main[name] != dev[name]} == set()


def test_hadolint_accepts_the_dockerfile() -> None:
    """The linter of Dockerfiles finds nothing, and nothing is switched off."""
    hadolint = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    if hadolint is None:
        pytest.skip("hadolint is installed on Linux with x86_64 only")
    done = subprocess.run(
        [hadolint, "Dockerfile"], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0
    assert "hadolint ignore" not in text("Dockerfile")


def test_the_image_runs_without_root_and_keeps_its_data() -> None:
    """The last USER is the fixed number, data and keys are in the volume, hashes are required."""
    dockerfile = text("Dockerfile")
    assert re.findall(r"^USER (\S+)$", dockerfile, re.MULTILINE)[-1] == "10001"
    assert "VOLUME /data" in dockerfile
    assert "HOWAREYOU_DATABASE_URL=sqlite:////data/" in dockerfile
    assert "HOWAREYOU_KEYS_DIR=/data/" in dockerfile
    assert "PYTHONOPTIMIZE=2" in dockerfile
    assert "compileall -q -o 2" in dockerfile
    installs = re.findall(r"pip install (.+)$", dockerfile, re.MULTILINE)
    assert installs
    assert [
        line for line in installs if not line.startswith(("--require-hashes", "--no-deps"))
    ] == []


def test_the_image_builds_with_tools_that_are_pinned() -> None:
    """The image takes out of the development lock hatchling and all that it needs, no more."""
    [names] = re.findall(r"keep = /\^\(([a-z|-]+)\)==/", text("Dockerfile"))
    assert set(names.split("|")) == needed_by("hatchling")
    assert set(names.split("|")) - set(pins(LOCKS[1])) == set()


def needed_by(name: str) -> set[str]:
    """A distribution and everything that it needs here, directly or not."""
    found, queue = {name}, [name]
    while queue:
        for line in requires(queue.pop()) or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                queue += {requirement.name} - found
                found.add(requirement.name)
    return found


def test_the_image_gets_every_room_and_nothing_else() -> None:
    """The six rooms are copied into the image; tests, data and keys are not even sent."""
    packages = tomllib.loads(text("pyproject.toml"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    rooms = set(packages["packages"])
    assert rooms == set(re.findall(r"^COPY (\w+) \1$", text("Dockerfile"), re.MULTILINE))
    ignored = text(".dockerignore").splitlines()
    assert "*" in ignored
    allowed = {line[1:] for line in ignored if line.startswith("!")}
    assert allowed == rooms | {"pyproject.toml", "README.md", "LICENSE", *LOCKS}


def test_compose_has_one_bot_and_a_profile_with_postgresql() -> None:
    """Without a profile only the bot with SQLite starts; with postgres one that uses PostgreSQL."""
    services = YAML(typ="safe").load(text("compose.yaml"))["services"]
    assert {name for name, service in services.items() if "profiles" not in service} == {"bot"}
    other = services["bot-postgres"]
    assert services["bot"]["volumes"] == other["volumes"]
    assert "postgresql+psycopg://" in other["environment"]["HOWAREYOU_DATABASE_URL"]


def test_compose_replicas_share_database_and_keys() -> None:
    """The two replicas differ in nothing but their port, and use one PostgreSQL and one volume."""
    services = YAML(typ="safe").load(text("compose.yaml"))["services"]
    first, second, single = (services[name] for name in ("bot-a", "bot-b", "bot-postgres"))
    assert first["ports"] != second["ports"]
    assert {**first, "ports": []} == {**second, "ports": []}
    assert {**first, "ports": [], "profiles": []} == {**single, "ports": [], "profiles": []}
    assert ["replicas"] == first["profiles"]
    assert "replicas" in services["postgres"]["profiles"]


def test_make_has_nothing_to_build_twice(tmp_path: Path) -> None:
    """With the stamp newer than the locks, `make setup` does nothing."""
    for name in ("Makefile", "pyproject.toml", *LOCKS):
        shutil.copy(HOUSE / name, tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / ".ready").touch()
    done = subprocess.run(
        ["make", "setup"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing to be done" in done.stdout or "is up to date" in done.stdout


@pytest.mark.parametrize("python", ["no-such-python", "old-python"])
def test_make_without_a_fitting_python_says_so(tmp_path: Path, python: str) -> None:
    """A missing or too old Python gives one clear sentence, and no half-built environment."""
    for name in ("Makefile", "pyproject.toml", *LOCKS):
        shutil.copy(HOUSE / name, tmp_path)
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.defpath}"
    done = subprocess.run(
        ["make", f"PYTHON={python}", "setup"],
        cwd=tmp_path,
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert done.stderr.startswith("How are you needs Python 3.11 or newer.")
    assert not (tmp_path / ".venv").exists()


def test_the_script_of_the_clean_machine_is_sound() -> None:
    """.ci/run is executable, stops at the first error and is readable to bash."""
    script = HOUSE / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "set -euo pipefail" in text(".ci/run")
    done = subprocess.run(["bash", "-n", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("status", "last"), [(0, "== 3 passed in 1.20s =="), (2, "1 failed, 2 passed in 9.00s")]
)
def test_the_script_ends_with_what_pytest_said(tmp_path: Path, status: int, last: str) -> None:
    """.ci/run prints pytest's closing line last and passes on whether it all held."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(HOUSE / ".ci" / "run", tmp_path / ".ci")
    (tmp_path / "Makefile").write_text(
        "test-postgresql test-browser:\n\t@echo '== 9 passed in 9.00s =='\n"
        f"test:\n\t@echo '{last}'; echo 'make is done'; exit {status}\n"
    )
    done = subprocess.run(
        [tmp_path / ".ci" / "run"],
        env={"PATH": os.defpath, "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1] == last
    assert (done.returncode == 0) is (status == 0)
