"""Dates: those behind "born" on arrival, every one before publishing."""

import re

from dialogues.redacting.finding import Spans, late, matching
from dialogues.redacting.words import either

_BORN_WORDS = either(lambda words: words.born)
_MONTH = either(lambda words: words.months)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NUMBER = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:-|')?(?:1[349]|20)?\d\d(?!\d)"
_NUMERIC = (
    rf"{_DAY} ?[./-] ?{_NUMBER} ?[./-] ?{_YEAR}",
    rf"(?:19|20)\d\d[./-]{_NUMBER}[./-]{_DAY}(?!\d)",
)
_WRITTEN = (
    (
        rf"{_DAY}(?:st|nd|rd|th|\.|-?го)? {{0,2}}(?:of |de )?(?:{_MONTH})(?!\w)"
        rf"(?: de| năm)?(?:,? {_YEAR})?"
    ),
    rf"(?:{_MONTH})(?!\w)\.? {_DAY}(?:st|nd|rd|th)?(?!\d)(?:,? {_YEAR})?",
)
_CHINESE = rf"(?:19|20)\d\d ?年 ?{_NUMBER} ?月(?: ?{_DAY} ?[日号]?)?"
# Only behind "born": days without a year, months without a day, days that are said.
_BIRTHS = (
    *_NUMERIC,
    *_WRITTEN,
    _CHINESE,
    rf"{_NUMBER} ?月 ?{_DAY} ?[日号]",
    # Years of the Persian calendar; the year first, as in Burmese.
    rf"1[34]\d\d ?[./-] ?{_NUMBER} ?[./-] ?{_DAY}(?!\d)",
    rf"(?:19|20)\d\d,? (?:[^\W\d_]{{1,16}},? )?(?:{_MONTH})(?!\w),? ?{_DAY}(?!\d)",
    (
        rf"(?:[^\W\d_]{{3,16}} )?(?:{_MONTH})(?!\w)(?: \w{{3,16}})? (?:19|20)\d\d(?!\d)"
        r"(?:, the \w{3,16})?"
    ),
    rf"{_DAY}[./]{_NUMBER}(?:\.|(?!\d))(?! ?(?:kg|kilo|кг|كغ|cm|%))",
    r"\d{8}(?!\d)",
)

_DATE = late(rf"(?<![\d.])(?:{'|'.join(_BIRTHS)})")
_BORN = late(rf"(?<!\w)(?:{_BORN_WORDS})(?![^\W\d])[ :,-]{{0,3}}")
_UNTIL = re.compile(r"(?:(?<=[ :,-])[^\W\d]\w{0,16}[ :,]{1,3}){0,4}(?:(?<=[ :,-])[^\W\d_]{1,2})?")
_WAS_BORN_WORDS = either(lambda words: words.was_born)
_WAS_BORN = late(rf"(?<!\w)(?:{_WAS_BORN_WORDS})(?!\w)")
_GOES_ON = late(
    r"(?:'?[^\W\d_]{1,6})?[ ,]{1,2}(?:[^\W\d_]{1,16}[ ,]{1,2}){0,3}?"
    rf"(?:{_WAS_BORN_WORDS})(?!\w)"
)
_NEAR = 120


def birth(text: str) -> Spans:
    """Every date behind "born", or before it where a language says so."""
    for cue in _BORN().finditer(text):
        found = _DATE().search(text, cue.end(), cue.end() + _NEAR)
        if found and _UNTIL.fullmatch(text, cue.end(), found.start()):
            yield found.span()
    for found in _DATE().finditer(text) if _WAS_BORN().search(text) else ():
        if _GOES_ON().match(text, found.end()):
            yield found.span()


date = matching(
    *_NUMERIC,
    *_WRITTEN,
    _CHINESE,
    rf"{_DAY}\.{_NUMBER}\.(?!\d)",
    begins=r"(?<![\w.])(?=\w)",
)
