"""A bot process, its two platforms and the people on them, until everybody has talked.

`fetched`: Telegram by polling, Slack by Socket Mode. `brought`: webhooks of both, and the
talk on a page: everything comes to our own port.
"""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import aiohttp

from bot.simulation import Habits
from bot.standins.slack import APP_TOKEN, BOT_TOKEN, SECRET
from bot.standins.slack_people import TEAM, Json
from bot.standins.telegram import TOKEN
from dialogues.model import read_token
from storage.keys import Key3
from tests.chaos.browsers import WebPerson
from tests.chaos.compare import Findings, compared, opened
from tests.chaos.notebook import Belief, Notebook
from tests.chaos.on_pages import PageWitness
from tests.chaos.plan import LANGUAGES, TRANSPORTS, Plan
from tests.chaos.process import BotProcess
from tests.chaos.repeats import ASKED, KILL, STOP, TORN, Cause, Explained, explained
from tests.chaos.weather import StormySlack, StormyTelegram, Weather, until
from tests.chaos.witness import Witness
from tests.ports import free_port

# Sixty times in a minute is as much as is heard of a person.
PRESSES = 1.1
# Of one run that does not start; Docker would go on for ever.
MOST_STARTS = 20
WEBHOOK_SECRET = "a-secret-of-the-webhook"


