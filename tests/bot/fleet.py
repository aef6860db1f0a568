"""A fleet: replicas of the bot in processes of their own, on one PostgreSQL and one Telegram."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from bot.channels.slack import PATH
from bot.standins.slack import BOT_TOKEN, SlackStandIn
from bot.standins.slack import SECRET as SIGNING
from bot.standins.telegram import TOKEN, TelegramStandIn
from tests.bot.round_robin import RoundRobin
from tests.ports import free_port

HOUSE = Path(__file__).parents[2]
SECRET = "a-secret-of-the-webhook"


Forking = subprocess.Popen[str]


def starting() -> Forking:
    """The program that forks replicas; started once, as imports cost time."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.bot.replicas"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=HOUSE,
    )


async def eventually(met: Callable[[], bool]) -> None:
    """Wait until something is true of other processes, which tell us nothing when it is."""
    async with asyncio.timeout(30):
        while True:
            if met():
                return
            await asyncio.sleep(0.02)


@dataclass
class Replica:
    """One process of the fleet and what it logged."""

    port: int
    folder: Path
    pid: int = 0
    lives: int = 0

    @property
    def log(self) -> Path:
        """Where its present life is logged."""
        return self.folder / f"{self.port}-{self.lives}.log"

    def signal(self, number: int) -> None:
        """Kill it, stop it or let it go on."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def fence(self, work: str) -> int:
        """The fence under which it does this work, 0 if it does not."""
        held = 0
        for line in self.log.read_text(encoding="utf-8").splitlines():
            facts = dict(each.split("=", 1) for each in line.split(" ") if "=" in each)
            if facts.get("outcome") == work and facts["event"].startswith("lease."):
                held = int(facts["count"]) if facts["event"] == "lease.taken" else 0
        return held


@dataclass
class Fleet:
    """Replicas that can be started, killed and stopped."""

    telegram: TelegramStandIn
    slack: SlackStandIn
    balancer: RoundRobin
    forking: Forking
    replicas: list[Replica]
    settings: dict[str, str]
    terms: Sequence[float]
    pace: float
    now: str
    halt: str = ""
    chat: float = 0.0
    kills: int = 0

    @property
    def halted(self) -> Path:
        """The file in which the replica that halted leaves its number."""
        return self.replicas[0].folder / "halted"

    async def start(self, replica: Replica) -> None:
        """Begin the next life of a replica."""
        assert self.forking.stdin is not None
        assert self.forking.stdout is not None
        replica.lives += 1
        replica.log.touch()
        given = {
            "settings": self.settings | {"HOWAREYOU_PORT": str(replica.port)},
            "terms": self.terms,
            "pace": self.pace,
            "chat": self.chat,
            "now": self.now,
            "halt": self.halt,
            "halted": str(self.halted),
            "log": str(replica.log),
        }
        self.forking.stdin.write(json.dumps(given) + "\n")
        self.forking.stdin.flush()
        replica.pid = int(await asyncio.to_thread(self.forking.stdout.readline))

    async def until(self, replica: Replica, event: str) -> None:
        """Wait until it logs this; who waits in vain is shown what it logged."""
        try:
            await eventually(lambda: f"event={event}" in replica.log.read_text(encoding="utf-8"))
        except TimeoutError as gave_up:
            gave_up.add_note(f"the log of {replica.port}:\n{replica.log.read_text('utf-8')}")
            raise

    async def who(self, work: str, *, but: Replica | None = None) -> Replica:
        """Wait until one of the replicas, other than `but`, does this work."""
        others = [each for each in self.replicas if each is not but]
        fence = but.fence(work) if but else 0
        await eventually(lambda: max(each.fence(work) for each in others) > fence)
        return max(others, key=lambda each: each.fence(work))

    async def kill_again_and_again(self, *, every: float, until: asyncio.Event) -> None:
        """Kill one after the other, and start each again; the next when that one runs."""
        for replica in cycle(self.replicas):
            with suppress(TimeoutError):
                async with asyncio.timeout(every):
                    await until.wait()
            if until.is_set():
                return
            replica.signal(signal.SIGKILL)
            self.kills += 1
            await self.start(replica)
            await self.until(replica, "serve.started")


Launch = Callable[..., AbstractAsyncContextManager[Fleet]]


@asynccontextmanager
async def fleet(
    forking: Forking,
    folder: Path,
    database_url: str,
    *,
    webhook: bool,
    terms: Sequence[float] = (20.0, 5.0, 0.2),
    pace: float = 0.0,
    now: str = "2027-03-01T12:00:00+00:00",
    halt: str = "",
    chat: float = 0.0,
    on_slack: bool = False,
) -> AsyncIterator[Fleet]:
    """Three replicas that run. halt: the first that comes to such a statement stops after it.

    pace, chat: seconds between two messages of the account, and of a chat. on_slack: only there.
    """
    ports = [free_port() for _ in range(3)]
    async with (
        TelegramStandIn() as telegram,
        RoundRobin(ports) as balancer,
        SlackStandIn(events_url=f"{balancer.url}{PATH}") as slack,
    ):
        settings = {
            **(_slack(slack) if on_slack else _telegram(telegram, balancer.url if webhook else "")),
            "HOWAREYOU_DATABASE_URL": database_url.replace("://", "+psycopg://", 1),
            "HOWAREYOU_KEYS_DIR": str(folder / "keys"),
        }
        replicas = [Replica(port, folder) for port in ports]
        made = Fleet(
            telegram, slack, balancer, forking, replicas, settings, terms, pace, now, halt, chat
        )
        try:
            for replica in replicas:
                await made.start(replica)
            for replica in replicas:
                if not halt:
                    await made.until(replica, "serve.started")
            yield made
        finally:
            for replica in replicas:
                replica.signal(signal.SIGKILL)
            await telegram.updates.set_webhook("", secret="")


def _telegram(telegram: TelegramStandIn, webhook: str) -> dict[str, str]:
    found = {"HOWAREYOU_TELEGRAM_TOKEN": TOKEN, "HOWAREYOU_TELEGRAM_API_URL": telegram.url}
    if webhook:
        found["HOWAREYOU_PUBLIC_URL"] = webhook
        found["HOWAREYOU_TELEGRAM_WEBHOOK_SECRET"] = SECRET
    return found


def _slack(slack: SlackStandIn) -> dict[str, str]:
    return {
        "HOWAREYOU_SLACK_API_URL": slack.url,
        "HOWAREYOU_SLACK_BOT_TOKEN": BOT_TOKEN,
        "HOWAREYOU_SLACK_SIGNING_SECRET": SIGNING,
    }
