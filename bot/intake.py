"""What arrived: collected into batches, acknowledged after the commit.

1. `hear` returns when what it was given is committed, and raises if it is not: the channel then
   does not acknowledge, and the platform sends it again.
2. There is no timer: an idle bot answers at once; while a commit is on its way, a batch forms.
3. Only so much waits in memory: more is refused, and stays with its platform until there is room.
4. A message that breaks the write of its batch is set aside alone; the others do not wait for it.
   Only a store that is out of reach (`Unavailable`) is nobody's fault: then all of them wait.
5. A call for help that is not taken in now is answered all the same (bot/rescue.py).
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import NoReturn

import structlog

from bot.writer import Writer
from dialogues.model import Heard
from storage import Lease, LeaseLost, StoreError, Unavailable

log = structlog.get_logger()

# What was heard, whom to tell of the commit, and under which leases it was fetched.
Waiting = tuple[Sequence[Heard], asyncio.Future[None], tuple[Lease, ...]]
MOST_IN_A_BATCH = 500
# Polling and webhooks have bounds of their own; an app can push through a socket what it likes.
MOST_WAITING = 2000
# To look for a call for help takes a quarter of a millisecond: a tenth of the time, not all of it.
LOOK_EVERY = 0.0025


class Intake:
    """The open batch and the loop that takes it.

    take: runs in the writer thread, one transaction. park: keeps one message that cannot be taken.
    Both are also given the leases under which what they take was fetched.
    committed: called after each commit. rescue: answers a call for help while the store fails.
    """

    def __init__(
        self,
        take: Callable[..., object],
        writer: Writer,
        *,
        park: Callable[..., None],
        committed: Callable[[], None],
        rescue: Callable[[Heard], Awaitable[None]],
    ) -> None:
        self._take = take
        self._park = park
        self._writer = writer
        self._committed = committed
        self._rescue = rescue
        self._waiting: deque[Waiting] = deque()
        self._room = MOST_WAITING
        self._arrived = asyncio.Event()
        self._taking = False
        self._stopped = False
        self._looks_at = 0.0

    async def hear(self, heard: Sequence[Heard], *under: Lease) -> None:
        """Hand over what was heard; return after its commit. under: what allowed to fetch it."""
        if not heard:
            return
        if self._stopped:
            raise Unavailable("The bot is stopping.")
        if self._room < len(heard):
            await self._refused(heard)
        self._room -= len(heard)
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((heard, done, under))
        self._arrived.set()
        try:
            # Whoever stops waiting cancels this alone: what was given is taken all the same.
            await done
        except LeaseLost:
            raise  # whoever took over has heard the same
        except StoreError:
            for each in heard:
                await self._rescue(each)
            raise

    async def _refused(self, heard: Sequence[Heard]) -> NoReturn:
        """Look for calls for help, as far as a flood leaves time for it; the rest comes again."""
        for each in heard:
            now = asyncio.get_running_loop().time()
            if now < self._looks_at:
                break
            self._looks_at = now + LOOK_EVERY
            await self._rescue(each)
        raise Unavailable("Too much arrives at once.")

    def busy(self) -> bool:
        """Whether a batch is on its way to its commit, or will be soon."""
        return self._taking or bool(self._waiting)

    async def run(self) -> None:
        """Take batches until cancelled; the batch in hand is finished, the rest is refused."""
        in_hand: asyncio.Task[None] | None = None
        try:
            while True:
                await self._arrived.wait()
                self._taking = True
                in_hand = asyncio.create_task(self._commit(self._next()))
                await asyncio.shield(in_hand)
                self._taking = False
        finally:
            self._stopped = True
            if in_hand is not None:
                await in_hand
            _settle(self._waiting, Unavailable("The bot is stopping."))

    def _next(self) -> list[Waiting]:
        taken: list[Waiting] = []
        size = 0
        while self._waiting and size < MOST_IN_A_BATCH:
            taken.append(self._waiting.popleft())
            size += len(taken[-1][0])
        self._room += size
        if not self._waiting:
            self._arrived.clear()
        return taken

    async def _commit(self, batch: list[Waiting]) -> None:
        try:
            under = {lease for _, _, leases in batch for lease in leases}
            heard = [each for heard, _, _ in batch for each in heard]
            await self._writer.do(self._take, heard, *under)
        except LeaseLost:
            for one in batch:
                await self._one_by_one(one)
        except Unavailable as error:
            log.warning("intake.unavailable", exc_info=error, count=len(batch))
            _settle(batch, error)
        except Exception as error:
            log.error("intake.failed", exc_info=error, count=len(batch))
            for one in batch:
                await self._one_by_one(one)
        else:
            _settle(batch, None)
            self._tell()

    def _tell(self) -> None:
        self._taking = False  # before: whoever is told asks whether another batch comes
        self._committed()

    async def _one_by_one(self, waiting: Waiting) -> None:
        """Take every message in a transaction of its own; one that cannot be taken is parked."""
        failed: Exception | None = None
        for heard in waiting[0]:
            try:
                await self._alone(heard, waiting[2])
            except (LeaseLost, Unavailable) as error:
                log.warning("intake.unavailable", exc_info=error, count=1)
                failed = error
                break
            except Exception as error:  # whatever stands behind it is taken all the same
                log.error("intake.not_parked", exc_info=error)
                failed = failed or error
        _settle([waiting], failed)
        self._tell()

    async def _alone(self, heard: Heard, under: tuple[Lease, ...]) -> None:
        try:
            await self._writer.do(self._take, [heard], *under)
        except (LeaseLost, Unavailable):
            raise
        except Exception as error:
            log.error("intake.parked", channel=heard.channel, exc_info=error)
            await self._writer.do(self._park, heard, *under)


def _settle(batch: Iterable[Waiting], error: Exception | None) -> None:
    for _, done, _ in batch:
        if done.done():
            continue
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)
