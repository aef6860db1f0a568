"""The usual app: slack_bolt's listeners as its documentation writes them, one commit per answer."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import scene
import slack_side
import store
from aiohttp import web
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.routing import Route
from texts import SCRIPT, question


def blocks(text: str, options: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """A question with its buttons."""
    keys = [
        {
            "type": "button",
            "text": {"type": "plain_text", "text": word},
            "value": value,
            "action_id": f"answer-{number}",
        }
        for number, (word, value) in enumerate(options)
    ]
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return [section, {"type": "actions", "elements": keys}]


def app(kept: store.Store, client: AsyncWebClient) -> AsyncApp:
    """The app and its listeners."""
    made = AsyncApp(client=client, signing_secret=slack_side.SECRET)

    async def ask(person: str, said: str, say: Any, *, begin: bool = False) -> None:
        at = await kept.next(int(person[1:]), said, begin=begin)
        text, options = question(at, "fi")
        await say(text=text, blocks=blocks(text, options), channel=person)

    @made.message(re.compile("^hello$"))
    async def start(message: dict[str, Any], say: Any) -> None:
        await ask(message["user"], message["text"], say, begin=True)

    @made.event("message")
    async def words(event: dict[str, Any], say: Any) -> None:
        await ask(event["user"], event["text"], say)

    @made.action(re.compile("^answer-"))
    async def tap(ack: Any, body: dict[str, Any], say: Any) -> None:
        await ack()
        await ask(body["user"]["id"], body["actions"][0]["value"], say)

    return made


class BoltBot:
    """The peer as the benchmark sees it."""

    platform = slack_side.Slack()
    script: Sequence[str] = ("hello", *SCRIPT[1:])
    answers: Sequence[int] = [1] * len(SCRIPT)

    async def open(self, folder: Path, replied: scene.Replied) -> None:
        """Open the store and put the app behind its own adapter."""
        self._kept = await store.opened(folder)
        session: Any = slack_side.Session(replied)
        client = AsyncWebClient(slack_side.BOT_TOKEN, session=session)
        handler = AsyncSlackRequestHandler(app(self._kept, client))
        self._app = Starlette(routes=[Route(slack_side.PATH, handler.handle, methods=["POST"])])

    async def feed(self, event: slack_side.Event) -> None:
        """What the web server does with a request."""
        await slack_side.bring(self._app, event)

    async def close(self) -> None:
        """Close the store."""
        await self._kept.close()

    async def serve(self, folder: Path, url: str) -> None:
        """As the library starts an app: on aiohttp, with its own client."""
        port, _, api = url.partition(" ")
        made = app(await store.opened(folder), AsyncWebClient(slack_side.BOT_TOKEN, base_url=api))
        runner = web.AppRunner(made.web_app(slack_side.PATH), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", int(port)).start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    scene.main(BoltBot())
