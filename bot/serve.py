"""Puts the rooms together and keeps them going until the process is told to stop.

1. Stopping takes in nothing new, finishes the transaction in hand and what is being sent; it ends
   in five seconds also where the database or a platform does not let that happen.
2. A part that fails takes the others down with it: a half-alive bot would lose messages silently.
"""

import asyncio
import contextlib
import os
import signal
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

import pages
from bot import turn
from bot.channels import Channel, WrongSetting
from bot.flood import Flood
from bot.house import House
from bot.intake import Intake
from bot.keeper import Keeper, Terms
from bot.menu import introduced, menus
from bot.outage import Outage
from bot.pace import Pace
from bot.rescue import Rescue
from bot.sender import Sender, lease_name
from bot.site import site
from bot.upkeep import Upkeep
from bot.writer import Writer
from dialogues.model import Heard
from storage import Lease, LeaseLost, StoreError

log = structlog.get_logger()

PATIENCE = 3
LONGEST_STOP = 4.5
# Of all kinds, waiting ones too; each costs some 64 kB at most before a door lets it in.
MOST_CONNECTIONS = 800


class Rooms:
    """The rooms of a house with its channels. Enter it to start them; leaving stops them."""

    def __init__(
        self,
        house: House,
        channels: Sequence[Channel],
        *,
        pace: Pace | None = None,
        terms: Terms | None = None,
    ) -> None:
        self.house = house
        self.channels = channels
        self.ringing = [each for each in channels if each.capabilities.rings]
        self.writer = Writer()
        self.intake = Intake(
            self._take,
            self.writer,
            park=partial(turn.park, house),
            committed=self._committed,
            rescue=Rescue(house, channels).answer,
        )
        self.outage = Outage(house, self.writer, self.intake.hear)
        self.keeper = Keeper(house.store, self.writer, terms=terms, changed=self._changed)
        self._pace = pace or Pace()
        self._flood = Flood(self._pace.chat)
        self._elsewhere = asyncio.Event()  # something to send that another replica sends
        self.tasks: list[asyncio.Task[None]] = []
        self.sender: Sender

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["Rooms"]:
        """Open the channels, start intake and sender; stop them in order at the end."""
        opened: list[Channel] = []
        self.house.lexicon(self.house.framework)  # thousands of words: no first turn waits for them
        try:
            for channel in self.channels:
                opened.append(channel)
                await channel.open(menus(self.house))
            self.sender = Sender(
                self.house.store,
                self.writer,
                {(each.name, each.account): each for each in self.ringing},
                pace=self._pace,
                keeper=self.keeper,
                now=time.time,
                hear=self.intake.hear,
                busy=self.intake.busy,
                sent=self.house.sent,
            )
            await self.keeper.look()
            running = (self.keeper.run(), self.intake.run(), self.sender.run(), self._ring())
            shown = introduced(self.house, self.writer, self.channels)
            self.tasks = [asyncio.create_task(each) for each in (*running, shown)]
            yield self
        finally:
            await self._stop(opened)

    async def _stop(self, opened: Sequence[Channel]) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        with contextlib.suppress(TimeoutError, StoreError):
            if self.tasks:
                async with asyncio.timeout(PATIENCE):
                    await self.sender.drain()
        for channel in opened:
            await channel.close()
        await self.keeper.close()
        self.writer.close()

    def _take(self, heard: Sequence[Heard], *under: Lease) -> None:
        """A batch, in the writer's thread; what the sender has to note is noted with it."""
        try:
            self.sender.exchange(partial(turn.take, self.house, heard, *under, flood=self._flood))
        except LeaseLost as lost:
            if lost.lease in under:
                raise
            # Another replica sends, as ours will find out.
            turn.take(self.house, heard, *under, flood=self._flood)

    def _committed(self) -> None:
        self.sender.wake()
        held = [self.keeper.held(lease_name(each.name, each.account)) for each in self.ringing]
        if None in held:
            self._elsewhere.set()

    def _changed(self) -> None:
        if self.tasks:
            self.sender.wake()

    async def _ring(self) -> None:
        """Wake the replica that sends; if that fails, it looks by itself within a second."""
        while True:
            await self._elsewhere.wait()
            self._elsewhere.clear()
            with contextlib.suppress(StoreError):
                await asyncio.to_thread(self.house.store.ring)

    async def keep_up(self) -> None:
        """Do the daily work, if none of the other replicas does."""
        await self.keeper.during("upkeep", self._upkeep)

    async def _upkeep(self, lease: Lease) -> None:
        house = replace(self.house, store=self.house.store.under(lease))
        await Upkeep(house, self.writer, lambda heard: self.intake.hear(heard, lease)).run()

    async def listen(self, channel: Channel) -> None:
        """Let a channel listen; one that polls only if none of the other replicas does."""
        if not channel.polls:
            await channel.listen(self.intake.hear)
            return

        async def poll(lease: Lease) -> None:
            whose = channel.name, channel.account
            await channel.listen(
                self.outage.fetched(whose, lambda heard: self.intake.hear(heard, lease))
            )

        await self.keeper.during(f"poller {channel.name} {channel.account}", poll)

    async def quiet(self) -> None:
        """Wait until everything that was heard is answered and sent."""
        await self.sender.quiet.wait()

    def routes(self) -> list[BaseRoute]:
        """What the channels and the pages want served."""
        own = [route for each in self.channels for route in each.routes(self.intake.hear)]
        return [*own, *pages.routes(site(self.house, self.channels, self.intake.hear))]


