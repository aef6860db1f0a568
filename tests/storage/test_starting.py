"""Several replicas start at once on an empty database: real processes, real locks."""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from storage import open_store, rounds
from tests.storage.test_opening import TODAY

REPLICAS = 3


def started(url: str, keys_dir: Path) -> list[str]:
    """Start replicas, let them open the store at one moment; what each says."""
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.storage.starting", url, keys_dir],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                    cwd=Path(__file__).parents[2],
                )
            )
            for _ in range(REPLICAS)
        ]
        ready = [each.stdout and each.stdout.readline() for each in processes]
        assert ["ready\n"] * REPLICAS == ready
        for each in processes:
            assert each.stdin is not None
            each.stdin.write("go\n")
            each.stdin.flush()
        return [str(each.communicate(timeout=60)[0]).strip() for each in processes]


def test_three_replicas_agree_on_an_empty_database(database_url: str, keys_dir: Path) -> None:
    """One of three makes the keys and the first round, the others find them; there is one set."""
    said = started(database_url, keys_dir)
    assert 1 == sum(each.startswith("made ") for each in said)
    assert REPLICAS - 1 == sum(each.startswith("found ") for each in said)
    assert 1 == len({each.partition(" ")[2] for each in said})
    store = open_store(
        database_url, keys_dir, today=TODAY, framework=("how_are_you", "1"), country="FI"
    )
    with store.read() as tx:
        ids = [each.id for each in rounds.all_rounds(tx)]
    store.close()
    assert ["r1"] == ids
    assert 5 == len(list(keys_dir.glob("*.key")))
