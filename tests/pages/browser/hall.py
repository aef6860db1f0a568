"""A house that the tests of one file share: people talked in two towns, and staff come and go."""

import asyncio
import itertools
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page
from starlette.applications import Starlette

import pages
from bot import upkeep
from bot.channels import Channel
from bot.channels.web import Web
from bot.house import House
from bot.pace import Pace
from bot.serve import Rooms
from bot.site import site as site_of
from dialogues import help as help_lines
from dialogues import library
from dialogues.model import Framework
from pages.view import COOKIE
from storage import entrance, open_store, places, rounds, tables
from storage import staff as register
from storage.staff import Staff
from tests.bot.chats import Chat, seated
from tests.bot.fakes import Platform
from tests.pages.browser.paper import unmarked
from tests.pages.conftest import Calendar

OULU, KEMI = "Oulunsalonniemi", "Kemijärvenkylä"
IN_OULU, FRIENDS, IN_KEMI = 21, 13, 17
WORDS = "I walk in the meadow."
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Hall:
    """A house that a browser can open, with its clock; where its database and keys are."""

    base: str
    house: House
    site: pages.Site
    calendar: Calendar
    url: str
    keys: Path

    def joined(self, role: str, place: str = "", *, label: str = "Kaisa") -> Staff:
        """Somebody new who is in already."""
        person = ("telegram", "1", f"staff-{next(_numbers)}")
        with self.house.store.begin() as tx:
            code = register.invite(
                tx, role=role, place=place, label=label, today=self.house.today()
            )
            found = register.redeem(tx, code, person=person, today=self.house.today())
        assert found is not None
        return found

    def link(self, of: Staff) -> str:
        """A link for them, as the bot writes it."""
        with self.house.store.begin() as tx:
            return f"{self.base}/enter/{entrance.ticket(tx, of.id, now=self.site.seconds)}"

    def forgive(self) -> None:
        """Forget who showed wrong codes or came often."""
        with self.house.store.begin() as tx:
            tx.db.execute(tables.knock.delete())


@contextmanager
def listening() -> Iterator[tuple[socket.socket, str]]:
    """A free port of this machine, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        yield free, f"http://127.0.0.1:{free.getsockname()[1]}"


@contextmanager
def opened(house: House, port: socket.socket, *more: Channel) -> Iterator[None]:
    """The rooms and the pages of a house in one loop, as `howareyou run` has them."""
    ready = threading.Event()
    servers: list[uvicorn.Server] = []

    async def serve() -> None:
        """Until the server is told to stop."""
        rooms = Rooms(house, [Web(), *more], pace=Pace(chat=0.0, account=0.0))
        async with rooms.running():
            app = Starlette(routes=rooms.routes())
            servers.append(uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off")))
            ready.set()
            await servers[0].serve(sockets=[port])

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    assert ready.wait(30)
    try:
        yield
    finally:
        servers[0].should_exit = True
        thread.join()


@contextmanager
def open_hall(
    url: str, keys: Path, *, framework: Framework | None = None, organisation: str = "Us"
) -> Iterator[Hall]:
    """A house in which nothing has happened yet."""
    calendar, spoken = Calendar(), framework or library.default()
    store = open_store(
        url, keys, today=calendar.now.date(), framework=(spoken.id, spoken.version), country="FI"
    )
    with listening() as (port, base):
        house = House(
            store=store, organisation=organisation, now=calendar, framework=spoken,
            help=help_lines.installed("FI"), address=base,
        )  # fmt: skip
        app = Platform("78")  # not the account of `Chat`, whose messages the tests themselves fetch
        app.begins = "https://t.me/us?start="
        with opened(house, port, app):
            yield Hall(base, house, site_of(house, [Web(), app]), calendar, url, keys)
    store.close()


def lived_in(hall: Hall, *, oulu: str = OULU, kemi: str = KEMI, words: str = WORDS) -> None:
    """A round that is over, not yet released: two towns, and a text that waits for approval."""
    hall.joined("coordinator")  # without one nobody is asked whether a text may be read
    with hall.house.store.begin() as tx:
        for place, name in (("oulu", oulu), ("kemi", kemi)):
            places.add(tx, id=place, name=name, kind="town")
            places.invite(tx, place=place)
    given = {"topics": "people", "people_mood": "2"}
    seated(hall.house, range(FRIENDS), "oulu", people_needs="friends", **given)
    seated(hall.house, range(FRIENDS, IN_OULU), "oulu", people_needs="language", **given)
    seated(hall.house, range(100, 100 + IN_KEMI), "kemi", home_mood="4", join="sport_nature")
    Chat(hall.house, "writer").finish(works=[words], share=["volunteers"], quote=["yes"])
    hall.calendar.move(days=29)
    upkeep.move_due(hall.house, hall.house.today())


def released(hall: Hall) -> None:
    """Release it, as the button of the desk does."""
    assert hall.site.work
    assert [] == hall.site.work.release()


def asking(hall: Hall) -> None:
    """Ask people once more, unless that is so already: between rounds no talk begins."""
    today = hall.house.today()
    with hall.house.store.begin() as tx:
        last = rounds.current(tx)
        if last.state == "open" and rounds.window_on(tx, last.id, day=today):
            return
        if last.state == "open":
            rounds.close_round(tx, today=today)
        rounds.open_round(tx, framework=last.framework, version=last.version, today=today)


def follow(page: Page, link: str) -> None:
    """Open a link of the entrance and press its only button."""
    page.goto(link)
    page.click("form[action='/enter'] button")


def holding(browser: Browser, hall: Hall, token: str) -> BrowserContext:
    """A browser of ours that holds this session, from wherever it has it."""
    context = browser.new_context(locale="en", viewport={"width": 320, "height": 640})
    context.add_cookies([{
        "name": COOKIE, "value": token, "url": hall.base.replace("http:", "https:"),
        "httpOnly": True, "secure": True, "sameSite": "Lax",
    }])  # fmt: skip
    return context


def come_in(browser: Browser, hall: Hall, role: str, place: str = "") -> BrowserContext:
    """A browser of somebody of the staff who is in; how they come in is tried in test_doors."""
    member = hall.joined(role, place)
    with hall.house.store.begin() as tx:
        token = entrance.begin(tx, member.id, now=hall.site.seconds)
    return holding(browser, hall, token)


def read(page: Page) -> str:
    """What the page says, one space between its words."""
    return unmarked(page.inner_text("body"))
