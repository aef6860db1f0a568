"""What goes wrong on the way from the outbox to a platform mutes nobody, and says nothing twice."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot import render, sender
from bot.channels import Gone, Message, TryLater
from bot.hands import REPLIES_IN_FLIGHT
from bot.house import House
from bot.pace import Pace
from bot.sender import lease_name
from bot.serve import Rooms
from dialogues.model import token
from storage import Store, StoreError, Unavailable, post
from storage.post import BROADCAST
from tests.bot.chats import ACCOUNT, Chat, unsent
from tests.bot.desk import left, sending, turn, waiting
from tests.bot.fakes import Platform
from tests.bot.fleet import eventually
from tests.pages.test_pages import get


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Both databases, whatever the others are tested on."""
    file = f"sqlite:///{tmp_path}/data/howareyou.sqlite3"
    return file if request.param == "sqlite" else str(request.getfixturevalue("postgresql_url"))


@dataclass
class Silence:
    """Commits that are done, and whose answer gets lost: the next one that gives away messages."""

    waits: bool = False
    lost: list[int] = field(default_factory=list)
    _now: int = 0

    def given(self, rows: Sequence[post.Waiting]) -> None:
        """A transaction has given so many away, and is about to be committed."""
        if self.waits and rows:
            self.waits, self._now = False, len(rows)

    def committed(self, fault: type[Exception]) -> None:
        """It was committed."""
        if self._now:
            self.lost.append(self._now)
            self._now = 0
            raise fault("server closed the connection unexpectedly")


@pytest.fixture
def silence(store: Store, monkeypatch: pytest.MonkeyPatch) -> Silence:
    """How to lose the answer to a commit."""
    made, dialect, exchange = Silence(), store.engine.dialect, post.exchange
    commit: Callable[[Any], None] = dialect.do_commit
    driver: Any = dialect.loaded_dbapi

    def exchanged(*given: Any, **more: Any) -> list[post.Waiting]:
        """Exchange, and see whether this is the one."""
        rows = exchange(*given, **more)
        made.given(rows)
        return rows

    def committed(connection: Any) -> None:
        """Commit, and lose the answer."""
        commit(connection)
        made.committed(driver.OperationalError)

    monkeypatch.setattr(post, "exchange", exchanged)
    monkeypatch.setattr(dialect, "do_commit", committed)
    return made


async def test_an_answer_whose_commit_was_not_answered(house: House, silence: Silence) -> None:
    """Where the yes to a turn's commit got lost, its answer comes all the same, once, and help."""
    platform, chat = Platform(), Chat(house, "1")
    async with Rooms(house, [platform], pace=Pace(chat=0.0, account=0.0)).running() as rooms:
        await rooms.intake.hear([chat.typed("/start")])
        await eventually(lambda: 1 == len(platform.sent))
        await rooms.quiet()
        tap = chat.heard("tap", token=token(chat.talk.id, "_language", "en"), ref="9")
        silence.waits = True
        with pytest.raises(Unavailable):
            await rooms.intake.hear([tap])
        assert [1] == silence.lost
        await rooms.intake.hear([tap])  # the platform brings it again
        await eventually(lambda: 0 == unsent(house.store))
        assert "c_1" == chat.open_question()
        await rooms.intake.hear([chat.typed("/help")])
        await eventually(lambda: "112" in platform.sent[-1][1])
    texts = [text for _, text in platform.sent]
    assert len(texts) == len(set(texts))


async def test_what_waits_whose_commit_was_not_answered(store: Store, silence: Silence) -> None:
    """What the sender took by itself and never had is sent, and what it has is not sent again."""
    gate = asyncio.Event()
    async with sending(store) as desk:
        await desk.quiet()
        desk.platform.next_["1"].append(gate.wait)
        waiting(store, "a", "after a", address="1")
        desk.sender.wake()
        await eventually(lambda: not desk.platform.next_["1"])
        silence.waits = True
        waiting(store, "b", "after b", address="2")
        desk.sender.wake()
        await eventually(lambda: 2 == len(desk.platform.sent))
        assert ([1], [("2", "b"), ("2", "after b")]) == (silence.lost, desk.platform.sent)
        gate.set()
        await desk.quiet()
        assert [("1", "a"), ("1", "after a")] == desk.platform.sent[2:]
    assert 0 == left(store)


