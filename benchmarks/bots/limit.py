"""The limit: asyncio and plain sqlite3 with group commit, no library, nothing sealed.

The same talk as the peers': the update read, answer and new position written, the body of the next
question and of the tap's answer built, the answers read. Every commit is flushed; a batch forms
while the commit before it is on its way.
"""

import asyncio
import json
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import aiohttp
import scene
from telegram_side import TOKEN, Network, Telegram
from texts import SCRIPT, question, read_language

Call = tuple[str, dict[str, Any]]
Turn = tuple[int, int, str, "asyncio.Future[None]"]


def calls(update: dict[str, Any], at: int) -> list[Call]:
    """The calls that answer an update with this question."""
    query = update.get("callback_query")
    person = (query or update["message"])["from"]
    text, options = question(at, read_language(person["language_code"]))
    rows = [[{"text": word, "callback_data": value}] for word, value in options]
    sent = {"chat_id": person["id"], "text": text, "reply_markup": {"inline_keyboard": rows}}
    answer = [("answerCallbackQuery", {"callback_query_id": query["id"]})] if query else []
    return [*answer, ("sendMessage", sent)]


class Limit:
    """A bot that does as little as one can."""

    platform = Telegram()
    script: Sequence[str] = SCRIPT
    answers: Sequence[int] = [1] * len(SCRIPT)

    async def open(self, folder: Path, replied: scene.Replied) -> None:
        """One connection in a thread of its own."""
        self._network = Network(replied)
        self._thread = ThreadPoolExecutor(1)
        self._db = await self._do(self._opened, folder / "limit.sqlite3")
        self._waiting: list[Turn] = []
        self._flying: set[asyncio.Task[None]] = set()
        self._arrived = asyncio.Event()
        self._work = asyncio.create_task(self._run())

    async def feed(self, event: bytes) -> None:
        """Take one and make its calls."""
        for method, body in await self._taken(json.loads(event)):
            json.dumps(body).encode()
            if not json.loads(self._network.answer(method, body))["ok"]:
                raise RuntimeError(method)

    async def _taken(self, update: dict[str, Any]) -> list[Call]:
        """Wait in the open batch; give the calls that answer."""
        query = update.get("callback_query")
        message = query["message"] if query else update["message"]
        said = query["data"] if query else message["text"]
        done = asyncio.get_running_loop().create_future()
        chat = message["chat"]["id"]
        self._waiting.append((update["update_id"], chat, said, done))
        self._arrived.set()
        return calls(update, await done)

    async def close(self) -> None:
        """Stop the loop and the thread."""
        self._work.cancel()
        await self._do(self._db.close)
        self._thread.shutdown()

    async def _do(self, work, *args):  # noqa: ANN001, ANN002, ANN202 - a passage to the thread
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *args)

    def _opened(self, path: Path) -> sqlite3.Connection:
        db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("CREATE TABLE state (chat INTEGER PRIMARY KEY, at INTEGER)")
        db.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, chat INTEGER, at INTEGER, said)")
        return db

    async def _run(self) -> None:
        while True:
            await self._arrived.wait()
            batch, self._waiting = self._waiting, []
            self._arrived.clear()
            for (_, _, _, done), at in zip(batch, await self._do(self._take, batch), strict=True):
                done.set_result(at)

    def _take(self, batch: list[Turn]) -> list[int]:
        db, places = self._db, []
        db.execute("BEGIN IMMEDIATE")
        for number, chat, said, _ in batch:
            found = db.execute("SELECT at FROM state WHERE chat = ?", (chat,)).fetchone()
            at = 0 if said == "/start" or found is None else found[0] + 1
            places.append(at)
            db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (chat, at))
            db.execute("INSERT OR IGNORE INTO answer VALUES (?, ?, ?, ?)", (number, chat, at, said))
        db.execute("COMMIT")
        return places

    async def serve(self, folder: Path, url: str) -> None:
        """Poll and send with aiohttp and nothing else."""
        await self.open(folder, lambda _: None)
        async with aiohttp.ClientSession(base_url=f"{url}/bot{TOKEN}/") as session:
            offset = 0
            while True:
                asked = {"timeout": 30, "offset": offset}
                async with session.post("getUpdates", json=asked) as answer:
                    updates = (await answer.json())["result"]
                for calls in await asyncio.gather(*map(self._taken, updates)):
                    sending = asyncio.create_task(self._send(session, calls))
                    self._flying.add(sending)
                    sending.add_done_callback(self._flying.discard)
                offset = updates[-1]["update_id"] + 1 if updates else offset

    async def _send(self, session: aiohttp.ClientSession, calls: list[Call]) -> None:
        for method, body in calls:
            async with session.post(method, json=body) as answer:
                await answer.read()


if __name__ == "__main__":
    scene.main(Limit())
