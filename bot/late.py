"""What arrives late: overtaken by what was done after it, or older than what we remember.

1. Platforms bring the taps and the texts of a person in lanes of their own, and bring again what
   failed: a text may come after the tap that followed it. On a page it may be written in a window
   that was left. It belongs to the question that was open there; if that takes no words, is of a
   talk that is no more, or is not known any more, it changes nothing: what is open is asked again,
   below the help card if the words call for that.
2. What was written before the oldest arrival that we remember may be a repeat: it is not taken in.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, NamedTuple

from dialogues import engine
from dialogues.asking import Scene
from dialogues.card import with_help
from dialogues.given import Given
from dialogues.kinds import KINDS
from dialogues.model import Framework, Heard, Phase, Talk, Turn, read_token

# Kept beside the talk: which question was left by what, as the platform numbers events.
PASSED = "left"
# As many as somebody can have on the way.
MOST_PASSED = 60
# Telegram begins to number anew after a week without news (https://core.telegram.org/bots/api#update).
NUMBERED = timedelta(days=2)
ARRIVALS = timedelta(days=8)
# No question: that of another talk, one that takes no words, or one that is not known any more.
GONE = "_gone"
_ANSWERS = frozenset({Phase.TALKING, Phase.STOPPED, Phase.FINISHED})
_EPOCH = date(1970, 1, 1)


def unheard(heard: Sequence[Heard], new: Sequence[bool], *, today: date) -> list[Heard]:
    """What did not arrive before, as far as can be known."""
    return [each for each, is_new in zip(heard, new, strict=True) if is_new and _known(each, today)]


def _known(heard: Heard, today: date) -> bool:
    """Whether an earlier arrival of this would be remembered.

    A day less than they are: where it is already tomorrow, a day was written that is not yet here.
    """
    return not heard.day or today - _EPOCH - timedelta(days=heard.day) < ARRIVALS


def in_order(heard: Sequence[Heard]) -> list[Heard]:
    """Typed messages of one person as they were written; everything else stays where it came.

    Slack promises no order of events, and what it brings again comes after what came later. A
    command or a page says nothing of when: these stay where they came too.
    """
    written = defaultdict(list)
    for each in heard:
        if _written_at(each):
            written[_whose(each)].append(each)
    ordered = {whose: iter(sorted(texts, key=_written_at)) for whose, texts in written.items()}
    return [next(ordered[_whose(each)]) if _written_at(each) else each for each in heard]


def _whose(heard: Heard) -> tuple[str, str, str]:
    return heard.channel, heard.account, heard.address


def _written_at(heard: Heard) -> tuple[int, ...]:
    """The number or time stamp in the id of a text: both platforms let it rise in a chat."""
    if heard.kind != "text":
        return ()
    return tuple(int(number) for number in re.findall(r"[0-9]+", heard.ref.rpartition(":")[2]))


def noted(
    record: Mapping[str, Any], heard: Heard, after: Talk, today: date, framework: Framework
) -> dict[str, Any]:
    """What to keep beside the talk about the questions that were left last."""
    left = record.get("asked") or record.get("at")
    stopped = after.phase is Phase.STOPPED and record["phase"] != Phase.STOPPED
    stays = left == (after.asked or after.at) and not stopped
    if not heard.order or not left or stays:
        return {PASSED: record[PASSED]} if PASSED in record else {}
    question = left if takes_words(framework, left) else GONE
    since = (today - NUMBERED).toordinal()
    kept = [each for each in _passed(record) if each.day >= since]
    return {PASSED: _packed([*kept, Left(today.toordinal(), heard.order, question)])}


class Left(NamedTuple):
    """A question that was left on this day, by the event that the platform counts so."""

    day: int
    order: int
    question: str


def _passed(record: Mapping[str, Any]) -> list[Left]:
    """What was packed: of each day the first number, then by how much the next is larger."""
    found = []
    for day, *pairs in record.get(PASSED, ()):
        order = 0
        for more, question in zip(pairs[::2], pairs[1::2], strict=True):
            order += more
            found.append(Left(day, order, question or GONE))
    return found


def _packed(passed: Sequence[Left]) -> list[list[int | str]]:
    """As little as will do: it rests in every talk.

    Of neighbours that take no words only the last is needed. What is too much becomes one that
    is not known any more: a text from before it is given to no question.
    """
    kept: list[Left] = []
    for each in sorted(passed):
        if kept and kept[-1].day == each.day and kept[-1].question == each.question == GONE:
            kept.pop()
        kept.append(each)
    over = len(kept) - MOST_PASSED
    if over > 0:
        kept[: over + 1] = [kept[over]._replace(question=GONE)]
    packed: list[list[int | str]] = []
    order = 0
    for each in kept:
        if not packed or packed[-1][0] != each.day:
            packed.append([each.day])
            order = 0
        packed[-1] += [each.order - order, each.question if each.question != GONE else 0]
        order = each.order
    return packed


def written_for(record: Mapping[str, Any], heard: Heard, today: date) -> str:
    """The question that a text was written for, if another may be open now."""
    if heard.kind != "text" or heard.text.startswith("/"):
        return ""
    asked = read_token(heard.token)
    if asked is not None:
        talk_id, question, _ = asked
        return question if talk_id == record["id"] else GONE
    if not heard.order:
        return ""
    since = (today - NUMBERED).toordinal()
    after = [each for each in _passed(record) if each.order > heard.order and each.day >= since]
    return min(after, key=attrgetter("order")).question if after else ""


def step(
    framework: Framework, talk: Talk, heard: Heard, given: Given, *, question: str = ""
) -> Turn:
    """One step of the engine; a text that was overtaken is for the question that it was for."""
    # After a stop the question stands, but what is written now is a greeting.
    if not question or (question == (talk.asked or talk.at) and talk.phase is not Phase.STOPPED):
        return engine.step(framework, talk, heard, given)
    if takes_words(framework, question) and talk.phase in _ANSWERS:
        then = replace(talk, at=question, asked="", phase=Phase.TALKING)
        turn = engine.step(framework, then, heard, given)
        if turn.talk.answers != talk.answers:
            return replace(turn, talk=_back(turn.talk, talk))
    turn = engine.step(framework, talk, heard, given)
    if _chosen(turn.talk) == _chosen(talk) and not turn.effects:
        return turn  # a command, a greeting, a word of danger
    shown = engine.step(framework, talk, replace(heard, text="/continue"), given)
    return with_help(Scene(framework, given, heard), shown)


def takes_words(framework: Framework, question: str) -> bool:
    """Whether a question is answered in own words."""
    held = framework.by_id.get(question)
    return held is not None and KINDS[held.kind].writes


def _chosen(talk: Talk) -> tuple[object, ...]:
    """What only an answer changes."""
    return talk.answers, talk.code, talk.place, talk.invited_to, talk.language, talk.chose_language


def _back(after: Talk, now: Talk) -> Talk:
    """What was written late is kept; what is open stays open."""
    return replace(after, at=now.at, asked=now.asked, phase=now.phase)
