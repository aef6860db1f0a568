"""Our bot on Slack by web address, from the signed request to the call of the Web API."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ours
import scene
import slack_side
from starlette.applications import Starlette

from bot import logs
from bot.channels.slack import Slack
from bot.commands.run import settle
from bot.serve import Rooms, bind, serve

# The same walk as on Telegram, where slashes arrive.
STEPS = ("hello", *ours.STEPS[1:])


class OursSlack:
    """The rooms as `howareyou run` puts them together, with no pace of a platform."""

    platform = slack_side.Slack()
    script: Sequence[str] = STEPS
    answers: Sequence[int] = ()

    async def open(self, folder: Path, replied: scene.Replied) -> None:
        """Open the house and start the rooms on a network within the process."""
        logs.configure("ERROR")
        self.house = await asyncio.to_thread(ours.open_bench_house, folder)
        channel = OnSession(slack_side.BOT_TOKEN, signing_secret=slack_side.SECRET)
        channel.session = slack_side.Session(replied)
        self.rooms = Rooms(self.house, [channel], pace=ours.NO_PACE)
        self._running = self.rooms.running()
        await self._running.__aenter__()
        self._app = Starlette(routes=self.rooms.routes())
        settle()

    async def feed(self, event: slack_side.Event) -> None:
        """What the web server does with a request."""
        await slack_side.bring(self._app, event)

    async def close(self) -> None:
        """Stop the rooms."""
        await self._running.__aexit__(None, None, None)
        self.house.store.close()

    async def serve(self, folder: Path, url: str) -> None:
        """Listen at a port and call this Slack as `howareyou run` does, with no pace."""
        logs.configure("ERROR")
        port, _, api = url.partition(" ")
        house = await asyncio.to_thread(ours.open_bench_house, folder)
        channel = Slack(slack_side.BOT_TOKEN, signing_secret=slack_side.SECRET, api_url=api)
        with bind("127.0.0.1", int(port)) as listening:
            await serve(
                house, [channel], listening, stop=asyncio.Event(), started=settle, pace=ours.NO_PACE
            )


class OnSession(Slack):
    """The channel over a network that is given."""

    session: Any

    async def open(self, menus: Sequence[Any]) -> None:
        """Let go of its own session before it has a connection."""
        self._client.session = self.session
        self.account = str((await self._client.auth_test()).data["team_id"])


if __name__ == "__main__":
    scene.main(OursSlack())
