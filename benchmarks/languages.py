"""What all languages cost at a start: read, looked at for faults, held in memory, heard.

Each figure is of a process of its own. Where fewer languages are shipped than asked for, the rest
are copies of them under other tags. With --write, docs/performance.md gets the figures.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent / "bots"))
import contest
import page

from locales import registry
from locales.entry import TEMPLATE, po_path

ROOT = Path(__file__).parent.parent
TIMES = 9
COLUMNS = (
    *("languages", "of them open", "ms to read and check", "ms of CPU", "MB held"),
    "ms of CPU for the words that are heard",
)
LOAD = """
import gc, sys, time
from pathlib import Path

import locales
from bot.lexicon import lexicon
from dialogues import library
from locales.catalogue import Catalogues

def held():
    gc.collect()
    lines = Path("/proc/self/statm")
    return int(lines.read_text().split()[1]) * 4096 / 2**20 if lines.exists() else 0.0

before, began, worked = held(), time.perf_counter(), time.process_time()
shipped = Catalogues(Path(sys.argv[1]))
opened = len(shipped.open)
took, worked = time.perf_counter() - began, time.process_time() - worked
grown, framework = held() - before, library.default()
locales._shipped = lambda: shipped
began = time.process_time()
lexicon(framework, [each.tag for each in shipped.whole])
heard = time.process_time() - began
print(len(shipped.languages), opened, took * 1000, worked * 1000, grown, heard * 1000)
"""


def directory(folder: Path, languages: int) -> Path:
    """The shipped languages in a folder, and copies of them until there are so many."""
    shipped = ROOT / "locales"
    known = registry.read(shipped / registry.FILE)
    shutil.copytree(shipped, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    assert (folder / TEMPLATE).exists()
    translated = [each for each in known if po_path(folder, each.tag).exists()]
    entries = [(folder / registry.FILE).read_text(encoding="utf-8")]
    for number, each in zip(range(languages - len(known)), cycle(translated), strict=False):
        tag = f"q{number:02}"
        path = po_path(folder, tag)
        path.parent.mkdir(parents=True)
        shutil.copy(po_path(folder, each.tag), path)
        lines = (f'name = "{each.name}"', f'direction = "{each.direction}"',
                 f'plural = "{each.plural}"', 'review = "draft"')  # fmt: skip
        entries.append("\n".join((f"[{tag}]", *lines)))
    (folder / registry.FILE).write_text("\n\n".join(entries) + "\n", encoding="utf-8")
    return folder


def measure(languages: int) -> list[float]:
    """The medians of what COLUMNS name."""
    with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as name:
        folder = directory(Path(name) / "locales", languages)
        found = []
        for _ in range(TIMES):
            done = subprocess.run(
                [sys.executable, "-c", LOAD, str(folder)],
                cwd=ROOT, capture_output=True, text=True, check=True,
            )  # fmt: skip
            found.append([float(each) for each in done.stdout.split()])
    return [median(column) for column in zip(*found, strict=True)]


def main() -> None:
    """Print the figures, and write them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--languages", type=int, default=28)
    parser.add_argument("--write", action="store_true", help="put the result into docs/")
    asked, _ = parser.parse_known_args()
    there, opened, took, worked, held, heard = measure(asked.languages)
    row = [
        f"{there:.0f}",
        f"{opened:.0f}",
        f"{took:.0f}",
        f"{worked:.0f}",
        f"{held:.1f}",
        f"{heard:.0f}",
    ]
    text = page.table(COLUMNS, [row])
    text = f"{text}\n\n{contest.machine()}."
    print(text)
    if asked.write:
        page.write("languages", text)


if __name__ == "__main__":
    main()
