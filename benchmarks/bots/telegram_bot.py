"""The usual bot (a): python-telegram-bot's ConversationHandler, one commit per answer.

python-telegram-bot handles one update at a time where a ConversationHandler is used: its own
documentation asks for that. The network is in the process, as for ours.
"""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import scene
import store
from telegram import Update
from telegram.ext import (
    Application,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest, RequestData
from texts import question, read_language

ASKING = 0


class InProcess(BaseRequest):
    """The network, answered at once without leaving the process."""

    def __init__(self, replied: scene.Replied) -> None:
        self._replied = replied

    @property
    def read_timeout(self) -> float:
        """Nothing waits."""
        return 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Say yes to every call."""
        if url.endswith("/getMe"):
            return (
                200,
                b'{"ok":true,"result":{"id":77,"is_bot":true,"first_name":"Bench","username":"Bench"}}',
            )
        chat = int(request_data.parameters["chat_id"]) if request_data else 0
        self._replied(chat)
        sent = {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "?"}
        return 200, json.dumps({"ok": True, "result": sent}).encode()


class Talk:
    """The conversation: the position rests in `user_data` and, durably, in the store."""

    def __init__(self, kept: store.Store) -> None:
        self._kept = kept

    def handler(self) -> ConversationHandler[ContextTypes.DEFAULT_TYPE]:
        """As the library's examples write it."""
        answer = MessageHandler(filters.TEXT & ~filters.COMMAND, self.answer)
        start = CommandHandler("start", self.start)
        return ConversationHandler([start], {ASKING: [answer]}, [start], allow_reentry=True)

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        """Ask the first question."""
        return await self._ask(update, context, at=0)

    async def answer(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        """Keep the answer and ask the next question."""
        return await self._ask(update, context, at=context.user_data["at"] + 1)

    async def _ask(self, update: Update, context: ContextTypes.DEFAULT_TYPE, *, at: int) -> int:
        message, person = update.message, update.effective_user
        await self._kept.keep(message.chat_id, at, message.text)
        context.user_data["at"] = at
        asked = question(at, read_language(person.language_code))
        await message.reply_text(asked["text"], reply_markup=asked["reply_markup"])
        return ASKING


def application(kept: store.Store, builder: Any) -> Application:
    """The bot around its conversation."""
    built = builder.build()
    built.add_handler(Talk(kept).handler())
    return built


class TelegramBot:
    """The peer as the benchmark sees it."""

    script: Sequence[str] = scene.SCRIPT
    answers: Sequence[int] = [1] * len(scene.SCRIPT)

    async def open(self, folder: Path, replied: scene.Replied) -> None:
        """Open the store and start the application's own loop."""
        self._kept = await store.opened(folder)
        request = InProcess(replied)
        builder = Application.builder().token("77:bench").updater(None)
        self._app = application(self._kept, builder.request(request).get_updates_request(request))
        await self._app.initialize()
        await self._app.start()

    async def feed(self, update: bytes) -> None:
        """What its webhook does with a request's body."""
        await self._app.update_queue.put(Update.de_json(json.loads(update), self._app.bot))

    async def close(self) -> None:
        """Stop the loop."""
        await self._app.stop()
        await self._app.shutdown()
        await self._kept.close()

    async def serve(self, folder: Path, url: str) -> None:
        """As the library starts a bot; it brings its own client (httpx)."""
        kept = await store.opened(folder)
        builder = Application.builder().token(scene.TOKEN).base_url(f"{url}/bot")
        app = application(kept, builder)
        async with app:
            await app.start()
            await app.updater.start_polling()
            await asyncio.Event().wait()


if __name__ == "__main__":
    scene.main(TelegramBot())
