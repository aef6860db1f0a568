"""Help lines: which are known, and which are shown to whom and when."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.faults import NUMBERS
from dialogues.framework import Mistakes
from dialogues.help import AT_MOST, HelpLine, fitting, installed, lines
from dialogues.helpline import Tongue
from dialogues.hours import DAY, WEEK, hours, is_open

FILE = Path(__file__).parents[2] / "dialogues" / "help" / "fi.yaml"
TEXT = FILE.read_text(encoding="utf-8")
FINLAND = lines(TEXT, "fi.yaml")
TODAY = date(2027, 3, 1)
NOON = 12 * 60


def line(name: str) -> HelpLine:
    """One line of the file."""
    return next(each for each in FINLAND if each.id == name)


def verified(name: str, *, days_ago: int = 0) -> HelpLine:
    """One line as it stands after somebody called it."""
    seen = TODAY - timedelta(days=days_ago)
    return replace(line(name), status="active", verified_on=seen, verified_by="protection contact")


def shown(
    *known: HelpLine, language: str = "fi", weekday: int = 0, minute: int = NOON
) -> list[str]:
    """The ids of the lines that fit."""
    found = fitting(known, language=language, today=TODAY, weekday=weekday, minute=minute)
    return [each.id for each in found]


EMERGENCY = line("fi-emergency")


# --- the file ------------------------------------------------------------------------------------


def test_only_the_emergency_number_is_in_use() -> None:
    """All lines that come with the program are unverified, all but 112."""
    assert {"fi-emergency"} == {each.id for each in FINLAND if each.status == "active"}
    assert {None} == {each.verified_on for each in FINLAND}
    assert "112" == EMERGENCY.show


def test_no_number_with_a_conflict_is_in_the_file() -> None:
    """The number of which pages say different things is left out."""
    assert "25250113" not in TEXT.replace(" ", "")


def test_every_line_says_where_it_comes_from() -> None:
    """Each line has a source, a name in English, a number and days until it is looked at again."""
    for each in FINLAND:
        assert each.source
        assert each.name_in("en")
        assert each.show
        assert 0 < each.review_every_days


def test_help_lines_come_by_country() -> None:
    """Finland has the lines of its file; a country without a file has none."""
    assert FINLAND == installed("FI")
    assert () == installed("XX")


def test_a_line_is_named_in_the_language_of_the_person() -> None:
    """A name without that language is told in English."""
    assert "Hätänumero" == EMERGENCY.name_in("fi")
    assert "Emergency number" == EMERGENCY.name_in("uk")


# --- what fits -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fi", "ar", "uk", "xx"])
@pytest.mark.parametrize("weekday", range(7))
def test_an_unverified_number_is_never_shown(language: str, weekday: int) -> None:
    """As the file comes, only 112 is shown, in every language and on every day."""
    assert ["fi-emergency"] == shown(*FINLAND, language=language, weekday=weekday)


def test_the_emergency_number_comes_first() -> None:
    """112 stands before every other line, wherever it stands in the file."""
    nollalinja = verified("fi-nollalinja")
    assert ["fi-emergency", "fi-nollalinja"] == shown(nollalinja, EMERGENCY)


def test_at_most_three_are_shown() -> None:
    """Beside 112 there are two more at most: those no bill shows and free ones first."""
    known = [verified(name) for name in ("fi-mieli-fi", "fi-poison", "fi-riku", "fi-nollalinja")]
    assert ["fi-emergency", "fi-nollalinja", "fi-poison"] == shown(EMERGENCY, *known)
    assert 3 == AT_MOST


def test_a_line_must_speak_the_language() -> None:
    """A line is shown to those whose language is spoken there, if need be by an interpreter."""
    nollalinja, mieli = verified("fi-nollalinja"), verified("fi-mieli-fi")
    assert ["fi-nollalinja"] == shown(nollalinja, mieli, language="ar")
    assert [] == shown(nollalinja, mieli, language="uk")
    assert ["fi-trafficking"] == shown(verified("fi-trafficking"), language="uk")


def test_a_language_spoken_there_comes_before_an_interpreter() -> None:
    """Whoever answers in the language itself comes first."""
    direct = replace(verified("fi-mieli-fi"), languages=(Tongue("ar"),))
    through = verified("fi-nollalinja")
    assert ["fi-mieli-fi", "fi-nollalinja"] == shown(through, direct, language="ar")


def test_a_line_is_shown_only_while_it_is_open() -> None:
    """On Fridays from nine to one in English; before, after and on other days not."""
    mieli = verified("fi-mieli-en")
    assert ["fi-mieli-en"] == shown(mieli, language="en", weekday=4, minute=9 * 60)
    assert [] == shown(mieli, language="en", weekday=4, minute=13 * 60)
    assert [] == shown(mieli, language="en", weekday=3)
    assert [] == shown(verified("fi-mieli-uk"), language="uk")


def test_an_old_verification_does_not_count() -> None:
    """After the days of review somebody should look again; after twice that it is hidden."""
    fresh, due, old = (verified("fi-nollalinja", days_ago=days) for days in (90, 180, 181))
    assert [False, True, True] == [each.due(TODAY) for each in (fresh, due, old)]
    assert ["fi-nollalinja"] == shown(due)
    assert [] == shown(old)
    assert [] == shown(verified("fi-nollalinja", days_ago=-1))
    assert line("fi-nollalinja").due(TODAY)


def test_a_retired_line_is_not_shown() -> None:
    """A line that is retired is gone, however well it was verified."""
    assert [] == shown(replace(verified("fi-nollalinja"), status="retired"))


# --- opening hours -------------------------------------------------------------------------------


def test_opening_hours_are_understood() -> None:
    """Days, spans of days, several times a day, and nights that go on into the next day."""
    assert ((0, WEEK),) == hours("24/7")
    assert () == hours("")
    assert ((540, 900), (DAY + 540, DAY + 900)) == hours("Mo-Tu 09:00-15:00")
    assert 4 == len(hours("Sa-Su,We 10:00-12:00; Mo 10:00-11:00"))
    assert ((600, 720), (780, 900)) == hours("Mo 10:00-12:00,13:00-15:00")
    night = hours("Su 22:00-02:00")
    assert is_open(night, weekday=6, minute=23 * 60)
    assert is_open(night, weekday=0, minute=60)
    assert not is_open(night, weekday=0, minute=120)
    assert 3 == len(hours("Sa-Mo 10:00-12:00"))


@pytest.mark.parametrize(
    "text", ["always", "Mo 9-15", "Mo 09:00", "Mo 25:00-26:00", "Mo 10:75-11:00", "Xx 10:00-11:00"]
)
def test_other_hours_are_refused(text: str) -> None:
    """Hours that are written in another way are never guessed."""
    with pytest.raises(ValueError, match=r"."):
        hours(text)


@given(weekday=st.integers(0, 6), minute=st.integers(0, DAY - 1))
def test_always_is_always(weekday: int, minute: int) -> None:
    """24/7 is open in every minute of the week, and unknown hours in none."""
    assert is_open(hours("24/7"), weekday=weekday, minute=minute)
    assert not is_open(hours(""), weekday=weekday, minute=minute)


# --- mistakes ------------------------------------------------------------------------------------


class Wrong(NamedTuple):
    """One change of the file and the mistake that it makes."""

    number: str
    where: str
    old: str
    new: str


NOLLA = 'dial: "+35880005005"'
ON = "verified: {on: null, by_role: null}"
WRONG = [
    Wrong("H101", "line fi-nollalinja", NOLLA, 'dial: "080005005"'),
    Wrong("H101", "line fi-emergency", '[{dial: "112", show: "112"}]', "[]"),
    Wrong("H102", "line fi-nollalinja", NOLLA, 'dial: "+35880005006"'),
    Wrong("H102", "line fi-emergency", 'show: "112"', 'show: "122"'),
    Wrong("H102", "line fi-nollalinja", 'show: "080 005 005"', 'show: "ask us 7"'),
    Wrong("H102", "line fi-nollalinja", 'show: "080 005 005"', 'show: "+++"'),
    Wrong("H103", "line fi-emergency", "{publisher: 112.fi, seen_on: null}", "{seen_on: null}"),
    Wrong("H103", "line fi-emergency", "source: {publisher: 112.fi, seen_on: null}", "off: x"),
    Wrong("H104", "line fi-mieli-en", "Fr 09:00-13:00", "on Fridays"),
    Wrong("H104", "line fi-emergency", 'hours: "24/7"', 'hours: ["24/7"]'),
    Wrong("H105", "line fi-emergency", "seen_on: null", "seen_on: yesterday"),
    Wrong("H105", "line fi-emergency", "review_every_days: 180", "review_every_days: 0"),
    Wrong("H105", "line fi-nollalinja", "status: unverified", "status: active"),
    Wrong("H105", "line fi-nollalinja", "status: unverified", "status: fine"),
    Wrong("H106", "file", "kinds: [emergency]", "kinds: [crisis]"),
    Wrong("H106", "file", "    status: active", "    status: retired"),
    Wrong("H107", "line fi-emergency", "{tag: fi}", "{tag: Finnish}"),
    Wrong("H107", "line fi-nollalinja", "via: interpreter", "via: friend"),
    Wrong("H107", "line fi-emergency", "name: {en: Emergency number, ", "name: {"),
    Wrong("H107", "line fi-emergency", "name: {en:", "name: {Finnish: x, en:"),
    Wrong("F106", "line fi-emergency", "name: {en: Emergency number, fi:", "name: [{en: x}, {fi:"),
    Wrong("F106", "line fi-emergency", ON, "verified: never"),
    Wrong("F105", "line fi-emergency", ON, "verified: {by_role: null}"),
    Wrong("F104", "line fi-emergency", "cost: free", "cost: free\n    prise: 1"),
    Wrong("F105", "line fi-emergency", "    cost: free\n", ""),
    Wrong("F103", "key cost", "cost: free", "cost: free\n    cost: local"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda w: f"{w.number}-{w.where}-{w.new[:20]}")
def test_a_mistake_is_told(wrong: Wrong) -> None:
    """Each change breaks one rule and is told under its number, at its place, with a remedy."""
    changed = TEXT.replace("Nödnummer}", "Nödnummer}]" if "name: [" in wrong.new else "Nödnummer}")
    assert wrong.old in changed
    start = changed.index(f"id: {wrong.where.removeprefix('line ')}") if "fi-" in wrong.where else 0
    with pytest.raises(Mistakes) as caught:
        lines(changed[:start] + changed[start:].replace(wrong.old, wrong.new, 1))
    found = caught.value.mistakes
    assert (wrong.number, wrong.where) in {(each.number, each.where) for each in found}


def test_every_number_of_help_lines_is_proved() -> None:
    """There is no number of a help file's mistakes that no broken file shows."""
    wanted = {number for number in NUMBERS if number.startswith("H")}
    assert wanted == {wrong.number for wrong in WRONG} & wanted


def test_all_mistakes_come_at_once() -> None:
    """Two wrong lines are told together."""
    changed = TEXT.replace(NOLLA, 'dial: "1"').replace("Fr 09:00-13:00", "Fridays")
    with pytest.raises(Mistakes) as caught:
        lines(changed)
    assert ["H101", "H104"] == [each.number for each in caught.value.mistakes]


def test_a_verified_line_can_be_in_use() -> None:
    """With a day and a role a line may be active."""
    start = TEXT.index("id: fi-nollalinja")
    entry = TEXT[start:].replace(ON, "verified: {on: 2027-02-01, by_role: coordinator}", 1)
    found = lines(TEXT[:start] + entry.replace("status: unverified", "status: active", 1))
    assert ["fi-emergency", "fi-nollalinja"] == shown(*found, language="so")
    assert "coordinator" == found[1].verified_by
