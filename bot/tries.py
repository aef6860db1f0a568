"""How many codes somebody may send: a handful a day, then after a delay that doubles each time.

1. The first few are counted in memory only, under a secret of this process: whoever sends a code
   or mistypes it leaves no trace. Only who sends very many is noted (`storage.attempts`).
2. Right and wrong codes count alike, and the same code once: no answer tells them apart.
"""

import hashlib
from collections import OrderedDict
from datetime import date
from secrets import token_bytes

from dialogues.model import Line, Phrase
from storage import Key3, Tx, attempts

A_DAY = 5
_PEOPLE = 10_000

TOO_MANY = Phrase("codes.wait", "You sent many codes. I can take your next code on {day}.")


class Tries:
    """The codes of today, by whom; bounded, and forgotten at midnight."""

    def __init__(self) -> None:
        self._secret = token_bytes(32)
        self._day = date.min
        self._codes: OrderedDict[bytes, set[bytes]] = OrderedDict()

    def wait(self, tx: Tx, person: Key3, code: str, *, today: date) -> Line | None:
        """What to tell somebody whose code is not taken now; None if it is."""
        until = attempts.waits_until(tx, person, today=today)
        if until is None and self._are_many(person, code, today):
            until = attempts.strike(tx, person, today=today)
        if until is None:
            return None
        return Line(TOO_MANY, (("day", f"{until.day}.{until.month}.{until.year}"),))

    def _are_many(self, person: Key3, code: str, today: date) -> bool:
        if today != self._day:
            self._day = today
            self._codes.clear()
        codes = self._codes.setdefault(self._hash(*person), set())
        codes.add(self._hash(code))
        while len(self._codes) > _PEOPLE:
            self._codes.popitem(last=False)
        return len(codes) > A_DAY

    def _hash(self, *parts: str) -> bytes:
        raw = "\0".join(parts).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(raw, key=self._secret, digest_size=16).digest()
