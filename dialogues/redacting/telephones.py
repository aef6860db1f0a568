"""Which stretches of digits in a folded text are telephone numbers of people.

1. Public numbers, dates, times and prices are not: they are blanked before this looks.
2. What begins with + or 0 is one by its shape; anything else must be one by the rules of a country,
   or be seven digits in a row, or stand behind the word telephone.
"""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from dialogues.redacting.finding import Spans, matching
from dialogues.redacting.words import either

FEWEST_DIGITS = 6
MOST_DIGITS = 15

_RUN = re.compile(
    r"(?:\+ ?)?\(?\d(?:[ ()./_*•·~-]{0,3}\d| ?[,\n] ?\d){5,}+"
    r"(?: ?(?:x|ext\.?|доб\.?) ?\d{1,5}(?!\w))?",
    re.IGNORECASE,
)
# A letter o stands for a zero where nothing but digits stand around it.
_ROUND = re.compile(r"(?<!\w)[\dOoОо](?:[ ().-]{0,2}[\dOoОо]){6,14}(?!\w)")
_ZERO = str.maketrans("OoОо", "0000")
_WORD = either(lambda words: words.phone)
_short = matching(rf"(?<!\w)(?:{_WORD})(?!\w)[ .:]{{1,3}}(\d(?:[ -]?\d){{4,6}})(?![ -.,]?\d)")


def telephone(text: str) -> Spans:
    """Every stretch that is the telephone number of somebody, from left to right."""
    text = _ROUND.sub(_with_zeros, text)
    found = [match.span() for match in _RUN.finditer(text) if _somebodys(match.group())]
    yield from found or _short(text)


def _with_zeros(match: re.Match[str]) -> str:
    run = match.group()
    return run.translate(_ZERO) if sum(map(str.isdigit, run)) >= 3 else run


def _somebodys(run: str) -> bool:
    run = re.split("[a-zа-я]", run.rstrip(), maxsplit=1, flags=re.IGNORECASE)[0]
    digits = re.sub(r"\D", "", run)
    sizes = [len(group) for group in re.findall(r"\d+", run)]
    if run.startswith("+"):
        return True
    if digits.startswith("0"):
        postcode = sizes[0] == 5 and sum(sizes[1:]) <= 2
        counted = sizes[0] == 1 and max(sizes) <= 2 and len(digits) < 9
        short = digits.startswith("00") and len(digits) < 9
        decimals = ("," in run and max(sizes) <= 2) or (run.startswith("0.") and max(sizes) > 1)
        return not (postcode or counted or short or decimals)
    if max(sizes) > FEWEST_DIGITS or re.fullmatch(r"\d{3}-\d\d-\d\d", run):
        return True
    if max(sizes) <= 2 or len(digits) > MOST_DIGITS:
        return False
    return sizes in ([3, 3, 4], [1, 3, 3, 4], [1, 3, 3, 2, 2]) or _valid(digits, first=sizes[0])


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
