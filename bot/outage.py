"""After an outage the question that was open is asked once more.

1. Taps that a platform could not bring for 150 seconds are gone (docs/why.md): whoever tapped in
   vain waits for us. So people who spoke last on the day the outage began are asked again, once; a
   day that has only begun counts with the one before it: no time of day is kept of anybody.
2. One re-prompt a question, however often we are away; none to whom a new question was put since.
3. We are away when nothing can be committed: the process is down, or its database is. An account
   is away when we fetch from its platform and could not reach it: its taps are gone as well.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import structlog

from bot.batch import OUTAGE, PROMPTED, SPOKE
from bot.house import House
from bot.stages import TALKING
from bot.writer import Writer
from dialogues.model import Heard, Phase
from storage import StoreError, contacts, heartbeat, rounds
from storage.contacts import Contact

log = structlog.get_logger()

BEAT = 30.0
LONG = 150.0
# What the platforms kept for us comes first: whoever is answered then needs no re-prompt.
SETTLE = 20.0
PAGE = 200
# Who spoke shortly before midnight talks on after it.
EARLY = 6 * 3600.0

Account = tuple[str, str]
Hear = Callable[[Sequence[Heard]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Watch:
    """The clocks of the outage: the time of day, and how to wait."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class Outage:
    """Notes that we are alive, and speaks to those who were cut off. `hear` is the intake."""

    def __init__(
        self,
        house: House,
        writer: Writer,
        hear: Hear,
        *,
        watch: Watch | None = None,
    ) -> None:
        self._house = house
        self._writer = writer
        self._hear = hear
        self._watch = watch or Watch()
        self._unreached: dict[Account, float] = {}

    async def run(self) -> None:
        """Beat until cancelled; a gap between two beats is an outage."""
        while True:
            try:
                await self.look()
            except StoreError as error:
                log.warning("outage.unavailable", exc_info=error)
            await self._watch.sleep(BEAT)

    async def look(self) -> None:
        """Ask again if the last beat was too long ago; only then beat: a death asks later."""
        before = await self._writer.do(self._last)
        if before is not None and self._watch.now() - before > LONG:
            await self._over(before)
        for account, since in list(self._unreached.items()):
            await self._over(since, account)
            del self._unreached[account]
        await self._writer.do(self._beat)

    def fetched(self, account: Account, hear: Hear) -> Hear:
        """The same intake for who fetches from a platform, and says also that nothing came."""
        last: float | None = None

        async def heard(batch: Sequence[Heard]) -> None:
            nonlocal last
            before, last = last, self._watch.now()
            if before is not None and last - before > LONG:
                self._unreached[account] = before
            await hear(batch)

        return heard

    async def _over(self, before: float, account: Account | None = None) -> None:
        # Named after the last beat: whoever was asked before a death is not asked again after it.
        began = datetime.fromtimestamp(before - EARLY, self._house.now().tzinfo).date()
        name = f"{before:.0f}"
        cut_off = await asyncio.to_thread(_cut_off, self._house, began, name, account)
        log.info("outage.over", channel=account[0] if account else "all", count=len(cut_off))
        await self._watch.sleep(SETTLE)
        for start in range(0, len(cut_off), PAGE):
            await self._hear(cut_off[start : start + PAGE])

    def _last(self) -> float | None:
        with self._house.store.read() as tx:
            return heartbeat.last(tx)

    def _beat(self) -> None:
        with self._house.store.begin() as tx:
            heartbeat.beat(tx, now=self._watch.now())


def _cut_off(house: House, began: date, name: str, account: Account | None) -> list[Heard]:
    """What time says to everybody whose question was open when we, or an account, went away."""
    with house.store.read() as tx:
        people = contacts.everyone(tx, rounds.current(tx).id)
        reached = (
            each
            for each in people
            if house.rings(each.channel) and account in (None, (each.channel, each.account))
        )
        return [_again(each, name) for each in reached if _waits(each, began)]


def _waits(contact: Contact, began: date) -> bool:
    record = contact.record
    question = record.get("asked") or record.get("at")
    talking = contact.phase == TALKING and record.get("phase") == Phase.TALKING
    spoke = record.get(SPOKE, "") >= began.isoformat()
    return bool(talking and question and spoke and record.get(PROMPTED) != question)


def _again(contact: Contact, name: str) -> Heard:
    """The question stands beside it: if another is open by then, nothing is said."""
    key = f"time:{OUTAGE}:{contact.address}:{name}"
    question = contact.record.get("asked") or contact.record.get("at")
    return Heard(*contact.person, key, "time", text=OUTAGE, token=str(question))
