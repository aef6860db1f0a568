"""Somebody who writes faster than can be answered is told once, kindly, and nobody else waits."""

from contextlib import suppress
from datetime import timedelta

import pytest

from bot import turn
from bot.cleaned import MOST_READ
from bot.flood import A_MINUTE, MOST_KNOWN, Flood, Minute
from bot.house import House
from dialogues.model import Heard, token
from storage import StoreError, post
from tests.bot.chats import Calendar, Chat, delivered

GAP = 1.0
MOST = int(A_MINUTE / GAP)
TOLD = "You are very fast"


@pytest.fixture
def flood() -> Flood:
    """What is known of who writes how fast, at the pace of the platforms."""
    return Flood(GAP)


class Hearing:
    """A bot that hears under a limit."""

    def __init__(self, house: House, flood: Flood) -> None:
        self.house, self.flood = house, flood

    def hear(self, *heard: Heard) -> list[str]:
        """Take a batch; what is said to whom, as `address: text`."""
        turn.take(self.house, heard, flood=self.flood)
        return [f"{each.address}: {each.body['text']}" for each in delivered(self.house)]

    def fill(self, chat: Chat) -> None:
        """Let somebody say as much as is heard in a minute."""
        self.hear(*(chat.typed(f"word {number}") for number in range(MOST)))


@pytest.fixture
def bot(house: House, flood: Flood) -> Hearing:
    """A bot under a limit."""
    return Hearing(house, flood)


@pytest.fixture
def writer(house: House) -> Chat:
    """Somebody at a question of own words."""
    return Chat(house).reach("works")


@pytest.mark.parametrize("size", [1, 100, 1000])
def test_a_thousand_messages_in_a_minute_bring_one_sentence(
    bot: Hearing, writer: Chat, calendar: Calendar, size: int
) -> None:
    """Whatever the batches: the first ones are answered, one sentence tells of the rest."""
    heard = [writer.typed(f"w{number}") for number in range(1000)]
    said: list[str] = []
    for start in range(0, 1000, size):
        said += bot.hear(*heard[start : start + size])
        calendar.at += timedelta(seconds=59 * size / 1000)
    assert MOST + 1 == len(said)
    assert 1 == sum(TOLD in each for each in said)
    assert TOLD in said[-1]
    assert "is not kept" in said[-1]
    assert "112" in said[-1]
    assert [f"w{number}" for number in range(MOST)] == list(writer.talk.answers["works"].words)


def test_others_are_answered_within_the_same_batch(bot: Hearing, house: House) -> None:
    """Everybody else of the batch gets an answer, and their answers are kept."""
    loud, others = Chat(house, "1").reach("works"), [Chat(house, str(n)) for n in range(2, 22)]
    for other in others:
        other.reach("works")
    heard = [loud.typed("again") for _ in range(300)]
    for place, other in enumerate(others):
        heard.insert(15 * place, other.typed("my own words"))
    said = bot.hear(*heard)
    assert 1 == sum(TOLD in each for each in said)
    for other in others:
        assert ("my own words",) == other.talk.answers["works"].words
        assert 1 == sum(each.startswith(f"{other.address}: ") for each in said)


def test_what_is_let_go_is_an_arrival(bot: Hearing, writer: Chat, calendar: Calendar) -> None:
    """What the platform brings again of it is a repeat, not an answer a minute later."""
    bot.fill(writer)
    late = writer.typed("let go")
    bot.hear(late)
    calendar.at += timedelta(seconds=A_MINUTE)
    assert [] == bot.hear(late)
    assert "let go" not in writer.talk.answers["works"].words


def test_after_a_minute_the_person_is_heard_again(
    bot: Hearing, writer: Chat, calendar: Calendar
) -> None:
    """Who waited the minute goes on, and who goes on too fast is told again, once a minute."""
    for _ in range(3):
        bot.fill(writer)
        assert 1 == sum(TOLD in each for each in bot.hear(*(writer.typed("x") for _ in range(9))))
        calendar.at += timedelta(seconds=A_MINUTE)
    assert TOLD not in bot.hear(writer.typed("slowly"))[0]


def test_twenty_parts_of_a_long_text_are_no_flood(bot: Hearing, writer: Chat) -> None:
    """A text that an app cuts into twenty messages trips nothing: it is only said to be long."""
    said = bot.hear(*(writer.typed("a" * 4096) for _ in range(20)))
    assert [] == [each for each in said if TOLD in each]
    assert "This text is very long" in said[0]
    assert 2000 == sum(map(len, writer.talk.answers["works"].words))


def test_taps_edits_and_pictures_count(bot: Hearing, writer: Chat) -> None:
    """A finger on a button is as fast as one on the keys."""
    pressed = token(writer.talk.id, "mood_now", "4")
    heard = [writer.heard("tap", token=pressed, ref="9") for _ in range(MOST - 2)]
    heard += [writer.heard("edit", text="x", ref="8"), writer.heard("other", text="photo")]
    assert not any(TOLD in each for each in bot.hear(*heard))
    assert TOLD in bot.hear(writer.heard("tap", token=pressed, ref="9"))[-1]


