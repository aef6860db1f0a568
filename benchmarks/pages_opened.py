"""What a page costs, with a million answers stored: every page that people and staff open.

Four windows of invented people in five regions of four towns, all released, with texts that workers
may read and texts that wait for a decision. The pages come from the routes that are served, so a
new one is measured by itself; the talk is a whole one, turn by turn. Each page is asked for in the
process, as a server hands a request over. With --write, docs/performance.md gets the figures.
"""

import argparse
import asyncio
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parent / "bots"))
sys.path.insert(0, str(Path(__file__).parents[1]))
import contest
import ours
import page
import release
from starlette.applications import Starlette

from bot import logs
from bot.channels.web import Web
from bot.house import House
from bot.serve import Rooms
from pages.style import files
from storage import Tx, answers, entrance, parking, places, releases, rounds, tables
from storage import staff as register
from tests.pages.fuzz.answers import Back, ask, targets
from tests.pages.fuzz.shots import FORM, SAME, Shot
from tests.pages.reading import Read

ANSWERS, WINDOWS, TIMES = 1_000_000, 4, 40
AIM = 50.0  # milliseconds at the median
COLUMNS = ("page", "ms median", "ms p95", "first load kB")
# Made anew for whoever saves it, or long by its nature: see the other benchmarks.
OTHERS = re.compile(r"\.pdf$|^/export/|^/static|\{path|\{code")
WORDS = ("My neighbours help a lot.", "المدرسة جيدة", "I wait for a letter. " * 12)


def fill(folder: Path, wanted: int) -> None:
    """A house with so many answers in its windows, each of them released, and staff."""
    house = ours.open_bench_house(folder)
    random = Random("pages")  # noqa: S311 - a benchmark, not a secret
    with house.store.begin() as tx:
        towns = list(release.country(tx))
        rounds.close_round(tx, today=house.today())
        name, version = house.framework.id, house.framework.version
        rounds.open_round(tx, framework=name, version=version, today=house.today(), windows=WINDOWS)
    windows = release.windows(house)
    for window in windows:
        kept: list[Any] = []
        while len(kept) < wanted // WINDOWS:
            home = towns[min(int(random.expovariate(0.4)), len(towns) - 1)]
            kept += written(release.rows(house.framework, window, home, random), random)
            if random.random() < 0.03:
                kept.append({**release.row(window, "fi", "_quote"), "words": random.choice(WORDS)})
        for start in range(0, len(kept), release.CHUNK):
            with house.store.begin() as tx:
                answers.write(tx, kept[start : start + release.CHUNK])
    for window in windows[:-1]:  # the texts of the last one still wait for a decision
        release.released(house, window)
    with house.store.begin() as tx:
        tx.db.execute(tables.window.update().values(state="moved"))
        for place in towns:
            places.invite(tx, place=place)
            register.invite(tx, role="sponsor", place=place, label="x", today=house.today())
    house.store.close()


def written(rows: Iterator[Any], random: Random) -> Iterator[Any]:
    """The same rows; half of those who wrote something let workers read it."""
    for row in rows:
        words = row["question"] in {"works", "hard", "hope"} and row["state"] == "answered"
        if words and random.random() < 0.5:
            yield {**row, "place": "fi", "words": random.choice(WORDS)}
        else:
            yield row


def staff(tx: Tx, house: House) -> tuple[str, str]:
    """A coordinator of the country who has come in: the cookie, and their id."""
    code = register.invite(tx, role="coordinator", place="", label="x", today=house.today())
    member = register.redeem(tx, code, person=("telegram", "1", "1"), today=house.today())
    assert member is not None
    return entrance.begin(tx, member.id, now=house.now().timestamp()), member.id


class Visitor:
    """Asks for pages as a browser does, and keeps the time."""

    def __init__(self, app: Starlette, cookie: str) -> None:
        self._app = app
        self._cookie = cookie

    async def ask(self, path: str, form: str | None = None) -> tuple[float, Back]:
        """Milliseconds, and what came."""
        method = "GET" if form is None else "POST"
        headers = (SAME, FORM, (b"cookie", self._cookie.encode()))
        where, _, query = path.partition("?")
        shot = Shot(method, where.encode(), query.encode(), headers, (form or "").encode())
        began = time.perf_counter()
        back = await ask(self._app, shot, "127.0.0.1")
        return 1000 * (time.perf_counter() - began), back

    def keep(self, back: Back) -> None:
        """Keep the cookie of a talk."""
        given = [value for name, value in back.headers if name == b"set-cookie"]
        for each in given:
            if each.startswith(b"__Host-talk="):
                self._cookie = each.partition(b";")[0].decode()


