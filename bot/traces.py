"""What was written in a chat lately, so that it can be deleted there if somebody asks for it.

1. Ids of messages, never words; of yesterday and today, because platforms delete no older ones.
2. They are kept inside the sealed talk, and go with it: at the move, and with a deletion.
3. What was sent since the last turn waits in memory. A crash loses it: that stays in the chat.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from dialogues.model import Heard

HERE = "here"
MOST = 120  # of one person
AT_ONCE = 20  # so that a platform that asks for patience in between gets only these once more
_DAYS = timedelta(days=1)
_PEOPLE = 5_000

Person = tuple[str, str, str]


class Sent:
    """Ids of messages just sent, by whom they were for; bounded."""

    def __init__(self) -> None:
        self._refs: OrderedDict[Person, list[str]] = OrderedDict()

    def note(self, person: Person, ref: str) -> None:
        """Remember a message that was sent."""
        refs = self._refs.setdefault(person, [])
        refs.append(ref)
        del refs[:-MOST]
        if len(self._refs) > _PEOPLE:
            self._refs.popitem(last=False)

    @contextmanager
    def lent(self) -> Iterator[dict[Person, list[str]]]:
        """What is taken for this is given back if nothing comes of it: if it is not committed."""
        lent: dict[Person, list[str]] = {}
        try:
            yield lent
        except BaseException:
            for person, refs in lent.items():
                self._refs[person] = [*refs, *self._refs.get(person, ())][-MOST:]
            raise

    def take(self, person: Person, lent: dict[Person, list[str]] | None = None) -> list[str]:
        """What was sent to this person since it was asked last."""
        refs = self._refs.pop(person, [])
        if lent is not None:
            lent.setdefault(person, []).extend(refs)
        return refs


def noted(
    record: Mapping[str, Any], heard: Heard, sent: Sequence[str], *, today: date, clears: str
) -> dict[str, Any]:
    """What to keep beside the talk: of both sides, or of the bot's alone where only that helps."""
    if not clears:
        return {}
    kept = fresh(record, today)
    ours = heard.kind == "tap"  # the message under which the button stood
    refs = [*sent, *([heard.ref] if heard.ref and (ours or clears == "both") else [])]
    day = today.isoformat()
    known = dict.fromkeys([*kept.get(day, ()), *refs])
    return {HERE: {**kept, day: list(known)[-MOST:]}} if kept or known else {}


def fresh(record: Mapping[str, Any], today: date) -> dict[str, list[str]]:
    """What is not too old, by day."""
    since = (today - _DAYS).isoformat()
    return {day: refs for day, refs in record.get(HERE, {}).items() if day >= since}


def without_old(record: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The same record with nothing too old in it."""
    others = {key: kept for key, kept in record.items() if key != HERE}
    left = fresh(record, today)
    return {**others, HERE: left} if left else others


def bodies(noted_here: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the sender is given to delete them, the newest first."""
    refs = [ref for _, day in sorted(noted_here.get(HERE, {}).items()) for ref in day]
    refs = refs[::-1][:MOST]
    nothing: dict[str, Any] = {"text": "", "rows": [], "rtl": False, "replaces": ""}
    some = [refs[start : start + AT_ONCE] for start in range(0, len(refs), AT_ONCE)]
    return [{**nothing, "clears": each} for each in some or [[]]]