async def test_a_platform_that_hangs_keeps_no_other_waiting(store: Store) -> None:
    """While four hundred answers hang on one platform, those of another leave."""
    gate, slack = asyncio.Event(), Platform()
    for number in range(400):
        waiting(store, "x", address=str(number))
    async with sending(store, beside={("slack", ACCOUNT): slack}) as desk:
        for number in range(400):
            desk.platform.next_[str(number)].append(gate.wait)
        await eventually(lambda: REPLIES_IN_FLIGHT == len(desk.sender._flying))
        waiting(store, "y", address="U1", channel="slack")
        desk.sender.wake()
        await eventually(lambda: [("U1", "y")] == slack.sent)
        assert [] == desk.platform.sent
        gate.set()
        await desk.quiet()
    assert 0 == left(store)


async def test_what_is_on_its_way_is_not_overtaken_though_its_row_is_gone(store: Store) -> None:
    """Whoever had everything deleted reads that after what was on its way, and never before."""
    gate = asyncio.Event()
    waiting(store, "question", address="1")
    async with sending(store) as desk:
        desk.platform.next_["1"].append(gate.wait)
        await eventually(lambda: bool(desk.sender._flying) and not desk.platform.next_["1"])
        with store.begin() as tx:
            post.drop(tx, ("telegram", ACCOUNT, "1"))
        waiting(store, "deleted", address="1")
        waiting(store, "other", address="2")
        desk.sender.wake()
        await eventually(lambda: [("2", "other")] == desk.platform.sent)
        await eventually(lambda: 1 == unsent(store))
        gate.set()
        await desk.quiet()
        assert ["other", "question", "deleted"] == [text for _, text in desk.platform.sent]
    assert 0 == left(store)


