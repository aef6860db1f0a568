"""Which accounts were told to wait, by a clock that nobody can put back or on.

The outbox writes down the time of day until when a message waits: it survives us, and whoever sends
next reads it. If that clock is moved meanwhile, what is written there waits longer by as much, or
not long enough; so it is noticed here, for as long as we send for the account, and told to the
outbox with the next transaction.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.keeper import elapsed
from storage import Lease, post

# A clock is put right by less than this all the time.
NOTICED = 1.0


class Waits:
    """What a sender waits for. day: the clock of the outbox; clock: counts what goes by."""

    def __init__(self, day: Callable[[], float], clock: Callable[[], float] = elapsed) -> None:
        self._day, self.clock = day, clock
        self._until: dict[post.Account, float] = {}
        self._ahead: dict[post.Account, float] = {}

    def told(self, account: post.Account, seconds: float) -> None:
        """Let this account wait so long from now on, whatever was said before."""
        self._until[account] = self.clock() + seconds

    def took_over(self, account: post.Account, seconds: float, written: float) -> None:
        """It has to wait so long, and as was written down and said before."""
        left = max(seconds, written - self._day(), self.left(account))
        self.told(account, left)
        self._ahead[account] = self._by_now()

    def left(self, account: post.Account) -> float:
        """How long it has to wait still."""
        return self._until.get(account, 0.0) - self.clock()

    def dated(self, settled: post.Settled) -> post.Settled:
        """What waits until a time of `clock`, with the time of day for it."""
        left = settled.not_before - self.clock()
        return settled._replace(not_before=self._day() + left)

    def telling(self, desk: post.Desk, mine: Mapping[post.Account, Lease]) -> post.Desk:
        """The desk, which tells by how much the clock was moved since what waits was written."""
        now = self._by_now()
        moved = {each: now - self._ahead.setdefault(each, now) for each in mine}
        moved = {each: by for each, by in moved.items() if abs(by) > NOTICED}
        if not moved:
            return desk
        return replace(desk, moved=moved, leases=desk.leases | {mine[each] for each in moved})

    def minded(self, moved: Mapping[post.Account, float]) -> None:
        """The outbox knows of this."""
        for account, by in moved.items():
            self._ahead[account] += by

    def doubted(self, moved: Mapping[post.Account, float]) -> None:
        """Perhaps the outbox knows: rather a wait too short than one longer by as much."""
        self.minded({account: by for account, by in moved.items() if by > 0})

    def _by_now(self) -> float:
        """How far the clock of the outbox is ahead of what went by."""
        return self._day() - self.clock()
