"""A simulated person of the chaos: notes what they say, waits with patience, knows a repeat."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.simulation import Simulated
from tests.chaos.notebook import Notebook


@dataclass
class Witness(Simulated):
    """Somebody with a notebook.

    seconds: without any message for so long this person counts as stuck. taps: several choices
    are tapped one by one; else they are typed as numbers (where the platform brings a tap only
    once, a lost one cannot be told from one that was heard).
    """

    seconds: float = 60.0
    taps: bool = True
    repeats: int = 0
    stuck: bool = False
    _before: Any = None
    _doubt: Any = None
    _wandered: bool = False

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

    async def _read_on(self) -> None:
        """Read what comes; if nothing follows what looked like a repeat, it was meant."""
        try:
            seconds = self.seconds / 2 if self._doubt is not None else self.seconds
            first = await self.notes.next(seconds=seconds)
        except TimeoutError:
            meant, self._doubt = self._doubt, None
            if meant is None:
                raise
            self.repeats -= 1
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
        self.done = self._has_ended(fresh)
        asked = [shown for shown in fresh if shown.rows]
        if asked and not self.done:
            self.notes.answering(asked[-1])
            self._answer(asked[-1])

    def _is_repeat(self, shown: Any) -> bool:
        """The same message twice in a row."""
        what = shown.text, shown.rows
        again = bool(what == self._before)
        self._before = what
        self.repeats += again
        if again and shown.rows:
            self._doubt = shown
        return again

    def _wander(self, shown: Any, question: str) -> bool:
        """Never twice in a row: the same reply twice would look like a repeat."""
        self._wandered = not self._wandered and super()._wander(shown, question)
        return self._wandered

    def _choose(self, shown: Any, question: str, option: str) -> None:
        super()._choose(shown, question, option)
        if question.startswith("_") and option[0] != "!":
            # Pressed again later it shows the open question anew, beside an answer that is on its
            # way: a second typed answer would then be meant for one question and reach the next.
            self._old.pop()

    def _choose_several(self, shown: Any, question: str, choices: Sequence[str]) -> None:
        if self.taps:
            super()._choose_several(shown, question, choices)
            return
        real = [n for n, each in enumerate(choices, 1) if each not in ("none", "other")]
        wanted = self.habits.random.sample(real, min(len(real), self.habits.random.choice((1, 2))))
        self._typed = self._type(" ".join(map(str, wanted)))
