"""Our bot with everything on, from the update's bytes to the call of the Bot API."""

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import scene
from pydantic import SecretStr

from bot import logs, turn
from bot.channels.telegram import AiohttpRequest, Telegram
from bot.commands.run import settle
from bot.house import House, open_house
from bot.pace import Pace
from bot.serve import Rooms
from bot.settings import Settings
from dialogues.model import Heard
from storage import post

# Typed answers that lead through most of the talk, in whatever language.
STEPS = "/start 1 1 1 1 1 1 3 1,2 4 1,2 2 skip one-line /done skip skip 1,3 1 1 1"
WALK = tuple(STEPS.split())


class InProcess(AiohttpRequest):
    """The network, answered at once without leaving the process."""

    replied: scene.Replied

    async def do_request(
        self, url: str, method: str, request_data: Any = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Say yes to every call."""
        called = url.rpartition("/")[2]
        if called == "sendMessage":
            self.replied(request_data.parameters["chat_id"])
            return 200, b'{"ok":true,"result":{"message_id":1}}'
        if called == "getMe":
            return (
                200,
                b'{"ok":true,"result":{"id":77,"is_bot":true,"first_name":"Bench","username":"Bench"}}',
            )
        return 200, b'{"ok":true,"result":true}'


def open_bench_house(folder: Path) -> House:
    """A house in a folder of its own, at noon of a day within no round."""
    settings = Settings.read({}).model_copy(
        update={
            "database_url": SecretStr(f"sqlite:///{folder / 'bench.sqlite3'}"),
            "keys_dir": folder / "keys",
        }
    )
    noon = datetime(2027, 3, 1, 12, tzinfo=ZoneInfo("Europe/Helsinki"))
    return open_house(settings, now=lambda: noon)


class Ours:
    """The rooms as `howareyou run` puts them together, with no pace of a platform."""

    script: Sequence[str] = WALK
    answers: Sequence[int] = ()

    async def open(self, folder: Path, replied: scene.Replied) -> None:
        """Open the house, learn how many messages answer each step, start the rooms."""
        logs.configure("ERROR")
        (folder / "rehearsal").mkdir()
        self.answers = await asyncio.to_thread(rehearsed, folder / "rehearsal")
        self.house = await asyncio.to_thread(open_bench_house, folder)
        request = InProcess()
        request.replied = replied
        self.channel = Telegram("77:bench")
        self.channel._request = request
        self.rooms = Rooms(self.house, [self.channel], pace=Pace(chat=0.0, account=0.0))
        self._running = self.rooms.running()
        await self._running.__aenter__()
        settle()

    async def feed(self, update: bytes) -> None:
        """What the webhook does with a request's body."""
        await self.channel._intake.hand_over([json.loads(update)], self.rooms.intake.hear)

    async def close(self) -> None:
        """Stop the rooms."""
        await self._running.__aexit__(None, None, None)
        self.house.store.close()

    async def serve(self, folder: Path, url: str) -> None:
        """Poll and send over HTTP as `howareyou run` does, with no pace of a platform."""
        logs.configure("ERROR")
        house = await asyncio.to_thread(open_bench_house, folder)
        channel = Telegram(scene.TOKEN, api_url=url)
        rooms = Rooms(house, [channel], pace=Pace(chat=0.0, account=0.0))
        async with rooms.running():
            settle()
            await channel.listen(rooms.intake.hear)


def rehearsed(folder: Path) -> list[int]:
    """How many messages answer each step of the walk."""
    house, counts = open_bench_house(folder), []
    for step, text in enumerate(WALK):
        turn.take(house, [Heard("telegram", "77", "5", str(step), "text", text, language="fi")])
        counts.append(0)
        while True:
            with house.store.begin() as tx:
                waiting = post.take(tx, now=0.0, accounts=[("telegram", "77")], limit=1)
                post.done(tx, [row.id for row in waiting])
            if not waiting:
                break
            counts[-1] += 1
    house.store.close()
    return counts


if __name__ == "__main__":
    scene.main(Ours())
