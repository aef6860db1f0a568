"""A kill at every step of one turn and its sends: enumerated, one bot process for each step.

Each time one person taps an answer, or types one; the bot dies at the step; the next one goes on.
Then the answer must be stored once, the next question be asked once or (if the death fell on its
way) twice, and nothing wait. Where a commit is told as failed instead, the same process goes on.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.channels.slack import PATH
from bot.house import House, open_house
from bot.settings import Settings
from bot.standins.slack import APP_TOKEN, BOT_TOKEN, SECRET, SlackStandIn
from bot.standins.slack_people import TEAM
from bot.standins.telegram import TOKEN, TelegramStandIn
from bot.standins.telegram_people import Shown
from dialogues.model import token
from storage import tables
from tests.bot.chats import Chat
from tests.chaos.process import HOUSE, free_port
from tests.chaos.weather import until

ASKED, GIVEN, TYPED, NEXT = "mood_now", "4", "Good", "topics"
# A database that knows what came before must not take what a new stand-in brings for the same.
NUMBERS, FURTHER = count(1), 1_000_000


@dataclass
class Mortal:
    """The program that forks bots."""

    process: asyncio.subprocess.Process
    is_warm: bool = False

    async def born(self, settings: dict[str, str], step: int, how: str) -> int:
        """A bot that will die at this step, or whose commit goes wrong; its process number."""
        assert self.process.stdin is not None
        line = json.dumps({"settings": settings, "how": how, "at": step})
        self.process.stdin.write(f"{line}\n".encode())
        return int(await self._line())

    async def died(self) -> tuple[str, int, int]:
        """Wait for its death; how, and after how many steps and commits."""
        word, steps, commits = (await self._line()).split()
        return word, int(steps), int(commits)

    async def _line(self) -> str:
        assert self.process.stdout is not None
        async with asyncio.timeout(30):
            return (await self.process.stdout.readline()).decode()


@asynccontextmanager
async def mortal() -> AsyncIterator[Mortal]:
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
    try:
        yield Mortal(process)
    finally:
        process.stdin.close()
        await process.wait()


class OnTelegram:
    """What is said comes, by polling or by webhook, again and again until it is taken."""

    def __init__(self, standin: TelegramStandIn, *, taps: bool) -> None:
        self._standin = standin
        self._taps = taps

    def chat(self, house: House, number: int) -> Chat:
        """A new person's chat."""
        return Chat(house, str(1000 + number))

    def answer(self, chat: Chat) -> Any:
        """Tap or type; who did."""
        person = self._standin.person(int(chat.address))
        person.started = True
        if not self._taps:
            person.type(TYPED)
            return person
        said, number = token(chat.talk.id, ASKED, GIVEN), person.chat_id + 10_000_000
        person.see(Shown(number, "How are you today?", (((TYPED, said),),)))
        person.unread()
        person.press(said, number)
        return person

    def waits(self) -> bool:
        """Whether something is not acknowledged."""
        return bool(self._standin.updates.pending)

    async def again(self) -> None:
        """Nobody has to do anything: Telegram brings it until it is taken."""

    def unshown(self, read: Sequence[Any]) -> bool:
        """Whether the tapped message does not show the answer."""
        return self._taps and not any(each.edited for each in read)


class OnSlack:
    """By socket or by web a text comes four times at most; a tap once, then people press again."""

    def __init__(self, standin: SlackStandIn, *, taps: bool) -> None:
        self._standin = standin
        self._taps = taps
        self._press: Callable[[], None] = lambda: None

    def chat(self, house: House, number: int) -> Chat:
        """A new person's chat."""
        return Chat(house, f"U{number:08d}", channel="slack", account=TEAM)

    def answer(self, chat: Chat) -> Any:
        """Tap or type; who did."""
        person = self._standin.person(chat.address, "en")
        self._standin.lost.clear()
        if not self._taps:
            person.type(TYPED)
            return person
        carried = token(chat.talk.id, ASKED, GIVEN)
        key = {"action_id": "0-0", "text": {"type": "plain_text", "text": TYPED}, "value": carried}
        row = {"type": "actions", "elements": [{"type": "button", **key}]}
        stamp = person.see({"text": "How are you today?", "blocks": [row]})
        person.unread()
        self._press = partial(person.press, carried, f"{person.conversation}:{stamp}")
        self._press()
        return person

    def waits(self) -> bool:
        """Whether something is not acknowledged."""
        return bool(self._standin._tasks)

    async def again(self) -> None:
        """Whoever sees that their tap failed presses again."""
        await self._standin.settled()
        if self._taps and self._standin.lost:
            self._standin.lost.clear()
            self._press()

    def unshown(self, read: Sequence[Any]) -> bool:
        """Whether Slack gave up what was said, or the tapped message shows nothing."""
        return bool(self._standin.lost) or (self._taps and not any(each.edited for each in read))


