"""People who change their mind while their platform brings things in another order, and twice."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import permutations
from random import Random
from typing import Any

import pytest

from bot import order
from bot.house import House
from dialogues.model import Heard, Phase, read_token, token
from storage import contacts
from storage.keys import _padded
from tests.bot.chats import Calendar, Chat
from tests.bot.posted import OnSlack, OnTelegram
from tests.bot.test_storms import Numbered

GIVEN = {
    "mood_now": ("4",),
    "topics": ("home", "people"),
    "home_mood": ("2",),
    "people_needs": ("friends",),
    "works": ("My work.", "My neighbours."),
    "join": ("meet_sponsor",),
    "share": ("workers",),
}


def kept(chat: Chat) -> tuple[Any, ...]:
    """What is kept of somebody's will."""
    talk = chat.talk
    return dict(talk.answers), talk.language, talk.place


def presses(chat: Chat, wanted: Iterable[str]) -> list[Heard]:
    """These buttons pressed one after the other, each as `question:option`."""
    return [
        chat.heard("tap", token=token(chat.talk.id, *each.split(":")), ref="9") for each in wanted
    ]


def brought(chat: Chat, heard: Sequence[Heard]) -> None:
    """Bring each alone, and everything once more."""
    for each in [*heard, *heard]:
        chat.hear(each)


MINDS = [
    ("mood_now", "mood_now:4 mood_now:2 mood_now:5"),
    ("mood_now", "mood_now:4 mood_now:!skip mood_now:2"),
    ("mood_now", "mood_now:4 mood_now:2 mood_now:!skip"),
    ("mood_now", "mood_now:4 mood_now:2 mood_now:4"),
    ("topics", "topics:home topics:people topics:home topics:none"),
    ("topics", "topics:people topics:home topics:!done mood_now:2"),
    ("topics", "topics:none topics:home topics:!skip topics:!done"),
    ("topics", "topics:home topics:!skip topics:people topics:!skip"),
    ("topics", "topics:home topics:home topics:!skip topics:!keep"),
    ("works", "mood_now:1 mood_now:5 works:!skip topics:family"),
    ("works", "mood_now:!open mood_now:5 mood_now:2"),
    ("works", "topics:!open topics:none topics:!skip topics:home"),
    ("works", "works:!language _language:fi _language:sv"),
    ("share", "share:workers share:nobody again:yes"),
    ("", "mood_now:1 topics:none topics:family mood_now:2"),
]


@pytest.mark.parametrize(("at", "wanted"), MINDS, ids=[wanted for _, wanted in MINDS])
def test_the_newest_press_counts_whatever_comes_last(house: House, at: str, wanted: str) -> None:
    """Every order of a few presses, each brought twice, keeps what the order of pressing keeps."""
    calm = Numbered(house, "0").reach(at, GIVEN)
    brought(calm, presses(calm, wanted.split()))
    begun = Numbered(house, "1").reach(at, GIVEN)
    start, done = begun.contact, presses(begun, wanted.split())
    assert start is not None
    for nth, heard in enumerate(permutations(enumerate(done)), 2):
        with house.store.begin() as tx:
            contacts.save(tx, [replace(start, address=f"{nth}", listed=None)])
        chat = Chat(house, f"{nth}")
        own = [replace(each, address=f"{nth}", event_key=f"{nth}.{n}") for n, each in heard]
        brought(chat, own)
        assert kept(calm) == kept(chat), [read_token(each.token) for each in own]


PEOPLE = {
    "numbered": lambda house, n: Numbered(house, f"{n}"),
    "telegram": lambda house, n: OnTelegram(house, f"{n}"),
    "slack": lambda house, n: OnSlack(house, f"U{n}", channel="slack"),
}


def shown(chat: Chat) -> list[tuple[str, str]]:
    """Every button that this person has seen and can press, but those that delete or only tell."""
    found = [read_token(key[1]) for body in chat.seen for row in body["rows"] for key in row]
    return [
        (question, option)
        for _, question, option in filter(None, found)
        if question not in ("_delete", "_clear", "age", "ask")
        and option not in ("!delete", "!clear", "!help", "!privacy")
    ]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("somebody", PEOPLE.values(), ids=PEOPLE)
