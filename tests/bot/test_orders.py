"""Events twice and in another order: what is kept is what would have been kept without that."""

from datetime import date
from itertools import permutations

import pytest

from bot.house import House
from bot.late import in_order
from bot.upkeep import Upkeep
from dialogues.model import Answer, Heard, token
from storage import rounds
from tests.bot.chats import Calendar, Chat

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
    assert [early, theirs, tap, late] == in_order([late, theirs, tap, early])


def after(chat: Chat, *heard: Heard) -> dict[str, Answer]:
    """What is kept of this person when these were heard one after the other."""
    for each in heard:
        chat.hear(each)
    return dict(chat.talk.answers)


def possible(order: tuple[int, ...], ending: str) -> bool:
    """Whether people can act so: a button is shown by what came before it."""
    done_is_shown = ending == "!skip" or order.index(0) < order.index(2)
    return done_is_shown and order.index(2) < order.index(3)


@pytest.mark.parametrize(
    ("ending", "order"),
    [
        (ending, order)
        for ending in ("!done", "!skip")
        for order in permutations(range(4))
        if possible(order, ending)
    ],
)
def test_words_that_a_tap_overtook_reach_their_question(
    house: House, ending: str, order: tuple[int, ...]
) -> None:
    """Two texts, a tap that leaves their question and one on the next: any order keeps the same."""
    chat = Chat(house).reach("works")
    ends = token(chat.talk.id, "works", ending)
    said = [
        chat.heard("text", text="My work.", ref="51", order=1),
        chat.heard("text", text="My home.", ref="52", order=2),
        chat.heard("tap", token=ends, ref="50", order=3),
        chat.heard("tap", token=token(chat.talk.id, "hard", "!skip"), ref="53", order=4),
    ]
    kept = after(chat, *(said[n] for n in order))
    assert {"My work.", "My home."} == set(kept["works"].words)
    assert Answer("skipped") == kept["hard"]
    assert "hope" == chat.open_question()


def test_a_number_that_a_tap_overtook_answers_nothing_else(house: House) -> None:
    """A typed choice whose question was answered by a tap since does not answer the next one."""
    chat = Chat(house).reach("mood_now")
    number = chat.heard("text", text="2", ref="51", order=1)
    tap = chat.heard("tap", token=token(chat.talk.id, "mood_now", "4"), ref="50", order=2)
    kept = after(chat, tap, number)
    assert ("4",) == kept["mood_now"].choices
    assert "topics" == chat.open_question()
    assert "topics" not in kept


def test_a_command_that_a_tap_overtook_is_still_obeyed(house: House) -> None:
    """A word of command or of danger that comes late is heard, and is no answer."""
    chat = Chat(house).reach("works")
    chat.hear(chat.heard("tap", token=token(chat.talk.id, "works", "!skip"), ref="5", order=9))
    chat.hear(chat.heard("text", text="help", ref="4", order=8))
    assert "112" in chat.text
    assert Answer("skipped") == chat.talk.answers["works"]


def test_new_numbers_of_the_platform_are_not_late(house: House, calendar: Calendar) -> None:
    """Telegram counts anew after a quiet week: lower numbers are then not taken for late ones."""
    chat = Chat(house).reach("works")
    chat.type("My work.")
    chat.hear(chat.heard("tap", token=token(chat.talk.id, "works", "!done"), ref="5", order=9000))
    calendar.wait(8)
    chat.hear(chat.heard("text", text="The dark.", ref="6", order=7))
    assert ("The dark.",) == chat.talk.answers["hard"].words


@pytest.mark.parametrize("days", [1, 8, 9, 13])
async def test_an_event_that_comes_again_after_days_changes_nothing(
    house: House, calendar: Calendar, upkeep: Upkeep, days: int
) -> None:
    """However late a text comes again, also when its arrival is forgotten, it is no new answer."""
    with house.store.begin() as tx:
        rounds.close_round(tx, today=house.today())
        rounds.open_round(tx, framework=house.framework.id, version=house.framework.version,
                          today=house.today(), weeks=12)  # fmt: skip
    chat = Chat(house).reach("works")
    day = (house.today() - date(1970, 1, 1)).days
    text = chat.heard("text", text="My work.", ref="51", order=1, day=day)
    kept = after(chat, text, chat.heard("tap", token=token(chat.talk.id, "works", "!done")))
    for _ in range(days):
        calendar.wait(1)
        await upkeep.night(house.today())
    assert (kept, "hard") == (after(chat, text), chat.talk.at)
    fresh = chat.heard("text", text="The dark.", ref="52", order=2, day=day + days)
    assert ("The dark.",) == after(chat, fresh)["hard"].words
