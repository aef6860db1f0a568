"""Bots side by side: each in a process and a folder of its own, round by round, medians at the end.

The peers are installed once, into a virtual environment in the temporary directory
(benchmarks/requirements.txt); they are no part of the bot.
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PEERS = {"telegram_bot", "aiogram_bot", "bolt_bot", "orm_bot"}
LONGEST = 120.0
Figures = dict[str, float]
Found = dict[str, dict[str, Figures]]


def asked(about: str | None) -> argparse.Namespace:
    """How many rounds, how long each, and whether to write the page."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--write", action="store_true", help="put the result into docs/")
    return parser.parse_known_args()[0]


def peers() -> Path:
    """The Python of the peers' environment; made if it is not there."""
    wanted = HERE.parent / "requirements.txt"
    mark = hashlib.sha256(wanted.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"howareyou-peers-{mark}"
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        print(f"Installing the peers into {folder} ...", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run(
            [*install, "--requirement", wanted], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"The peers could not be installed:\n{done.stderr[-2000:]}")
        (folder / "ready").touch()
    return python


def run(bot: str, *given: str, python: Path) -> Figures:
    """One bot, once; `given` is its mode, the seconds and what else it wants."""
    chosen = python if bot in PEERS else Path(sys.executable)
    with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as folder:
        alone = [chosen, HERE / f"{bot}.py", folder, *given]
        wired = [sys.executable, HERE / "wire.py", bot, given[1], chosen]
        done = subprocess.run(
            wired if given[0] == "wire" else alone,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), str(ROOT)])},
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST,
        )
    if done.returncode:
        raise SystemExit(f"{bot} {given[0]} failed:\n{done.stderr[-2000:]}")
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found


def median(rounds: Sequence[Figures]) -> Figures:
    """The median of each figure."""
    names = set().union(*rounds)
    return {name: statistics.median(r[name] for r in rounds if name in r) for name in names}


def measured(
    bots: Mapping[str, str], modes: Sequence[str], how: argparse.Namespace, python: Path
) -> Found:
    """Everything, round by round: one after the other, so that noise hits all alike."""
    found: dict[str, dict[str, list[Figures]]] = {n: {m: [] for m in modes} for n in bots}
    for number in range(how.rounds):
        for mode in modes:
            for name, bot in bots.items():
                found[name][mode].append(run(bot, mode, str(how.seconds), python=python))
        print(f"round {number + 1} of {how.rounds} done", file=sys.stderr)
    return {name: {m: median(r) for m, r in each.items()} for name, each in found.items()}


def surroundings(python: Path, shown: Sequence[str]) -> str:
    """What all this ran on."""
    wanted = f"from importlib.metadata import version; [print(n, version(n)) for n in {shown!r}]"
    listed = subprocess.run([python, "-c", wanted], capture_output=True, text=True, check=True)
    mine = f"our SQLAlchemy {version('sqlalchemy')}, SQLite {sqlite3.sqlite_version}"
    return f"{machine()}; {', '.join(listed.stdout.split(chr(10))[:-1])}; {mine}."


def machine() -> str:
    """The interpreter, the machine and how busy it was."""
    return (
        f"CPython {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} "
        f"{platform.machine()}, load {os.getloadavg()[0]:.1f} at the end"
    )
