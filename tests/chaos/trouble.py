"""A real bot whose database gets into trouble while somebody answers.

What is tapped during the trouble must stay with the platform, unacknowledged; when the trouble is
over the same process takes it, once.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.house import House, open_house
from bot.settings import Settings
from bot.standins.telegram import TOKEN, TelegramStandIn
from bot.standins.telegram_people import Shown, TelegramPerson
from dialogues.model import token
from tests.bot.chats import Chat
from tests.chaos.process import BotProcess, free_port
from tests.chaos.weather import until

ASKED, GIVEN, NEXT = "mood_now", "4", "topics"
SHOWN = 9_000_000


@dataclass
class Patient:
    """A bot in a process, one person at a question, and the store beside it."""

    telegram: TelegramStandIn
    bot: BotProcess
    settings: dict[str, str]
    person: TelegramPerson

    def answer(self) -> None:
        """Tap an answer."""
        self.person.tap("Good", SHOWN)

    async def unheard(self, *, seconds: float) -> bool:
        """Whether for so long nothing of it is acknowledged or answered."""
        gone = await until(
            lambda: not self.telegram.updates.pending or self.person.waits(), seconds=seconds
        )
        return not gone

    async def recovered(self) -> list[str]:
        """Wait until the tap is taken; what is wrong then."""
        taken = await until(
            lambda: not self.telegram.updates.pending and len(self.person.messages) > 1,
            seconds=60,
        )
        wrong = [] if taken else [f"not taken: {self.bot.errors[-5:]}"]
        if self.bot.code is not None or self.bot.kills:
            wrong.append("the process ended")
        house = self.house()
        try:
            chat = Chat(house, str(self.person.chat_id))
            answer = chat.talk.answers.get(ASKED)
            if answer is None or answer.choices != (GIVEN,) or chat.open_question() != NEXT:
                wrong.append(f"the answer is {answer}")
        finally:
            house.store.close()
        asked = [each for each in self.person.messages if each.id != SHOWN]
        return wrong if len(asked) == 1 else [*wrong, f"asked {len(asked)} times"]

    def house(self) -> House:
        """The store, opened beside the bot."""
        return open_house(Settings.read(self.settings))


@asynccontextmanager
async def patient(folder: Path, url: str, **more: str) -> AsyncIterator[Patient]:
    """Start everything, with these settings; at the end SIGTERM must still end it well."""
    async with TelegramStandIn() as telegram:
        settings = {
            "HOWAREYOU_DATABASE_URL": url,
            "HOWAREYOU_KEYS_DIR": str(folder / "keys"),
            "HOWAREYOU_PORT": str(free_port()),
            "HOWAREYOU_TELEGRAM_TOKEN": TOKEN,
            "HOWAREYOU_TELEGRAM_API_URL": telegram.url,
            **more,
        }
        bot = BotProcess(settings, folder, hurried=True)
        made = Patient(telegram, bot, settings, telegram.person(1000))
        house = made.house()
        chat = Chat(house, "1000").reach(ASKED)
        said = token(chat.talk.id, ASKED, GIVEN)
        house.store.close()
        made.person.started = True
        made.person.see(Shown(SHOWN, "How are you today?", ((("Good", said),),)))
        made.person.unread()
        await bot.start()
        # The first poll is open: what is tapped from now on arrives while the trouble is on.
        await until(lambda: telegram.calls["getUpdates"] > 0, seconds=10)
        await asyncio.sleep(0.3)
        try:
            yield made
        finally:
            if bot.code is None:
                await bot.stop()


def sqlite_files(folder: Path) -> list[Path]:
    """The files of the SQLite database of this folder."""
    return sorted(folder.glob("a.sqlite3*"))


def move_away(folder: Path) -> Path:
    """The database is not there any more."""
    away = folder / "away"
    away.mkdir()
    for file in sqlite_files(folder):
        file.rename(away / file.name)
    return away


def move_back(folder: Path, away: Path) -> None:
    """It is there again."""
    for file in sqlite_files(folder):
        file.unlink()
    for file in sorted(away.iterdir()):
        file.rename(folder / file.name)
    away.rmdir()
