"""In which order somebody gave their answers, as their platform counts what people do.

1. It rests sealed beside the talk, in a few bytes, and is of use for two days: a platform may
   begin to count anew. Deleting the talk deletes it.
2. What has no number (a page, a command of Slack) is not known to be older: it counts as it comes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import anew, boxes
from bot.anew import Anew
from bot.boxes import Boxes, packed, unpacked
from bot.late import NUMBERED
from dialogues.asking import AGAIN, LANGUAGE, PLACE
from dialogues.kinds import KINDS
from dialogues.model import Answer, Framework, Heard, Phase, Question, Talk, Turn, read_token

# Kept beside the talk: by which event each answer was given.
DID = "did"
MOST_EDITS = 8
# How the words of an edit are noted, and side questions: beside the answers.
EDITED = "@"
BESIDE = {"_", EDITED}
# The last stop, and the first thing that was done after it.
STOPPED, WOKEN = "_stopped", "_woken"
_SUBSCRIBES = frozenset({"subscribe", "unsubscribe"})


@dataclass(slots=True)
class Order:
    """What is known of the order. All numbers are counted from the first one that was noted.

    top: the largest. stood: of what led to where the talk stands (what is open, stopped or not).
    given: of what gave each answer, 0 is not known; beside: the same of side questions and edits.
    boxes: of each question with boxes, packed as they rest, and of words that were opened anew.
    """

    day: int
    origin: int
    top: int
    stood: int
    given: dict[str, int]
    beside: dict[str, int]
    boxes: dict[str, list[Any]]

    def number(self, heard: Heard) -> int:
        """When this was done."""
        return heard.order - self.origin

    def reach(self, heard: Heard) -> None:
        """Count from before this, if it was done before all that was noted: 0 is not known."""
        more = 1 - self.number(heard)
        if not heard.order or more <= 0:
            return
        self.origin, self.top = self.origin - more, self.top + more
        self.stood += more if self.stood else 0
        for numbers in (self.given, self.beside):
            numbers |= {name: number + more for name, number in numbers.items() if number}
        for name, (before, is_open, *done) in self.boxes.items():
            if done:
                self.boxes[name] = [before, is_open, done[0] + more, *done[1:]]

    def gave(self, name: str) -> int:
        """When the answer to a question, a side question or the words of an edit were given."""
        return (self.beside if name[:1] in BESIDE else self.given).get(name, 0)

    def held(self, talk: Talk, name: str) -> Boxes:
        """What was done with the boxes of a question; of others they are as in the talk."""
        if name not in self.boxes:
            answer = talk.answers.get(name)
            return Boxes(None if answer is None else answer.choices, name in (talk.at, talk.asked))
        return unpacked(*self.boxes[name])

    def anew(self, name: str) -> Anew:
        """By which events the words of a question were opened to be written anew."""
        return anew.read(self.boxes.get(name))

    def greets(self, number: int) -> bool:
        """Whether words only wake a talk that was stopped: they are kept nowhere."""
        stopped, woken = self.beside.get(STOPPED, 0), self.beside.get(WOKEN, 0)
        return 0 < stopped < number and (not woken or number < woken)

    def give(self, name: str, number: int) -> None:
        """Note when something was given; the newest counts. 0: it is not known any more."""
        kept = self.beside if name[:1] in BESIDE else self.given
        kept[name] = max(kept.get(name, 0), number) if number else 0
        edits = [each for each in self.beside if each[0] == EDITED]
        for each in edits[:-MOST_EDITS]:
            del self.beside[each]


def overtaken(record: Mapping[str, Any], heard: Heard, today: date) -> bool:
    """Whether something that was done later was heard before this."""
    did = record.get(DID)
    return did is not None and 0 < heard.order < did[1] + did[2] and _counts(did[0], today)


def _counts(day: int, today: date) -> bool:
    return today.toordinal() - day <= NUMBERED.days


def known(record: Mapping[str, Any], heard: Heard, today: date) -> Order | None:
    """What the record says of the order; None if it says nothing, or nothing that still counts."""
    did = record.get(DID)
    if did is None or not _counts(did[0], today):
        return None
    day, origin, top, stood, given, beside, boxes = did
    numbers = dict(zip(record["answers"], given, strict=True))
    order = Order(day, origin, top, stood, numbers, dict(beside), dict(boxes))
    order.reach(heard)
    return order


def noted(
    record: Mapping[str, Any],
    heard: Heard,
    before: Talk,
    turn: Turn,
    framework: Framework,
    *,
    today: date,
) -> dict[str, Any]:
    """What to keep beside the talk after this turn."""
    if not heard.order and (DID not in record or _same(before, turn.talk)):
        return {DID: record[DID]} if DID in record else {}
    order = known(record, heard, today)
    if order is None:
        if not heard.order:
            return {}
        order = Order(0, heard.order - 1, 0, 0, {}, {}, {})
    if heard.order:
        order.day, order.top = today.toordinal(), max(order.top, order.number(heard))
        if _stands(before) != _stands(turn.talk) or _turned_to(before, turn.talk):
            order.stood = max(order.stood, order.number(heard))
    _give(order, heard, before, turn, framework)
    _rest(order, heard, before, turn.talk)
    given = [order.given.get(name, 0) for name in turn.talk.answers]
    kept = [order.day, order.origin, order.top, order.stood, given, order.beside, order.boxes]
    return {DID: kept}


def _same(before: Talk, after: Talk) -> bool:
    """Whether nothing changed that has a number: the answers, how they stand, and what is open."""
    is_alike = (before.phase, before.renew) == (after.phase, after.renew)
    return is_alike and list(before.answers.items()) == list(after.answers.items())


def _stands(talk: Talk) -> tuple[str, ...]:
    return talk.at, talk.asked, talk.phase, talk.renew


def _turned_to(before: Talk, after: Talk) -> bool:
    """Whether what is open was written to or ticked: it is in front, whatever was to come there."""
    open_now = after.asked or after.at
    return before.answers.get(open_now) != after.answers.get(open_now)


def _give(order: Order, heard: Heard, before: Talk, turn: Turn, framework: Framework) -> None:
    """Note what was given; by what has no number, that it is not known any more when."""
    after, touched = turn.talk, _touched(heard, before, turn)
    number = order.number(heard) if heard.order else 0
    seen = {*touched, tapped(heard, after)[0], before.at, before.asked, after.at, after.asked}
    for name in seen:
        question = framework.by_id.get(name)
        if question is not None and KINDS[question.kind].many:
            _tick(order, heard, question, before, after)
            continue
        if question is not None and KINDS[question.kind].writes and heard.kind != "edit":
            _open(order, name, number, before, after, gave=name in touched)
        if name in touched:
            order.give(name, number)


def tapped(heard: Heard, talk: Talk) -> tuple[str, str]:
    """The question and the option of a button of this talk."""
    parts = read_token(heard.token) if heard.kind == "tap" else None
    if parts is None or parts[0] != talk.id:
        return "", ""
    return parts[1], parts[2].partition(".")[0]


def _changed(was: Mapping[str, Answer], now: Mapping[str, Answer]) -> set[str]:
    """Which answers are others, or gone."""
    changed = was.keys() - now.keys() if was is not now else set[str]()
    for name, answer in now.items():
        before = was.get(name)
        if answer is not before and answer != before:  # nearly all are the same object
            changed.add(name)
    return changed


def _touched(heard: Heard, before: Talk, turn: Turn) -> set[str]:
    """What was given by this, be it the same as before."""
    after = turn.talk
    touched = _changed(before.answers, after.answers)
    if heard.kind == "edit" and touched:
        touched.add(EDITED + heard.ref)
    if heard.ref and after.refs and after.refs[-1].message == heard.ref:
        touched.add(after.refs[-1].question)
    if not _SUBSCRIBES.isdisjoint(turn.effects):
        touched.add(AGAIN)
    if before.language != after.language:
        touched.add(LANGUAGE)
    if (before.place, before.chose_place) != (after.place, after.chose_place):
        touched.add(PLACE)
    name, option = tapped(heard, after)
    if option.startswith("!") and option != "!skip":
        return touched
    answer = after.answers.get(name)
    gave = answer is not None and (option == "!skip" or option in answer.choices)
    return touched | {name} if gave or name in (LANGUAGE, PLACE) else touched


def _tick(order: Order, heard: Heard, question: Question, before: Talk, after: Talk) -> None:
    """Note what was done with boxes."""
    name = question.id
    if not heard.order:
        if before.answers.get(name) != after.answers.get(name):
            order.boxes.pop(name, None)
        return
    number = order.number(heard)
    did = [(number, what) for what in boxes.done(question, tapped(heard, after), before, after)]
    if did:
        order.boxes[name] = packed(order.held(before, name).and_then(question, did))


def _open(order: Order, name: str, number: int, before: Talk, after: Talk, *, gave: bool) -> None:
    """Note that words were opened to be written anew, or written."""
    if name not in order.boxes and after.renew != name:
        return  # nearly all words are written once
    rests = anew.rests(anew.after(order.anew(name), name, number, before, after, gave=gave))
    if rests:
        order.boxes[name] = rests
    else:
        order.boxes.pop(name, None)


def _rest(order: Order, heard: Heard, before: Talk, after: Talk) -> None:
    """Note a stop, and what woke the talk after it: something now, or words that came late."""
    number = order.number(heard)
    was_stopped, is_stopped = before.phase is Phase.STOPPED, after.phase is Phase.STOPPED
    opens = after.renew not in ("", before.renew)  # what is written to that is no greeting
    wakes = was_stopped and (opens or not is_stopped)
    is_late = heard.kind == "text" and number < order.top
    if is_stopped and not was_stopped:
        order.beside |= {STOPPED: max(number, 0), WOKEN: 0}
    elif wakes and not heard.order:
        order.beside[STOPPED] = 0  # it is not known when
    elif (wakes or is_late) and order.greets(number):
        order.beside[WOKEN] = number
