"""Opening hours: `24/7`, or `Mo-Fr 09:00-15:00; Sa,Su 10:00-14:00`. Empty means not known."""

import re
from collections.abc import Iterator

DAY = 24 * 60
WEEK = 7 * DAY
_NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_NAME = f"(?:{'|'.join(_NAMES)})"
_RULE = re.compile(
    rf"({_NAME}(?:-{_NAME})?(?:,{_NAME}(?:-{_NAME})?)*) "
    r"(\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*)"
)

Hours = tuple[tuple[int, int], ...]


def hours(text: str) -> Hours:
    """Stretches of open minutes, counted from Monday 00:00; raise ValueError on anything else."""
    if not text.strip():
        return ()
    if text.strip() == "24/7":
        return ((0, WEEK),)
    stretches: list[tuple[int, int]] = []
    for rule in text.split(";"):
        found = _RULE.fullmatch(rule.strip())
        if found is None:
            raise ValueError(f"“{rule.strip()}” is not like Mo-Fr 09:00-15:00.")
        for day in _days(found[1]):
            for times in found[2].split(","):
                start, end = (_minutes(part) for part in times.split("-"))
                # 22:00-02:00 goes on into the next day.
                stretches.append(
                    (day * DAY + start, day * DAY + (end if end > start else end + DAY))
                )
    return tuple(stretches)


def is_open(stretches: Hours, *, weekday: int, minute: int) -> bool:
    """Whether it is open on this weekday (Monday is 0) at this minute of the day."""
    now = weekday * DAY + minute
    return any(start <= now < end or start <= now + WEEK < end for start, end in stretches)


def _days(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, _, last = part.partition("-")
        start, end = _NAMES.index(first), _NAMES.index(last or first)
        yield from (day % 7 for day in range(start, (end if end >= start else end + 7) + 1))


def _minutes(text: str) -> int:
    hour, minute = (int(part) for part in text.split(":"))
    if minute > 59 or hour * 60 + minute > DAY:
        raise ValueError(f"{text} is not a time of day.")
    return hour * 60 + minute
