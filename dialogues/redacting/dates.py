"""Dates: those behind "born" on arrival, every one before publishing."""

from dialogues.redacting.finding import matching
from dialogues.redacting.words import either

_BORN = either(lambda words: words.born)
_MONTH = either(lambda words: words.months)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NUMBER = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:-|')?(?:19|20)?\d\d(?!\d)"
_NUMERIC = (
    rf"{_DAY} ?[./-] ?{_NUMBER} ?[./-] ?{_YEAR}",
    rf"(?:19|20)\d\d[./-]{_NUMBER}[./-]{_DAY}(?!\d)",
)
_WRITTEN = (
    rf"{_DAY}(?:st|nd|rd|th|\.|-?го)? {{0,2}}(?:of |de )?(?:{_MONTH})(?!\w)(?: de)?(?:,? {_YEAR})?",
    rf"(?:{_MONTH})(?!\w)\.? {_DAY}(?:st|nd|rd|th)?(?!\d)(?:,? {_YEAR})?",
)
# Only behind "born": days without a year, months without a day, days that are said.
_BIRTHS = (
    *_NUMERIC,
    *_WRITTEN,
    (
        rf"(?:[^\W\d_]{{3,16}} )?(?:{_MONTH})(?!\w)(?: \w{{3,16}})? (?:19|20)\d\d(?!\d)"
        r"(?:, the \w{3,16})?"
    ),
    rf"{_DAY}[./]{_NUMBER}(?:\.|(?!\d))(?! ?(?:kg|kilo|кг|كغ|cm|%))",
    r"\d{8}(?!\d)",
)

birth = matching(
    rf"(?<!\w)(?:{_BORN})(?![^\W\d])[ :,-]{{0,3}}"
    r"(?:(?<=[ :,-])[^\W\d]\w{0,16}[ :,]{1,3}){0,4}?"
    rf"({'|'.join(_BIRTHS)})"
)
date = matching(
    *_NUMERIC,
    *_WRITTEN,
    rf"{_DAY}\.{_NUMBER}\.(?!\d)",
    begins=r"(?<![\w.])(?=\w)",
)
