"""Leases: one holder at a time, and a fence that keeps out whoever slept past their time."""

import select
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import Lease, LeaseLost, Presence, Store, Unavailable, leases, post, tables

ME, YOU = "a" * 16, "0b" * 8
HOUSE = Path(__file__).parents[2]
LIVE = """
import sys, time
from sqlalchemy import create_engine
from storage import database, presence
held = presence.appear(database.connect(sys.argv[1]), sys.argv[2])
print("lives", flush=True)
sys.stdin.read()
"""


only_on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
only_on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Both databases, whatever the others are tested on."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql_url"))
    return f"sqlite:///{tmp_path}/data/howareyou.sqlite3"


@pytest.fixture
def alive(store: Store) -> Iterator[dict[str, Presence]]:
    """Two replicas that live, until a test closes one."""
    living = {holder: store.appear(holder) for holder in (ME, YOU)}
    yield living
    for presence in living.values():
        presence.close()


def take(store: Store, holder: str, *, now: float = 0.0, seconds: float = 20.0) -> Lease | None:
    """Try for the lease."""
    with store.aside() as db:
        return leases.take(db, "upkeep", holder=holder, now=now, seconds=seconds)


def taken(store: Store, holder: str, **more: float) -> Lease:
    """Take the lease; it must be free."""
    lease = take(store, holder, **more)
    assert lease is not None
    return lease


def renew(store: Store, lease: Lease, *, now: float = 0.0) -> bool:
    """Hold it for longer."""
    with store.aside() as db:
        return leases.renew(db, lease, now=now, seconds=20.0)


def impatiently(store: Store, holder: str) -> Lease | None:
    """Try for the lease without waiting for a lock."""
    with store.aside() as db:
        db.execute(text("SET LOCAL lock_timeout = 10"))
        return leases.take(db, "upkeep", holder=holder, now=0.0, seconds=20.0)


def stand_still(store: Store) -> None:
    """Stay in a transaction, where a millisecond of doing nothing is allowed."""
    with store.begin() as tx:
        tx.db.execute(text("SET LOCAL idle_in_transaction_session_timeout = 1"))
        for _ in range(1000):
            tx.db.execute(text("SELECT 1"))
            select.select([], [], [], 0.01)


def number(presence: Presence) -> int:
    """What to watch."""
    found = presence.fileno()
    assert found is not None
    return found


def listen(presence: Presence) -> None:
    """Listen for a while: the server's last words come before the end of the line."""
    for _ in range(10):
        select.select([number(presence)], [], [], 1)
        presence.rung()


def written(store: Store) -> list[date]:
    """The days of the arrivals that are kept."""
    with store.read() as tx:
        return list(tx.db.execute(tables.arrival.select()).scalars())


def test_one_holder(store: Store, alive: dict[str, Presence]) -> None:
    """While one lives and renews, another gets nothing; another lease is free meanwhile."""
    mine = taken(store, ME)
    assert (ME, 1) == (mine.holder, mine.fence)
    assert take(store, YOU) is None
    assert renew(store, mine)
    assert take(store, YOU) is None
    with store.aside() as db:
        assert leases.take(db, "another", holder=YOU, now=0.0, seconds=20.0) is not None


def test_time_is_over(store: Store, alive: dict[str, Presence]) -> None:
    """After its time a lease goes to another, with a higher fence, and cannot be renewed."""
    mine = taken(store, ME, seconds=-1.0)
    yours = taken(store, YOU)
    assert mine.fence < yours.fence
    assert not renew(store, mine)
    assert take(store, ME) is None


def test_late_but_first(store: Store, alive: dict[str, Presence]) -> None:
    """Who is late, but was not followed by anybody, goes on under the same fence."""
    mine = taken(store, ME, seconds=-1.0)
    assert renew(store, mine)
    assert take(store, YOU) is None


def test_given_back(store: Store, alive: dict[str, Presence]) -> None:
    """What is given back is free at once; giving back what another has changes nothing."""
    mine = taken(store, ME)
    with store.aside() as db:
        leases.release(db, mine)
    yours = taken(store, YOU)
    with store.aside() as db:
        leases.release(db, mine)
    assert renew(store, yours)


def test_the_clock_is_the_databases(store: Store, alive: dict[str, Presence]) -> None:
    """On PostgreSQL a replica with a wrong clock takes nothing early; SQLite believes its own."""
    taken(store, ME)
    early = take(store, YOU, now=10.0**12)
    assert store.shared is (early is None)


