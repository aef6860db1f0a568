"""The rooms together: they start, say in one sentence why not, and stop without losing anything."""

import asyncio
import contextlib
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import aiohttp
import pytest
from starlette.routing import Mount

from bot.channels import CommandMenu, Hear, WrongSetting
from bot.house import House
from bot.pace import Pace
from bot.serve import Rooms, bind, serve
from bot.standins.telegram import TOKEN, TelegramStandIn
from storage import post
from tests.bot.chats import Chat, unsent
from tests.bot.fakes import Platform
from tests.ports import free_port

HOUSE = Path(__file__).parents[2]


@contextlib.asynccontextmanager
async def running(
    folder: Path, telegram: TelegramStandIn, port: int
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`howareyou run` as an operator starts it, against a Telegram on loopback."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=HOUSE,
        stderr=asyncio.subprocess.PIPE,
        env={
            "HOWAREYOU_TELEGRAM_TOKEN": TOKEN,
            "HOWAREYOU_TELEGRAM_API_URL": telegram.url,
            "HOWAREYOU_DATABASE_URL": f"sqlite:///{folder}/data/a.sqlite3",
            "HOWAREYOU_KEYS_DIR": str(folder / "keys"),
            "HOWAREYOU_PORT": str(port),
        },
    )
    assert process.stderr is not None
    try:
        async with asyncio.timeout(30):
            while b"The bot is running on telegram" not in await process.stderr.readline():
                assert process.returncode is None
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def stop(process: asyncio.subprocess.Process, number: int = signal.SIGTERM) -> float:
    """Ask it to stop; the seconds that took."""
    began = time.monotonic()
    process.send_signal(number)
    assert 0 == await asyncio.wait_for(process.wait(), 30)
    return time.monotonic() - began


async def test_a_stop_loses_nothing(tmp_path: Path) -> None:
    """SIGTERM ends the process within 5 seconds; the talk goes on at the next start."""
    port = free_port()
    async with TelegramStandIn() as telegram:
        amal = telegram.person(1000, "en")
        async with running(tmp_path, telegram, port) as process:
            amal.type("/start")
            assert "Which language" in (await amal.next()).text
            async with (
                aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
                session.get("/readyz") as ready,
            ):
                assert "ready\n" == await ready.text()
            amal.tap("English")
            assert await stop(process) < 5.0
        async with running(tmp_path, telegram, port) as process:
            seen = amal.unread()
            while not any("I am a chat robot" in shown.text for shown in seen):
                seen.append(await amal.next())
            amal.tap("Next")
            while not any("I do not save your name" in shown.text for shown in seen):
                seen.append(await amal.next())
            assert await stop(process, signal.SIGINT) < 5.0
        assert 1 == sum("I do not save your name" in shown.text for shown in seen)
        assert [] == telegram.violations


async def test_a_taken_port_is_one_sentence() -> None:
    """If somebody else listens there, the sentence names port and setting."""
    with (
        socket.create_server(("127.0.0.1", 0)) as door,
        pytest.raises(WrongSetting, match=r"Port \d+ on 127.0.0.1 cannot be used .*HOWAREYOU_PORT"),
    ):
        bind("127.0.0.1", door.getsockname()[1])


def test_an_address_that_is_not_ours_is_one_sentence() -> None:
    """An address of another machine cannot be listened on."""
    with pytest.raises(WrongSetting, match="cannot be used"):
        bind("192.0.2.1", free_port())


def test_ipv6_can_be_listened_on() -> None:
    """An address with colons is IPv6."""
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6")
    with bind("::1", free_port()) as listening:
        assert socket.AF_INET6 == listening.family


class Faulty(Platform):
    """A platform whose listening ends as it is told."""

    def __init__(self, ending: Exception | None = None, opening: Exception | None = None) -> None:
        super().__init__()
        self.ending, self.opening = ending, opening
        self.closed = 0

    async def open(self, menus: Sequence[CommandMenu]) -> None:
        """Open, or not."""
        assert {"en", "fi", "uk"} <= {menu.language for menu in menus}
        if self.opening:
            raise self.opening

    async def listen(self, hear: Hear) -> None:  # noqa: ARG002  the promise of a channel
        """End at once: with nothing to do, or with a fault."""
        if self.ending:
            raise self.ending

    async def close(self) -> None:
        """Count how often."""
        self.closed += 1


async def test_a_part_that_fails_ends_the_whole(house: House) -> None:
    """A channel whose listening fails takes the others down: half a bot would lose messages."""
    good, bad = Faulty(), Faulty(WrongSetting("Telegram does not know this token."))
    bad.account = "78"
    with bind("127.0.0.1", free_port()) as listening:
        async with asyncio.timeout(30):
            with pytest.raises(WrongSetting, match="does not know this token"):
                await serve(house, [good, bad], listening, stop=asyncio.Event())
    assert (1, 1) == (good.closed, bad.closed)


