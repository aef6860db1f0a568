"""The leases of this process: which of several replicas polls, sends and does the daily work.

1. The time of a lease counts from before it was asked for, so that we stop before another begins;
   a process that was stopped and goes on finds its leases stale before it does anything.
2. What a lease allows is written under its fence (storage/leases.py): being late does no harm.
3. A work runs only while its lease is ours; it is cancelled when another has taken the lease.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

import structlog

from bot.writer import Writer
from storage import Lease, Presence, Store, StoreError, leases

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Terms:
    """Seconds that a lease lasts, between two renewals, and between two tries to get one."""

    lasts: float = 20.0
    renew: float = 5.0
    retry: float = 1.0


@dataclass(frozen=True, slots=True)
class _Held:
    """A lease, and until when it is surely ours."""

    lease: Lease
    until: float


def elapsed() -> float:
    """Seconds that go by also while the machine sleeps, where the machine can tell."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def nothing(_db: object = None) -> None:
    """There is nothing to do when this lease is taken."""


class Keeper:
    """Takes, renews and gives back the leases of one process.

    changed: called when a lease came or went, and when another replica rang. clock: of the time
    that a lease is ours; now: of `until` on SQLite.
    """

    def __init__(
        self,
        store: Store,
        writer: Writer,
        *,
        terms: Terms | None = None,
        changed: Callable[[], None] = nothing,
        clock: Callable[[], float] = elapsed,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.holder = token_hex(8)
        self._store = store
        # A move may take long in the writer's thread; only SQLite has nothing beside it.
        self._do: Any = asyncio.to_thread if store.shared else writer.do
        self._terms = terms or Terms()
        self._tell = changed
        self._clock = clock
        self._now = now
        self._wanted: dict[str, leases.Taken] = {}
        self._held: dict[str, _Held] = {}
        self._presence: Presence | None = None
        self._looking = asyncio.Lock()
        self._changed = asyncio.Event()
        self._hurry = asyncio.Event()

    def want(self, name: str, taken: leases.Taken = nothing) -> None:
        """Try for this lease from now on; `taken` runs in the transaction that takes it."""
        self._wanted[name] = taken
        self._hurry.set()

    def held(self, name: str) -> Lease | None:
        """The lease of this name, while it is surely ours."""
        held = self._held.get(name)
        fresh = held and self._presence and self._clock() < held.until
        return held.lease if held and fresh else None

    def knows(self, lease: Lease) -> bool:
        """Whether nobody told us yet that another has this lease."""
        held = self._held.get(lease.name)
        return held is not None and held.lease == lease

    def lost(self, lease: Lease) -> None:
        """Another replica has this lease, as a write under it found out."""
        if self.knows(lease):
            self._note({lease.name: None}, 0.0)

    async def look(self) -> None:
        """Renew what is ours and try for the rest, once."""
        async with self._looking:
            began = self._clock()
            try:
                if self._presence is None:
                    self._appeared(await self._do(self._store.appear, self.holder))
                self._note(await self._do(self._round), began + self._terms.lasts)
            except StoreError as error:
                log.warning("lease.unavailable", exc_info=error)

    async def run(self) -> None:
        """Look again and again until cancelled."""
        while True:
            missing = self._wanted.keys() - self._held.keys() or self._presence is None
            with suppress(TimeoutError):
                async with asyncio.timeout(self._terms.retry if missing else self._terms.renew):
                    await self._hurry.wait()
            self._hurry.clear()
            await self.look()

    async def during(self, name: str, work: Callable[[Lease], Coroutine[Any, Any, None]]) -> None:
        """Do a work whenever the lease is ours, until it ends by itself or fails."""
        self.want(name)
        while True:
            await self._until(lambda: self.held(name) is not None)
            lease = self.held(name)
            if lease is not None and await self._done(work(lease), lease):
                return

    async def close(self) -> None:
        """Give everything back, so that another replica can go on at once.

        Without a presence the database is out of reach, and others see that we do not live.
        """
        with suppress(StoreError):
            if self._presence is not None:
                await self._do(self._give_back)
        self._held.clear()
        self._vanish()

    async def _done(self, work: Coroutine[Any, Any, None], lease: Lease) -> bool:
        working = asyncio.create_task(work)
        watching = asyncio.create_task(self._until(lambda: not self.knows(lease)))
        try:
            await asyncio.wait({working, watching}, return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                working.result()
            return working.done()
        finally:
            for task in (working, watching):
                task.cancel()
            await asyncio.gather(working, watching, return_exceptions=True)

    async def _until(self, met: Callable[[], bool]) -> None:
        while not met():
            # A lease that was noted too late, as the database stood still, is ours with the next
            # renewal: nothing changes by that, and nobody would look again.
            with suppress(TimeoutError):
                async with asyncio.timeout(self._terms.renew):
                    await self._changed.wait()

    def _round(self) -> dict[str, Lease | None]:
        """In one order for all replicas, so that two of them cannot block each other."""
        with self._store.aside() as db:
            return {name: self._one(db, name) for name in sorted(self._wanted)}

    def _one(self, db: leases.Db, name: str) -> Lease | None:
        now, lasts = self._now(), self._terms.lasts
        held = self._held.get(name)
        if held and leases.renew(db, held.lease, now=now, seconds=lasts):
            return held.lease
        lease = leases.take(db, name, holder=self.holder, now=now, seconds=lasts)
        if lease is not None:
            self._wanted[name](db)
        return lease

    def _note(self, found: Mapping[str, Lease | None], until: float) -> None:
        before = {name: held.lease for name, held in self._held.items()}
        for name, lease in found.items():
            if lease != before.get(name):
                _log(lease, before.get(name))
            if lease is not None:
                self._held[name] = _Held(lease, until)
            else:
                self._held.pop(name, None)
        if before != {name: held.lease for name, held in self._held.items()}:
            self._shout()

    def _shout(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
        self._tell()

    def _appeared(self, presence: Presence) -> None:
        self._presence = presence
        number = presence.fileno()
        if number is not None:
            asyncio.get_running_loop().add_reader(number, self._listened, presence)

    def _listened(self, presence: Presence) -> None:
        try:
            if presence.rung():
                self._tell()
        except StoreError as error:
            log.warning("lease.unproven", exc_info=error)
            self._vanish()
            self._hurry.set()

    def _vanish(self) -> None:
        presence, self._presence = self._presence, None
        if presence is not None:
            number = presence.fileno()
            if number is not None:
                asyncio.get_running_loop().remove_reader(number)
            presence.close()

    def _give_back(self) -> None:
        with self._store.aside() as db:
            for held in self._held.values():
                leases.release(db, held.lease)


def _log(lease: Lease | None, before: Lease | None) -> None:
    changed = lease or before
    if changed is None:
        return
    work, channel, _ = f"{changed.name}  ".split(" ", 2)
    if lease is not None:
        log.info("lease.taken", outcome=work, channel=channel or "none", count=lease.fence)
    else:
        log.info("lease.lost", outcome=work, channel=channel or "none", count=changed.fence)