def test_the_sentence_is_in_the_language_of_the_talk(bot: Hearing, house: House) -> None:
    """Who talks in Finnish is told in Finnish."""
    chat = Chat(house, language="fi")
    said = bot.hear(*(chat.typed("moi") for _ in range(MOST + 1)))
    assert "Olet hyvin nopea" in said[-1]


def carried(writer: Chat, what: str) -> Heard:
    """Something urgent, by button or in words."""
    if what.startswith("!"):
        return writer.heard("tap", token=token(writer.talk.id, "works", what), ref="9")
    return writer.typed(what)


@pytest.mark.parametrize(
    ("what", "answer"),
    [
        ("/help", "call 112"),
        ("apua", "call 112"),
        ("!help", "call 112"),
        ("my husband hits me", "call 112"),
        ("/stop", "stop"),
        ("!stop", "stop"),
        ("/delete", "delete"),
        ("!delete", "delete"),
    ],
)
def test_urgent_words_are_heard_once_in_the_minute(
    bot: Hearing, writer: Chat, what: str, answer: str
) -> None:
    """Above the limit help, stop and deletion are answered, and are no way round it."""
    bot.fill(writer)
    said = bot.hear(carried(writer, what))
    assert answer in " ".join(said).lower()
    assert not any(TOLD in each for each in said)
    again = bot.hear(*(carried(writer, what) for _ in range(20)))
    assert len(again) <= 2  # whatever follows "Delete everything?" is taken as its answer, once
    assert TOLD in again[-1]


@pytest.mark.parametrize("yes", ["tap", "yes", "1"])
def test_who_wants_to_be_forgotten_is(bot: Hearing, writer: Chat, yes: str) -> None:
    """Deletion works to its end above the limit, with a button or in words."""
    bot.fill(writer)
    bot.hear(writer.typed("/delete"))
    confirmed = token(writer.talk.id, "_delete", "yes")
    bot.hear(writer.heard("tap", token=confirmed, ref="9") if yes == "tap" else writer.typed(yes))
    assert writer.contact is None or not writer.talk.answers


def test_a_no_to_the_talk_is_heard(bot: Hearing, writer: Chat) -> None:
    """Who takes the yes back above the limit is asked whether to delete everything."""
    bot.fill(writer)
    said = bot.hear(writer.heard("tap", token=token(writer.talk.id, "ask", "no"), ref="9"))
    assert "_delete" == writer.open_question()
    assert not any(TOLD in each for each in said)


def test_what_is_not_committed_does_not_count(
    bot: Hearing, writer: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the database fails a platform brings the same again and again: that is no flood."""
    heard, put = [writer.typed(f"w{number}") for number in range(10)], post.put
    faults = iter(range(20))

    def fail(*given: object, **more: object) -> object:
        """Fail at first."""
        for _ in faults:
            raise StoreError("The database is locked.")
        return put(*given, **more)  # type: ignore[arg-type]  # whatever was given

    monkeypatch.setattr(post, "put", fail)
    for _ in range(20):
        with suppress(StoreError):
            bot.hear(*heard)
    assert not any(TOLD in each for each in bot.hear(*heard))
    assert 10 == len(writer.talk.answers["works"].words)


def test_a_repeat_does_not_count(bot: Hearing, writer: Chat) -> None:
    """The same event again is dropped before it is counted."""
    once = writer.typed("once")
    bot.hear(*[once] * 500)
    assert not any(TOLD in each for each in bot.hear(writer.typed("twice")))


def test_time_and_doors_are_no_flood(bot: Hearing, writer: Chat) -> None:
    """What we or the platform say of a person is none of their haste."""
    bot.fill(writer)
    bot.hear(writer.heard("blocked"))
    assert "stopped" == writer.talk.phase


def test_a_stand_in_without_pace_has_no_limit(house: House, writer: Chat) -> None:
    """Where a chat needs no pace (demo, terminal, measuring) people may speak as machines do."""
    said = Hearing(house, Flood(0.0)).hear(*(writer.typed("x") for _ in range(500)))
    assert 500 == len(said)


def test_little_is_known_and_soon_forgotten(bot: Hearing, flood: Flood, house: House) -> None:
    """A minute later nothing is known of anybody, and at most of so many people at once."""
    bot.hear(*(Chat(house, str(number)).typed("hi") for number in range(5)))
    assert 5 == len(flood._minutes)
    with flood.counting(house.now().timestamp()) as counting:
        for number in range(MOST_KNOWN):
            counting.minutes["telegram", "77", f"x{number}"] = Minute(counting.now)
    assert {} == flood._minutes
    with flood.counting(0.0) as counting:
        counting.minutes["telegram", "77", "1"] = Minute(0.0)
    with flood.counting(A_MINUTE + 1):
        pass
    assert {} == flood._minutes


def test_a_very_long_text_is_read_only_so_far(house: House, writer: Chat) -> None:
    """What is beyond any use is cut before it is masked: it would make the others wait."""
    said = writer.type("word " * MOST_READ + "my husband hits me")
    assert [True] == ["This text is very long" in each["text"] for each in said]
    assert 2000 == sum(map(len, writer.talk.answers["works"].words))
