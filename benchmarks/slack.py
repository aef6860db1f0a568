"""Our bot beside the usual app on Slack: in the process, and over HTTP with a stand-in Slack.

Ours and slack_bolt's listeners hear the same people by signed requests; SQLite with a write-ahead
log and a flush of every commit. With --write, docs/performance.md gets the table.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "bots"))
import contest
import page

MODES = ("saturated", "wire")
OURS, BOLT = "How are you", "slack_bolt listeners + SQLAlchemy"
BOTS = {OURS: "ours_slack", BOLT: "bolt_bot"}
SHOWN = ("slack-bolt", "slack-sdk", "SQLAlchemy", "aiosqlite", "aiohttp")
COLUMNS = (
    *("app", "turns/s", "CPU ms/turn", "p50 / p99 ms"),
    *("over HTTP: turns/s", "CPU ms/turn", "most memory MB"),
)


def table(found: contest.Found) -> str:
    """The figures as a Markdown table."""
    rows = []
    for name, modes in found.items():
        full, wire = modes["saturated"], modes["wire"]
        row = [name, f"{full['turns_s']:,.0f}", f"{full['cpu_ms']:.3f}"]
        row += [f"{full['p50_ms']:.0f} / {full['p99_ms']:.0f}", f"{wire['turns_s']:,.0f}"]
        rows.append([*row, f"{wire['cpu_ms']:.2f}", f"{full['rss_mb']:.0f}"])
    return page.table(COLUMNS, rows)


def ratios(found: contest.Found) -> str:
    """Our figures in relation to the other's."""
    inside, outside = (
        found[OURS][mode]["turns_s"] / found[BOLT][mode]["turns_s"] for mode in MODES
    )
    cpu = found[OURS]["saturated"]["cpu_ms"] / found[BOLT]["saturated"]["cpu_ms"]
    return (
        f"- beside {BOLT}: {inside:.2f} times its turns/s, {cpu:.3f} of its CPU per turn; "
        f"over HTTP {outside:.2f} times its turns/s"
    )


def main() -> None:
    """Measure, print, and write if asked to."""
    how, python = contest.asked(__doc__), contest.peers()
    found = contest.measured(BOTS, MODES, how, python)
    said = f"Medians of {how.rounds} rounds of {how.seconds:g} s."
    text = "\n\n".join((said, table(found), ratios(found), contest.surroundings(python, SHOWN)))
    print(text)
    if how.write:
        page.write("slack", text)


if __name__ == "__main__":
    main()
