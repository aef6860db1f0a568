"""What a sender has taken from the outbox and not noted yet: known in the writer's thread alone.

1. Each account has places of its own: four hundred answers that hang on one platform leave those
   of another where they are.
2. If a commit was not answered, nobody knows what was given to us: until the next one that is
   answered gave back what we have not.
3. What will be sent behind a message that is taken is known too: if it is taken meanwhile, it does
   not begin a second time. It has no place of its own: one message of a person is on its way.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from storage import Lease, post

IN_FLIGHT = 30
# Of replies more may be on their way: a broadcast in flight must not keep one from its place.
REPLIES_IN_FLIGHT = 200

Landed = Sequence[tuple[post.Settled, Lease]]


class Hands:
    """Counts what is in them, and knows which of it is not urgent."""

    def __init__(self) -> None:
        self._had: dict[tuple[int, Lease], post.Waiting] = {}
        self._counted: Counter[post.Account] = Counter()
        self._next: set[tuple[int, Lease]] = set()
        self._slow: set[tuple[int, Lease]] = set()
        self._unsure: set[post.Account] = set()

    def desk(
        self,
        now: float,
        mine: Mapping[post.Account, Lease],
        seen: Landed,
        ours: Landed,
    ) -> post.Desk:
        """Our side of the next transaction, for these accounts.

        seen: what has landed; ours: those of it that we may note still.
        """
        leases = set(mine.values())
        landed = Counter(
            self._had[each.id, lease][1:3] for each, lease in seen if (each.id, lease) in self._had
        )
        unsure = self._unsure & mine.keys()
        slow = self._slow - {(settled.id, lease) for settled, lease in seen} if self._slow else ()
        return post.Desk(
            now=now,
            accounts={each: self._places(each, landed[each]) for each in mine},
            leases=frozenset({lease for _, lease in ours} | leases),
            settled=[settled for settled, _ in ours],
            unsure=sorted(unsure),
            hands=self._held(leases, seen) if unsure else (),
            slow=[number for number, lease in slow if lease in leases],
        )

    def _held(self, leases: Collection[Lease], seen: Landed) -> set[int]:
        left = {(settled.id, lease) for settled, lease in seen if settled.what == "left"}
        held = {*self._had, *(self._next - left)}
        return {number for number, lease in held if lease in leases}

    def _places(self, account: post.Account, landed: int) -> post.Places:
        flying = self._counted[account] - landed
        return post.Places(REPLIES_IN_FLIGHT - flying, IN_FLIGHT - flying)

    def doubt(self, accounts: Collection[post.Account]) -> None:
        """A transaction that may have given us something for these was not answered."""
        self._unsure.update(accounts)

    def know(self, accounts: Collection[post.Account]) -> None:
        """What was given to us for these and did not come was given back."""
        self._unsure.difference_update(accounts)

    def noted(self, seen: Landed) -> None:
        """These are settled, by us or by who has their lease now."""
        for settled, lease in seen:
            self._next.discard((settled.id, lease))
            row = self._had.pop((settled.id, lease), None)
            if row is not None:
                self._counted[row.channel, row.account] -= 1
                self._slow.discard((settled.id, lease))

    def take(self, row: post.Waiting, lease: Lease) -> post.Waiting | None:
        """Take one more; what is there already and became urgent is given back as it is there."""
        key = row.id, lease
        if key in self._had:
            self._slow.discard(key)
            return self._had[key]
        self._had[key] = row
        self._counted[row.channel, row.account] += 1
        if key in self._next:
            return row
        if row.priority > post.REPLY:
            self._slow.add(key)
        if row.then:
            self._next.add((row.then.id, lease))
        return None
