"""What the tests of the pages share: a site on an empty store, with a calendar of its own."""

from datetime import UTC, datetime, timedelta

import pytest

import pages
from bot.house import House
from bot.site import site as site_of
from dialogues import help as help_lines
from dialogues import library
from storage import Store, releases, rounds
from tests.bot.fakes import Platform
from tests.summaries.test_exports import released


class Calendar:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2027, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The moment it is."""
        return self.now

    def move(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)


@pytest.fixture
def calendar() -> Calendar:
    """Noon of the first day."""
    return Calendar()


@pytest.fixture
def house(store: Store, calendar: Calendar) -> House:
    """A house in which nothing has happened yet."""
    return House(
        store=store,
        organisation="Us",
        now=calendar,
        framework=library.default(),
        help=help_lines.installed("FI"),
        address="https://howareyou.example",
    )


@pytest.fixture
def site(house: House) -> pages.Site:
    """Its pages; people can begin on one app."""
    app = Platform()
    app.begins = "https://t.me/us?start="
    return site_of(house, [app])


@pytest.fixture
def release(store: Store) -> None:
    """A release with every kind of row, as the tests of exports have it."""
    shown = released()
    with store.begin() as tx:
        window = rounds.windows(tx, rounds.current(tx).id)[0]
        releases.add(
            tx,
            round_id=window.round,
            window=window.id,
            published_on=window.last_day,
            cells=shown.freeze(),
        )
