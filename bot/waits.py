"""Which accounts were told to wait, by a clock that nobody can put back.

The outbox writes down the time of day until when a message waits: it survives us, and whoever sends
next reads it. If that clock is put back meanwhile, what is written there waits longer by as much;
so it is noticed here, and told to the outbox with the next transaction.
"""

from collections.abc import Callable, Collection
from dataclasses import replace

from bot.keeper import elapsed
from storage import post

# A clock is put right by less than this all the time.
NOTICED = 1.0


class Waits:
    """What a sender waits for. day: the clock of the outbox; clock: counts what goes by."""

    def __init__(self, day: Callable[[], float], clock: Callable[[], float] = elapsed) -> None:
        self._day, self.clock = day, clock
        self._until: dict[post.Account, float] = {}
        self._ahead = day() - clock()

    def told(self, account: post.Account, seconds: float) -> None:
        """Let this account wait so long from now on, whatever was said before."""
        self._until[account] = self.clock() + seconds

    def took_over(self, account: post.Account, seconds: float, written: float) -> None:
        """It has to wait so long, and as was written down and said before."""
        left = max(seconds, written - self._day(), self.left(account))
        self.told(account, left)

    def left(self, account: post.Account) -> float:
        """How long it has to wait still."""
        return self._until.get(account, 0.0) - self.clock()

    def dated(self, settled: post.Settled) -> post.Settled:
        """What waits until a time of `clock`, with the time of day for it."""
        left = settled.not_before - self.clock()
        return settled._replace(not_before=self._day() + left)

    def telling(self, desk: post.Desk, mine: Collection[post.Account]) -> post.Desk:
        """The desk, which tells of a clock that was put back and is not minded yet."""
        back = self._ahead - (self._day() - self.clock())
        if back < -NOTICED:  # put on: what waits leaves early at most, and is told to wait again
            self._ahead -= back
        return replace(desk, back=back, held=tuple(mine)) if mine and back > NOTICED else desk

    def minded(self, back: float) -> None:
        """The outbox knows of this."""
        self._ahead -= back
