"""A flood: so many messages wait for a real bot process that it must not hold them all.

People type without reading: what each of them gets out of it is known beforehand, from the same
words said one after the other to a bot that has nothing else to do.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import aiohttp

from bot.channels.slack import PATH
from bot.house import open_house
from bot.settings import Settings
from bot.standins.slack import BOT_TOKEN, SECRET, SlackStandIn, signed
from bot.standins.slack_people import TEAM
from bot.standins.telegram import TOKEN, TelegramStandIn
from dialogues.model import Talk
from dialogues.record import from_record
from storage import contacts, rounds
from tests.bot.chats import Chat
from tests.chaos.process import BotProcess
from tests.chaos.weather import until
from tests.ports import free_port

BOT = TOKEN.partition(":")[0]
WEBHOOK_SECRET = "a-secret-of-the-webhook"
MOST_MB = 300
LANES = 100
CONNECTIONS = 600
WORDS = (
    "1",
    "2",
    "3",
    "4",
    "5",
    "skip",
    "next",
    "yes",
    "I like the library",
    "1, 2",
    "خمسة",
    "так",
)


@dataclass
class Flood:
    """Messages of so many people, each of whom types one of some scripts, known by the seed."""

    folder: Path
    people: int
    each: int
    seed: int = 7
    kinds: int = 20
    seconds: float = 0.0
    megabytes: float = 0.0
    url: str = ""
    scripts: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        chance = Random(self.seed)  # noqa: S311  chance that can be told again
        for _ in range(self.kinds):
            typed = [chance.choice(WORDS) for _ in range(self.each - 6)]
            self.scripts.append(["/start", "1", "next", "next", "next", "yes", *typed])

    def typed(self) -> Iterator[tuple[int, str]]:
        """Who types what, in the order in which it arrives: all people at once."""
        for place in range(self.each):
            for person in range(self.people):
                yield person, self.scripts[person % self.kinds][place]

    @property
    def settings(self) -> dict[str, str]:
        """The settings of the bot, without a channel."""
        return {
            "HOWAREYOU_DATABASE_URL": self.url or f"sqlite:///{self.folder}/flood.sqlite3",
            "HOWAREYOU_KEYS_DIR": str(self.folder / "keys"),
        }

    async def heard(self, bot: BotProcess, began: float, *, channel: str) -> list[str]:
        """Measure, stop the bot, and give what is not as it should be."""
        self.seconds, self.megabytes = monotonic() - began, peak(bot.pid)
        await bot.stop()
        wrong = [] if self.megabytes < MOST_MB else [f"{self.megabytes:.0f} MB"]
        sys.stdout.write(
            f"\n{channel}: {self.people * self.each} messages of {self.people} people: "
            f"{self.seconds:.0f} s, at most {self.megabytes:.0f} MB\n"
        )
        return [*wrong, *bot.errors[:5], *self._wrong(channel)]

    def _wrong(self, channel: str) -> list[str]:
        expected = self._alone(channel)
        house = open_house(Settings.read(self.settings))
        try:
            with house.store.read() as tx:
                everyone = contacts.everyone(tx, rounds.current(tx).id)
                found = {each.address: from_record(each.record) for each in everyone}
        finally:
            house.store.close()
        names = [name(channel, person) for person in range(self.people)]
        return [
            f"{who}: {of_talk(found.get(who))}"
            for person, who in enumerate(names)
            if of_talk(found.get(who)) != expected[person % self.kinds]
        ][:10]

    def _alone(self, channel: str) -> list[Any]:
        """What each script comes to if nobody else is there."""
        alone = {
            **self.settings,
            "HOWAREYOU_DATABASE_URL": f"sqlite:///{self.folder}/alone.sqlite3",
        }
        alone["HOWAREYOU_KEYS_DIR"] = str(self.folder / "alone")
        house = open_house(Settings.read(alone))
        try:
            chats = [Chat(house, str(n + 1), channel=channel) for n in range(self.kinds)]
            for chat, script in zip(chats, self.scripts, strict=True):
                for text in script:
                    chat.type(text)
            kept = [chat.contact for chat in chats]  # who said no is forgotten
            return [of_talk(from_record(each.record) if each else None) for each in kept]
        finally:
            house.store.close()


def of_talk(talk: Talk | None) -> Any:
    """What a talk has come to, without what is by chance."""
    if talk is None:
        return None
    return talk.phase, talk.at, talk.asked, talk.language, sorted(talk.answers.items(), key=str)


def name(channel: str, person: int) -> str:
    """The address of somebody in the flood."""
    return f"U{person + 1}" if channel == "slack" else str(person + 1)


def peak(pid: int) -> float:
    """The most memory that a process has held (Linux), in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


