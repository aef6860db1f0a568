"""The usual bot (b): aiogram 3 with its finite state machine, one commit per answer."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import scene
import store
from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.methods import TelegramMethod
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    Update,
    User,
)
from telegram_side import TOKEN, Network, Telegram
from texts import SCRIPT, question, read_language


class Asking(StatesGroup):
    """Where a talk is."""

    question = State()


class InProcess(AiohttpSession):
    """The network, answered at once without leaving the process."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self._network = network

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109, E501  # fmt: skip
        """Do all that its own session does with a call, but for the socket."""
        form = self.build_form_data(bot=bot, method=method)
        asked = {options["name"]: value for options, _, value in form._fields}
        content = self._network.answer(method.__api_method__, asked).decode()
        checked = self.check_response(bot=bot, method=method, status_code=200, content=content)
        return checked.result


def router(kept: store.Store) -> Router:
    """The conversation, as the library's examples write it."""
    made = Router()

    async def ask(message: Message, person: User, state: FSMContext, at: int, said: str) -> None:
        await kept.keep(message.chat.id, at, said)
        await state.update_data(at=at)
        text, options = question(at, read_language(person.language_code))
        rows = [[InlineKeyboardButton(text=word, callback_data=value)] for word, value in options]
        await message.answer(text, reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))

    @made.message(CommandStart())
    async def start(message: Message, state: FSMContext) -> None:
        await state.set_state(Asking.question)
        await ask(message, message.from_user, state, 0, message.text)

    @made.message(Asking.question)
    async def words(message: Message, state: FSMContext) -> None:
        at = (await state.get_data())["at"] + 1
        await ask(message, message.from_user, state, at, message.text)

    @made.callback_query(Asking.question)
    async def tap(query: CallbackQuery, state: FSMContext) -> None:
        await query.answer()
        at = (await state.get_data())["at"] + 1
        await ask(query.message, query.from_user, state, at, query.data)

    return made


class AiogramBot:
    """The peer as the benchmark sees it."""

    platform = Telegram()
    script: Sequence[str] = SCRIPT
    answers: Sequence[int] = [1] * len(SCRIPT)

    async def open(self, folder: Path, replied: scene.Replied) -> None:
        """Open the store and put the dispatcher together."""
        self._kept = await store.opened(folder)
        self._bot = Bot(TOKEN, session=InProcess(Network(replied)))
        self._dispatcher = Dispatcher(storage=MemoryStorage())
        self._dispatcher.include_router(router(self._kept))

    async def feed(self, event: bytes) -> None:
        """What its webhook does with a request's body."""
        await self._dispatcher.feed_update(self._bot, Update.model_validate(json.loads(event)))

    async def close(self) -> None:
        """Close the store."""
        await self._kept.close()

    async def serve(self, folder: Path, url: str) -> None:
        """As the library starts a bot; it brings its own client (aiohttp)."""
        kept = await store.opened(folder)
        session = AiohttpSession(api=TelegramAPIServer.from_base(url))
        dispatcher = Dispatcher(storage=MemoryStorage())
        dispatcher.include_router(router(kept))
        await dispatcher.start_polling(Bot(TOKEN, session=session), handle_signals=False)


if __name__ == "__main__":
    scene.main(AiogramBot())
