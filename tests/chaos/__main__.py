"""`make chaos`: people talk on every channel while the bot is killed and the platforms fail.

Prints what happened and what was lost, doubled or put to a wrong question; 1 if anything was.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests import postgresql
from tests.chaos.compare import Findings
from tests.chaos.long_trouble import settled, url_in
from tests.chaos.on_pages import PageWitness
from tests.chaos.plan import WAYS, Address, Plan
from tests.chaos.repeats import ASKED, KILL, STOP, TORN, Explained
from tests.chaos.town import Town

HOW = {KILL: "a kill", STOP: "SIGTERM", TORN: "an answer lost", ASKED: "asking again"}


def read(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="make chaos ARGS=...", description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0, help="how long people keep coming")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--people", type=int, default=25, help="at once, on each of five ways")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--share", type=float, default=0.05, help="of each kind of fault")
    parser.add_argument("--patience", type=float, default=300.0, help="until somebody is stuck")
    parser.add_argument("--doubles", type=float, default=0.05, help="share of events brought twice")
    parser.add_argument("--mixes", type=float, default=0.2, help="share of batches out of order")
    parser.add_argument("--hurried", action="store_true", help="without the pace of platforms")
    return parser.parse_args(arguments)


async def run(towns: Sequence[Town]) -> list[Findings]:
    """Let all towns live at once."""
    return list(await asyncio.gather(*(town.live() for town in towns)))


def report(plan: Plan, towns: Sequence[Town], found: Sequence[Findings]) -> tuple[str, bool]:
    """The table of a run, and whether nothing was wrong."""
    faults = sum((town.weather.faults for town in towns), Counter[str]())
    stuck = [":".join(key) for town in towns for key, each in town.crowd.items() if each.stuck]
    stuck += [line for each in found for line in each.unfinished]
    bad = [line for each in found for line in (*each.lost, *each.doubled, *each.wrong)]
    bad += [f"stuck: {who}" for who in stuck]
    bad += [line for town in towns for line in town.troubles]
    told = {who: each for town in towns for who, each in town.told.items()}
    bad += [
        f"{who}: {len(each.over)} repeated too often" for who, each in told.items() if each.over
    ]
    bad += [f"{each.browser.word}: {each.browser.repeats} times the same on one page"
            for town in towns for each in town.crowd.values()
            if isinstance(each, PageWitness) and each.browser.repeats]  # fmt: skip
    bad += [f"parked: {each.parked}" for each in found if each.parked]
    refused = sum(town.weather.faults["400"] for town in towns)
    aside = sum(each.aside for each in found)
    bad += [f"set aside: {aside} of {refused} that were refused"] if aside > refused else []
    stops = [seconds for town in towns for seconds in town.stops]
    bad += [f"SIGTERM took {seconds:.1f} s" for seconds in stops if seconds > 5]
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(faults.items()))
    rows = {
        **{way: f"{p} people, {e} events" for town in towns for way, p, e in town.ways()},
        "people": sum(len(town.crowd) for town in towns),
        "events": sum(town.events.total() for town in towns),
        "answers": sum(each.answers for each in found),
        "kills": sum(town.kills for town in towns),
        "starts": f"{sum(town.refusals for town in towns)} refused by a platform, and tried again",
        "stops": f"{len(stops)} by SIGTERM, the longest {max(stops, default=0):.1f} s",
        "faults": f"{sum(faults.values())} ({kinds})",
        "lost": sum(len(each.lost) for each in found),
        "doubled": sum(len(each.doubled) for each in found),
        "wrong": sum(len(each.wrong) for each in found),
        "stuck": len(stuck),
        "repeats": _by_cause(told.values()),
        "most by a kill": f"{max((each.worst for each in told.values()), default=0)} to one person",
        "too many": sum(len(each.over) for each in told.values()),
        "seed": plan.seed,
    }
    lines = [f"{name:16} {value}" for name, value in rows.items()]
    return "\n".join([*lines, *(f"! {line}" for line in bad[:50])]), not bad


def _by_cause(told: Collection[Explained]) -> str:
    """How many messages came twice, and why."""
    causes = sum((each.causes for each in told), Counter[str]())
    counted = ", ".join(f"{causes[what]} by {HOW[what]}" for what in HOW)
    return f"{causes.total() + sum(len(each.over) for each in told)} ({counted})"


def transcripts(towns: Sequence[Town], text: str) -> str:
    """The talks of everybody with whom it failed, as the report names them."""
    named = [(key, each) for town in towns for key, each in town.crowd.items() if key[2] in text]
    return "".join(f"\n{key[2]}\n" + "\n".join(each.transcript) + "\n" for key, each in named)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print."""
    asked = read(arguments)
    with (
        tempfile.TemporaryDirectory(prefix="howareyou-chaos-") as folder,
        addresses(asked.database, Path(folder)) as database,
    ):
        plan = planned(asked, database)
        towns = inhabited(plan, Path(folder))
        text, clean = report(plan, towns, asyncio.run(run(towns)))
    sys.stdout.write(text + "\n" + transcripts(towns, text))
    return 0 if clean else 1


def planned(asked: argparse.Namespace, database: Address) -> Plan:
    """The plan of a run."""
    return Plan(
        asked.seed,
        asked.seconds,
        asked.people,
        pauses=(5.0, 15.0),
        share=asked.share,
        hangs=asked.share,
        doubles=asked.doubles,
        mixes=asked.mixes,
        hurried=asked.hurried,
        patience=asked.patience,
        database=database,
    )


def inhabited(plan: Plan, folder: Path) -> list[Town]:
    """The towns of a run, each in a folder of its own."""
    towns = []
    for way in WAYS:
        (place := folder / way).mkdir()
        towns.append(Town(way, plan, place))
    return towns


@contextmanager
def addresses(kind: str, folder: Path) -> Iterator[Address]:
    """Where the towns have their databases."""
    if kind == "sqlite":
        yield lambda place, _way: url_in(place)
        return
    server = postgresql.server(folder)
    try:
        with ExitStack() as stack:
            made = {way: stack.enter_context(postgresql.database(server.get_uri())) for way in WAYS}
            yield lambda _place, way: settled(made[way])
    finally:
        server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
