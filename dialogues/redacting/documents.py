"""Identity codes, passports, numbers of cases, accounts and payment cards.

Codes of Finland and Sweden are taken by their shape, whatever the check digit says: a code with a
slip of the finger still shows who somebody is, and those issued for tests are not told apart.
"""

import re

from dialogues.redacting.finding import Spans, late, matching
from dialogues.redacting.words import either

_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0[1-9]|1[0-2])"
_CODE = re.compile(
    r"(?<!\w)(?:\d ?){5}\d ?(?:[-+A-FU-Y] ?)?(?:\d ?){2}\d ?[0-9A-FHJ-NPR-Y](?!\w)", re.IGNORECASE
)
# DDMMYYCZZZQ: with its sign, or without it if the check character is a letter.
_FINNISH = re.compile(
    rf"{_DAY}{_MONTH}\d\d(?:[-+A-FU-Y]\d{{3}}[0-9A-Y]|\d{{3}}[A-Y])", re.IGNORECASE
)
_shapes = matching(
    rf"(?<![\w-]){_DAY}{_MONTH}\d\d ?[-+] ?\d{{3}}(?![\w-])",
    # Sweden: YYMMDD-NNNN; Afghanistan: 1400-0101-12345.
    rf"(?<![\d-])(?:19|20)?\d\d{_MONTH}{_DAY}[-+]\d{{4}}(?![\w-])",
    r"(?<![\d-])1[34]\d\d-\d{4}-\d{5}(?![\d-])",
    # Burma: 12/MaKaNa(N)123456.
    r"(?<![\d/])\d{1,2} ?/ ?[^\W\d_][^\W\d_ ]{1,12} {0,2}\( ?[^\W\d_]{1,9} ?\) ?\d{6}(?!\d)",
    # The United States, the United Kingdom, France.
    r"(?<![\d-])\d{3}-\d\d-\d{4}(?![\w-])",
    r"(?<!\w)[a-z]{2} ?\d\d ?\d\d ?\d\d ?[a-dt](?!\w)",
    r"(?<!\w)[12]\d{4}(?:\d\d|2[ab])\d{6}(?:\d\d)?(?!\w)",
)
# Passports and permit cards: one or two capital letters and six to nine digits.
_cards = matching(r"(?<!\w)(?:[A-ZА-ЯІЇЄ]{2} ?\d{6,9}|[A-Z]\d{7,9})(?!\w)", flags=0)

_MEASURE = either(lambda words: words.measure)
_CUE = either(lambda words: words.document)
_CASE = late(
    rf"(?<!\w)(?:{_CUE})(?!\w)(?:[^\w\0]{{1,3}}[^\W\d_]{{1,12}}){{0,3}}?[^\w\0]{{1,4}}"
    r"((?:(?-i:[A-ZА-ЯІЇЄ]{1,3})[^\w\0]{0,4})?\d(?:[ /-]?\d){4,20})"
    rf"(?![\d.,]\d| (?:{_MEASURE})(?!\w))"
)
_GROUP = re.compile(r"\d{3}")
_YEARS = re.compile(r"(?:(?:19|20)\d\d[ /-]?){1,3}")


def code(text: str) -> Spans:
    """Codes of identity and numbers of passports, by their shape."""
    codes = [match.span() for match in _CODE.finditer(text) if _is_code(match.group())]
    yield from codes or _shapes(text)


def _is_code(run: str) -> bool:
    return _FINNISH.fullmatch(run.replace(" ", "")) is not None


def card(text: str) -> Spans:
    """Passports and permits by their letters and digits."""
    return _cards(text)


def case(text: str) -> Spans:
    """What stands behind "passport", "application", "case"."""
    for match in _CASE().finditer(text):
        if _GROUP.search(match.group(1)) and not _YEARS.fullmatch(match.group(1)):
            yield match.span(1)


# --- accounts ------------------------------------------------------------------------------------

# How many signs an account number has, by country; ours is hidden without a right check digit, too.
_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO",
        16: "BE",
        18: "DK FI NL",
        20: "AT EE LT LU XK",
        21: "CH LV",
        22: "BG DE GB GE IE ME RS",
        23: "AE IL IQ",
        24: "CZ ES MD PK RO SA SE SK TN",
        25: "PT",
        26: "IT TR",
        27: "FR GR MC SM",
        28: "AL AZ CY HU LB PL",
        29: "EG UA",
        30: "JO KW",
        33: "RU",
    }.items()
    for country in countries.split()
}
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}", re.IGNORECASE)
_PAYMENT = re.compile(
    r"(?<!\d)(?<!\d[ -])\d{3,6}(?:[ .-]?\d{3,6}){2,4}(?:[ -]?\d{1,3})?(?![ -]?\d)"
)
_FOURS = re.compile(r"\d{4}(?:[ .-]?\d{4}){3}(?:[ -]?\d{1,3})?")
_old_account = matching(r"(?<![\d-])[1-8]\d{5}-\d{2,8}(?![\d-])")


def bank(text: str) -> Spans:
    """Accounts of many countries by their check digits, Finnish ones by shape, and cards."""
    found = [span for match in _IBAN.finditer(text) if (span := _account(match))]
    found += [match.span() for match in _PAYMENT.finditer(text) if _is_payment(match.group())]
    found = sorted(found) if found else list(_old_account(text))
    end = 0
    for start, stop in found:
        if start >= end:
            yield start, stop
            end = stop


def _account(match: re.Match[str]) -> tuple[int, int] | None:
    places = [at for at in range(*match.span()) if match.string[at] not in " -"]
    plain = "".join(match.string[at] for at in places).upper()
    length = _LENGTHS.get(plain[:2])
    if length is None or len(plain) < length:
        return None
    plain, end = plain[:length], places[length - 1] + 1
    value = "".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])
    right = int(value) % 97 == 1 or (plain.startswith("FI") and plain[2:].isdigit())
    return (match.start(), end) if right else None


def _is_payment(run: str) -> bool:
    digits = re.sub(r"\D", "", run)
    if not 13 <= len(digits) <= 19 or digits.startswith(("978", "979")):
        return False
    return _FOURS.fullmatch(run) is not None or _passes_luhn(digits)


def _passes_luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0
