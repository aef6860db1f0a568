"""A kill at every step of one turn and its sends: enumerated, one bot process for each step.

Each time one person taps an answer on Telegram, or types one on Slack; the bot dies at the step;
the next one goes on. Then the answer must be stored once, the next question be asked once or (if
the death fell on its way) twice, and nothing wait.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.house import House, open_house
from bot.settings import Settings
from bot.standins.slack import APP_TOKEN, BOT_TOKEN, SlackStandIn
from bot.standins.slack_people import TEAM
from bot.standins.telegram import TOKEN, TelegramStandIn
from bot.standins.telegram_people import Shown
from dialogues.model import token
from storage import tables
from tests.bot.chats import Chat
from tests.chaos.process import HOUSE
from tests.chaos.weather import until

ASKED, GIVEN, NEXT = "mood_now", "4", "topics"


@dataclass
class Mortal:
    """The program that forks bots."""

    process: asyncio.subprocess.Process

    async def born(self, step: int) -> int:
        """A bot that will die at this step; its process number."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{step}\n".encode())
        return int(await self._line())

    async def died(self) -> tuple[str, int]:
        """Wait for its death; how, and after how many steps."""
        word, steps = (await self._line()).split()
        return word, int(steps)

    async def _line(self) -> str:
        assert self.process.stdout is not None
        async with asyncio.timeout(30):
            return (await self.process.stdout.readline()).decode()


@asynccontextmanager
async def mortal(settings: dict[str, str]) -> AsyncIterator[Mortal]:
    """Start the program; it ends with its input."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("HOWAREYOU_")}  # noqa: TID251  the child gets this environment
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.chaos.dying"),
        cwd=HOUSE,
        env={**kept, "PYTHONPATH": str(HOUSE)},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(settings).encode() + b"\n")
    try:
        yield Mortal(process)
    finally:
        process.stdin.close()
        await process.wait()


class OnTelegram:
    """Somebody taps an answer; the tap comes by polling, again and again until it is taken."""

    def __init__(self, standin: TelegramStandIn) -> None:
        self._standin = standin

    def chat(self, house: House, number: int) -> Chat:
        """A new person's chat."""
        return Chat(house, str(1000 + number))

    def answer(self, chat: Chat) -> Any:
        """Tap; who did."""
        person = self._standin.person(int(chat.address))
        person.started = True
        said, number = token(chat.talk.id, ASKED, GIVEN), person.chat_id + 10_000_000
        person.see(Shown(number, "How are you today?", ((("Good", said),),)))
        person.unread()
        person.press(said, number)
        return person

    def waits(self) -> bool:
        """Whether something is not acknowledged."""
        return bool(self._standin.updates.pending)

    def unshown(self, read: Sequence[Any]) -> bool:
        """Whether the tapped message does not show the answer."""
        return not any(each.edited for each in read)


class OnSlack:
    """Somebody types an answer; it comes by Socket Mode, four times at most."""

    def __init__(self, standin: SlackStandIn) -> None:
        self._standin = standin

    def chat(self, house: House, number: int) -> Chat:
        """A new person's chat."""
        return Chat(house, f"U{number:08d}", channel="slack", account=TEAM)

    def answer(self, chat: Chat) -> Any:
        """Type; who did."""
        person = self._standin.person(chat.address, "en")
        person.type("Good")
        return person

    def waits(self) -> bool:
        """Whether something is not acknowledged."""
        return bool(self._standin._tasks)

    def unshown(self, _: Sequence[Any]) -> bool:
        """Whether Slack gave the message up."""
        return bool(self._standin.lost)


@dataclass
class Deaths:
    """One platform, one database, a person for each death."""

    platform: OnTelegram | OnSlack
    house: House
    mortal: Mortal

    async def one(self, step: int) -> tuple[str, int, list[str]]:
        """Answer, die at this step, go on; what happened and what is wrong now."""
        chat = self.platform.chat(self.house, step).reach(ASKED)
        person = self.platform.answer(chat)
        word, steps = await self._lived(step)
        if step:
            await self._lived(0)
        return word, steps, self._wrong(chat, person.unread())

    async def _lived(self, step: int) -> tuple[str, int]:
        """One life: until its step, or until all is done and it is killed at rest."""
        number = await self.mortal.born(step)
        death = asyncio.create_task(self.mortal.died())
        rest = asyncio.create_task(until(self._is_done, seconds=20))
        await asyncio.wait({death, rest}, return_when=asyncio.FIRST_COMPLETED)
        if death.done():
            rest.cancel()
            return await death
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
        _, steps = await death
        return "rested" if rest.result() else "never done", steps

    def _is_done(self) -> bool:
        if self.platform.waits():
            return False
        with self.house.store.read() as tx:
            waiting = tx.db.execute(select(func.count()).select_from(tables.outbox)).scalar_one()
        return waiting == 0

    def _wrong(self, chat: Chat, read: Sequence[Any]) -> list[str]:
        wrong = []
        answer = chat.talk.answers.get(ASKED)
        if answer is None or answer.choices != (GIVEN,):
            wrong.append(f"the answer is {answer}")
        if chat.open_question() != NEXT:
            wrong.append(f"{chat.open_question()} is open")
        asked = [each for each in read if not each.edited]
        if len(asked) not in (1, 2) or len({(each.text, each.rows) for each in asked}) != 1:
            wrong.append(f"asked {len(asked)} times")
        if self.platform.unshown(read):
            wrong.append("the tapped message shows nothing, or the typed one was given up")
        if not self._is_done():
            wrong.append("something waits")
        return wrong


@asynccontextmanager
async def on_telegram() -> AsyncIterator[tuple[OnTelegram, dict[str, str]]]:
    """A Telegram and how the bot finds it."""
    async with TelegramStandIn() as telegram:
        url = {"HOWAREYOU_TELEGRAM_API_URL": telegram.url}
        yield OnTelegram(telegram), {**url, "HOWAREYOU_TELEGRAM_TOKEN": TOKEN}


@asynccontextmanager
async def on_slack() -> AsyncIterator[tuple[OnSlack, dict[str, str]]]:
    """A Slack and how the bot finds it; it brings again soon what was not acknowledged."""
    async with SlackStandIn(patience=0.5) as slack:
        url = {"HOWAREYOU_SLACK_API_URL": slack.url}
        tokens = {"HOWAREYOU_SLACK_BOT_TOKEN": BOT_TOKEN, "HOWAREYOU_SLACK_APP_TOKEN": APP_TOKEN}
        yield OnSlack(slack), {**url, **tokens}


PLATFORMS = {"telegram": on_telegram, "slack": on_slack}


@asynccontextmanager
async def deaths(folder: Path, url: str, platform: str) -> AsyncIterator[Deaths]:
    """Everything that deaths need, in this folder."""
    opened: Any = PLATFORMS[platform]()
    async with opened as (there, named):
        settings = {
            "HOWAREYOU_DATABASE_URL": url,
            "HOWAREYOU_KEYS_DIR": str(folder / "keys"),
            "HOWAREYOU_ORGANISATION": "the Red Cross",
            **named,
        }
        house = open_house(Settings.read(settings))
        try:
            async with mortal(settings) as program:
                yield Deaths(there, house, program)
        finally:
            house.store.close()
