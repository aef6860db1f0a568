"""Exports of a million rows: seconds, memory and size of each form.

Each form writes in a process of its own from the same release, repeated until it has a million
rows, to a file. With --write, docs/ gets the table.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "bots"))
sys.path.insert(0, str(Path(__file__).parents[1]))
import page

from summaries.disclose import Shown
from summaries.exports import exports
from summaries.table import rows
from tests.summaries.test_exports import released

ROWS = 1_000_000
COLUMNS = ("form", "rows", "seconds", "most memory MB", "file MB")


def enough(shown: Shown) -> Iterator[Shown]:
    """The same release again and again, as long as it takes."""
    each = len([*rows([shown])])
    for done in count(0, each):
        if done >= ROWS:
            return
        yield shown


def write(form: str) -> None:
    """Write one form, and print what it cost."""
    shown = released()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        began = time.perf_counter()
        with path.open("wb") as file:
            exports()[form].write(enough(shown), file)
        took = time.perf_counter() - began
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{took:.1f} {most:.0f} {path.stat().st_size / 1e6:.0f}")


def main() -> None:
    """Measure every form, each by itself."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the result into docs/")
    asked, _ = parser.parse_known_args()
    found = []
    for form in exports():
        run = [sys.executable, __file__, form]
        done = subprocess.run(run, check=True, capture_output=True, text=True)
        found.append([form, f"{ROWS:,}", *done.stdout.split()])
        print(*found[-1], file=sys.stderr)
    table = page.table(COLUMNS, found)
    print(table)
    if asked.write:
        page.write("exports", table)


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] in exports():
        write(sys.argv[1])
    else:
        main()
