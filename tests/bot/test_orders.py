"""Events twice and in another order: what is kept is what would have been kept without that."""

import json
from datetime import date
from itertools import permutations

import pytest

from bot import late
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


def test_what_says_nothing_of_when_stays_where_it_came(house: House) -> None:
    """Commands and pages have no id of their own: none moves, be it among texts or themselves."""
    chat = Chat(house, "U1", channel="slack")
    typed = [chat.heard("text", text=PARTS[n], ref=refs("slack")[n]) for n in range(3)]
    skip, stop = chat.heard("text", text="/skip"), chat.heard("text", text="/stop")
    assert [skip, stop] == in_order([skip, stop])
    assert [typed[0], skip, stop] == in_order([typed[0], skip, stop])
    assert [typed[0], skip, typed[1], stop, typed[2]] == in_order(
        [typed[2], skip, typed[0], stop, typed[1]]
    )


def test_a_command_in_the_batch_of_an_answer_comes_after_it(house: House) -> None:
    """Slack: words, then a command without an id, in one batch or in two: the same is kept."""
    one, two = (Chat(house, who, channel="slack").reach("works") for who in ("U1", "U2"))
    one.hear(
        one.heard("text", text="My work.", ref=refs("slack")[0]), one.heard("text", text="/skip")
    )
    two.hear(two.heard("text", text="My work.", ref=refs("slack")[0]))
    two.hear(two.heard("text", text="/skip"))
    assert two.talk.answers["works"] == one.talk.answers["works"]
    assert ("My work.",) == one.talk.answers["works"].words


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


def skipping(chat: Chat, count: int, *, order: int) -> int:
    """Leave this many questions by taps, if there are as many; how the platform counts the last."""
    for _ in range(count):
        asked = chat.open_question()
        if not asked:
            break
        option = "no" if asked == "_finish" else "!skip"
        order += 1
        chat.hear(chat.heard("tap", token=token(chat.talk.id, asked, option), ref="9", order=order))
    return order


@pytest.mark.parametrize("taps", [1, 5, 6, 8, 11])
def test_words_that_many_taps_overtook_reach_their_question(house: House, taps: int) -> None:
    """However many taps came first, also the last one, a text is for the question it was for."""
    chat = Chat(house).reach("works")
    text = chat.heard("text", text="My work.", ref="51", order=1000)
    skipping(chat, taps, order=1000)
    chat.hear(text)
    words = {name: each.words for name, each in chat.talk.answers.items() if each.words}
    assert {"works": ("My work.",)} == words


def test_what_was_left_is_kept_in_a_few_bytes(house: House) -> None:
    """A whole talk by taps leaves less than 150 bytes about it in the sealed talk, on any platform.

    Numbers of Slack have sixteen digits; of questions that take no words one is kept of a row.
    """
    chat = Chat(house, "U1", channel="slack").reach("c_1")
    order = 1_795_340_009_000_100
    while chat.open_question():
        asked = chat.open_question()
        option = {"age": "yes", "ask": "yes", "_finish": "no"}.get(asked, "!skip")
        option = "next" if asked.startswith("c_") else option
        order += 9_000_000
        chat.hear(chat.heard("tap", token=token(chat.talk.id, asked, option), order=order))
    contact = chat.contact
    assert contact is not None
    assert 20 < len(json.dumps(contact.record[late.PASSED])) < 150


def test_words_from_before_all_that_is_remembered_are_for_no_question(house: House) -> None:
    """Of two hundred questions left, sixty are known: an older text changes nothing."""
    chat = Chat(house).reach("works")
    text = chat.heard("text", text="My work.", ref="51", order=1000)
    names = ("works", "hard", "hope")
    last = skipping(chat, 3, order=1000)
    for n in range(200):
        again = token(chat.talk.id, names[n % 3], "!open")
        chat.hear(chat.heard("tap", token=again, ref="9", order=last + 1 + n))
    contact = chat.contact
    assert contact is not None
    [[_day, *pairs]] = contact.record[late.PASSED]
    assert (2 * late.MOST_PASSED, 0) == (len(pairs), pairs[1])
    before = chat.talk.answers
    said = chat.hear(text)
    assert before == chat.talk.answers
    assert said


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
