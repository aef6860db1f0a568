"""Right-to-left and left-to-right in one sentence."""

import sys
import unicodedata

import pytest
from bidi import get_display  # type: ignore[import-untyped]  # it ships no types
from hypothesis import given
from hypothesis import strategies as st

from locales.bidi import (
    CONTROLS,
    FSI,
    LRI,
    PDI,
    RLM,
    Direction,
    balanced,
    fill,
    has_rtl,
    mirror,
    placeholders,
    stray_braces,
    strip_controls,
    wrap,
)

PHONE, CODE, COMMAND = "+358 2954 63177", "MY-7K2P-9QRT-4WXY-2BCD", "/delete"


def seen(text: str) -> str:
    """What an Arabic reader's screen shows from left to right, marks taken out."""
    return strip_controls(get_display(text, base_dir="R"))


@pytest.mark.parametrize("value", [PHONE, CODE, COMMAND, "080 005 005", "https://a.fi/x?y=1", "-5"])
def test_inserted_value_keeps_its_order_on_an_arabic_screen(value: str) -> None:
    """A number, code, command or link put into an Arabic sentence is seen as it is dialled."""
    assert value in seen(fill("اتصل {value} الآن، ثم اكتب", {"value": value}, "rtl"))


@pytest.mark.parametrize(
    "run", ["080 005 005", PHONE, "/delete", "/go_on", "https://a.fi/x?y=1", "14.3.2027",
            "9:00–15:00", "09-2525-0116", "How are you", "20%", "٠٨٠٠٠٥٠٠٥", "Mänttä-Vilppula"]
)  # fmt: skip
def test_run_written_in_the_sentence_keeps_its_order(run: str) -> None:
    """A run that the translator wrote into the Arabic sentence is isolated as well."""
    said = fill(f"اتصل {run} الآن.", {}, "rtl")
    assert f"اتصل {LRI}{run}{PDI} الآن." == said
    assert run in seen(said)


def test_without_isolates_the_number_would_break() -> None:
    """The screen that these tests look at really does break an unguarded number."""
    assert "005 005 080" in seen("اتصل 080 005 005 الآن")


def test_listed_numbers_stay_two_runs() -> None:
    """Two numbers with a comma between are two isolates, read in the order of the sentence."""
    assert f"اتصل {LRI}112{PDI}, {LRI}116{PDI} الآن" == fill("اتصل 112, 116 الآن", {}, "rtl")


def test_arabic_name_in_an_arabic_sentence_gets_first_strong() -> None:
    """A value with right-to-left letters finds its own direction."""
    assert f"هذا {FSI}مركز Oulu{PDI}" == fill("هذا {org}", {"org": "مركز Oulu"}, "rtl")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_numbers_inside_an_arabic_value_keep_their_order(direction: Direction) -> None:
    """What a person wrote in Arabic with a number in it is read as they wrote it."""
    said = fill("{answer}", {"answer": f"بيت {PHONE} أو 12/3"}, direction)
    base = "R" if direction == "rtl" else "L"
    assert PHONE in strip_controls(get_display(said, base_dir=base))
    assert f"{LRI}12/3{PDI}" in said


def test_line_that_opens_with_an_isolate_says_its_direction() -> None:
    """An Arabic line that begins with a number still runs from the right in older apps."""
    assert f"{RLM}{LRI}112{PDI} رقم\n{RLM}{LRI}5{PDI} دقائق" == fill("112 رقم\n5 دقائق", {}, "rtl")


def test_left_to_right_sentence_stays_plain() -> None:
    """A Finnish sentence with a plain value gets no invisible characters."""
    assert "Soita 112, /help" == fill("Soita {n}, /help", {"n": "112"}, "ltr")


def test_arabic_name_in_a_finnish_sentence_is_isolated() -> None:
    """A right-to-left name cannot pull the Finnish words around it out of order."""
    assert f"Paikka: {FSI}حلب{PDI} (1)" == fill("Paikka: {place} (1)", {"place": "حلب"}, "ltr")


