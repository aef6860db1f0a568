"""Words that are written anew: Back or the list of answers opens them, what is next replaces them.

A text may arrive after such an opening though it was written before it, and the other way round. So
beside the talk rests by which events the words were opened: a text from before joins what is there
and what comes next still takes its place; a text that was written before the words which took its
place changes nothing.
"""

from typing import Any, NamedTuple

from bot.boxes import OPENED, Boxes, packed, unpacked
from dialogues.model import Talk

BEGAN = "!b"
# As many openings of one question as somebody can have done with words still on their way.
MOST_OPENED = 4


class Anew(NamedTuple):
    """By which events words were opened; all numbers count from the first that was noted.

    began: the opening after which the words that are kept were written. opened: those after which
    nothing was written yet, in their order.
    """

    began: int = 0
    opened: tuple[int, ...] = ()

    def takes_place(self, number: int) -> bool:
        """Whether a text takes the place of what is kept; otherwise it joins that."""
        return any(each < number for each in self.opened)

    def is_open_after(self, number: int) -> bool:
        """Whether the words were opened once more after a text."""
        return any(each > number for each in self.opened)

    def then_opened(self, number: int) -> "Anew":
        """Once they were opened by this."""
        opened = sorted({*self.opened, number} if number > self.began else self.opened)
        return self._replace(opened=tuple(opened[-MOST_OPENED:]))

    def then_written(self, number: int) -> "Anew":
        """Once this was written."""
        before = [each for each in self.opened if each < number]
        later = tuple(each for each in self.opened if each > number)
        return Anew(before[-1], later) if before else self


def read(rests: list[Any] | None) -> Anew:
    """As it rests, the way of boxes (see `bot.boxes.packed`)."""
    done = unpacked(*rests).done if rests else ()
    began = sum(number for number, what in done if what == BEGAN)
    return Anew(began, tuple(number for number, what in done if what == OPENED))


def rests(anew: Anew) -> list[Any]:
    """What rests of it: nothing, if nothing was ever opened."""
    began = [(anew.began, BEGAN)] if anew.began else []
    done = (*began, *((number, OPENED) for number in anew.opened))
    return packed(Boxes(None, is_open=False, done=done)) if done else []


def after(anew: Anew, name: str, number: int, before: Talk, now: Talk, *, gave: bool) -> Anew:
    """What is known of a question of words after an event.

    number: of the event, below 1 if it has none. gave: whether that gave its answer.
    """
    was_open, is_open = before.renew == name, now.renew == name
    if number < 1:
        return Anew() if was_open != is_open or gave else anew
    if is_open and not was_open:
        return anew.then_opened(number)
    if gave:
        return anew.then_written(number)
    if was_open and not is_open and name in (now.at, now.asked):  # put away: what is there goes on
        return anew._replace(opened=())
    return anew
