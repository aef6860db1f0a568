"""Dies on request: does a piece of work in a child process that kills itself at a given step.

`python -m tests.storage.dying URL KEYS_DIR WORK STEP` prints what became of the child.
It is a program of its own so that the process that forks has one thread and no open database.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from storage import Store, erase, move, open_store, rounds
from tests.storage.people import NEXT_DAY, cut


def moving(store: Store, step: Callable[[str], None]) -> None:
    """Move the first window that is due, or finish what an earlier death left."""
    left = move.recover(store, step=step)
    with store.read() as tx:
        windows = rounds.due_windows(tx, today=NEXT_DAY)
    if windows and not left:
        move.move(store, windows[0], k=5, cut=cut, today=NEXT_DAY, step=step)


def erasing(store: Store, step: Callable[[str], None]) -> None:
    """Erase what codes ask for."""
    erase.run_erasures(store, step=step)


WORKS = {"move": moving, "erase": erasing}


def dying_at(wanted: str) -> Callable[[str], None]:
    """Make a step that is the last one."""

    def step(name: str) -> None:
        if name.replace(" ", "_") == wanted:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def run(url: str, keys_dir: str, work: str, step: str) -> str:
    """Do the work in a child and tell whether it was killed or came through."""
    child = os.fork()
    if child == 0:
        given = {"today": date(2027, 3, 1), "framework": ("f", "1"), "country": "FI"}
        store = open_store(url, Path(keys_dir), **given)  # type: ignore[arg-type]  # see given
        WORKS[work](store, dying_at(step))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return "killed" if os.WIFSIGNALED(status) else f"came through {os.WEXITSTATUS(status)}"


if __name__ == "__main__":
    for line in sys.stdin:
        print(run(*line.split()), flush=True)  # noqa: T201 - this is how it answers
