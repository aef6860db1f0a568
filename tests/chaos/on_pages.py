"""A witness who talks on a page, and wanders as people do there.

They load the page anew, press on a page that they have left, tick fewer boxes on it, and go on with
their word on another device.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.simulation import _options
from tests.chaos.browsers import WebPerson
from tests.chaos.witness import Witness
from tests.pages.reading import Read


@dataclass
class PageWitness(Witness):
    """A witness at a browser."""

    _boxes: list[tuple[Read, str, Sequence[str]]] = field(default_factory=list)

    @property
    def browser(self) -> WebPerson:
        """What they sit at."""
        browser: Any = self.notes.person
        assert isinstance(browser, WebPerson)
        return browser

    def _is_repeat(self, shown: Any) -> bool:  # noqa: ARG002 - of a witness anywhere
        """A page shows what is the case, however often it is loaded."""
        return False

    def _choose_several(self, shown: Any, question: str, choices: Sequence[str]) -> None:
        """Some boxes and Done; or their numbers, in the script of the talk."""
        random = self.habits.random
        real = [each for each in choices if each not in ("none", "other")]
        wanted = random.sample(real, min(len(real), random.choice((1, 2, 3))))
        if random.random() < 0.3:
            self._type(" ".join(str(choices.index(each) + 1) for each in wanted))
        else:
            self._tick(shown.id, _options(shown)[question]["!done"], wanted)

    def _tick(self, page: Read, done: str, wanted: Sequence[str]) -> None:
        self.turns += 1
        self.transcript.append(f"< (ticks {', '.join(wanted)})")
        self._boxes.append((page, done, wanted))
        self.notes.tick(done, wanted, page)

    def _go_on(self, shown: Any, question: str) -> None:
        if self.habits.random.random() < 0.3:
            self.transcript.append("< (goes on with the word, on another device)")
            self.browser.return_elsewhere()
        super()._go_on(shown, question)

    def _press_old(self, token: str, message: Any, label: str) -> None:
        """In a window that was left: the same once more, which says nothing, or something else.

        Where the browser holds nothing any more, the talk is over: an old page leads to the door.
        """
        if not self.browser.holds:
            return
        random = self.habits.random
        if self._boxes and random.random() < 0.3:
            page, done, wanted = random.choice(self._boxes)
            self._tick_old(page, done, wanted)
            return
        others = [
            each for each in _beside(token, message) if not self.browser.has_sent(each, message)
        ]
        if others and random.random() < 0.5:
            super()._press_old(random.choice(others), message, label)
            return
        self.transcript.append(f"< (presses again on an old page: {label})")
        self.browser.press(token, message)

    def _tick_old(self, page: Read, done: str, wanted: Sequence[str]) -> None:
        """Fewer boxes on an old page; the same ones again would be a repeat."""
        fewer = wanted[1:]
        if fewer and not self.browser.has_ticked(done, fewer, page):
            self._tick(page, done, fewer)


def _beside(token: str, page: Read) -> list[str]:
    """The other answers to the same question of a page; but whoever said yes to the talk did."""
    head, _, _ = token.rpartition(":")
    tokens = [each for one in page.said for row in one.rows for _, each in row]
    same = [each for each in tokens if each.rpartition(":")[0] == head]
    if f"{head}:!done" in same or head.endswith((":age", ":ask")):
        return []
    return [each for each in same if each != token and not each.startswith(f"{head}:!")]