# --- Telegram ------------------------------------------------------------------------------------


async def telegram(flood: Flood, *, webhook: bool) -> list[str]:
    """All messages wait at Telegram when the bot starts; what is wrong in the end."""
    port = free_port()
    settings = {**flood.settings, "HOWAREYOU_PORT": str(port), "HOWAREYOU_TELEGRAM_TOKEN": TOKEN}
    if webhook:
        settings["HOWAREYOU_PUBLIC_URL"] = f"http://127.0.0.1:{port}"
        settings["HOWAREYOU_TELEGRAM_WEBHOOK_SECRET"] = WEBHOOK_SECRET
    async with TelegramStandIn() as stand_in:
        stand_in.updates._places = asyncio.Semaphore(LANES)
        stand_in.updates._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=LANES)
        )
        for person, text in flood.typed():
            stand_in.person(person + 1).type(text)
        waiting = stand_in.updates.pending
        assert len(waiting) == flood.people * flood.each
        settings["HOWAREYOU_TELEGRAM_API_URL"] = stand_in.url
        bot, began = BotProcess(settings, flood.folder, hurried=True), monotonic()
        await bot.start()
        taken = await until(lambda: not stand_in.updates.pending, seconds=3000)
        await stand_in.updates.set_webhook("", secret="")
        found = await flood.heard(bot, began, channel="telegram")
        return found if taken else [*found, f"{len(stand_in.updates.pending)} still wait"]


# --- Slack ---------------------------------------------------------------------------------------


@asynccontextmanager
async def slack(flood: Flood) -> AsyncIterator[tuple[BotProcess, str]]:
    """A bot in a workspace that calls it by web address, and that address."""
    port = free_port()
    async with SlackStandIn() as stand_in:
        settings = {
            **flood.settings,
            "HOWAREYOU_PORT": str(port),
            "HOWAREYOU_SLACK_BOT_TOKEN": BOT_TOKEN,
            "HOWAREYOU_SLACK_SIGNING_SECRET": SECRET,
            "HOWAREYOU_SLACK_API_URL": stand_in.url,
        }
        for person in range(flood.people):
            stand_in.person(name("slack", person), "en")
        bot = BotProcess(settings, flood.folder, hurried=True)
        await bot.start()
        try:
            yield bot, f"http://127.0.0.1:{port}{PATH}"
        finally:
            if bot.code is None:
                await bot.stop()


def event(person: int, place: int, text: str) -> Mapping[str, Any]:
    """What Slack brings when somebody writes."""
    who = name("slack", person)
    said = {"type": "message", "channel_type": "im", "channel": f"D{person + 1}", "user": who}
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": f"Ev{person}-{place}",
        "event": said | {"ts": f"{1_795_340_000 + place}.000100", "text": text},
    }


async def everybody_writes(flood: Flood, url: str) -> list[int]:
    """Let all write to this address at once, each in order, as long as it asks to come back."""
    refused = [0]
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def write(person: int) -> None:
            """Bring what one person types, one after the other."""
            for place, text in enumerate(flood.scripts[person % flood.kinds]):
                body = json.dumps(event(person, place, text))
                while not await bring(session, url, body):
                    refused[0] += 1
                    await asyncio.sleep(1.0)  # what Retry-After says

        await asyncio.gather(*(write(person) for person in range(flood.people)))
    return refused


async def bring(session: aiohttp.ClientSession, url: str, body: str) -> bool:
    """Bring one event; whether it was taken."""
    headers = {"Content-Type": "application/json", **signed(body)}
    with suppress(aiohttp.ClientError):
        async with session.post(url, data=body, headers=headers) as answer:
            return answer.status == 200
    return False