async def test_news_that_have_to_wait_are_there_for_the_reply(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """News that a platform did not take, noted together with a reply behind them, come whole."""
    gate, busy = asyncio.Event(), list[bool]()
    waiting(store, "news", address="1", priority=BROADCAST)
    reply = post.Outgoing("telegram", ACCOUNT, "1", render.body(Message("reply")))

    async def unwell() -> None:
        """The platform is unwell."""
        await gate.wait()
        raise TryLater("unwell", after=30.0)

    async with sending(store, busy=lambda: bool(busy)) as desk:
        desk.platform.next_["1"].append(unwell)
        await eventually(lambda: bool(desk.sender._flying) and not desk.platform.next_["1"])
        monkeypatch.setattr(sender, "IDLE", 60.0)  # only the turn notes what lands
        busy.append(True)
        gate.set()
        await eventually(lambda: bool(desk.sender._settled))
        assert ["later"] == [each.what for each, _ in desk.sender._settled]
        await desk.sender._writer.do(desk.sender.exchange, turn(store, reply))
        busy.clear()
        desk.clock.now += 31.0
        desk.sender.wake()
        await eventually(lambda: 2 == len(desk.platform.sent))
        assert ["news", "reply"] == [text for _, text in desk.platform.sent]
    with store.read() as tx:
        assert [] == post.aside(tx)


@pytest.mark.parametrize("fault", [ValueError("ours"), StoreError("a key"), Unavailable("locked")])
async def test_a_door_that_cannot_be_heard_is_tried_again(store: Store, fault: Exception) -> None:
    """Whatever fails while a shut door is noted, its message waits, and the door is noted then."""
    waiting(store, "a")
    async with sending(store) as desk:
        desk.platform.next_["1"] += [Gone("blocked"), Gone("blocked")]
        desk.faults.append(fault)
        await desk.quiet()
        assert ([], 1) == (desk.heard, unsent(store))
        desk.clock.now += 1.0
        desk.sender.wake()
        await desk.quiet()
        assert ["blocked"] == [heard.kind for heard in desk.heard]
    assert 0 == left(store)


async def test_a_key_that_is_not_there_ends_nothing(store: Store) -> None:
    """Without a key nothing is sent and /readyz says no; when its file is there, it goes on."""
    waiting(store, "a")
    [key] = store.keys.directory.glob("draft-*.key")
    elsewhere = key.rename(key.with_suffix(".away"))
    store.keys.keep_only(())
    pauses = list[float]()

    async def sleep(seconds: float) -> None:
        """No time passes."""
        pauses.append(seconds)

    async with sending(store, pace=Pace(chat=0.0, account=0.0, sleep=sleep)) as desk:
        await eventually(lambda: 2 <= len(pauses))
        ready = await get(store, "/readyz")
        assert (503, []) == (ready.status, desk.platform.sent)
        elsewhere.rename(key)
        await desk.quiet()
        assert [("1", "a")] == desk.platform.sent
    assert 200 == (await get(store, "/readyz")).status


async def test_a_line_that_fails_keeps_the_message(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours before a message left costs it a second, and mutes nobody."""
    waiting(store, "a", "b")
    turn, faults = Pace.turn, [ValueError("ours")]

    async def fail(*given: Any, **more: Any) -> None:
        """A fault of ours."""
        if faults:
            raise faults.pop()
        await turn(*given, **more)

    monkeypatch.setattr(Pace, "turn", fail)
    async with sending(store) as desk:
        await desk.quiet()
        assert [] == desk.platform.sent
        desk.clock.now += 1.0
        desk.sender.wake()
        await desk.quiet()
        assert ["a", "b"] == [text for _, text in desk.platform.sent]


async def test_what_is_cut_off_is_sent_by_who_comes_next(store: Store) -> None:
    """A send that is ended from outside leaves its message to the next try."""
    waiting(store, "a")
    async with sending(store) as desk:
        desk.platform.next_["1"].append(asyncio.Event().wait)
        await eventually(lambda: bool(desk.sender._flying) and not desk.platform.next_["1"])
        for task in desk.sender._flying:
            task.cancel()
        await eventually(lambda: [("1", "a")] == desk.platform.sent)
    assert 0 == left(store)


async def test_a_flood_is_remembered_by_the_next_sender(store: Store) -> None:
    """Where the platform told the account to wait, a restart writes to nobody before that."""
    waiting(store, "a", address="1", priority=BROADCAST)
    async with sending(store) as desk:
        desk.platform.next_["1"].append(TryLater("flood", after=30.0, everyone=True))
        await desk.quiet()
    waiting(store, "b", address="2")
    async with sending(store) as desk:
        await desk.quiet()
        assert [] == desk.platform.sent
        desk.clock.now += 30.0
        desk.sender.wake()
        await desk.quiet()
        assert ["a", "b"] == sorted(text for _, text in desk.platform.sent)


async def test_who_takes_over_waits_for_one_step_of_a_chat(store: Store) -> None:
    """Somebody may have been written to a moment ago by the sender before: no chat gets two."""
    async with AsyncExitStack() as both:
        async with sending(store) as first:
            pace = Pace(chat=1.0, account=0.0)
            second = await both.enter_async_context(sending(store, pace=pace))
            waiting(store, "a", "b")
            first.sender.wake()
            await eventually(lambda: 2 == len(first.platform.sent))
        await second.keeper.look()
        assert second.keeper.held(lease_name("telegram", ACCOUNT))
        waiting(store, "c")
        second.sender.wake()
        await second.quiet()
        assert [] == second.platform.sent
        second.clock.now += 1.0
        second.sender.wake()
        await second.quiet()
        assert [("1", "c")] == second.platform.sent
