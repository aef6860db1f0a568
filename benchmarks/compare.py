"""Our bot beside the usual ones, in one run: turns per second, waiting time, CPU and memory.

Every bot runs in a process of its own with the same people (benchmarks/bots/scene.py), a new
database file each time, SQLite with a write-ahead log and a flush of every commit. The rounds are
interleaved, and of each figure the median is given. The peers are installed once, into a virtual
environment in the temporary directory (benchmarks/requirements.txt); they are no part of the bot.
With --write, docs/performance.md gets the table and docs/performance.svg the chart.
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
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "bots"))
from chart import chart

HERE = Path(__file__).parent
ROOT = HERE.parent
MODES = ("saturated", "20", "200", "wire")
OURS, LIMIT = "How are you", "plain sqlite3, group commit (limit)"
BOTS = {
    OURS: "ours",
    "python-telegram-bot ConversationHandler + SQLAlchemy": "telegram_bot",
    "aiogram FSM + SQLAlchemy": "aiogram_bot",
    LIMIT: "limit",
}
PEERS = {"telegram_bot", "aiogram_bot"}
SHOWN = ("aiogram", "python-telegram-bot", "SQLAlchemy", "aiosqlite", "aiohttp", "httpx")
COLUMNS = (
    *("bot", "turns/s", "CPU ms/turn", "p50 / p99 ms at 20/s", "p50 / p99 ms at 200/s"),
    *("over HTTP: turns/s", "CPU ms/turn", "most memory MB"),
)
Figures = dict[str, float]


def peers() -> Path:
    """The Python of the peers' environment; made if it is not there."""
    wanted = HERE / "requirements.txt"
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


def run(bot: str, mode: str, seconds: float, python: Path) -> Figures:
    """One bot, once, in a process and a folder of its own."""
    chosen = python if bot in PEERS else Path(sys.executable)
    path = os.pathsep.join([str(HERE / "bots"), str(ROOT)])
    with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as folder:
        alone = [chosen, HERE / "bots" / f"{bot}.py", folder, mode, str(seconds)]
        wired = [sys.executable, HERE / "bots" / "wire.py", bot, str(seconds), chosen]
        done = subprocess.run(
            wired if mode == "wire" else alone,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise SystemExit(f"{bot} {mode} failed:\n{done.stderr[-2000:]}")
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found


def median(rounds: list[Figures]) -> Figures:
    """The median of each figure."""
    names = set().union(*rounds)
    return {name: statistics.median(r[name] for r in rounds if name in r) for name in names}


def measured(rounds: int, seconds: float, python: Path) -> dict[str, dict[str, Figures]]:
    """Everything, round by round: one after the other, so that noise hits all alike."""
    found: dict[str, dict[str, list[Figures]]] = {n: {m: [] for m in MODES} for n in BOTS}
    for number in range(rounds):
        for mode in MODES:
            for name, bot in BOTS.items():
                found[name][mode].append(run(bot, mode, seconds, python))
        print(f"round {number + 1} of {rounds} done", file=sys.stderr)
    return {name: {m: median(r) for m, r in modes.items()} for name, modes in found.items()}


def table(found: dict[str, dict[str, Figures]]) -> str:
    """The figures as a Markdown table."""
    lines = [
        f"| {' | '.join(COLUMNS)} |",
        f"|{'---|' * len(COLUMNS)}",
    ]
    for name, modes in found.items():
        full = modes["saturated"]
        slow, fast = (_waits(modes[mode]) for mode in ("20", "200"))
        wire = modes["wire"]
        lines.append(
            f"| {name} | {full['turns_s']:,.0f} | {full['cpu_ms']:.3f} | {slow} | {fast} "
            f"| {wire['turns_s']:,.0f} | {wire['cpu_ms']:.2f} "
            f"| {max(each.get('rss_mb', 0) for each in modes.values()):.0f} |"
        )
    return "\n".join(lines)


def _waits(figures: Figures) -> str:
    if figures["done"] < 0.98:
        return f"does not keep up ({100 * figures['done']:.0f} % done)"
    return f"{figures['p50_ms']:.1f} / {figures['p99_ms']:.1f}"


def ratios(found: dict[str, dict[str, Figures]]) -> str:
    """Our figures in relation to the others."""
    mine, wired = found[OURS]["saturated"], found[OURS]["wire"]
    lines = []
    for name in found.keys() - {OURS}:
        other, http = found[name]["saturated"], found[name]["wire"]
        lines.append(
            f"- beside {name}: {mine['turns_s'] / other['turns_s']:.2f} times its turns/s, "
            f"{mine['cpu_ms'] / other['cpu_ms']:.3f} of its CPU per turn; over HTTP "
            f"{wired['turns_s'] / http['turns_s']:.2f} times its turns/s"
        )
    late = found[OURS]["200"]["p99_ms"] / found[LIMIT]["200"]["p99_ms"]
    return "\n".join([*sorted(lines), f"- p99 at 200/s: {late:.2f} times the limit's"])


def surroundings(python: Path) -> str:
    """What all this ran on."""
    asked = f"from importlib.metadata import version; [print(n, version(n)) for n in {SHOWN!r}]"
    listed = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True)
    mine = f"our SQLAlchemy {version('sqlalchemy')}, SQLite {sqlite3.sqlite_version}"
    load = f"load {os.getloadavg()[0]:.1f} at the end"
    return (
        f"CPython {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} "
        f"{platform.machine()}, {load}; {', '.join(listed.stdout.split(chr(10))[:-1])}; {mine}"
    )


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--write", action="store_true", help="put the result into docs/")
    asked, _ = parser.parse_known_args()
    python = peers()
    found = measured(asked.rounds, asked.seconds, python)
    text = f"{table(found)}\n\n{ratios(found)}\n\n{surroundings(python)}."
    print(text)
    if asked.write:
        rates = {name: modes["saturated"]["turns_s"] for name, modes in found.items()}
        (ROOT / "docs" / "performance.svg").write_text(chart(rates), encoding="utf-8")
        page = ROOT / "docs" / "performance.md"
        before, start, rest = page.read_text(encoding="utf-8").partition("<!-- compare -->\n")
        _, end, after = rest.partition("<!-- /compare -->")
        said = f"{asked.rounds} rounds of {asked.seconds:g} s.\n\n{text}"
        page.write_text(f"{before}{start}{said}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
