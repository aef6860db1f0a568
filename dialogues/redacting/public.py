"""Numbers that show nobody: help lines and offices, dates, years, times, prices, books."""

from dialogues.redacting.finding import Spans, matching

# No digit stands just before, nor one sign away: that would be a part of a longer number.
ALONE = r"(?<![\d+])(?<!\d[ ()./-])"
TIME = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
DATE = r"\d{1,2}(?:\.\d{1,2}\.|/\d{1,2}/|-\d{1,2}-)(?:19|20)?\d\d"
_MONEY = (
    r"\s?(?:€|\$|£|(?:e|eur|euro\w{0,3}|evro|usd|sek|kr|грн|гривень|гривні|євро|евро|рублей|يورو|"
    r"دولار|ليره|دينار|يورو)(?!\w))"
)

# Help lines that look like the number of a person; a test holds them against dialogues/help.
HELP_LINES = (
    *("0925250111", "0925250112", "0925250114", "0925250115", "0925250116"),
    "0456396274",
)


def _spaced(number: str) -> str:
    """A number as people write it: any of its digits apart, with or without the country before."""
    home = "[ ()-]{0,2}".join(number[1:])
    return rf"(?:{ALONE}\(?0|(?<!\d)(?:\+|00)358[ -]?(?:\(0\))?)[ ()-]{{0,2}}{home}(?![ -]?\d)"


_CALLS = (
    *map(_spaced, HELP_LINES),
    rf"{ALONE}(?:112|116[ -]?\d{{3}})(?![ -]?\d)",
    rf"{ALONE}0 ?800(?:[ -]?\d){{3,6}}(?!\w)",
    rf"{ALONE}080(?:[ -]?\d){{6}}(?!\w)",
    rf"{ALONE}0[12]0(?:[ -]?\d){{4,7}}(?!\w)",
    rf"{ALONE}029(?:[ -]?\d){{5,7}}(?!\w)",
    rf"{ALONE}0(?:600|700|75|71|73)(?:[ -]?\d){{4,7}}(?!\w)",
    r"(?<!\d)(?:\+|00)358[ -]?(?:800|80|10|20|29|600|75)(?:[ -]?\d){3,8}(?!\w)",
)
_COUNTS = (
    # Books: ISBN with 13 digits, or with 10 behind its name.
    r"(?<![\d+])97[89](?:[ -]?\d){10}(?!\d)",
    r"(?<!\w)isbn[ :-]{0,3}\d(?:[ -]?\d){8}[ -]?[\dx](?!\w)",
    # Days: 3.10.2022, 2022-10-03; years: 2015-2022, 2019 2020 2021.
    rf"(?<![\d.])(?<!\d[ -]){DATE}(?: ?- ?{DATE})?(?!\d|-\d)",
    r"(?<![\d-])(?<!\d )(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)",
    r"(?<![\d-])(?<!\d )(?:19|20)\d{2} ?[-/] ?(?:19|20)?\d{2}(?![\d-])",
    r"(?<![\d-])(?<!\d )(?:19|20)\d{2}(?:,? (?:19|20)\d{2}){1,4}(?![\d-]| \d)",
    rf"(?<![\d.])(?<!\d )(?<!\d-){TIME}(?:[ -]{{1,3}}{TIME})*+(?![\d.]|[ -]\d{{3}})",
    rf"(?<![\d.,+])(?<!\d )(?!0\d)\d{{1,3}}(?:[ .,]?\d{{3}}){{0,3}}(?:[.,]\d\d?)?{_MONEY}",
    r"[€$£]\s?(?!0\d)\d{1,3}(?:[ .,]?\d{3}){0,3}(?:[.,]\d\d?)?(?! ?\d)",
    r"(?<![\d+])(?<!\d[ -])(?!0)\d{1,3}(?:[ .,]000){1,2}(?![ .,-]?\d)",
    r"(?<![\d+])(?<!\d[ -])(?!0)\d{1,3}(?:000){2}(?![ .,-]?\d)",
)
_public = matching(*_CALLS, *_COUNTS, begins=r"(?=[\d+(€$£i])")


def public(text: str) -> Spans:
    """Every stretch of digits that everybody may know."""
    return _public(text)
