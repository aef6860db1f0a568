"""How long a move, a release and an audit of many people take, and how much memory they need.

`python -m tests.attack.sizes URL KEYS_DIR PEOPLE` prints a line for each, in a process of its own.
"""

import resource
import sys
import time
from collections.abc import Callable

from bot import logs, reading, upkeep
from bot.audit import audited
from bot.house import House, open_house
from bot.settings import Settings
from tests.bot.chats import Calendar, seated

TOWNS = ("", "lahti", "oulu", "turku", "vaasa")
SLICE = 1000


def settled(url: str, keys_dir: str, people: int) -> tuple[House, Calendar]:
    """A house in which so many people have finished."""
    calendar = Calendar()
    settings = {"HOWAREYOU_DATABASE_URL": url, "HOWAREYOU_KEYS_DIR": keys_dir}
    house = open_house(Settings.read(settings), now=calendar)
    for start in range(0, people, SLICE):
        town = TOWNS[start // SLICE % len(TOWNS)]
        numbers = range(start, min(start + SLICE, people))
        seated(house, numbers, place=town, mood_now=str(1 + start % 5), hope=f"words of {start}")
    calendar.wait(28)
    return house, calendar


def published(house: House) -> None:
    """Publish what has moved."""
    with house.store.begin() as tx:
        for window in reading.unpublished(tx):
            reading.publish(tx, house, window)


def timed(name: str, do: Callable[[], object]) -> None:
    """Print how long it took, and the most memory that this process has needed so far."""
    began, cpu = time.perf_counter(), time.process_time()
    do()
    seconds, work = time.perf_counter() - began, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{name:8} {seconds:7.2f} s, CPU {work:6.2f} s, at most {memory:5.0f} MB\n")


def main(url: str, keys_dir: str, people: str) -> None:
    """Measure and print."""
    logs.configure("WARNING")
    house, _ = settled(url, keys_dir, int(people))
    timed("before", lambda: None)
    timed("move", lambda: upkeep.move_due(house, house.today()))
    timed("release", lambda: published(house))
    timed("audit", lambda: audited(house))
    house.store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
