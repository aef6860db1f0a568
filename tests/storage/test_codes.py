"""Codes that people write down and type again."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import codes

CODE = "MY-7K2M-9XQP-40AB-C3DE"


def test_round_trip() -> None:
    """Every code that is made is read back as it was given, with the right prefix only."""
    made = [(codes.new_code(), codes.new_staff_code()) for _ in range(200)]
    for mine, staff in made:
        assert re.fullmatch(r"MY(-[0-9A-HJKMNP-TV-Z]{4}){4}", mine)
        assert (mine, None) == (codes.read_code(mine), codes.read_staff_code(mine))
        assert (staff, None) == (codes.read_staff_code(staff), codes.read_code(staff))
    assert 400 == len({code for pair in made for code in pair})


@pytest.mark.parametrize(
    "written",
    [
        "MY-7K2M-9XQP-40AB-C3DE",
        "my-7k2m-9xqp-40ab-c3de",
        "MY7K2M9XQP40ABC3DE",
        "  my 7k2m 9xqp 40ab c3de  ",
        "MY-7K2M-9XQP-4OAB-C3DE",
        "MY\u20137K2M\u20149XQP\u201140AB\u2010C3DE",
        "MY-٧K٢M-٩XQP-٤٠AB-C٣DE",
        "MY-۷K۲M-۹XQP-۴۰AB-C۳DE",
        "\u2066MY-7K2M-9XQP-40AB-C3DE\u2069",
        "\uff2d\uff39-7K2M-9XQP-40AB-C3DE",
        "/delete MY-7K2M-9XQP-40AB-C3DE please",
        "MY-7K2M\n9XQP 40AB . C3DE",
    ],
)
def test_forgiving(written: str) -> None:
    """Case, spaces, hyphens, O for 0, any script's digits and invisible marks are forgiven."""
    assert CODE == codes.read_code(written)


def test_lookalikes() -> None:
    """I and L are read as 1."""
    assert "MY-1111-2345-AAAA-BBBB" == codes.read_code("my-il1l-2345-aaaa-bbbb")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "hello",
        "my children are happy",
        "my dear good kind city",
        "my room is 2345 and nothing else",
        "7K2M-9XQP-40AB-C3DE",
        "MY-7K2M-9XQP-40AB",
        "MY-7K2M-9XQP-40AB-C3DEF",
        "XMY-7K2M-9XQP-40AB-C3DE",
        "MY-7K2-M9XQP-40AB-C3DE",
        "MY-7U2M-9XQP-40AB-C3DE",
        "my number 0401234567",
        "v1:abc:mood:3",
    ],
)
def test_no_code(written: str) -> None:
    """No sentence, no part of a code and no other code is taken for one."""
    assert codes.read_code(written) is None


@given(st.text())
def test_any_text(written: str) -> None:
    """Whatever is written, reading raises nothing and gives a whole code or none."""
    found = codes.read_code(written)
    assert found is None or found == codes.read_code(found)


def test_second_code_in_a_text() -> None:
    """A staff code before it does not hide a person's code."""
    assert CODE == codes.read_code(f"ST-2222-3333-4444-5555 {CODE}")
