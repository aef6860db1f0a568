"""Our bot beside the usual ones on Telegram: turns per second, waiting time, CPU and memory.

Every bot has the same people (benchmarks/bots/scene.py), a new database file each time, SQLite with
a write-ahead log and a flush of every commit. The rounds are interleaved, and of each figure the
median is given. With --write, docs/ gets the table and the chart.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "bots"))
import contest
import page

MODES = ("saturated", "20", "200", "wire")
OURS, LIMIT = "How are you", "plain sqlite3, group commit (limit)"
BOTS = {
    OURS: "ours",
    "python-telegram-bot ConversationHandler + SQLAlchemy": "telegram_bot",
    "aiogram FSM + SQLAlchemy": "aiogram_bot",
    LIMIT: "limit",
}
SHOWN = ("aiogram", "python-telegram-bot", "SQLAlchemy", "aiosqlite", "aiohttp", "httpx")
COLUMNS = (
    *("bot", "turns/s", "CPU ms/turn", "p50 / p99 ms at 20/s", "p50 / p99 ms at 200/s"),
    *("over HTTP: turns/s", "CPU ms/turn", "most memory MB"),
)


def table(found: contest.Found) -> str:
    """The figures as a Markdown table."""
    rows = []
    for name, modes in found.items():
        full, wire = modes["saturated"], modes["wire"]
        most = max(each.get("rss_mb", 0) for each in modes.values())
        row = [name, f"{full['turns_s']:,.0f}", f"{full['cpu_ms']:.3f}"]
        row += [_waits(modes["20"]), _waits(modes["200"])]
        rows.append([*row, f"{wire['turns_s']:,.0f}", f"{wire['cpu_ms']:.2f}", f"{most:.0f}"])
    return page.table(COLUMNS, rows)


def _waits(figures: contest.Figures) -> str:
    if figures["done"] < 0.98:
        return f"does not keep up ({100 * figures['done']:.0f} % done)"
    return f"{figures['p50_ms']:.1f} / {figures['p99_ms']:.1f}"


def ratios(found: contest.Found) -> str:
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


def main() -> None:
    """Measure, print, and write if asked to."""
    how, python = contest.asked(__doc__), contest.peers()
    found = contest.measured(BOTS, MODES, how, python)
    said = f"Medians of {how.rounds} rounds of {how.seconds:g} s."
    parts = (said, table(found), ratios(found), contest.surroundings(python, SHOWN))
    text = "\n\n".join(parts)
    print(text)
    if how.write:
        page.draw("performance", {n: modes["saturated"]["turns_s"] for n, modes in found.items()})
        page.write("compare", text)


if __name__ == "__main__":
    main()
