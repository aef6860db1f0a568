"""SQLAlchemy's asyncio ORM on PostgreSQL behind plain asyncio: one commit per turn, no library.

`python orm_bot.py FOLDER SECONDS URL INDEX COUNT`; one line of JSON.
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import scene
import store
from limit import calls
from telegram_side import Network, Telegram
from texts import SCRIPT


class OrmBot:
    """The peer as the benchmark sees it."""

    platform = Telegram()
    script: Sequence[str] = SCRIPT
    answers: Sequence[int] = [1] * len(SCRIPT)
    database = ""

    async def open(self, _: Path, replied: scene.Replied) -> None:
        """Connect, with the pool as it is."""
        self._network = Network(replied)
        self._kept = await store.opened_at(self.database)

    async def feed(self, event: bytes) -> None:
        """Take one, keep it, and make the calls that answer."""
        update: dict[str, Any] = json.loads(event)
        query = update.get("callback_query")
        message = query["message"] if query else update["message"]
        said = query["data"] if query else message["text"]
        at = await self._kept.next(message["chat"]["id"], said, begin=said == "/start")
        for method, body in calls(update, at):
            json.dumps(body).encode()
            if not json.loads(self._network.answer(method, body))["ok"]:
                raise RuntimeError(method)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._kept.close()


def main() -> None:
    """Run it once."""
    folder, seconds, url = sys.argv[1:4]
    bot = OrmBot()
    bot.database = url.replace("+psycopg", "+asyncpg")
    how = ("saturated", float(seconds))
    print(json.dumps(asyncio.run(scene.measure(bot, scene.Crowd(bot), Path(folder), how))))


if __name__ == "__main__":
    main()