def test_whatever_is_pressed_at_once_keeps_the_same_in_any_order(
    house: House, somebody: Callable[[House, int], Chat], seed: int
) -> None:
    """Bursts on old and new keyboards, shuffled and doubled; the way on is the same, or open."""
    chance = Random(seed)  # noqa: S311  chance that can be told again
    calm, storm = somebody(house, 1), somebody(house, 2)
    at = ["mood_now", "topics", "works", "join", "share", ""][seed]
    for chat in (calm, storm):
        chat.reach(at, GIVEN)
    for _ in range(4):
        seen, here = shown(calm), calm.open_question()
        burst = [chance.choice([key for key in seen if key[0] == here] or seen) for _ in range(2)]
        burst += chance.choices(seen, k=2)
        burst += chance.choices([key for key in seen if key[0] == burst[0][0]], k=2)
        wanted = [":".join(key) for key in burst]
        for tap in presses(calm, wanted):
            calm.hear(tap)
        taps = presses(storm, wanted) * 2
        chance.shuffle(taps)
        for tap in taps:
            storm.hear(tap)
        assert kept(calm) == kept(storm)
        if (calm.talk.at, calm.talk.asked) != (storm.talk.at, storm.talk.asked):
            break  # from here on they see different questions
    storm.type("/continue")
    storm.finish(**GIVEN)


def test_a_late_no_does_not_end_a_talk_that_was_agreed_to(house: House) -> None:
    """A no to the talk that was changed into a yes, and comes after it, changes nothing."""
    chat = Numbered(house).reach("ask")
    no, yes = presses(chat, ["ask:no", "ask:yes"])
    chat.hear(yes)
    chat.reach("topics", GIVEN)
    before = chat.talk
    brought(chat, [no])
    assert before == chat.talk


@pytest.mark.parametrize("control", ["!stop", "!language", "!delete", "!back", "!finish", "!clear"])
def test_a_late_control_leads_nowhere(house: House, control: str) -> None:
    """Who has gone on since is shown the open question at most; words go to it."""
    chat = Numbered(house).reach("hard", GIVEN)
    late, skip = presses(chat, [f"hard:{control}", "hard:!skip"])
    chat.hear(skip)
    before = chat.talk
    said = chat.hear(late)
    assert (before, 1) == (chat.talk, len(said))
    chat.type("A home.")
    assert ("A home.",) == chat.talk.answers["hope"].words


def test_a_late_yes_to_deleting_is_not_passed_over(house: House) -> None:
    """Who has gone on since is asked once more, and a yes to that deletes."""
    chat = Numbered(house).reach("hard", GIVEN)
    asks, yes, skip = presses(chat, ["hard:!delete", "_delete:yes", "hard:!skip"])
    chat.hear(asks)
    chat.hear(skip)
    chat.hear(yes)
    assert "_delete" == chat.talk.asked
    chat.hear(presses(chat, ["_delete:yes"])[0])
    assert chat.contact is None


@pytest.mark.parametrize("control", ["!help", "!privacy", "!mine"])
def test_what_only_asks_for_words_is_answered_late_too(house: House, control: str) -> None:
    """Help, privacy and the own answers come whenever they were asked for; nothing else changes."""
    chat = Numbered(house).reach("hard", GIVEN)
    late, skip = presses(chat, [f"hard:{control}", "hard:!skip"])
    chat.hear(skip)
    before = chat.talk
    assert chat.hear(late)
    assert before == chat.talk


def test_a_late_choice_that_calls_for_help_brings_the_help_card(house: House) -> None:
    """A newer answer stays, and whoever pressed the other before is told where help is."""
    question = next(each for each in house.framework.questions if each.help_on)
    other = next(each.id for each in question.options if each.id not in question.help_on)
    chat = Numbered(house).reach("works", {"topics": (question.topic or "health",)})
    old, new = presses(chat, [f"{question.id}:{question.help_on[0]}", f"{question.id}:{other}"])
    chat.hear(new)
    assert "112" in str([body["text"] for body in chat.hear(old)])
    assert (other,) == chat.talk.answers[question.id].choices


def test_a_late_no_to_being_asked_again_takes_nothing_back(house: House) -> None:
    """Yes to being written to in the next round, pressed after a no, stays a yes."""
    chat = Numbered(house).reach("again", GIVEN)
    no, yes = presses(chat, ["again:no", "again:yes"])
    brought(chat, [yes, no])
    with house.store.read() as tx:
        assert 1 == len(contacts.subscribers(tx))