class _Server(uvicorn.Server):
    """Uvicorn without its own signal handling: stopping is ours, in our order."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone."""
        yield


def bind(host: str, port: int) -> socket.socket:
    """Take the port, or say in one sentence that it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise WrongSetting(
            f"Port {port} on {host} cannot be used ({error.strerror or error}); "
            "choose another with HOWAREYOU_PORT."
        ) from None
    return listening


async def serve(
    house: House,
    channels: Sequence[Channel],
    listening: socket.socket,
    *,
    stop: asyncio.Event,
    started: Callable[[], None] = lambda: None,
    pace: Pace | None = None,
    terms: Terms | None = None,
) -> None:
    """Run everything until `stop` is set."""
    rooms = Rooms(house, channels, pace=pace, terms=terms)
    async with rooms.running():
        server = _server(rooms)
        lasting = [rooms.keep_up(), rooms.outage.run(), *map(rooms.listen, channels)]
        parts = [asyncio.create_task(server.serve(sockets=[listening]))]
        parts += [asyncio.create_task(each) for each in lasting]
        stopping = asyncio.create_task(_until(stop))
        log.info("serve.started", count=len(channels))
        started()
        try:
            await _stopped_or_failed(stopping, {*parts, *rooms.tasks})
        finally:
            server.should_exit = True
            for part in (*parts[1:], stopping):
                part.cancel()
            await asyncio.gather(*parts, stopping, return_exceptions=True)
            log.info("serve.stopped")


def _server(rooms: Rooms) -> _Server:
    return _Server(
        uvicorn.Config(
            Starlette(routes=rooms.routes()),
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=PATIENCE,
            limit_concurrency=MOST_CONNECTIONS,
        )
    )


async def _stopped_or_failed(stopping: asyncio.Task[None], parts: set[asyncio.Task[None]]) -> None:
    """Wait for the stop, or for a part that fails; a listener that has nothing to do may end."""
    waiting = {stopping, *parts}
    while not stopping.done():
        done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for part in done:
            part.result()


async def _until(stop: asyncio.Event) -> None:
    await stop.wait()


def stop_on_signals(stop: asyncio.Event) -> None:
    """Let SIGTERM and SIGINT set the event, and end the process in any case soon after."""

    def stopping() -> None:
        stop.set()
        # A database that is locked cannot be hurried, and Docker kills after ten seconds. What is
        # given up here was not acknowledged: it is as safe as a kill, which is proven (make chaos).
        watch = threading.Timer(LONGEST_STOP, _give_up)
        watch.daemon = True
        watch.start()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping)


def _give_up() -> None:
    log.warning("serve.gave_up")
    os._exit(1)
