"""What stands on a right-to-left screen, by the bidi algorithm (UAX #9), for every message.

1. A run that is written from the left (number, code, command, link, name) is seen as it is written.
2. Every sentence of every such language is looked at with values as people really meet them, and
   the whole rehearsed talk besides, as the renderer makes it.
"""

import re

import pytest
from bidi import get_display  # type: ignore[import-untyped]  # it ships no types

import locales
from bot import render
from bot.channels import capabilities_of
from bot.rehearsal import NUMBER, rehearsed
from bot.replay import shown
from dialogues import library, phrases
from dialogues.model import Button, Line, Option, Say
from locales.bidi import placeholders, strip_controls

FROM_THE_RIGHT = [tag for tag, _ in locales.offered() if locales.direction(tag) == "rtl"]
FRAMEWORK = library.load("hay-everyday")
# What stands in a placeholder: as it is in life, where scripts, digits and signs are mixed.
VALUES = {
    "emergency": "112",
    "number": NUMBER,
    "code": "MY-7K2P-9QRT-4WXY-2BCD",
    "day": "14.3.2027",
    "hours": "ma–pe 9:00–15:00",
    "org": "SPR Oulu ry",
    "place": "Mänttä-Vilppula",
    "name": "Crisis line 24/7",
    "answer": "بيت في Oulu 90100 ☀️ وأطفال: 3",
    "text": "اكتب إلى mari@example.fi أو +358 40 123 4567!",
    "what": "[phone]",
    "help": "/help", "mine": "/mine", "delete": "/delete", "language": "/language",
}  # fmt: skip
MIXED = ("حلب 12/3 😀 (Aleppo)", "https://example.org/a?b=1&c=2#d", "+358 (0)9 25 250 111", "-5 °C")
# A control, which opens or ends an isolate, parts two runs.
_WORD = "[A-Za-zÀ-ɏ0-9]+"
_RUN = re.compile(rf"[+/@#-]?{_WORD}(?:(?:[.,:/@_#%&=?'’]{{1,3}}| ?[+–-] ?| ){_WORD})*")
_FROM_RIGHT = re.compile("[\u0590-\u08ff]")


def seen(line: str) -> str:
    """What the eye finds from left to right."""
    return strip_controls(get_display(line, base_dir="R"))


def broken(text: str) -> list[str]:
    """The runs of a text that cannot be read on the screen as they were written."""
    return [
        run
        for line in text.split("\n")
        for run in _RUN.findall(line)
        if run.strip() not in seen(line)
    ]


def test_a_broken_number_is_noticed() -> None:
    """These tests see what an unguarded number looks like."""
    assert [NUMBER] == broken(f"اتصل {NUMBER} الآن")
    assert [] == broken(f"اتصل \u2066{NUMBER}\u2069 الآن")


def wanted(tag: str) -> list[tuple[str, str]]:
    """Everything that a language says."""
    shipped = locales._shipped()
    return shipped.wanted(shipped.languages[tag])


@pytest.mark.parametrize("tag", FROM_THE_RIGHT)
def test_every_sentence_with_values_as_in_life(tag: str) -> None:
    """With a code, a day, a number, a name, an answer in two scripts: all stand as written."""
    for context, source in wanted(tag):
        values = {name: VALUES.get(name, "2") for name in placeholders(source)}
        assert [] == broken(locales.say(context, source, tag, values)), context


@pytest.mark.parametrize("tag", FROM_THE_RIGHT)
@pytest.mark.parametrize("value", MIXED)
def test_any_value_in_every_sentence(tag: str, value: str) -> None:
    """Whatever a placeholder holds, its runs are seen whole, and so are those around it."""
    for context, source in wanted(tag):
        if names := placeholders(source):
            said = locales.say(context, source, tag, dict.fromkeys(names, value))
            assert [] == broken(said), context


@pytest.mark.parametrize("tag", FROM_THE_RIGHT)
def test_the_rehearsed_talk_is_seen_right(tag: str) -> None:
    """Every message and every button of the whole talk, as an app gets it."""
    for beat in rehearsed(FRAMEWORK, tag):
        for message in shown(beat):
            assert message.rtl
            assert [] == broken(message.text)
            labels = [key.label for row in message.rows for key in row]
            assert [] == [label for label in labels if _FROM_RIGHT.search(label) and broken(label)]


@pytest.mark.parametrize("tag", FROM_THE_RIGHT)
def test_numbers_to_call_read_from_the_left(tag: str) -> None:
    """In the help card each number stands whole, its groups as they are dialled."""
    card = next(beat for beat in rehearsed(FRAMEWORK, tag) if "text.h2" in beat.contexts)
    screen = [seen(line) for message in card.messages for line in message.text.split("\n")]
    assert 1 == sum(line.count(NUMBER) for line in screen)
    assert any("112" in line for line in screen)


@pytest.mark.parametrize("tag", FROM_THE_RIGHT)
@pytest.mark.parametrize("channel", ["telegram", "slack"])
def test_a_row_of_buttons_begins_on_the_right(tag: str, channel: str) -> None:
    """A scale in one row has its first step on the right, and rows that are split keep that."""
    row = tuple(Button(option.label, f"v1:t:q:{option.id}") for option in scale())
    capabilities = capabilities_of(channel)
    message = render.message(Say((Line(phrases.NEXT),), (row,)), tag, capabilities)
    read = [key.token[-1] for one in message.rows for key in reversed(one)]
    assert list("54321") == read
    assert all(len(one) <= capabilities.row for one in message.rows)


def scale() -> tuple[Option, ...]:
    """The five faces, best first."""
    return FRAMEWORK.by_id["mood_now"].options
