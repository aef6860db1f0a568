"""The real Slack channel and its stand-in, put together for a test in either mode."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette

from bot.channels import CommandMenu
from bot.channels.slack import PATH, Slack
from bot.standins.slack import APP_TOKEN, BOT_TOKEN, SECRET, SlackStandIn
from dialogues.model import Heard

MENUS = (
    CommandMenu(
        "en",
        (("start", "Start"), ("continue", "Continue"), ("language", "Language"), ("help", "Help")),
        "Talk about how you are.",
    ),
    CommandMenu(
        "ar",
        (("continue", "متابعة"), ("language", "اللغة"), ("help", "مساعدة"), ("delete", "حذف")),
        "تحدث عن حالك.",
    ),
)


class QuickSlack(Slack):
    """The channel as it is, with less patience."""

    ping_seconds = 2.0
    call_seconds = 5.0


class Ears:
    """Remembers what was heard; the next `failures` times it raises, as a locked database does."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.failures = 0
        self.tries = 0

    async def __call__(self, batch: Sequence[Heard]) -> None:
        """Hear a batch."""
        self.tries += 1
        if self.failures:
            self.failures -= 1
            raise OSError(f"cannot write {batch}")
        self.heard.extend(batch)


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything a test needs."""

    slack: Slack
    standin: SlackStandIn
    ears: Ears
    listening: asyncio.Task[None]


@asynccontextmanager
async def opened(standin: SlackStandIn, *, mode: str = "http") -> AsyncIterator[Slack]:
    """The channel, open but not listening."""
    slack = QuickSlack(
        BOT_TOKEN,
        signing_secret=SECRET if mode == "http" else "",
        app_token=APP_TOKEN if mode == "socket" else "",
        api_url=standin.url,
    )
    await slack.open(MENUS)
    try:
        yield slack
    finally:
        await slack.close()


@asynccontextmanager
async def staged(mode: str, *, echo: bool = False, patience: float = 3.0) -> AsyncIterator[Stage]:
    """The channel at work: served over HTTP, or connected by Socket Mode."""
    async with (
        SlackStandIn(echo=echo, patience=patience) as standin,
        opened(standin, mode=mode) as slack,
    ):
        ears = Ears()
        listening = asyncio.create_task(slack.listen(ears))
        try:
            async with _served(slack, standin, ears):
                yield Stage(slack, standin, ears, listening)
                await standin.settled()
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening


@asynccontextmanager
async def _served(slack: Slack, standin: SlackStandIn, ears: Ears) -> AsyncIterator[None]:
    routes = slack.routes(ears)
    if not routes:
        await standin.connected()
        yield
        return
    config = uvicorn.Config(Starlette(routes=routes), log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        standin.events_url = f"http://127.0.0.1:{listener.getsockname()[1]}{PATH}"
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield
        finally:
            server.should_exit = True
            await serving
