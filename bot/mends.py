"""Corrections that arrive before the message which they correct: they wait for it.

What failed comes again later, and a correction may overtake it. Its words rest sealed beside the
talk like an answer, of somebody who has agreed, and go with it: the last two, for two days at most
if their person goes on. When the message comes it is read as it was corrected, unless what it said
at first is urgent.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.late import NUMBERED
from dialogues import hearing
from dialogues.kinds import MOST_CHARACTERS
from dialogues.model import Heard, Phase, Talk

# Kept beside the talk: on which day and by which event, of which message, the words.
MENDS = "mends"
MOST_MENDS = 2
_GOES_ON = (Phase.TALKING, Phase.STOPPED)


def mended(record: Mapping[str, Any], heard: Heard) -> Heard:
    """The message with the words of its correction, if that came first."""
    if MENDS not in record or heard.kind != "text" or not heard.ref:
        return heard
    words = [text for _, _, ref, text in record[MENDS] if ref == heard.ref]
    return replace(heard, text=words[0]) if words else heard


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
    since = (today - NUMBERED).toordinal()
    kept = [each for each in record.get(MENDS, ()) if each[0] >= since]
    if heard.kind == "text":
        kept = [each for each in kept if each[2] != heard.ref]
    if is_new and all(each[2] != heard.ref or each[1] < heard.order for each in kept):
        kept = [each for each in kept if each[2] != heard.ref]
        words = heard.text[: MOST_CHARACTERS + 1]  # one more than is kept, so that it is seen cut
        kept.append([today.toordinal(), heard.order, heard.ref, words])
    return {MENDS: kept[-MOST_MENDS:]} if kept else {}


def _came_first(heard: Heard, before: Talk) -> bool:
    """Whether the message of a correction may still come: nothing is known of it."""
    known = {ref.message for ref in before.refs}
    words = heard.ref and not hearing.blank(heard.text)
    return bool(words) and before.phase in _GOES_ON and heard.ref not in known
