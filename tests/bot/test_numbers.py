"""The numbers of what somebody did, where little was noted before or something has none."""

from dataclasses import replace
from itertools import permutations

import pytest

from bot.house import House
from tests.bot.chats import Calendar
from tests.bot.test_minds import GIVEN, kept, presses
from tests.bot.test_storms import Numbered

TAPS = [
    ("home_mood", "home_mood:2", "mood_now:2"),
    ("works", "works:!skip", "mood_now:2"),
    ("home_mood", "home_mood:2", "home_mood:5", "mood_now:2"),
    ("topics", "topics:home", "topics:people", "mood_now:2"),
    ("topics", "topics:home", "mood_now:5", "topics:home", "mood_now:2"),
]


@pytest.mark.parametrize("wanted", TAPS, ids=" ".join)
def test_what_was_done_before_all_that_is_noted_is_kept(
    house: House, calendar: Calendar, wanted: tuple[str, ...]
) -> None:
    """After days of silence nothing is known of the order; the first that comes may be the last."""
    chats = [Numbered(house, f"{n}") for n, _ in enumerate(permutations(wanted[1:]))]
    for chat in chats:
        chat.reach(wanted[0], GIVEN)
    calendar.wait(3)
    for chat, heard in zip(chats, permutations(enumerate(wanted[1:])), strict=True):
        for number, tap in heard:
            chat.hear(replace(presses(chat, [tap])[0], order=1000 + 100 * number))
        assert kept(chats[0]) == kept(chat), heard


def test_the_same_said_once_more_without_a_number_moves_no_numbers(house: House) -> None:
    """A command of Slack repeats an old answer: those of the others stay what they were."""
    chat = Numbered(house, "U1", channel="slack").reach("works", GIVEN)
    old, new = presses(chat, ["home_mood:5", "home_mood:3"])
    chat.hear(new)
    before = chat.talk.answers
    commands = [*["/back"] * 5, "2"]  # the second one is 4
    for text in commands:
        chat.hear(replace(chat.heard("text", text=text), order=0))
    assert dict(before) == dict(chat.talk.answers)
    assert "mood_now" == list(chat.talk.answers)[-1]
    chat.hear(old)
    assert ("3",) == chat.talk.answers["home_mood"].choices
