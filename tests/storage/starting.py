"""Opens a store at a word: `python -m tests.storage.starting URL KEYS_DIR`.

Says "ready", waits for a line, opens, and prints whether it made the keys, and which it has.
"""

import sys
from datetime import date
from pathlib import Path

from storage import open_store
from storage.keys import registered


def main(url: str, keys_dir: str) -> None:
    """Be one of several replicas that start on an empty database."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    given = {"framework": ("how_are_you", "1"), "country": "FI"}
    store = open_store(url, Path(keys_dir), today=date(2027, 3, 1), **given)  # type: ignore[arg-type]  # one of each
    with store.read() as tx:
        ids = sorted(row.id for row in registered(tx.db))
        sealed = tx.keys.draft.id
    store.close()
    sys.stdout.write(f"{'made' if store.opened_first_round else 'found'} {sealed} {ids}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