def test_what_was_stopped_stays_stopped(house: House) -> None:
    """An answer that was given before a stop and comes after it is kept, and wakes nothing."""
    chat = Numbered(house).reach("mood_now")
    answer, stop = presses(chat, ["mood_now:4", "mood_now:!stop"])
    chat.hear(stop)
    assert all(body["replaces"] for body in chat.hear(answer))
    assert (Phase.STOPPED, ("4",)) == (chat.talk.phase, chat.talk.answers["mood_now"].choices)
    assert "topics" == chat.talk.at


@pytest.mark.parametrize("boxes_first", [True, False])
def test_typed_boxes_and_ticked_ones(house: House, *, boxes_first: bool) -> None:
    """Numbers typed for boxes and a tick after them: the same whichever is brought first."""
    calm, storm = (Numbered(house, who).reach("topics") for who in "12")
    for chat in (calm, storm):
        typed = chat.heard("text", text="1, 2")
        [ticked] = presses(chat, ["topics:family"])
        heard = [typed, ticked]
        for each in heard[::-1] if chat is storm and boxes_first else heard:
            chat.hear(each)
    assert 3 == len(calm.talk.answers["topics"].choices)
    assert kept(calm) == kept(storm)


def test_the_newest_edit_of_a_message_counts(house: House) -> None:
    """Two changes of the same words: the older one, brought last, changes nothing."""
    chat = Numbered(house).reach("works")
    chat.hear(chat.heard("text", text="My work.", ref="51"))
    one, two = (chat.heard("edit", text=text, ref="51") for text in ("My wrok.", "My job."))
    brought(chat, [two, one])
    assert ("My job.",) == chat.talk.answers["works"].words


def test_an_older_edit_that_calls_for_help_brings_the_help_card(house: House) -> None:
    """The newer one is kept."""
    chat = Numbered(house).reach("works")
    typed = chat.typed("My work.")
    older = chat.heard("edit", text="I want to kill myself.", ref=typed.ref)
    newer = chat.heard("edit", text="My good work.", ref=typed.ref)
    for each in (typed, newer):
        chat.hear(each)
    assert "call 112" in chat.hear(older)[0]["text"]
    assert ("My good work.",) == chat.talk.answers["works"].words


def test_an_older_number_is_no_older_press_after_a_quiet_week(
    house: House, calendar: Calendar
) -> None:
    """A platform that counts anew is believed: after some days every press counts as it comes."""
    chat = Numbered(house).reach("topics", GIVEN)
    chat.hear(chat.heard("tap", token=token(chat.talk.id, "mood_now", "5"), order=9000))
    calendar.wait(8)
    chat.hear(chat.heard("tap", token=token(chat.talk.id, "mood_now", "2"), order=7))
    assert ("2",) == chat.talk.answers["mood_now"].choices


def test_what_has_no_number_counts_as_it_comes(house: House) -> None:
    """A command or a page says nothing of when: neither is older, and none makes others older."""
    chat = Numbered(house).reach("topics", GIVEN)
    first = presses(chat, ["mood_now:5"])[0]
    chat.hear(chat.heard("tap", token=token(chat.talk.id, "mood_now", "2"), order=0))
    assert ("2",) == chat.talk.answers["mood_now"].choices
    chat.hear(first)
    assert ("5",) == chat.talk.answers["mood_now"].choices


def test_a_talk_from_before_knows_of_no_order(house: House) -> None:
    """A record without any order is read, and from then on the order counts."""
    chat = Numbered(house).reach("topics", GIVEN)
    contact = chat.contact
    assert contact is not None
    del contact.record[order.DID]
    with house.store.begin() as tx:
        contacts.save(tx, [contact])
    old, new = presses(chat, ["mood_now:5", "mood_now:2"])
    brought(chat, [new, old])
    assert ("2",) == chat.talk.answers["mood_now"].choices


def test_the_order_of_a_whole_talk_is_a_few_bytes(house: House) -> None:
    """Every question answered, on Slack with its sixteen digits: the sealed talk stays as long."""
    chat = Numbered(house, "U1", channel="slack")
    chat.count = 1_795_340_009_000_100
    given = {
        each.id: tuple(option.id for option in each.options[:3]) or ("My own words.",)
        for each in house.framework.questions
        if each.part not in ("consent", "last")
    }
    chat.finish(**{name: some[:3] if len(some) < 5 else some for name, some in given.items()})
    contact = chat.contact
    assert contact is not None
    did = json.dumps(contact.record[order.DID], separators=(",", ":"))
    whole = json.dumps(contact.record).encode()
    without = json.dumps({**contact.record, order.DID: 0}).encode()
    assert 100 < len(did) < 1000
    assert len(_padded(without)) == len(_padded(whole))
