"""Whoever holds a lease works; whoever lost it stops, and what it still writes is refused."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

import pytest

from bot import sender as sending_
from bot import turn
from bot.house import House
from bot.intake import Intake
from bot.keeper import Keeper, Terms, elapsed
from bot.pace import Pace
from bot.sender import lease_name
from bot.serve import Rooms
from bot.upkeep import Upkeep
from bot.writer import Writer
from dialogues.model import Heard
from storage import Lease, LeaseLost, Store, leases, move, open_store, tables
from tests.bot.chats import Chat
from tests.bot.desk import left, sending, waiting
from tests.bot.fakes import Platform, SimulatedClock
from tests.bot.fleet import eventually

SENDER = lease_name("telegram", "77")
QUICK = Terms(lasts=20.0, renew=0.01, retry=0.01)
only_on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database_url: str) -> str:
    """The database of all tests, or PostgreSQL where a test says so."""
    if getattr(request, "param", "") == "postgresql":
        return str(request.getfixturevalue("postgresql_url"))
    return database_url


@asynccontextmanager
async def keeping(
    store: Store, *, clock: Callable[[], float] = elapsed, running: bool = False
) -> AsyncIterator[Keeper]:
    """A keeper of a process of its own."""
    writer = Writer()
    keeper = Keeper(store, writer, terms=QUICK, clock=clock)
    task = asyncio.create_task(keeper.run() if running else asyncio.sleep(0))
    try:
        yield keeper
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await keeper.close()
        writer.close()


def steal(store: Store, name: str) -> Lease:
    """Take a lease as another replica does that found its time to be over."""
    with store.aside() as db:
        for holder in ("", "0f" * 8):
            db.execute(tables.lease.update().values(holder=holder, until=0.0))
        found = leases.take(db, name, holder="0a" * 8, now=0.0, seconds=10.0**12)
    assert found is not None
    return found


async def test_one_of_two_works(store: Store) -> None:
    """Of two processes one does the work; when it leaves, the other goes on."""
    began: asyncio.Queue[str] = asyncio.Queue()

    async def work(lease: Lease) -> None:
        """Say who works, and work on."""
        await began.put(lease.holder)
        await asyncio.Event().wait()

    async with asyncio.timeout(30), keeping(store, running=True) as second:
        async with keeping(store, running=True) as first:
            one = asyncio.create_task(first.during("upkeep", work))
            assert first.holder == await began.get()
            two = asyncio.create_task(second.during("upkeep", work))
            await second.look()
            assert second.held("upkeep") is None
            assert began.empty()
            one.cancel()
            await asyncio.gather(one, return_exceptions=True)
        assert second.holder == await began.get()
        two.cancel()
        await asyncio.gather(two, return_exceptions=True)


async def test_a_work_ends_with_its_lease(store: Store) -> None:
    """Whose lease another has taken is cancelled; whoever ends or fails by itself ends the wait."""
    cancelled, begun = asyncio.Event(), asyncio.Event()

    async def work(_: Lease) -> None:
        """Work until cancelled."""
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    async def fail(_: Lease) -> None:
        """End by a fault."""
        raise ValueError("a part that fails")

    async with asyncio.timeout(30), keeping(store, running=True) as keeper:
        working = asyncio.create_task(keeper.during("upkeep", work))
        await begun.wait()
        steal(store, "upkeep")
        await cancelled.wait()
        assert not working.done()
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        with pytest.raises(ValueError, match="a part that fails"):
            await keeper.during("poller", fail)


async def test_a_lease_is_stale_before_another_begins(store: Store) -> None:
    """A process that stood still knows by its own clock that others may have begun."""
    clock = SimulatedClock(100.0)
    async with keeping(store, clock=clock) as keeper:
        keeper.want("upkeep")
        await keeper.look()
        mine = keeper.held("upkeep")
        assert mine is not None
        clock.now += 19.9
        assert mine == keeper.held("upkeep")
        clock.now += 0.2
        assert keeper.held("upkeep") is None
        assert keeper.knows(mine)
        await keeper.look()
        assert mine == keeper.held("upkeep")


@only_on_postgresql
async def test_a_lost_session_is_not_a_lost_lease(store: Store) -> None:
    """Cut off from the database we hold nothing; if nobody came between, the fence stays."""
    async with asyncio.timeout(30), keeping(store) as keeper:
        keeper.want("upkeep")
        await keeper.look()
        mine = keeper.held("upkeep")
        with store.aside() as db:
            db.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        await eventually(lambda: keeper.held("upkeep") is None)
        while keeper.held("upkeep") is None:
            await keeper.look()
        assert mine == keeper.held("upkeep")


async def test_what_a_stale_poller_brings_is_refused(house: House) -> None:
    """A batch fetched under a lost lease is not taken; what stands beside it in the batch is."""
    writer, rescued = Writer(), list[Heard]()

    async def rescue(heard: Heard) -> None:
        """Note who was rescued."""
        rescued.append(heard)

    intake = Intake(
        partial(turn.take, house),
        writer,
        park=partial(turn.park, house),
        committed=lambda: None,
        rescue=rescue,
    )
    stale, fresh = Chat(house, "1000"), Chat(house, "2000")
    async with keeping(house.store) as keeper:
        keeper.want("poller")
        await keeper.look()
        lease = keeper.held("poller")
        assert lease is not None
        steal(house.store, "poller")
        both = asyncio.gather(
            intake.hear([stale.typed("/start")], lease),
            intake.hear([fresh.typed("/start")]),
            return_exceptions=True,
        )
        await asyncio.sleep(0)
        running = asyncio.create_task(intake.run())
        refused, taken = await both
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    writer.close()
    assert isinstance(refused, LeaseLost)
    assert taken is None
    assert ([], None, "2000") == (rescued, stale.contact, fresh.contact and fresh.contact.address)


async def test_what_a_stale_sender_did_is_not_noted(store: Store) -> None:
    """What was on its way when another took over stays for the other; nothing more is sent."""
    for text in "abc":
        waiting(store, text, address="1")
    waiting(store, "d", address="2")
    gate, inside = asyncio.Event(), asyncio.Event()

    async def held() -> None:
        """Hold the platform back until the test lets it go."""
        inside.set()
        await gate.wait()

    async with sending(store) as desk:
        desk.platform.next_["1"].append(held)
        await inside.wait()
        steal(store, SENDER)
        gate.set()
        await eventually(lambda: desk.keeper.held(SENDER) is None)
        waiting(store, "e", address="3")
        assert {("1", "a"), ("2", "d")} >= set(desk.platform.sent)
    assert 4 <= left(store)


async def test_a_sender_that_stood_still_sends_nothing(store: Store) -> None:
    """A message taken before the process stood still is not sent after it."""
    clock, pace = SimulatedClock(), SimulatedClock()
    for address in "12":
        waiting(store, "a", address=address)
    slow = Pace(chat=0.0, account=1.0, clock=pace, sleep=pace.sleep)
    async with sending(store, pace=slow, lease=clock) as desk:
        await eventually(lambda: len(desk.platform.sent) == 1 and bool(pace._sleepers))
        clock.now += 100.0
        # The sender itself may be sleeping too, until there is more to note.
        await eventually(lambda: not (pace.jump() or desk.sender._flying))
        assert 1 == len(desk.platform.sent)
        await desk.keeper.look()
        desk.clock.now += 1.0
        desk.sender.wake()
        await eventually(lambda: len(desk.platform.sent) == 2 + pace.jump())


async def test_a_stale_upkeep_does_nothing(house: House, chat: Chat) -> None:
    """No step of the daily work is done under a lost lease."""
    chat.reach("works", {"mood_now": ["4"]})
    writer = Writer()

    async def hear(heard: Sequence[Heard]) -> None:
        """Take what is heard in, as the intake does."""
        turn.take(house, heard)

    async with keeping(house.store) as keeper:
        keeper.want("upkeep")
        await keeper.look()
        lease = keeper.held("upkeep")
        assert lease is not None
        fenced = replace(house, store=house.store.under(lease))
        await Upkeep(fenced, writer, hear).night(house.today())
        steal(house.store, "upkeep")
        with pytest.raises(LeaseLost):
            await Upkeep(fenced, writer, hear).night(house.today())
        with pytest.raises(LeaseLost):
            move.recover(fenced.store)
    writer.close()


@only_on_postgresql
async def test_the_sender_is_woken_by_another_process(
    house: House, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one replica hears another sends at once: the bell rings, nobody has to look."""
    monkeypatch.setattr(sending_, "IDLE", 1000.0)
    given = {"today": house.today(), "framework": ("how_are_you", "1"), "country": "FI"}
    store = open_store(database_url, house.store.keys.directory, **given)  # type: ignore[arg-type]  # see given
    first, second = Platform(), Platform()
    quick = Pace(chat=0.0, account=0.0)
    async with (
        asyncio.timeout(30),
        Rooms(house, [first], pace=quick).running(),
        Rooms(replace(house, store=store), [second], pace=quick).running() as hearing,
    ):
        for number in range(5):
            await hearing.intake.hear([Chat(house, str(number)).typed("/start")])
            await eventually(lambda: len(first.sent) > number)  # noqa: B023  waited for at once
        assert [] == second.sent
    store.close()
