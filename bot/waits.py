"""Which accounts were told to wait, by a clock that nobody can put back.

1. The outbox writes down the time of day until when a message waits: it survives us, and whoever
   sends next reads it. If that clock is put back meanwhile, what is written there waits longer by
   as much; so it is noticed here, for as long as we send for the account, and told to the outbox
   with the next transaction.
2. What was written before we sent is read by the clock of the day alone: a machine may start with
   a wrong one, and put it right a moment later. Where in doubt, rather a wait that is too short:
   then a platform says it again.
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
        self._written: dict[post.Account, float] = {}
        self._ahead: dict[post.Account, float] = {}

    def told(self, account: post.Account, seconds: float) -> None:
        """Let this account wait so long from now on, whatever was said before."""
        self._until[account] = self.clock() + seconds

    def took_over(self, account: post.Account, seconds: float, written: float) -> None:
        """It has to wait so long, as was said before, and until the time of day that is written."""
        self._until[account] = max(self.clock() + seconds, self._until.get(account, 0.0))
        self._written[account], self._ahead[account] = written, self._by_now()

    def left(self, account: post.Account) -> float:
        """How long it has to wait still."""
        by_day = self._written.get(account, 0.0) - self._day()
        return max(by_day, self._until.get(account, 0.0) - self.clock())

    def dated(self, settled: post.Settled) -> post.Settled:
        """What waits until a time of `clock`, with the time of day for it."""
        left = settled.not_before - self.clock()
        return settled._replace(not_before=self._day() + left)

    def telling(self, desk: post.Desk, mine: Mapping[post.Account, Lease]) -> post.Desk:
        """The desk, which tells by how much the clock was put back since what waits was written."""
        back = {account: by for account in mine if (by := self._put_back(account)) > NOTICED}
        if not back:
            return desk
        return replace(desk, back=back, leases=desk.leases | {mine[account] for account in back})

    def minded(self, back: Mapping[post.Account, float]) -> None:
        """The outbox knows of this."""
        for account, by in back.items():
            self._ahead[account] -= by
            self._written[account] -= by

    def _put_back(self, account: post.Account) -> float:
        now = self._by_now()
        self._ahead[account] = max(now, self._ahead.get(account, now))  # it may be put on
        return self._ahead[account] - now

    def _by_now(self) -> float:
        """How far the clock of the outbox is ahead of what went by."""
        return self._day() - self.clock()
