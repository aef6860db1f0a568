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
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.house import House, open_house
from bot.settings import Settings
from storage import tables
from tests.bot.chats import Chat
from tests.chaos.process import HOUSE
from tests.chaos.ways import ASKED, GIVEN, NEXT, NUMBERS, WAYS, WHAT, Platform
from tests.chaos.weather import until


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
        async with asyncio.timeout(120):
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
        start_new_session=True,
    )
    assert process.stdin is not None
    try:
        yield Mortal(process)
    finally:
        process.stdin.close()
        with suppress(ProcessLookupError):  # with the bot that it may be waiting for
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


@dataclass
class Deaths:
    """One platform, one database, a person for each death."""

    platform: Platform
    house: House
    mortal: Mortal
    settings: dict[str, str]

    async def one(self, step: int, how: str = "kill") -> tuple[str, int, list[str]]:
        """Answer, die at this step, go on; what happened and what is wrong now.

        how: or let the commit of this number go wrong, which nobody dies of.
        """
        chat = self.platform.chat(self.house, next(NUMBERS)).reach(ASKED)
        person, say = self.platform.ready(chat)
        say()
        word, steps = await self.lived(step, how, chat)
        if step and how == "kill":
            await self.lived(0)
        return word, steps, self._wrong(chat, person.unread())

    async def lived(
        self, step: int, how: str = "kill", chat: Chat | None = None
    ) -> tuple[str, int]:
        """One life: until its step, or until all is done and it is killed at rest.

        Of a commit that goes wrong nobody dies: "told" if there was one of this number. chat: who
        presses again what a slow machine let Slack give up before it was heard.
        """
        number = await self.mortal.born(self.settings, step, how)
        death = asyncio.create_task(self.mortal.died())
        dies = how == "kill" and bool(step)

        def presses() -> bool:
            """Whether people do what Slack leaves to them in this life."""
            return not dies or (chat is not None and ASKED not in chat.talk.answers)

        rest = asyncio.create_task(self._rest(presses))
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

    async def _rest(self, presses: Callable[[], bool]) -> bool:
        """Wait until all is done; people do what Slack leaves to them, as often as need be."""
        while await until(self._is_done, seconds=20):
            if not presses() or not await self.platform.again():
                return True
        return False

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
