"""A house with everything in it, all its addresses, and people of every role who send to them.

1. The addresses come from the routes that `howareyou run` serves: a new one is shot at by itself.
2. What a shot uses up (a role, a round, a parked message) is there again after a while.
"""

import asyncio
import html
import re
import socket
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from random import Random
from typing import get_args

import uvicorn
from starlette.applications import Starlette
from structlog.testing import capture_logs

from bot import reading, upkeep
from bot.channels.slack import Slack
from bot.channels.telegram import Telegram
from bot.channels.web import Web
from bot.house import House
from bot.pace import Pace
from bot.serve import Rooms
from pages.style import files
from storage import Tx, entrance, places, quotes, rounds
from storage import staff as register
from storage.staff import Role
from summaries.exports import exports
from tests.bot.chats import Chat, seated
from tests.pages.conftest import Calendar
from tests.pages.fuzz.answers import (
    SECRET,
    Back,
    Target,
    ask,
    ask_over_the_wire,
    faults,
    signed,
    targets,
)
from tests.pages.fuzz.shots import MARK, Armoury, Shot
from tests.pages.test_desk import SHARED
from tests.pages.test_rights import parked

HIDDEN = re.compile(r'name="([\w-]+)" value="([^"]*)"')
RENEW = 150
SECONDS = 30
STAFF = {role: (role, "oulu" if role == "sponsor" else "fi") for role in get_args(Role)}
STAFF["coordinator of a town"] = ("coordinator", "oulu")


@dataclass
class Range:
    """Everything that is shot at, and by whom. counts: what came back from where."""

    house: House
    ask: Callable[[Shot, str], Awaitable[Back]]
    armoury: Armoury
    targets: Sequence[Target]
    cookies: dict[str, str] = field(default_factory=dict)
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    async def shoot(self, number: int) -> None:
        """Send so many requests: to all addresses in turn, by anybody."""
        draw = self.armoury.random
        for done in range(number):
            if done % RENEW == 0:
                await asyncio.to_thread(self._renew)
            path, methods = self.targets[done % len(self.targets)]
            shot = self.armoury.shot(path, methods, sensible=draw.random() < 0.5)
            shot = signed(shot) if draw.random() < 0.7 else shot
            # Most of what can be done is a coordinator's.
            who = draw.choice([*sorted(self.cookies), "nobody", "coordinator", "coordinator"])
            if who in self.cookies:
                cookie = (b"cookie", self.cookies[who].encode())
                shot = replace(shot, headers=(cookie, *shot.headers))
            # Not all from one address, or most would only be told to wait.
            elsewhere = f"10.0.{draw.randrange(200)}.{draw.randrange(200)}"
            status = await self._one(shot, who, draw.choice(["127.0.0.1", *[elsewhere] * 9]))
            self.counts[path, status] += 1

    async def _one(self, shot: Shot, who: str, address: str) -> int:
        try:
            async with asyncio.timeout(SECONDS):
                back = await self.ask(shot, address)
        except Exception as error:  # noqa: BLE001 - whatever it was is the finding
            self.faults.append(f"{who}: {shot}: {error!r}")
            return 0
        self.faults += [f"{who}: {shot}: {each}" for each in faults(shot, back)]
        self._learn(back)
        return back.status

    def _learn(self, back: Back) -> None:
        """What a page offers is sent later; whoever begins a talk goes on with it."""
        if back.kind == "text/html":
            for name, value in HIDDEN.findall(back.body.decode("utf-8", "replace")):
                if MARK not in value:
                    self.armoury.learn(name, html.unescape(value))
        for name, value in back.headers:
            if name == b"set-cookie" and value.startswith(b"__Host-talk=") and b"ge=0" not in value:
                self.cookies["person"] = value.split(b";")[0].decode()

    def _renew(self) -> None:
        """Everybody comes in anew, and what was used up is there again."""
        for spent in ("id", "code", "place"):
            self.armoury.known.pop(spent, None)
        with self.house.store.begin() as tx:
            for who, (role, place) in STAFF.items():
                self.cookies[who] = f"__Host-staff={self._came_in(tx, role, place)}"
            for name, value in self._there(tx):
                self.armoury.learn(name, value)

    def _came_in(self, tx: Tx, role: str, place: str) -> str:
        member = _redeemed(tx, role, place, self._today)
        return entrance.begin(tx, member.id, now=self.house.now().timestamp())

    def _there(self, tx: Tx) -> list[tuple[str, str]]:
        """What is there, by the names under which it is sent."""
        staff = register.everyone(tx)
        seconds = self.house.now().timestamp()
        invited = register.invite(tx, role="sponsor", place="oulu", label="x", today=self._today)
        invitation = places.invite(tx, place="oulu")
        return [
            *[("place", each.id) for each in places.all_places(tx)[:4]],
            *[("id", each.id) for each in staff[-2:]],
            *[("id", each.id) for each in quotes.undecided(tx)[:2]],
            *[("id", parked(tx)), ("code", invited), ("code", invitation)],
            *[("code", entrance.ticket(tx, each.id, now=seconds)) for each in staff[-1:]],
            *[("release", each) for each, _ in reading.newest_first(tx)],
        ]

    @property
    def _today(self) -> date:
        return self.house.today()