async def measure(house: House, times: int) -> list[list[str]]:
    """One line for each page, and for the turns of a talk."""
    with house.store.begin() as tx:
        token, known = staff(tx, house)
        heard = {"channel": "telegram", "account": "7", "address": "1", "event_key": "e",
                 "kind": "text", "text": "x", "hidden": ()}  # fmt: skip
        waits = parking.park(
            tx, ("telegram", "7", "1"), heard=heard, question="works", today=house.today()
        )
        older = releases.ids(tx)[0]
    logs.configure("ERROR")
    async with Rooms(house, [Web()]).running() as rooms:
        app = Starlette(routes=rooms.routes())
        visitor = Visitor(app, f"__Host-staff={token}")
        there = {"staff/{id}": f"staff/{known}", "parked/{id}": f"parked/{waits}"}
        there |= {"{place}": "t00", "{release}": older}
        routes = [path for path, methods in targets(app.routes) if "GET" in methods]
        rows = []
        for route in [*routes, "/summary/fi", "/summary/fi?release={release}"]:
            if not OTHERS.search(route):
                path = route
                for name, value in there.items():
                    path = path.replace(name, value)
                rows.append(await one(visitor, route, path, times))
        return [*rows, await talk(app, times)]


async def one(visitor: Visitor, route: str, path: str, times: int) -> list[str]:
    """The line of a page; the first time, when it is warmed up, does not count."""
    _, first = await visitor.ask(path)
    assert first.status in (200, 204), (path, first.status)
    found = [(await visitor.ask(path))[0] for _ in range(times)]
    return line(route, found, first)


async def talk(app: Starlette, times: int) -> list[str]:
    """The line of a turn: whole talks, what is pressed, and the page that comes of it."""
    found: list[float] = []
    while len(found) < times:
        visitor = Visitor(app, "")
        _, back = await visitor.ask("/talk")
        first, press = back, "begin=1"
        while press:
            hidden = urlencode(Read(back.body.decode()).hidden)
            took, back = await visitor.ask("/talk", f"{press}&{hidden}")
            visitor.keep(back)
            if back.status == 303:
                more, back = await visitor.ask("/talk")
                took += more
            found.append(took)
            press = next_press(Read(back.body.decode()))
    return line("/talk, a turn", found, first)


def next_press(shown: Read) -> str:
    """What is pressed on this page: the first button; nothing once the code is shown."""
    tokens = [token for said in shown.said for row in said.rows for _, token in row]
    if not tokens or any("MY-" in said.text for said in shown.said):
        return ""
    skip = next((each for each in tokens if each.endswith(":!skip")), tokens[0])
    return urlencode({"press": skip})


def line(name: str, found: list[float], first: Back) -> list[str]:
    """One line of the table."""
    loaded = len(first.body) + sum(
        len(body) for name, (body, _) in files().items() if name.encode() in first.body
    )
    high = quantiles(found, n=20)[-1]
    return [f"`{name}`", f"{median(found):.1f}", f"{high:.1f}", f"{loaded / 1000:.1f}"]


def main() -> None:
    """Print the figures, and write them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=ANSWERS)
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--fill", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true", help="put the result into docs/")
    asked, _ = parser.parse_known_args()
    logs.configure("ERROR")
    if asked.fill:
        fill(asked.fill, asked.answers)
        return
    with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as name:
        told = ["--fill", name, "--answers", str(asked.answers)]
        subprocess.run([sys.executable, __file__, *told], check=True)
        house = ours.open_bench_house(Path(name))
        rows = asyncio.run(measure(house, asked.times))
        house.store.close()
    text = f"{page.table(COLUMNS, rows)}\n\n{asked.answers:,} answers stored; {contest.machine()}."
    print(text)
    over = [row[0] for row in rows if float(row[1]) > AIM]
    print("over the aim:", ", ".join(over) or "none")
    if asked.write:
        page.write("pages", text)


if __name__ == "__main__":
    main()