def test_a_holder_that_died(store: Store, alive: dict[str, Presence]) -> None:
    """Whoever lives no longer is followed at once."""
    taken(store, ME)
    assert take(store, YOU) is None
    alive[ME].close()
    alive[ME] = store.appear("0c" * 8)
    assert 2 == taken(store, YOU).fence


def test_a_holder_that_was_killed(store: Store, alive: dict[str, Presence]) -> None:
    """Kill -9 is a death that is noticed at once."""
    url, dead = store.engine.url.render_as_string(hide_password=False), "0d" * 8
    with subprocess.Popen(
        [sys.executable, "-c", LIVE, url, dead],
        cwd=HOUSE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert b"lives\n" == process.stdout.readline()
        taken(store, dead)
        assert take(store, YOU) is None
        process.kill()
        process.wait()
        for _ in range(1000):  # the server needs a moment to see it
            found = take(store, YOU)
            if found is not None:
                break
    assert found is not None


def test_a_write_under_a_lost_lease(store: Store, alive: dict[str, Presence]) -> None:
    """A write under a lease that another has is undone whole, and says whose it was."""
    mine = taken(store, ME, seconds=-1.0)
    event = ("telegram", "77", "1")
    with store.under(mine).begin() as tx:  # late, but nobody else began
        post.fresh(tx, [event], today=date(2027, 3, 1))
    yours = taken(store, YOU)
    for late in (store.under(mine), store.under(yours, mine)):
        with pytest.raises(LeaseLost) as lost, late.begin(alone=True) as tx:
            post.fresh(tx, [("telegram", "77", "2")], today=date(2027, 3, 2))
        assert mine == lost.value.lease
    with store.begin(under=[yours]) as tx:
        post.fresh(tx, [("telegram", "77", "3")], today=date(2027, 3, 3))
    assert 2 == len(written(store))


@only_on_postgresql
def test_nobody_takes_over_in_the_middle_of_a_commit(
    store: Store, alive: dict[str, Presence]
) -> None:
    """Between the question for the fence and the commit the lease cannot change hands."""
    mine = taken(store, ME, seconds=-1.0)
    with store.begin() as tx:
        leases.check(tx.db, mine)
        with pytest.raises(Unavailable):
            impatiently(store, YOU)
    assert 2 == taken(store, YOU).fence


@only_on_postgresql
def test_who_stands_still_in_a_transaction_loses_it(store: Store) -> None:
    """A replica stopped inside a transaction blocks the others for a while, not for ever."""
    setting = text("SELECT current_setting('idle_in_transaction_session_timeout')")
    with store.begin() as tx:
        assert "0" == tx.db.execute(setting).scalar()
    store.appear(ME).close()
    with store.begin() as tx:
        assert "10s" == tx.db.execute(setting).scalar()
    with store.begin(alone=True) as tx:
        assert "10min" == tx.db.execute(setting).scalar()
    with pytest.raises(Unavailable):
        stand_still(store)


def test_the_bell(store: Store, alive: dict[str, Presence]) -> None:
    """Who rings is heard by every replica, once; on SQLite there is nobody else to hear."""
    assert [store.shared] * 2 == [each.fileno() is not None for each in alive.values()]
    store.ring()
    for presence in alive.values():
        if store.shared:
            readable, _, _ = select.select([number(presence)], [], [], 10)
            assert [number(presence)] == readable
        assert store.shared is presence.rung()
        assert not presence.rung()


@only_on_postgresql
def test_a_session_that_was_cut_off(store: Store, alive: dict[str, Presence]) -> None:
    """If the server ends the session that proves us, we are told, and others may go on."""
    taken(store, ME)
    others = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with store.aside() as db:
        db.execute(others)
    with pytest.raises(Unavailable, match="closed the session"):
        listen(alive[ME])
    store.engine.dispose()
    assert 2 == taken(store, "0e" * 8).fence


@only_on_sqlite
def test_nothing_is_left_beside_the_database(store: Store) -> None:
    """The files that prove life go with their processes, also with one that was killed."""
    folder = Path(str(store.engine.url.database)).parent
    for holder in (ME, YOU):
        store.appear(holder).close()
    (folder / f"howareyou.sqlite3-{ME}.alive").touch()
    taken(store, ME)
    taken(store, YOU)
    assert [] == list(folder.glob("*.alive"))
