"""Which stretches of digits in a folded text are telephone numbers of people.

1. Dates, times, prices, spans of years and public numbers (112, 116 117, 0800, 020, 029) are not.
2. What begins with + or 0 is one by its shape; anything else must be one by the rules of a country,
   or be seven digits in a row.
"""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

FEWEST_DIGITS = 6
MOST_DIGITS = 15

# No digit stands just before, nor one sign away: that would be a part of a longer number.
_ALONE = r"(?<![\d+])(?<!\d[ ()./-])"
_TIME = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_DATE = r"\d{1,2}(?:\.\d{1,2}\.|/\d{1,2}/|-\d{1,2}-)(?:19|20)?\d\d"
_MONEY = r"\s?(?:€|\$|£|(?:e|eur|euro\w{0,3}|usd|грн|гривень|гривні|євро|يورو|دولار)(?!\w))"
_PUBLIC = re.compile(
    "|".join(
        [
            rf"{_ALONE}(?:112|116[ -]?\d{{3}})(?![ -]?\d)",
            rf"{_ALONE}0800(?:[ -]?\d){{3,6}}(?!\d)",
            rf"{_ALONE}080(?:[ -]?\d){{6}}(?!\d)",
            rf"{_ALONE}020(?:[ -]?\d){{4,7}}(?!\d)",
            rf"{_ALONE}029(?:[ -]?\d){{5,7}}(?!\d)",
            r"(?<!\d)(?:\+|00)358[ -]?(?:800|80|20|29)(?:[ -]?\d){3,8}(?!\d)",
            # Days: 3.10.2022, 2022-10-03; years: 2015-2022.
            rf"(?<![\d.])(?<!\d[ -]){_DATE}(?: ?- ?{_DATE})?(?!\d|-\d)",
            r"(?<![\d-])(?<!\d )(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)",
            r"(?<![\d-])(?<!\d )(?:19|20)\d{2} ?[-/] ?(?:19|20)?\d{2}(?![\d-])",
            rf"(?<![\d.])(?<!\d )(?<!\d-){_TIME}(?:[ -]{{1,3}}{_TIME})*+(?![\d.]|[ -]\d{{3}})",
            rf"(?<![\d.,+])(?<!\d )(?!0\d)\d{{1,3}}(?:[ .,]?\d{{3}}){{0,3}}(?:[.,]\d\d?)?{_MONEY}",
            r"[€$£]\s?(?!0\d)\d{1,3}(?:[ .,]?\d{3}){0,3}(?:[.,]\d\d?)?(?! ?\d)",
            r"(?<![\d+])(?<!\d[ -])(?!0)\d{1,3}(?:[ .,]000){1,2}(?![ .,-]?\d)",
        ]
    ),
    re.IGNORECASE,
)
_RUN = re.compile(r"(?:\+\s?)?\(?\d(?:[ ()./-]{0,3}\d){5,}")
_SPOKEN_DIGITS = (
    "zero|oh|one|two|three|four|five|six|seven|eight|nine",
    "nolla|yksi|kaksi|kolme|neljä|viisi|kuusi|seitsemän|kahdeksan|yhdeksän",
    "صفر|واحد|اثنان|اثنين|ثلاثة|أربعة|خمسة|ستة|سبعة|ثمانية|تسعة",
    "нуль|один|два|три|чотири|п.?ять|шість|сім|вісім|дев.?ять",
)
_SPOKEN = re.compile(
    "|".join(rf"(?<!\w)(?:(?:{words})(?!\w)[ ,.-]{{0,3}}){{6,}}+" for words in _SPOKEN_DIGITS),
    re.IGNORECASE,
)


def telephone(text: str) -> Iterator[tuple[int, int]]:
    """Every stretch that is the telephone number of somebody, from left to right."""
    free = _PUBLIC.sub(lambda match: "\0" * len(match.group()), text)
    found = [match.span() for match in _RUN.finditer(free) if _somebodys(match.group())]
    spoken = ((match.start(), match.group().rstrip(" ,.-")) for match in _SPOKEN.finditer(free))
    yield from sorted([*found, *((start, start + len(words)) for start, words in spoken)])


def _somebodys(run: str) -> bool:
    digits = re.sub(r"\D", "", run)
    sizes = [len(group) for group in re.findall(r"\d+", run)]
    if run.startswith("+"):
        return True
    if digits.startswith("0"):
        postcode = sizes[0] == 5 and sum(sizes[1:]) <= 2
        counted = max(sizes) == 1 and len(digits) < 9
        short = digits.startswith("00") and len(digits) < 9
        return not (postcode or counted or short)
    if max(sizes) > FEWEST_DIGITS:
        return True
    if max(sizes) <= 2 or len(digits) > MOST_DIGITS:
        return False
    return sizes in ([3, 3, 4], [1, 3, 3, 4]) or _valid(digits, first=sizes[0])


def _valid(digits: str, *, first: int) -> bool:
    """Whether a country has such a number: written without +, or as 40 123 4567 without 0."""
    try:
        abroad = phonenumbers.parse(f"+{digits}")
        here = phonenumbers.parse(digits, "FI")
    except NumberParseException:
        return False
    mobile = phonenumbers.number_type(here) == PhoneNumberType.MOBILE
    return (len(digits) >= 10 and phonenumbers.is_valid_number(abroad)) or (
        first == 2 and mobile and phonenumbers.is_valid_number(here)
    )
