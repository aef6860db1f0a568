"""The usual bot (b): aiogram 3 with its finite state machine, one commit per answer."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import scene
import store
from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import Chat, InlineKeyboardMarkup, Message, Update, User
from texts import question, read_language


class Asking(StatesGroup):
    """Where a talk is."""

    question = State()


class InProcess(BaseSession):
    """The network, answered at once without leaving the process."""

    def __init__(self, replied: scene.Replied) -> None:
        super().__init__()
        self._replied = replied

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109, E501  # fmt: skip
        """Say yes to every call."""
        if isinstance(method, SendMessage):
            chat = int(method.chat_id)
            self._replied(chat)
            return Message(message_id=1, date=1, chat=Chat(id=chat, type="private"), text="?")
        return User(id=77, is_bot=True, first_name="Bench")

    async def stream_content(self, *_: Any, **__: Any) -> Any:
        """Nothing is fetched."""
        yield b""

    async def close(self) -> None:
        """Nothing to close."""


def router(kept: store.Store) -> Router:
    """The conversation, as the library's examples write it."""
    made = Router()

    async def ask(message: Message, state: FSMContext, at: int) -> None:
        await kept.keep(message.chat.id, at, message.text)
        await state.update_data(at=at)
        asked = question(at, read_language(message.from_user.language_code))
        markup = InlineKeyboardMarkup.model_validate_json(asked["reply_markup"])
        await message.answer(asked["text"], reply_markup=markup)

    @made.message(CommandStart())
    async def start(message: Message, state: FSMContext) -> None:
        await state.set_state(Asking.question)
        await ask(message, state, 0)

    @made.message(Asking.question)
    async def answer(message: Message, state: FSMContext) -> None:
        await ask(message, state, (await state.get_data())["at"] + 1)

    return made


class AiogramBot:
    """The peer as the benchmark sees it."""

    script: Sequence[str] = scene.SCRIPT
    answers: Sequence[int] = [1] * len(scene.SCRIPT)

    async def open(self, folder: Path, replied: scene.Replied) -> None:
        """Open the store and put the dispatcher together."""
        self._kept = await store.opened(folder)
        self._bot = Bot(scene.TOKEN, session=InProcess(replied))
        self._dispatcher = Dispatcher(storage=MemoryStorage())
        self._dispatcher.include_router(router(self._kept))

    async def feed(self, update: bytes) -> None:
        """What its webhook does with a request's body."""
        await self._dispatcher.feed_update(self._bot, Update.model_validate(json.loads(update)))

    async def close(self) -> None:
        """Close the store."""
        await self._kept.close()

    async def serve(self, folder: Path, url: str) -> None:
        """As the library starts a bot; it brings its own client (aiohttp)."""
        kept = await store.opened(folder)
        session = AiohttpSession(api=TelegramAPIServer.from_base(url))
        dispatcher = Dispatcher(storage=MemoryStorage())
        dispatcher.include_router(router(kept))
        await dispatcher.start_polling(Bot(scene.TOKEN, session=session), handle_signals=False)


if __name__ == "__main__":
    scene.main(AiogramBot())
