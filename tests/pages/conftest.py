"""What the tests of the pages share: a site on an empty store, with a calendar of its own."""

from datetime import UTC, datetime, timedelta

import pytest

import locales
import pages
from bot import reading
from storage import Store, releases, rounds
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
def site(store: Store, calendar: Calendar) -> pages.Site:
    """The pages of a house in which nothing has happened yet."""
    return pages.Site(
        store=store,
        organisation="Us",
        now=calendar,
        languages=locales.offered(),
        latest=reading.latest_shown,
        each=lambda: reading.each_shown(store),
        releases=reading.newest_first,
        compose=reading.composed,
        reader=reading.reader,
        public="https://howareyou.example",
    )


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
