"""A stage for tests: our channel, on its real libraries, against the Telegram on loopback."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from socket import socket

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from bot.channels import CommandMenu, Key, Message
from bot.channels.telegram import Telegram
from bot.standins.telegram import TOKEN, TelegramStandIn
from dialogues.model import Heard

QUESTION = Message("How are you?", ((Key("Good", "v1:t:q:5"), Key("Bad", "v1:t:q:1")),))
SECRET = "s3cret_of-the-webhook"
MENUS = (
    CommandMenu("en", (("help", "Someone to call"), ("skip", "Skip")), "Says how you are."),
    CommandMenu("fi", (("help", "Apua"), ("skip", "Ohita")), "Kertoo, mitä kuuluu."),
    CommandMenu("ckb", (("help", "یارمەتی"),), "چۆنی"),
)


@dataclass
class Ear:
    """Hears in place of the bot, and can fail as a database does."""

    batches: list[list[Heard]] = field(default_factory=list)
    failures: int = 0
    failed: int = 0
    _news: asyncio.Queue[Heard] = field(default_factory=asyncio.Queue)

    async def __call__(self, batch: Sequence[Heard]) -> None:
        """Take the batch, or raise if failures are due."""
        if self.failures:
            self.failures -= 1
            self.failed += 1
            raise ConnectionError("database is locked")
        self.batches.append(list(batch))
        for heard in batch:
            self._news.put_nowait(heard)

    async def next(self) -> Heard:
        """Wait for what is heard next."""
        async with asyncio.timeout(30):
            return await self._news.get()

    @property
    def heard(self) -> list[Heard]:
        """Everything that was heard, in order."""
        return [one for batch in self.batches for one in batch]


@dataclass
class Stage:
    """What a test has in hand; `pauses` are the seconds that the channel wanted to wait."""

    telegram: TelegramStandIn
    channel: Telegram
    ear: Ear
    pauses: list[float]


class _Server(uvicorn.Server):
    def __init__(self, routes: Sequence[Route]) -> None:
        app = Starlette(routes=list(routes))
        super().__init__(
            uvicorn.Config(app, lifespan="off", log_config=None, access_log=False, ws="none")
        )
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


@asynccontextmanager
async def serving(routes: Sequence[Route], door: socket) -> AsyncIterator[None]:
    """Serve these routes as `howareyou run` does."""
    server = _Server(routes)
    task = asyncio.create_task(server.serve([door]))
    await server.ready.wait()
    try:
        yield
    finally:
        server.should_exit = True
        await task


@asynccontextmanager
async def polling(*, menus: Sequence[CommandMenu] = ()) -> AsyncIterator[Stage]:
    """The channel fetches its updates."""
    async with TelegramStandIn() as telegram:
        pauses: list[float] = []

        async def pause(seconds: float) -> None:
            """Note the wait instead of waiting."""
            pauses.append(seconds)
            await asyncio.sleep(0)

        channel, ear = Telegram(TOKEN, api_url=telegram.url, pause=pause), Ear()
        await channel.open(menus)
        task = asyncio.create_task(channel.listen(ear))
        try:
            yield Stage(telegram, channel, ear, pauses)
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            await channel.close()


@asynccontextmanager
async def webhook() -> AsyncIterator[Stage]:
    """Telegram brings the updates."""
    with socket() as door:
        door.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        async with TelegramStandIn() as telegram:
            channel = Telegram(
                TOKEN, api_url=telegram.url, public_url=f"{url}/", webhook_secret=SECRET
            )
            ear = Ear()
            async with serving(channel.routes(ear), door):
                await channel.open(())
                try:
                    yield Stage(telegram, channel, ear, [])
                finally:
                    await telegram.updates.set_webhook("", secret="")
                    await channel.close()


MODES = {"polling": polling, "webhook": webhook}


async def until(true: Callable[[], bool]) -> None:
    """Let the loop run until something holds."""
    async with asyncio.timeout(30):
        while not true():  # noqa: ASYNC110 - what is waited for is in many places
            await asyncio.sleep(0)


async def deaf(_batch: object) -> None:
    """Hear nothing, because nothing was to be heard."""
    raise AssertionError("nothing was to be heard")


async def opened(telegram: TelegramStandIn) -> Telegram:
    """Our channel, open on this Telegram, not listening."""
    channel = Telegram(TOKEN, api_url=telegram.url)
    await channel.open(())
    return channel
