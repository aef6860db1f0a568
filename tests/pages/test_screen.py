"""From a message to its page: markup, numbers to call, codes, boxes."""

from typing import Any

import pytest

from pages.screen import Block, blocks


def block(text: str = "", rows: Any = (), *, rtl: bool = False) -> Block:
    """One message as its page has it."""
    [made] = blocks([{"text": text, "rows": rows, "rtl": rtl, "replaces": ""}])
    return made


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("In danger, call 112.", '<a class="call" href="tel:112" dir="ltr">112</a>.'),
        ("A: 09 2525 0111 (24 h)", 'href="tel:0925250111" dir="ltr">09 2525 0111</a> (24 h)'),
        ("+358 9 123 456", 'href="tel:+3589123456"'),
        ("\u2066112\u2069", '\u2066<a class="call" href="tel:112" dir="ltr">112</a>\u2069'),
        ("MY-2345-6789-2345-67AB.", '<code dir="ltr">MY-2345-6789-2345-67AB</code>.'),
    ],
)
def test_what_is_needed_stands_out(text: str, markup: str) -> None:
    """A number calls when it is pressed, and a code can be copied by eye."""
    assert markup in block(text).lines[0]


@pytest.mark.parametrize(
    "text",
    ["until 14.3.2027 you", "in 2027", "24 hours", "a1234b", "12/345/67", "1. Home", "5,000"],
)
def test_other_numbers_stay_text(text: str) -> None:
    """A date, a year or a piece of a word is nothing to call."""
    assert text == block(text).lines[0]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '" onload="x', "<svg/onload=x>", "&lt;", "112<b>"]
)
def test_what_was_written_is_never_markup(text: str) -> None:
    """Words of people, places and frameworks cannot become tags, wherever they stand."""
    made = block(text, [[[text, "v1:t:q:a"]]])
    assert "<script" not in made.lines[0]
    assert "<svg" not in made.lines[0]
    assert "<b>" not in made.lines[0]
    assert text == made.options[0].label


def test_options_stand_apart_from_what_can_always_be_done() -> None:
    """Emoji are pictures, the chosen one is known, controls stand below."""
    made = block(
        "How?", [[["✓ 🙂 Good", "v1:t:q:4"]], [["Bad", "v1:t:q:1"], ["Skip", "v1:t:q:!skip"]]]
    )
    good, bad = made.options
    assert ("Good", "🙂", True, "4") == (good.label, good.picture, good.chosen, good.name)
    assert ("Bad", "", False) == (bad.label, bad.picture, bad.chosen)
    assert (["!skip"], None) == ([each.name for each in made.besides], made.ticked)


def test_several_options_are_boxes_with_one_button() -> None:
    """Where Done stands below options, it sends all that is ticked; below words it is itself."""
    made = block("Which?", [[["Home", "v1:t:q:home"]], [["Done", "v1:t:q:!done"]]])
    assert made.ticked is not None
    assert ("v1:t:q:=", "Done", []) == (made.ticked.token, made.ticked.label, list(made.besides))
    words = block("More?", [[["Done", "v1:t:q:!done"]]])
    assert (None, ["!done"]) == (words.ticked, [each.name for each in words.besides])


def test_languages_say_which_they_are() -> None:
    """A screen reader speaks the name of a language in that language."""
    made = block("?", [[["suomi", "v1:t:_language:fi"], ["Help", "v1:t:_language:!help"]]])
    assert ("fi", "") == (made.options[0].language, made.besides[0].language)


def test_a_token_of_another_kind_breaks_nothing() -> None:
    """What is no token of ours is shown as a button and understood by nobody."""
    assert ("", "") == (block("?", [[["x", "nonsense"]]]).options[0].name, block("").lines[0])