@pytest.mark.parametrize("hostile", ["\u202eabc", "a\u2067b", "a\u2069b", "\u2068حلب", "\u202aح"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_value_cannot_leave_an_isolate_open(hostile: str, direction: Direction) -> None:
    """A name with its own direction marks comes out balanced, its letters kept."""
    safe = wrap(hostile, direction)
    assert balanced(safe)
    assert strip_controls(hostile) == strip_controls(safe)


def test_filled_sentence_may_be_a_value() -> None:
    """A sentence that already has its isolates is nested, not torn apart."""
    inner = fill("اكتب {c}", {"c": COMMAND}, "rtl")
    assert f"{FSI}{inner}{PDI}" == wrap(inner, "rtl")


def test_each_paragraph_of_a_value_is_isolated() -> None:
    """An isolate ends with its paragraph, so every line gets its own; empty lines stay empty."""
    assert f"{LRI}a{PDI}\n\n{LRI}b{PDI}" == wrap("a\n\nb", "rtl")


def test_braces_in_a_value_are_only_braces() -> None:
    """What a person wrote is never read as a placeholder."""
    assert "a {b} {{c}} d" == fill("a {v} d", {"v": "{b} {{c}}", "b": "wrong"}, "ltr")


def test_doubled_braces_are_real_braces() -> None:
    """A sentence can show a brace by writing it twice."""
    assert "{x} 1 }" == fill("{{x}} {n} }}", {"n": "1"}, "ltr")
    assert frozenset({"n"}) == placeholders("{{x}} {n} }}")


def test_missing_value_is_an_error() -> None:
    """A sentence is never said with a hole in it."""
    with pytest.raises(KeyError, match="day"):
        fill("until {day}", {}, "ltr")


@pytest.mark.parametrize(
    ("text", "stray"),
    [("{a}", False), ("{{", False), ("{", True), ("}", True), ("{A b}", True), ("{}", True)],
)
def test_stray_braces_are_seen(text: str, stray: bool) -> None:  # noqa: FBT001 - a table of cases
    """A brace that is neither a placeholder nor doubled is noticed."""
    assert stray == stray_braces(text)


def test_rows_are_turned_round_one_by_one() -> None:
    """The first button of each row comes to stand on the right, rows keep their order."""
    assert (("b", "a"), ("c",), ()) == mirror((("a", "b"), ("c",), ()))


@given(st.text(), st.sampled_from(["ltr", "rtl"]))
def test_any_value_is_balanced_and_keeps_its_letters(value: str, direction: Direction) -> None:
    """Whatever a value holds, the sentence stays balanced and no visible character is lost."""
    safe = wrap(value, direction)
    assert balanced(safe)
    assert strip_controls(value) == strip_controls(safe)


@given(st.text(alphabet=st.characters(exclude_characters="{}")), st.text())
def test_any_sentence_is_balanced_in_right_to_left(sentence: str, value: str) -> None:
    """Runs are wrapped whole, so a filled sentence never leaves an isolate open."""
    plain = strip_controls(sentence)
    said = fill(plain + "{v}", {"v": value}, "rtl")
    assert balanced(said)
    assert plain + strip_controls(value) == strip_controls(said)


def test_no_right_to_left_letter_is_overlooked() -> None:
    """The blocks that are looked at hold every such letter that Python knows."""
    everything = map(chr, range(sys.maxunicode + 1))
    letters = [each for each in everything if unicodedata.bidirectional(each) in ("R", "AL")]
    assert all(map(has_rtl, letters))


@given(st.text())
def test_strip_takes_every_control(text: str) -> None:
    """Nothing that steers direction is left in what is heard or stored."""
    assert not set(strip_controls(text)) & CONTROLS


@pytest.mark.parametrize(
    ("text", "rtl"), [("abc", False), ("äö", False), ("١٢", False), ("ש", True)]
)
def test_rtl_means_a_letter(text: str, rtl: bool) -> None:  # noqa: FBT001 - a table of cases
    """Digits of any script do not make a value right-to-left."""
    assert rtl == has_rtl(text)
