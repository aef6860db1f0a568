"""What the tests of the bot room share: a house with a calendar of its own, and somebody in it."""

from collections.abc import AsyncIterator, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import event

import pages
from bot import logs, turn
from bot.channels.web import Web
from bot.commands import opened
from bot.house import House, open_house
from bot.settings import known, variable
from bot.upkeep import Upkeep
from bot.writer import Writer
from dialogues import help as help_lines
from dialogues import library
from dialogues.model import Heard
from storage import Store, open_store
from tests.bot.chats import Calendar, Chat
from tests.bot.fleet import Forking, Launch, fleet, starting
from tests.bot.messengers import rooms_of
from tests.bot.operators import Operator
from tests.bot.web_people import Visitor, site_of
from tests.pages.browse import Browser


@pytest.fixture
def calendar() -> Calendar:
    """The clock of the house."""
    return Calendar()


@pytest.fixture(autouse=True)
def _logged() -> Iterator[None]:
    """Make log lines as the bot does, and print none."""
    structlog.configure(
        processors=[logs.facts_only, structlog.processors.LogfmtRenderer()],
        logger_factory=structlog.ReturnLoggerFactory(),
        cache_logger_on_first_use=False,
    )
    yield
    structlog.reset_defaults()


@pytest.fixture(autouse=True)
def quick(request: pytest.FixtureRequest) -> None:
    """Let SQLite not wait for the disk: the tests of storage prove that it does."""
    if "store" in request.fixturenames:
        store: Store = request.getfixturevalue("store")
        if store.engine.dialect.name == "sqlite":
            event.listen(store.engine, "connect", _without_waiting)
            store.engine.dispose()


def _without_waiting(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture
def house(store: Store, calendar: Calendar) -> House:
    """A house on a new store, with the shipped talk, help lines and languages."""
    return House(
        store=store,
        organisation="the Red Cross",
        now=calendar,
        framework=library.default(),
        help=help_lines.installed("FI"),
    )


@pytest.fixture
def chat(house: House) -> Chat:
    """Somebody who chats on Telegram."""
    return Chat(house)


@pytest.fixture
def operator(tmp_path: Path, calendar: Calendar, monkeypatch: pytest.MonkeyPatch) -> Operator:
    """An operator whose clock is the test's."""
    environ = {
        "HOWAREYOU_DATABASE_URL": f"sqlite:///{tmp_path}/data/a.sqlite3",
        "HOWAREYOU_KEYS_DIR": str(tmp_path / "keys"),
    }
    for name in known():
        monkeypatch.delenv(variable(name), raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logs, "configure", lambda level: level)
    monkeypatch.setattr(opened, "open_house", lambda held: open_house(held, now=calendar))
    return Operator(tmp_path, calendar, environ)


@pytest.fixture
async def upkeep(house: House) -> AsyncIterator[Upkeep]:
    """The nightly round of the house, with the real turn as its intake."""
    writer = Writer()

    async def hear(heard: Sequence[Heard]) -> None:
        """Take what is heard in, as the intake does."""
        turn.take(house, heard)

    yield Upkeep(house, writer, hear)
    writer.close()


@pytest.fixture
async def talks(house: House) -> AsyncIterator[pages.Site]:
    """The pages of a house where people can talk on them."""
    async with rooms_of(house, Web()) as rooms:
        yield site_of(rooms, house)


@pytest.fixture
def visitor(talks: pages.Site) -> Visitor:
    """Somebody at a browser of their own."""
    return Visitor(Browser(talks))


@pytest.fixture(scope="session")
def forking() -> Iterator[Forking]:
    """The program that forks replicas."""
    with starting() as process:
        yield process
        process.kill()


@pytest.fixture
def launch(forking: Forking, tmp_path: Path, postgresql_url: str) -> Launch:
    """How to start a fleet on the database of this test."""
    return partial(fleet, forking, tmp_path, postgresql_url)


@pytest.fixture
def checked(postgresql_url: str, tmp_path: Path, calendar: Calendar) -> Iterator[House]:
    """The house of the fleet as one more process sees it."""
    framework = library.default()
    store = open_store(
        postgresql_url,
        tmp_path / "keys",
        today=calendar().date(),
        framework=(framework.id, framework.version),
        country="FI",
    )
    yield House(store=store, organisation="the Red Cross", now=calendar, framework=framework)
    store.close()