@dataclass
class Deaths:
    """One platform, one database, a person for each death."""

    platform: OnTelegram | OnSlack
    house: House
    mortal: Mortal
    settings: dict[str, str]

    async def one(self, step: int, how: str = "kill") -> tuple[str, int, list[str]]:
        """Answer, die at this step, go on; what happened and what is wrong now.

        how: or let the commit of this number go wrong, which nobody dies of.
        """
        chat = self.platform.chat(self.house, next(NUMBERS)).reach(ASKED)
        person = self.platform.answer(chat)
        word, steps = await self.lived(step, how)
        if step and how == "kill":
            await self.lived(0)
        return word, steps, self._wrong(chat, person.unread())

    async def lived(self, step: int, how: str = "kill") -> tuple[str, int]:
        """One life: until its step, or until all is done and it is killed at rest.

        Of a commit that goes wrong nobody dies: "told" if there was one of this number.
        """
        number = await self.mortal.born(self.settings, step, how)
        death = asyncio.create_task(self.mortal.died())
        rest = asyncio.create_task(self._rest(again=how != "kill" or not step))
        await asyncio.wait({death, rest}, return_when=asyncio.FIRST_COMPLETED)
        if death.done():
            rest.cancel()
            word, steps, _ = await death
            return word, steps
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
        _, steps, commits = await death
        if not rest.result():
            return "never done", steps
        if how == "kill":
            return "rested", steps
        return ("told" if commits >= step else "rested"), commits

    async def _rest(self, *, again: bool) -> bool:
        """Wait until all is done; people do what Slack leaves to them."""
        if again:
            await self.platform.again()
        return await until(self._is_done, seconds=20)

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
async def on_telegram(way: str, *, taps: bool) -> AsyncIterator[tuple[OnTelegram, dict[str, str]]]:
    """A Telegram and how the bot finds it."""
    async with TelegramStandIn() as telegram:
        telegram.updates._last += next(NUMBERS) * FURTHER
        port = str(free_port())
        found = {"HOWAREYOU_TELEGRAM_API_URL": telegram.url, "HOWAREYOU_TELEGRAM_TOKEN": TOKEN}
        if way == "webhook":
            secret = {"HOWAREYOU_TELEGRAM_WEBHOOK_SECRET": "a-secret-of-the-webhook"}
            url = {"HOWAREYOU_PUBLIC_URL": f"http://127.0.0.1:{port}"}
            found |= {"HOWAREYOU_PORT": port, **secret, **url}
        yield OnTelegram(telegram, taps=taps), found
        await telegram.updates.set_webhook("", secret="")


@asynccontextmanager
async def on_slack(way: str, *, taps: bool) -> AsyncIterator[tuple[OnSlack, dict[str, str]]]:
    """A Slack and how the bot finds it; it brings again soon what was not acknowledged."""
    port = str(free_port())
    events = f"http://127.0.0.1:{port}{PATH}" if way == "web" else ""
    async with SlackStandIn(patience=2.0 if events else 0.5, events_url=events) as slack:
        slack._workspace.stamps._numbers = count(next(NUMBERS) * FURTHER)
        found = {"HOWAREYOU_SLACK_API_URL": slack.url, "HOWAREYOU_SLACK_BOT_TOKEN": BOT_TOKEN}
        if events:
            found |= {"HOWAREYOU_PORT": port, "HOWAREYOU_SLACK_SIGNING_SECRET": SECRET}
        else:
            found |= {"HOWAREYOU_SLACK_APP_TOKEN": APP_TOKEN}
        yield OnSlack(slack, taps=taps), found


WAYS: dict[str, Any] = {
    "telegram-polling": partial(on_telegram, "polling"),
    "telegram-webhook": partial(on_telegram, "webhook"),
    "slack-socket": partial(on_slack, "socket"),
    "slack-web": partial(on_slack, "web"),
}
WHAT = {"tap": True, "text": False}


@asynccontextmanager
async def deaths(
    program: Mortal, folder: Path, url: str, *, way: str, what: str
) -> AsyncIterator[Deaths]:
    """Everything that deaths need, in this folder: by which way something is tapped or typed.

    The first life of all comes to rest: what has to be read is read before somebody speaks.
    """
    async with WAYS[way](taps=WHAT[what]) as (there, named):
        settings = {
            "HOWAREYOU_DATABASE_URL": url,
            "HOWAREYOU_KEYS_DIR": str(folder / "keys"),
            "HOWAREYOU_ORGANISATION": "the Red Cross",
            **named,
        }
        house = open_house(Settings.read(settings))
        try:
            made = Deaths(there, house, program, settings)
            if not program.is_warm:
                await made.lived(0)
                program.is_warm = True
            yield made
        finally:
            house.store.close()