@dataclass
class Town:
    """One bot and its people."""

    way: str
    plan: Plan
    folder: Path
    crowd: dict[Key3, Witness] = field(default_factory=dict)
    ends: list[Cause] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)
    refusals: int = 0
    told: dict[str, Explained] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    stops: list[float] = field(default_factory=list)
    _pressed: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.random = Random(f"{self.plan.seed}/{self.way}")  # noqa: S311  chance that can be told again
        plan = self.plan
        self.weather = Weather(self.random, plan.share, plan.hangs, plan.doubles, plan.mixes)
        self.url = plan.database(self.folder, self.way)

    async def live(self) -> Findings:
        """Everything: people talk, the process dies and comes back, all is compared."""
        self._ends = time.monotonic() + self.plan.seconds
        async with AsyncExitStack() as stack:
            port = free_port()
            self.telegram = await stack.enter_async_context(StormyTelegram(self.weather))
            events = f"http://127.0.0.1:{port}/slack/events" if self.way == "brought" else ""
            self.slack = await stack.enter_async_context(
                StormySlack(self.weather, events_url=events, patience=self.plan.slack)
            )
            jar = aiohttp.DummyCookieJar()  # a client keeps no cookie for https where there is none
            session = aiohttp.ClientSession(cookie_jar=jar, connector=aiohttp.TCPConnector(limit=0))
            self.session = await stack.enter_async_context(session)
            self.door = f"http://127.0.0.1:{port}"
            self.slack.missed = self._missed
            self.telegram.unreached = lambda name: self._call("telegram", "77", name)
            self.slack.unreached = lambda name: self._call("slack", TEAM, name)
            self.bot = self._made(self._settings(port))
            self.slack.there = lambda: self.bot.is_up
            await self._start()
            killing = asyncio.create_task(self._kill())
            await asyncio.gather(
                *(self._slot(n, channel) for channel in self.channels
                  for n in range(self.plan.people))
            )  # fmt: skip
            killing.cancel()
            for ended in await asyncio.gather(killing, *self._tasks, return_exceptions=True):
                if isinstance(ended, Exception):
                    self.troubles.append(f"the harness: {ended!r}")
            await self._stop_in_the_end()
            self.troubles += [*self.telegram.violations, *self.slack.violations]
        return self._compared()

    @property
    def channels(self) -> tuple[str, ...]:
        """On what people talk."""
        return tuple(channel for way, channel in TRANSPORTS if way == self.way)

    @property
    def kills(self) -> int:
        """How often the process was killed."""
        return sum(end.what == KILL for end in self.ends)

    def ways(self) -> Iterator[tuple[str, int, int]]:
        """By which transport how many people brought how many events."""
        people = Counter(channel for channel, _, _ in self.crowd)
        for channel, count in sorted(people.items()):
            yield TRANSPORTS[self.way, channel], count, self.events[channel]

    def _made(self, settings: dict[str, str]) -> BotProcess:
        return BotProcess(settings, self.folder, hurried=self.plan.hurried)

    def _settings(self, port: int) -> dict[str, str]:
        given = {
            "DATABASE_URL": self.url,
            "KEYS_DIR": str(self.folder / "keys"),
            "PORT": str(port),
            "ORGANISATION": "the Red Cross",
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.telegram.url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_API_URL": self.slack.url,
        }
        if self.way == "fetched":
            given["SLACK_APP_TOKEN"] = APP_TOKEN
        else:
            given["SLACK_SIGNING_SECRET"] = SECRET
            given["PUBLIC_URL"] = f"http://127.0.0.1:{port}"
            given["TELEGRAM_WEBHOOK_SECRET"] = WEBHOOK_SECRET
        return {f"HOWAREYOU_{name}": value for name, value in given.items()}

    # --- people ----------------------------------------------------------------------------------

    async def _slot(self, slot: int, channel: str) -> None:
        """One after the other, as long as there is time; everybody once in any case."""
        number = 0
        while number == 0 or time.monotonic() < self._ends:
            witness = self._newcomer(channel, 2 * slot * 10_000 + slot + number)
            await witness.talk()
            self._explain(witness)
            number += 1

    def _newcomer(self, channel: str, number: int) -> Witness:
        random = Random(f"{self.plan.seed}/{self.way}/{channel}/{number}")  # noqa: S311  see above
        language = LANGUAGES[number % len(LANGUAGES)]
        person: Any
        if channel == "web":
            return self._visitor(random, language, number)
        if channel == "telegram":
            person = self.telegram.person(1_000_000 + number, language)
            key = ("telegram", "77", str(person.chat_id))
        else:
            person = self.slack.person(f"U{number:08d}", language)
            key = ("slack", TEAM, person.id)
        noted = partial(self._event, channel)
        notes = Notebook(person, types_back=channel == "slack", noted=noted)
        habits = Habits(random, consents=number % 17 != 16, adult=number % 23 != 22)
        if careful := number % 2 == 1:
            self.weather.refusable.add(key[2])
        witness = Witness(
            notes,  # type: ignore[arg-type]  # it has what a person of a stand-in has
            language, "", "", habits,
            seconds=self.plan.patience, taps=channel == "telegram", careful=careful,
        )  # fmt: skip
        self.crowd[key] = witness
        return witness

    def _visitor(self, random: Random, language: str, number: int) -> Witness:
        """Somebody at a browser, who may not press faster than they may be answered."""
        pause = 0.0 if self.plan.hurried else PRESSES
        person = WebPerson(self.session, self.door, language, self.weather, pause)
        notes = Notebook(person, noted=partial(self._event, "web"))
        habits = Habits(random, consents=number % 17 != 16, adult=number % 23 != 22)
        witness = PageWitness(notes, language, "", "", habits, seconds=self.plan.patience)  # type: ignore[arg-type]  # as above
        self.crowd["web", "", f"{number}"] = witness
        return witness

    def _event(self, channel: str) -> None:
        self.events[channel] += 1

    def _call(self, channel: str, account: str, name: str) -> None:
        """What was said to somebody did not reach them: they come back and write themselves."""
        witness = self.crowd[channel, account, name]
        task = asyncio.create_task(witness.call(self.random.uniform(0.2, 1.0)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _explain(self, witness: Witness) -> None:
        """Find a cause for each message that this person read twice."""
        person: Any = witness.notes.person
        if isinstance(person, WebPerson):  # their word is known by now
            key = next(key for key, each in self.crowd.items() if each is witness)
            self.crowd["web", "", person.word] = self.crowd.pop(key)
            self.troubles += person.troubles
            return
        if isinstance(person.__dict__.get("chat_id"), int):
            name = str(person.chat_id)
            torn = self.telegram.torn[name]
        else:
            name = person.id
            torn = self.slack.torn[name] + self.slack.torn[person.conversation]
        own = [Cause(TORN, at) for at in torn]
        own += [Cause(ASKED, at) for at in (*witness.called, *self._pressed[name])]
        self.told[name] = explained(witness.repeated, (*self.ends, *own))

    def _missed(self, kind: str, payload: Json) -> None:
        """Slack brings a tap once and shows that it failed: people press again."""
        if kind != "interactive":
            key = payload.get("event_id")
            why = [each.outcome for each in self.slack.attempts if each.key == key]
            self.troubles.append(f"Slack gave up an event ({self.way}): {key} {why}")
            return
        task = asyncio.create_task(self._again(payload))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _again(self, payload: Json) -> None:
        await asyncio.sleep(1.0)
        name, [action], place = payload["user"]["id"], payload["actions"], payload["container"]
        witness = self.crowd["slack", TEAM, name]
        parts = read_token(action["value"])
        assert parts is not None
        _, question, option = parts
        said = witness.notes.beliefs.get(question)
        if option[0] != "!" and question[0] != "_" and said != Belief(choices=(option,)):
            return  # they have said something else since
        if witness.stuck or (option == "!skip" and said != Belief("skipped")):
            return
        self._pressed[name].append(time.monotonic())
        witness.notes.press(action["value"], f"{place['channel_id']}:{place['message_ts']}")

    # --- the process -----------------------------------------------------------------------------

    async def _start(self) -> None:
        """Start as Docker does: again, where a platform does not answer at the start."""
        for _ in range(MOST_STARTS):
            try:
                return await self.bot.start()
            except RuntimeError as error:
                why = str(error).rpartition("\n")[2]
                if "could not be reached" not in why and "cannot be reached" not in why:
                    raise
                self.bot.errors.clear()
                self.refusals += 1
        raise RuntimeError("the bot does not start")

    async def _kill(self) -> None:
        for _ in range(self.plan.ends):
            await asyncio.sleep(self.random.uniform(*self.plan.pauses))
            if self.bot.code is not None:
                self.troubles.append(f"the bot ended by itself: {self.bot.errors[-5:]}")
            elif self.random.random() < self.plan.stops:
                await self._stop()
            else:
                await self.bot.kill()
                self.ends.append(Cause(KILL, time.monotonic()))
            await asyncio.sleep(self.random.uniform(0.0, 0.5))
            await self._start()

    async def _stop(self) -> None:
        self.stops.append(await self.bot.stop())
        self.ends.append(Cause(STOP, time.monotonic()))
        if self.bot.code != 0:
            self.troubles.append(f"SIGTERM ended with {self.bot.code}: {self.bot.errors[-5:]}")

    async def _stop_in_the_end(self) -> None:
        """Give what is on its way time to arrive, then SIGTERM."""
        self.weather.share = self.weather.hangs = 0.0
        # The people may have ended while it was starting again.
        await until(lambda: self.bot.is_up or self.bot.code is not None, seconds=60)
        if self.bot.code is not None:
            await self._start()
        await until(lambda: not self.telegram.updates.pending, seconds=20)
        await asyncio.sleep(0.3)
        await self._stop()

    def _compared(self) -> Findings:
        store = opened(self.url, self.folder / "keys")
        try:
            return compared(store, {key: each.notes for key, each in self.crowd.items()})
        finally:
            store.close()
