"""Events twice and in another order: what is kept is what would have been kept without that."""

from itertools import permutations

import pytest

from bot import turn
from bot.house import House
from dialogues.model import Answer, token
from tests.bot.chats import Chat

PARTS = ("First.", "Second.", "Third.")


def refs(channel: str) -> list[str]:
    """Ids of messages as the platform gives them, one after the other."""
    telegram = ["9", "10", "11"]
    slack = ["D1:1795340009.000100", "D1:1795340009.000200", "D1:1795340010.000001"]
    return telegram if channel == "telegram" else slack


@pytest.mark.parametrize("channel", ["telegram", "slack"])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_typed_messages_of_a_batch_are_read_as_written(
    house: House, channel: str, order: tuple[int, ...]
) -> None:
    """Three messages that arrive in any order in one batch are kept in the order of writing."""
    chat = Chat(house, "U1", channel=channel).reach("works")
    ids = refs(channel)
    heard = [chat.heard("text", text=PARTS[n], ref=ids[n]) for n in order]
    chat.hear(*heard, *heard)
    assert PARTS == chat.talk.answers["works"].words


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_taps_in_any_order_each_count_for_their_question(
    house: House, order: tuple[int, ...]
) -> None:
    """A choice of several, twice tapped, and its Done, in any order and each twice: both count."""
    chat = Chat(house).reach("topics")
    names = ("home", "people", "!done")
    taps = [chat.heard("tap", token=token(chat.talk.id, "topics", each), ref="9") for each in names]
    for n in order:
        chat.hear(taps[n], taps[n])
    assert {"home", "people"} == set(chat.talk.answers["topics"].choices)


@pytest.mark.parametrize("tap_first", [True, False])
def test_a_text_and_a_tap_in_two_lanes(house: House, *, tap_first: bool) -> None:
    """Words and a tap on an older question reach their own questions, whichever comes first."""
    chat = Chat(house).reach("works", {"mood_now": ("4",)})
    text = chat.heard("text", text="My neighbours.", ref="50")
    tap = chat.heard("tap", token=token(chat.talk.id, "mood_now", "5"), ref="9")
    chat.hear(*((tap, text) if tap_first else (text, tap)))
    assert Answer("answered", ("5",)) == chat.talk.answers["mood_now"]
    assert ("My neighbours.",) == chat.talk.answers["works"].words


def test_others_keep_their_place(house: House) -> None:
    """Between the messages of one person those of others and taps stay where they came."""
    one, other = Chat(house, "1"), Chat(house, "2")
    tap = one.heard("tap", token="v1:a:b:c", ref="1")
    late, early = one.heard("text", text="b", ref="5"), one.heard("text", text="a", ref="4")
    theirs = other.heard("text", text="c", ref="1")
    assert [early, theirs, tap, late] == turn._in_order([late, theirs, tap, early])
