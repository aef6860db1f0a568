"""Our bot on Telegram with everything on, from the update's bytes to the call of the Bot API."""

import asyncio
import json
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import scene
from telegram_side import TOKEN, Network
from telegram_side import Telegram as Platform

from bot import logs
from bot.channels.telegram import AiohttpRequest, Telegram
from bot.commands.run import settle
from bot.house import House, open_house
from bot.pace import Pace
from bot.serve import Rooms
from bot.settings import Settings

NO_PACE = Pace(chat=0.0, account=0.0)
# A walk through most of the talk: `#2` taps the second button, the rest is typed.
STEPS = (
    *("/start", "#1", "#1", "#1", "#1", "#1", "#1"),  # language, consent, age, consent
    *("3", "#1", "#2", "#7", "#4"),  # a face, two topics, a face
    *("1,2", "2", "skip", "Naapurit auttavat paljon", "#1"),  # needs, a face, what works, what not
    *("skip", "1,3", "1", "#1", "#1"),  # hopes, wishes, felt heard, who reads, again
)


class InProcess(AiohttpRequest):
    """The network, answered at once without leaving the process."""

    network: Network

    async def do_request(
        self, url: str, method: str, request_data: Any = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Build the body as aiohttp would, and say yes."""
        asked = request_data.parameters if request_data is not None else {}
        json.dumps(asked).encode()
        return 200, self.network.answer(url.rpartition("/")[2], asked)


def environment(folder: Path, *, database: str = "") -> dict[str, str]:
    """The settings of a bot with a database and keys of its own."""
    return {
        "HOWAREYOU_DATABASE_URL": database or f"sqlite:///{folder / 'bench.sqlite3'}",
        "HOWAREYOU_KEYS_DIR": str(folder / "keys"),
        "HOWAREYOU_ORGANISATION": "the Red Cross",
        "HOWAREYOU_LOG_LEVEL": "ERROR",
    }


def open_bench_house(folder: Path, *, database: str = "") -> House:
    """A house in a folder of its own, at noon of a day within its round."""
    noon = datetime(2027, 3, 1, 12, tzinfo=ZoneInfo("Europe/Helsinki"))
    return open_house(Settings.read(environment(folder, database=database)), now=lambda: noon)


class Ours:
    """The rooms as `howareyou run` puts them together, with no pace of a platform."""

    platform = Platform()
    script: Sequence[str] = STEPS
    answers: Sequence[int] = ()
    database = ""

    async def open(self, folder: Path, replied: scene.Replied) -> None:
        """Open the house and start the rooms."""
        logs.configure("ERROR")
        self.house = await asyncio.to_thread(open_bench_house, folder, database=self.database)
        request = InProcess()
        request.network = Network(replied)
        self.channel = Telegram(TOKEN)
        self.channel._request = request
        self.rooms = Rooms(self.house, [self.channel], pace=NO_PACE)
        self._running = self.rooms.running()
        await self._running.__aenter__()
        settle()

    async def feed(self, event: bytes) -> None:
        """What the webhook does with a request's body."""
        await self.channel._intake.hand_over([json.loads(event)], self.rooms.intake.hear)

    async def close(self) -> None:
        """Stop the rooms."""
        await self._running.__aexit__(None, None, None)
        self.house.store.close()

    async def serve(self, folder: Path, url: str) -> None:
        """Poll and send over HTTP as `howareyou run` does, with no pace of a platform."""
        logs.configure("ERROR")
        house = await asyncio.to_thread(open_bench_house, folder)
        channel = Telegram(TOKEN, api_url=url)
        rooms = Rooms(house, [channel], pace=NO_PACE)
        async with rooms.running():
            settle()
            await channel.listen(rooms.intake.hear)


async def rehearsed(bot: scene.Bot) -> list[int]:
    """How many messages of ours answer each step of a walk."""
    crowd = scene.Crowd(bot)
    with tempfile.TemporaryDirectory(prefix="howareyou-bench-") as name:
        await bot.open(Path(name), crowd.replied)
        try:
            return await crowd.rehearse()
        finally:
            await bot.close()


if __name__ == "__main__":
    scene.main(Ours())
