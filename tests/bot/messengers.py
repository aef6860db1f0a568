"""Apps with people in them: the real channels of a house, and somebody who writes on each."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette

from bot.channels import Channel
from bot.channels.slack import PATH, Slack
from bot.channels.telegram import Telegram
from bot.channels.terminal import Terminal
from bot.house import House
from bot.pace import Pace
from bot.serve import Rooms
from bot.standins.slack import APP_TOKEN, BOT_TOKEN, SECRET, SlackStandIn
from bot.standins.telegram import TOKEN, TelegramStandIn


@dataclass
class Messenger:
    """An app with people in it: how to type and tap, and the next message that somebody reads."""

    type: Callable[[str], Any]
    tap: Callable[[str, Any], Any]
    next: Callable[[], Awaitable[Any]]


Open = Callable[[str], Messenger]


@asynccontextmanager
async def rooms_of(house: House, channel: Channel) -> AsyncIterator[Rooms]:
    """The rooms of this house with one channel, listening."""
    rooms = Rooms(house, [channel], pace=Pace(chat=0.0, account=0.0))
    async with rooms.running():
        listening = asyncio.create_task(channel.listen(rooms.intake.hear))
        try:
            yield rooms
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening


@asynccontextmanager
async def _served(rooms: Rooms, door: socket.socket) -> AsyncIterator[None]:
    app = Starlette(routes=rooms.routes())
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off", ws="none"))
    serving = asyncio.create_task(server.serve(sockets=[door]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving


@asynccontextmanager
async def telegram_polling(house: House) -> AsyncIterator[Open]:
    """Telegram, fetched."""
    async with TelegramStandIn() as telegram:
        async with rooms_of(house, Telegram(TOKEN, api_url=telegram.url)):
            yield lambda language: _telegram_person(telegram, language)
        assert [] == telegram.violations


@asynccontextmanager
async def telegram_webhook(house: House) -> AsyncIterator[Open]:
    """Telegram, brought to us."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        async with TelegramStandIn() as telegram:
            secret = "a-secret-of-the-webhook"
            channel = Telegram(TOKEN, api_url=telegram.url, public_url=url, webhook_secret=secret)
            async with rooms_of(house, channel) as rooms, _served(rooms, door):
                yield lambda language: _telegram_person(telegram, language)
                await telegram.updates.set_webhook("", secret="")
            assert [] == telegram.violations


def _telegram_person(telegram: TelegramStandIn, language: str) -> Messenger:
    person = telegram.person(1000 + len(telegram.people), language)
    return Messenger(person.type, lambda token, shown: person.press(token, shown.id), person.next)


@asynccontextmanager
async def slack_http(house: House) -> AsyncIterator[Open]:
    """Slack, by web address."""
    async with SlackStandIn() as slack:
        channel = Slack(BOT_TOKEN, signing_secret=SECRET, api_url=slack.url)
        with socket.create_server(("127.0.0.1", 0)) as door:
            slack.events_url = f"http://127.0.0.1:{door.getsockname()[1]}{PATH}"
            async with rooms_of(house, channel) as rooms, _served(rooms, door):
                yield lambda language: _slack_person(slack, language)
                await slack.settled()
        assert [] == slack.violations


@asynccontextmanager
async def slack_socket(house: House) -> AsyncIterator[Open]:
    """Slack, by Socket Mode."""
    async with SlackStandIn() as slack:
        channel = Slack(BOT_TOKEN, app_token=APP_TOKEN, api_url=slack.url)
        async with rooms_of(house, channel):
            await slack.connected()
            yield lambda language: _slack_person(slack, language)
            await slack.settled()
        assert [] == slack.violations


def _slack_person(slack: SlackStandIn, language: str) -> Messenger:
    person = slack.person(f"U0{len(slack._workspace.people)}", language)
    return Messenger(person.type, lambda token, shown: person.press(token, shown.id), person.next)


@dataclass
class Screen:
    """A terminal: what is typed is heard, what is written is read; buttons are typed."""

    typed: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)
    read: asyncio.Queue[Any] = field(default_factory=asyncio.Queue)

    def tap(self, token: str, _: Any) -> None:
        """A terminal has no buttons: the word or number of the option is typed."""
        option = token.split(":")[3]
        options = [key[1] for row in self._rows for key in row if ":!" not in key[1]]
        if option == "!done" and options:
            return  # a typed number is the whole choice
        words = {"!skip": "/skip", "!done": "/done"}
        self.typed.put_nowait(words.get(option) or str(1 + options.index(token)))

    async def next(self) -> Any:
        """The next message."""
        async with asyncio.timeout(30):
            shown = await self.read.get()
        self._rows = shown.rows
        return shown


@dataclass(frozen=True)
class Read:
    """A message on a screen."""

    text: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    edited: bool = False


class Keyboard(Terminal):
    """The terminal as it is, that also hands over what it writes as a value."""

    screen: Screen

    async def send(self, address: str, message: Any) -> str:
        """Write, and let the test read."""
        rows = tuple(tuple((key.label, key.token) for key in row) for row in message.rows)
        self.screen.read.put_nowait(Read(message.text, rows))
        return await super().send(address, message)


CHANNELS = {
    each.__name__: each for each in (telegram_polling, telegram_webhook, slack_http, slack_socket)
}
