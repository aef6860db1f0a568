"""Questions with boxes: what was done with them, and what is ticked once that is done in order.

Done in another order the same presses tick other boxes: that is why they rest beside the talk, each
with its number, up to sixteen for a question.
"""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from dialogues.kinds import KINDS
from dialogues.model import Answer, Question, Talk

# What is remembered of one question; what is older is only known by what came of it.
MOST_DONE = 16
# What was done with boxes, besides ticking one (its id) and typing some (`TYPED` and their ids).
SKIP, DONE, LEFT, OPENED, TYPED = "!s", "!d", "!l", "!o", "="
CONTROLS = {"!skip": SKIP, "!done": DONE, "!keep": DONE}
_number_of = itemgetter(0)


class Boxes(NamedTuple):
    """What was done with the boxes of a question, each with its number, and how they were before.

    before: what was chosen; None is no answer, no choice is a skip. is_open: it was asked then.
    """

    before: tuple[str, ...] | None
    is_open: bool
    done: tuple[tuple[int, str], ...] = ()

    def and_then(self, question: Question, done: Sequence[tuple[int, str]]) -> "Boxes":
        """With more that was done, and only as much of it as is remembered."""
        every = sorted([*self.done, *done], key=_number_of)
        over = max(len(every) - MOST_DONE, 0)
        if not over:
            return self._replace(done=tuple(every))
        told, is_open = folded(question, self._replace(done=tuple(every[:over])))
        return Boxes(None if told is None else told.choices, is_open, tuple(every[over:]))


def unpacked(before: Sequence[str] | None, is_open: int, *packed: Any) -> Boxes:
    """As it rests (see `packed`)."""
    done, number = [], 0
    for more, what in zip(packed[::2], packed[1::2], strict=True):
        number += more
        done.append((number, what))
    return Boxes(None if before is None else tuple(before), bool(is_open), tuple(done))


def packed(boxes: Boxes) -> list[Any]:
    """As it rests: the first number, then by how much the next is larger."""
    before, rests = 0, list[Any]([boxes.before, int(boxes.is_open)])
    for number, what in boxes.done:
        rests += [number - before, what]
        before = number
    return rests


def done(question: Question, tapped: tuple[str, str], before: Talk, after: Talk) -> list[str]:
    """What this did with the boxes of a question: ticked, typed, left, opened.

    tapped: the question and the option of the button, if it was one.
    """
    name = question.id
    was_open, is_open = (name in (talk.at, talk.asked) for talk in (before, after))
    on, option = tapped
    if on == name and option in question.ids:
        return [option]
    if on == name and option in CONTROLS:
        return [CONTROLS[option]]
    now, found = after.answers.get(name), list[str]()
    if now is not None and now != before.answers.get(name):
        found.append(TYPED + ",".join(now.choices) if now.choices else SKIP)
    if was_open and not is_open:
        found.append(LEFT)
    if is_open and not was_open:
        found.append(OPENED)
    return found


def folded(question: Question, boxes: Boxes) -> tuple[Answer | None, bool]:
    """What is chosen once all this was done in its order, and whether it is still asked then."""
    choices, is_open, renewed = boxes.before, boxes.is_open, False
    answer = None if choices is None else Answer("answered" if choices else "skipped", choices)
    for _, what in sorted(boxes.done, key=_number_of):
        if what == SKIP and not (is_open and _chose(answer) and not renewed):
            answer = Answer("skipped")
        elif what.startswith(TYPED):
            answer = Answer("answered", tuple(what[1:].split(",")))
        elif what in question.ids:
            ticked = KINDS[question.kind].tapped(question, answer, what)
            answer = ticked if ticked.choices else None
        renewed = what == OPENED
        is_open = renewed or (is_open and not _leaves(what, answer))
    return answer, is_open


def _chose(answer: Answer | None) -> bool:
    return answer is not None and answer.state == "answered"


def _leaves(what: str, answer: Answer | None) -> bool:
    return what in (SKIP, LEFT) or (what == DONE and answer is not None)
