"""A simulated person of the chaos: notes what they say, waits with patience, knows a repeat."""

import asyncio
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.simulation import Simulated, _options, asks
from tests.chaos.notebook import Notebook
from tests.chaos.repeats import Repeat

# Seconds until somebody who said hello says it again, and how often they do.
AGAIN = 15.0
MOST_CALLS = 50


@dataclass
class Witness(Simulated):
    """Somebody with a notebook.

    seconds: without any message for so long this person counts as stuck. taps: several choices
    are tapped one by one; else they are typed as numbers (where the platform brings a tap only
    once, a lost one cannot be told from one that was heard). careful: answers by buttons only, as
    somebody does who may be shown an older question once more; words say not what they are for.
    """

    seconds: float = 60.0
    taps: bool = True
    careful: bool = False
    repeated: list[Repeat] = field(default_factory=list)
    called: list[float] = field(default_factory=list)
    stuck: bool = False
    _before: Any = None
    _doubt: Any = None
    _wandered: bool = False
    _calling: bool = False
    _came: tuple[float, float] = (0.0, 0.0)

    @property
    def notes(self) -> Notebook:
        """What this person believes to have said."""
        notebook: Any = self.person
        assert isinstance(notebook, Notebook)
        return notebook

    async def talk(self) -> None:
        """Talk until it has ended, or until nothing comes any more."""
        self._type(f"/start {self.invitation}" if self.invitation else "/start")
        try:
            while not self.done:
                await self._read_on()
        except TimeoutError:
            self.stuck = True

    async def call(self, seconds: float) -> None:
        """Something did not arrive: open the door if it was shut, and say hello after a while."""
        await asyncio.sleep(seconds)
        person: Any = self.notes.person
        if getattr(person, "blocked", False) or getattr(person, "gone", False):
            person.unblock()
        if not self.done and not self.stuck:
            self._call()

    def _call(self, what: str = "/start") -> None:
        """Say something so that it is asked once more."""
        self.called.append(time.monotonic())
        self._calling, self._doubt, self._before = True, None, None
        self._type(what)

    async def _next(self, seconds: float) -> Any:
        """The next message; who said hello in vain says it again."""
        for _ in range(math.ceil(seconds / AGAIN)):
            try:
                return await self.notes.next(seconds=min(seconds, AGAIN))
            except TimeoutError:
                if self._calling and len(self.called) < MOST_CALLS:
                    self._call()
        raise TimeoutError

    async def _read_on(self) -> None:
        """Read what comes; if nothing follows what looked like a repeat, it was meant."""
        try:
            first = await self._next(self.seconds / (1 if self._doubt is None else 2))
        except TimeoutError:
            meant, self._doubt = self._doubt, None
            if meant is None:
                raise
            self.repeated.pop()
            self._go_on_from([meant])
            return
        await asyncio.sleep(0)  # what came with it is read as well before answering
        self._react([first, *self.notes.unread()])

    def _react(self, news: Sequence[Any]) -> None:
        fresh = []
        for shown in news:
            self._note(shown)
            self._coded = self._coded or "MY-" in shown.text
            if not shown.edited and not self._is_repeat(shown):
                fresh.append(shown)
        self._go_on_from(fresh)

    def _go_on_from(self, fresh: Sequence[Any]) -> None:
        self._doubt = None if fresh else self._doubt
        listed = [shown for shown in fresh if _is_list(shown)]
        fresh = [shown for shown in fresh if not _is_list(shown)]
        self.done = self._has_ended(fresh)
        asked = [shown for shown in fresh if asks(shown)]
        if self.done:
            return
        if asked:
            self._calling = False
            self.notes.answering(asked[-1])
            self._answer(asked[-1])
        elif listed:
            self._call()
        elif (
            fresh and 0 < len(self.called) < MOST_CALLS
        ):  # perhaps all is said, and this shows the code
            self._call("/mine")

    def _has_ended(self, fresh: Sequence[Any]) -> bool:
        """Whoever says no may have lost the goodbye, and then does not take a word for it."""
        if self.habits.consents and self.habits.adult:
            return super()._has_ended(fresh)
        tokens = [token for shown in fresh for row in shown.rows for _, token in row]
        silent = bool(fresh) and not fresh[-1].rows
        said_no = self.notes.pressed[1:] in (("age", "no"), ("ask", "no"))
        return (silent and said_no) or any("!start" in token for token in tokens)

    def _is_repeat(self, shown: Any) -> bool:
        """The same message twice in a row."""
        what = shown.text, shown.rows
        again = bool(what == self._before)
        self._before = what
        earlier, last = self._came
        self._came = last, time.monotonic()
        if again:
            self.repeated.append(Repeat(since=earlier, at=self._came[1]))
        if again and shown.rows:
            self._doubt = shown
        return again

    def _wander(self, shown: Any, question: str) -> bool:
        """Never twice in a row: the same reply twice would look like a repeat."""
        self._wandered = not self._wandered and super()._wander(shown, question)
        return self._wandered

    def _choose(self, shown: Any, question: str, option: str) -> None:
        if self.careful and option == "!skip" and "!done" in _options(shown)[question]:
            # Skip below what was chosen keeps it, but takes it away once another question is open.
            option = "!done" if question in self.notes.beliefs else option
        super()._choose(shown, question, option)
        if question.startswith("_") and option[0] != "!":
            # Pressed again later it shows the open question anew, beside an answer that is on its
            # way: a second typed answer would then be meant for one question and reach the next.
            self._old.pop()

    def _choose_several(self, shown: Any, question: str, choices: Sequence[str]) -> None:
        if self.careful:
            self._choose_by_taps(shown, question, choices)
            return
        if self.taps:
            super()._choose_several(shown, question, choices)
            return
        real = [n for n, each in enumerate(choices, 1) if each not in ("none", "other")]
        wanted = self.habits.random.sample(real, min(len(real), self.habits.random.choice((1, 2))))
        self._typed = self._type(" ".join(map(str, wanted)))

    def _choose_by_taps(self, shown: Any, question: str, choices: Sequence[str]) -> None:
        if not self.taps:
            self._choose(shown, question, "!skip")
            return
        real = [each for each in choices if each not in ("none", "other")]
        for each in self.habits.random.sample(real, min(len(real), 2)):
            self._choose(shown, question, each)
        self._choose(shown, question, "!done")

    def _write(self, shown: Any, question: str) -> None:
        if self.careful and "!skip" in _options(shown)[question]:
            self._choose(shown, question, "!skip")
        else:
            super()._write(shown, question)


def _is_list(shown: Any) -> bool:
    """What somebody said so far, to be read and changed."""
    return any(token.endswith((":!open", ":!delete")) for row in shown.rows for _, token in row)
