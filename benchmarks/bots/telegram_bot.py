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
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest, RequestData
from telegram_side import TOKEN, Network, Telegram
from texts import SCRIPT, question, read_language

ASKING = 0


class InProcess(BaseRequest):
    """The network, answered at once without leaving the process."""

    def __init__(self, network: Network) -> None:
        self._network = network

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
        """Read what its own client (HTTPXRequest) reads of a call, and say yes."""
        asked = request_data.json_parameters if request_data else {}
        return 200, self._network.answer(url.rpartition("/")[2], asked)


class Talk:
    """The conversation: the position rests in `user_data` and, durably, in the store."""

    def __init__(self, kept: store.Store) -> None:
        self._kept = kept

    def handler(self) -> ConversationHandler[ContextTypes.DEFAULT_TYPE]:
        """As the library's examples write it."""
        words = MessageHandler(filters.TEXT & ~filters.COMMAND, self.words)
        start = CommandHandler("start", self.start)
        asking = {ASKING: [CallbackQueryHandler(self.tap), words]}
        return ConversationHandler([start], asking, [start], allow_reentry=True)

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        """Ask the first question."""
        return await self._ask(update, context, at=0, said=update.message.text)

    async def words(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        """Keep the answer and ask the next question."""
        at = context.user_data["at"] + 1
        return await self._ask(update, context, at=at, said=update.message.text)

    async def tap(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        """The same for a button; the app waits to see the tap answered."""
        query = update.callback_query
        await query.answer()
        return await self._ask(update, context, at=context.user_data["at"] + 1, said=query.data)

    async def _ask(
        self, update: Update, context: ContextTypes.DEFAULT_TYPE, *, at: int, said: str
    ) -> int:
        message, person = update.effective_message, update.effective_user
        await self._kept.keep(message.chat_id, at, said)
        context.user_data["at"] = at
        text, options = question(at, read_language(person.language_code))
        rows = [[InlineKeyboardButton(word, callback_data=value)] for word, value in options]
        await message.reply_text(text, reply_markup=InlineKeyboardMarkup(rows))
        return ASKING


def application(kept: store.Store, builder: Any) -> Application:
    """The bot around its conversation."""
    built = builder.build()
    built.add_handler(Talk(kept).handler())
    return built


class TelegramBot:
    """The peer as the benchmark sees it."""

    platform = Telegram()
    script: Sequence[str] = SCRIPT
    answers: Sequence[int] = [1] * len(SCRIPT)

    async def open(self, folder: Path, replied: scene.Replied) -> None:
        """Open the store and start the application's own loop."""
        self._kept = await store.opened(folder)
        request = InProcess(Network(replied))
        builder = Application.builder().token(TOKEN).updater(None)
        self._app = application(self._kept, builder.request(request).get_updates_request(request))
        await self._app.initialize()
        await self._app.start()

    async def feed(self, event: bytes) -> None:
        """What its webhook does with a request's body."""
        await self._app.update_queue.put(Update.de_json(json.loads(event), self._app.bot))

    async def close(self) -> None:
        """Stop the loop."""
        await self._app.stop()
        await self._app.shutdown()
        await self._kept.close()

    async def serve(self, folder: Path, url: str) -> None:
        """As the library starts a bot; it brings its own client (httpx)."""
        kept = await store.opened(folder)
        builder = Application.builder().token(TOKEN).base_url(f"{url}/bot")
        app = application(kept, builder)
        async with app:
            await app.start()
            await app.updater.start_polling()
            await asyncio.Event().wait()


if __name__ == "__main__":
    scene.main(TelegramBot())
