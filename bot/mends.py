"""Corrections that arrive before the message which they correct: they wait for it.

What failed comes again later, and a correction may overtake it. Its words rest sealed beside the
talk like an answer, of somebody who has agreed, and go with it: the last four, until the second
night. When the message comes it is heard as it is, and then its correction.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from bot.cleaned import without_code
from dialogues import hearing
from dialogues.controls import CAN_ANSWER
from dialogues.kinds import MOST_CHARACTERS
from dialogues.model import Heard, Talk

# Kept beside the talk: on which day and by which event, of which message, the words.
MENDS = "mends"
MOST_MENDS = 4
_DAYS = timedelta(days=1)
# The key of what waited: no platform calls an event so.
OURS = ""


def waiting(record: Mapping[str, Any], heard: Heard) -> Heard | None:
    """The correction that came before this message."""
    if MENDS not in record or heard.kind != "text" or not heard.ref:
        return None
    found = [(order, words) for _, order, ref, words in record[MENDS] if ref == heard.ref]
    return next((_correction(heard, *each) for each in found), None)


def _correction(heard: Heard, order: int, words: str) -> Heard:
    whose = heard.channel, heard.account, heard.address
    return Heard(*whose, OURS, "edit", words, ref=heard.ref, language=heard.language, order=order)


def noted(
    record: Mapping[str, Any],
    heard: Heard,
    before: Talk,
    today: date,
    agreed: Callable[[Talk], bool],
) -> dict[str, Any]:
    """What to keep beside the talk of corrections whose messages have not come.

    agreed: whether somebody has said yes to the talk.
    """
    is_new = heard.kind == "edit" and _came_first(heard, before) and agreed(before)
    if not is_new and MENDS not in record:
        return {}
    kept = fresh(record, today)
    if is_new and all(each[2] != heard.ref or each[1] <= heard.order for each in kept):
        words = heard.text[: MOST_CHARACTERS + 1]  # one more than is kept, so that it is seen cut
        kept = [each for each in kept if each[2] != heard.ref]
        kept.append([today.toordinal(), heard.order, heard.ref, words])
    elif heard.kind == "edit" and heard.event_key == OURS:
        kept = [each for each in kept if each[2] != heard.ref]
    return {MENDS: kept[-MOST_MENDS:]} if kept else {}


def _came_first(heard: Heard, before: Talk) -> bool:
    """Whether the message of a correction may still come: nothing is known of it.

    A code or an invitation does not rest beside its sender.
    """
    if not heard.ref or heard.event_key == OURS or before.phase not in CAN_ANSWER:
        return False
    known = any(ref.message == heard.ref for ref in before.refs)
    return not known and not hearing.blank(without_code(heard).text)


def fresh(record: Mapping[str, Any], today: date) -> list[Any]:
    """What is not too old."""
    since = (today - _DAYS).toordinal()
    return [each for each in record.get(MENDS, ()) if each[0] >= since]


def without_old(record: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The same record with nothing too old in it."""
    others = {key: kept for key, kept in record.items() if key != MENDS}
    left = fresh(record, today)
    return {**others, MENDS: left} if left else others