def _redeemed(tx: Tx, role: str, place: str, today: date) -> register.Staff:
    code = register.invite(tx, role=role, place=place, label=f"<{MARK}>", today=today)
    member = register.redeem(tx, code, person=("telegram", "1", code), today=today)
    assert member is not None
    return member


USUAL = {
    "form": [*exports()],
    "name": [*files()],
    "lang": ["en", "fi", "ar", "my"],
    "role": ["sponsor", "reviewer"],
    "kind": ["town", "region"],
    "parent": ["fi"],
    "decision": ["approve", "refuse"],
    "weeks": ["4"],
    "windows": ["1"],
    "text": ["/start", "/continue", "/help", "/mine", "/delete", "yes", "3", "112"],
    "done": ["closed", "approved"],
}


@asynccontextmanager
async def shooting_range(
    house: House, calendar: Calendar, *, seed: int, wire: bool = False
) -> AsyncIterator[Range]:
    """A house after its first round, with its pages and its hooks for Telegram and Slack."""
    await asyncio.to_thread(_filled, house, calendar)
    telegram = Telegram("7:x", webhook_secret=SECRET, public_url="https://howareyou.example")
    slack = Slack("xoxb-x", signing_secret=SECRET)
    async with Rooms(house, [Web()], pace=Pace(chat=0.0, account=0.0)).running() as rooms:
        hooks = [route for each in (telegram, slack) for route in each.routes(rooms.intake.hear)]
        app = Starlette(routes=[*hooks, *rooms.routes()])
        random = Random(seed)  # noqa: S311 - a sample, not a secret
        known = {name: [*values] for name, values in USUAL.items()}
        with capture_logs() as logged:
            async with _served(app) if wire else nullcontext(partial(ask, app)) as asking:
                there = Range(house, asking, Armoury(random, known), [*targets(app.routes)])
                yield there
        # Over the wire uvicorn itself stumbles over answers to broken requests.
        there.faults += [str(each) for each in logged if each["log_level"] == "error" and not wire]


@asynccontextmanager
async def _served(app: Starlette) -> AsyncIterator[Callable[[Shot, str], Awaitable[Back]]]:
    """The same by a real server, as `howareyou run` has it; everybody comes from one address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        port = listening.getsockname()[1]
        yield lambda shot, _: ask_over_the_wire(port, shot)
        server.should_exit = True
        await serving


def _filled(house: House, calendar: Calendar) -> None:
    with house.store.begin() as tx:
        _redeemed(tx, "reviewer", "", house.today())  # without one nobody is asked for a text
    seated(house, range(12), mood_now="4")
    Chat(house, "writer").finish(**SHARED)
    calendar.move(days=29)
    upkeep.move_due(house, house.today())
    with house.store.begin() as tx:
        places.add(tx, id="oulu", name=f"<{MARK}>Oulu", kind="town")
        [window] = reading.unpublished(tx)
        reading.publish(tx, house, window)
        if rounds.current(tx).state == "open":
            rounds.close_round(tx, today=house.today())
        framework = house.framework
        rounds.open_round(
            tx, framework=framework.id, version=framework.version, today=house.today()
        )
