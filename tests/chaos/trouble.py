"""A real bot whose database gets into trouble while somebody answers.

What is said during the trouble must stay with the platform, unacknowledged; when the trouble is
over the same process takes it, once.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.house import House, open_house
from bot.settings import Settings
from tests.bot.chats import Chat, unsent
from tests.chaos.process import BotProcess
from tests.chaos.ways import ASKED, GIVEN, NEXT, QUESTION, WAYS, Platform
from tests.chaos.weather import until
from tests.ports import free_port

# Slack brings a text four times: soon, and when even a long trouble is over (there: five minutes).
PAUSES = (1.0, 5.0, 35.0)
TAPS = {"telegram-polling", "telegram-webhook"}


@dataclass
class Patient:
    """A bot in a process, one person at a question, and the store beside it.

    answer: the person answers, by a tap on Telegram and in words on Slack, which keeps no taps.
    """

    platform: Platform
    bot: BotProcess
    settings: dict[str, str]
    chat: Chat
    person: Any
    answer: Callable[[], object]

    @property
    def standin(self) -> Any:
        """The platform itself."""
        return self.platform.standin

    async def unheard(self, *, seconds: float) -> bool:
        """Whether for so long nothing of it is acknowledged or answered."""
        gone = await until(
            lambda: not self.platform.waits() or not self.person._news.empty(), seconds=seconds
        )
        return not gone

    def asked(self) -> list[Any]:
        """The messages that came after the question."""
        return [each for each in self.person.messages if not each.text.startswith(QUESTION)]

    async def recovered(self) -> list[str]:
        """Wait until the answer is taken; what is wrong then."""
        taken = await until(lambda: not self.platform.waits() and bool(self.asked()), seconds=90)
        wrong = [] if taken else [f"not taken: {self.bot.errors[-5:]}"]
        if self.bot.code is not None or self.bot.kills:
            wrong.append("the process ended")
        house = self.house()
        try:
            chat = Chat(house, self.chat.address, self.chat.channel, account=self.chat.account)
            answer = chat.talk.answers.get(ASKED)
            if answer is None or answer.choices != (GIVEN,) or chat.open_question() != NEXT:
                wrong.append(f"the answer is {answer}")
        finally:
            house.store.close()
        asked = len(self.asked())
        return wrong if asked == 1 else [*wrong, f"asked {asked} times"]

    async def noted(self) -> bool:
        """Wait until the bot has noted whatever it has sent."""
        house = self.house()
        try:
            return await until(lambda: unsent(house.store) == 0, seconds=20)
        finally:
            house.store.close()

    def house(self) -> House:
        """The store, opened beside the bot."""
        return open_house(Settings.read(self.settings))


@asynccontextmanager
async def patient(
    folder: Path, url: str, way: str = "telegram-polling", **more: str
) -> AsyncIterator[Patient]:
    """Start everything, with these settings; at the end SIGTERM must still end it well."""
    async with WAYS[way](taps=way in TAPS, pauses=PAUSES) as (platform, found):
        settings = {
            "HOWAREYOU_DATABASE_URL": url,
            "HOWAREYOU_KEYS_DIR": str(folder / "keys"),
            "HOWAREYOU_PORT": str(free_port()),
            **found,
            **more,
        }
        bot = BotProcess(settings, folder, hurried=True)
        house = open_house(Settings.read(settings))
        chat = platform.chat(house, 0).reach(ASKED)
        person, answer = platform.ready(chat)
        house.store.close()
        made = Patient(platform, bot, settings, chat, person, answer)
        await bot.start()
        # It listens: what is said from now on arrives while the trouble is on.
        await until(platform.listens, seconds=10)
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