async def test_a_channel_that_cannot_open_closes_the_others(house: House) -> None:
    """What was opened before is closed again, and nothing has started."""
    good, bad = Faulty(), Faulty(opening=WrongSetting("no"))
    with pytest.raises(WrongSetting, match="no"):
        async with Rooms(house, [good, bad]).running():
            raise AssertionError("it must not start")
    assert (1, 1) == (good.closed, bad.closed)


async def test_a_listener_with_nothing_to_do_ends_nothing(house: House) -> None:
    """A channel that is called (webhooks) may end its listening; the bot goes on until stopped."""
    stopping, quiet = asyncio.Event(), Faulty()
    with bind("127.0.0.1", free_port()) as listening:
        async with asyncio.timeout(30):
            await serve(house, [quiet], listening, stop=stopping, started=stopping.set)
    assert 1 == quiet.closed


async def test_what_is_said_is_sent_before_the_stop(house: House) -> None:
    """An answer that is on its way at the stop still arrives, and is not sent again."""
    platform, gate, inside = Platform(), asyncio.Event(), asyncio.Event()

    async def held() -> None:
        """Hold the platform back until the test lets it go."""
        inside.set()
        await gate.wait()

    platform.next_["1000"].append(held)
    async with Rooms(house, [platform], pace=Pace(chat=0.0, account=0.0)).running() as rooms:
        await rooms.intake.hear([Chat(house).typed("/start")])
        await inside.wait()
        asyncio.get_running_loop().call_soon(gate.set)
    async with Rooms(house, [platform], pace=Pace(chat=0.0, account=0.0)).running() as rooms:
        await rooms.quiet()
    assert 1 == len(platform.sent)


async def test_the_rooms_answer_and_rest(house: House) -> None:
    """What is heard is answered and sent; then nothing is on its way any more."""
    platform = Platform()
    async with Rooms(house, [platform], pace=Pace(chat=0.0, account=0.0)).running() as rooms:
        await rooms.intake.hear([Chat(house).typed("/start")])
        await rooms.quiet()
        assert ["1000"] == [address for address, _ in platform.sent]
        mounted = [route for route in rooms.routes() if isinstance(route, Mount)]
    assert [""] == [each.path for each in mounted]


async def test_a_fresh_reply_is_not_read_from_the_outbox(house: House) -> None:
    """A reply leaves as soon as its turn is committed, marked as being sent, and then is gone."""
    platform, states = Platform(), []

    async def noted() -> None:
        """See how the row stands while it is being sent."""
        with house.store.begin() as tx:
            states.append(post.take(tx, now=0.0, accounts=[("telegram", "77")], limit=9))

    platform.next_["1000"].append(noted)
    async with Rooms(house, [platform], pace=Pace(chat=0.0, account=0.0)).running() as rooms:
        await rooms.intake.hear([Chat(house).typed("/start")])
        await rooms.quiet()
    assert [[]] == states
    assert ["1000"] == [address for address, _ in platform.sent]
    assert 0 == unsent(house.store)


async def test_who_may_write_how_fast_follows_the_pace(house: House) -> None:
    """At one answer a second to a chat, 60 messages a minute of a person are answered."""
    platform, chat = Platform(), Chat(house)
    platform.next_[chat.address].append(asyncio.Event().wait)  # it never says yes
    rooms = Rooms(house, [platform])
    async with rooms.running():
        await rooms.intake.hear([chat.typed("hello") for _ in range(200)])
        assert 60 + 1 == unsent(house.store)
        for task in rooms.sender._flying:
            task.cancel()


async def test_connections_have_a_bound(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """With as many connections as there may be, one more is told so and costs nothing."""
    monkeypatch.setattr("bot.serve.MOST_CONNECTIONS", 2)
    stop, listening = asyncio.Event(), bind("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}/healthz"
    serving = asyncio.create_task(serve(house, [], listening, stop=stop))
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True)) as session:
        async with session.get(url) as answer:
            assert 200 == answer.status
        writers = [await _connected(listening) for _ in range(2)]
        async with session.get(url) as answer:
            assert 503 == answer.status
        for writer in writers:
            writer.close()
            await writer.wait_closed()
    stop.set()
    await serving


async def _connected(listening: socket.socket) -> asyncio.StreamWriter:
    """Somebody who has connected and says nothing."""
    _, writer = await asyncio.open_connection(*listening.getsockname()[:2])
    return writer
