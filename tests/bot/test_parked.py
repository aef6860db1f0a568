"""A message that cannot be worked through holds nobody up, and waits for the operator."""

import asyncio
from functools import partial
from typing import Any

import pytest

from bot import batch, taken, turn
from bot.house import House
from bot.intake import Intake
from bot.keeper import nothing
from bot.writer import Writer
from dialogues import engine
from dialogues.model import Heard
from storage import StoreError, codes, post
from tests.bot.chats import Chat, delivered

BAD = "this one raises"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An engine that cannot read one text."""
    step = engine.step

    def planted(framework: Any, talk: Any, heard: Heard, given: Any) -> Any:
        """Step, unless the text is the bad one."""
        if heard.text == BAD:
            raise ZeroDivisionError
        return step(framework, talk, heard, given)

    monkeypatch.setattr(engine, "step", planted)
    return monkeypatch


def parked(house: House) -> list[post.Parked]:
    """What is parked."""
    with house.store.read() as tx:
        return post.parked(tx)


def test_the_others_of_the_batch_go_on(house: House, broken: pytest.MonkeyPatch) -> None:
    """One raising step is parked; the other people of the batch are answered and kept."""
    bad, good = Chat(house, "1").reach("works"), Chat(house, "2").reach("works")
    turn.take(house, [good.typed("first"), bad.typed(BAD), good.typed("second")])
    assert ("first", "second") == good.talk.answers["works"].words
    assert ["works"] == [each.question for each in parked(house)]
    assert {"1", "2"} == {each.address for each in delivered(house)}


def test_the_person_is_told_and_asked_again(house: House, broken: pytest.MonkeyPatch) -> None:
    """After a raising step the person reads a kind sentence and the open question."""
    chat = Chat(house).reach("works")
    [sorry, again] = chat.type(BAD)
    assert "Sorry, something went wrong here." in sorry["text"]
    assert "What is good in your life now?" in again["text"]
    assert "works" == chat.talk.at


def test_what_cannot_even_be_said_again_still_gets_a_kind_word(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the question cannot be repeated either, the apology comes alone."""
    chat = Chat(house).reach("works")

    def fail(*_: Any) -> Any:
        """Fail as planted."""
        raise ZeroDivisionError

    monkeypatch.setattr(engine, "step", fail)
    [sorry] = chat.type("hello")
    assert "Sorry, something went wrong here." in sorry["text"]


def test_a_retry_fills_its_own_question(house: House, broken: pytest.MonkeyPatch) -> None:
    """Once the fault is mended, a retry gives the words to the question they were written to."""
    chat = Chat(house).reach("works")
    chat.type(BAD)
    broken.undo()
    [waiting] = parked(house)
    assert turn.retry(house, waiting.id)
    assert (BAD,) == chat.talk.answers["works"].words
    assert [] == parked(house)


@pytest.mark.parametrize("went_on", ["answered", "skipped", "aside"])
def test_a_retry_fills_nothing_else(house: House, broken: pytest.MonkeyPatch, went_on: str) -> None:
    """A retry drops a message whose question was answered, skipped or stands below another."""
    chat = Chat(house).reach("works")
    chat.type(BAD)
    broken.undo()
    match went_on:
        case "answered":
            chat.type("Said again.")
        case "skipped":
            chat.tap("!skip")
        case _:
            chat.type("/delete")
    before = chat.talk
    [waiting] = parked(house)
    assert not turn.retry(house, waiting.id)
    assert before == chat.talk
    assert [] == parked(house)


def edited(chat: Chat, broken: pytest.MonkeyPatch) -> post.Parked:
    """An answer whose edit is parked, below the next question; the fault is mended."""
    first = chat.heard("text", text="one", ref="m1")
    chat.hear(first)
    chat.tap("!done")
    chat.hear(chat.heard("edit", text=BAD, ref="m1"))
    broken.undo()
    [waiting] = parked(chat.house)
    assert ("works", "hard") == (waiting.question, chat.open_question())
    return waiting


def test_a_retried_edit_changes_the_answer_that_it_was_for(
    house: House, broken: pytest.MonkeyPatch
) -> None:
    """An edit is for the question of the message that it edits, whatever is open."""
    chat = Chat(house).reach("works")
    waiting = edited(chat, broken)
    assert turn.retry(house, waiting.id)
    assert (BAD,) == chat.talk.answers["works"].words
    assert "hard" == chat.open_question()
    assert "hard" not in chat.talk.answers


@pytest.mark.parametrize("then", ["edited", "added", "skipped"])
def test_a_retried_edit_goes_over_nothing_newer(
    house: House, broken: pytest.MonkeyPatch, then: str
) -> None:
    """What was said meanwhile on the same question stays, in whatever way it was said."""
    chat = Chat(house).reach("works")
    waiting = edited(chat, broken)
    match then:
        case "edited":
            chat.hear(chat.heard("edit", text="three", ref="m1"))
        case "added":
            chat.type("/back")
            chat.type("and more")
        case _:
            chat.type("/back")
            chat.tap("!skip")
    before = chat.talk
    assert not turn.retry(house, waiting.id)
    assert before == chat.talk
    assert [] == parked(house)


def test_an_edit_of_an_unknown_message_is_for_no_question(
    house: House, broken: pytest.MonkeyPatch
) -> None:
    """An edit whose message gave no answer is dropped by a retry."""
    chat = Chat(house).reach("works")
    chat.hear(chat.heard("edit", text=BAD, ref="m9"))
    broken.undo()
    [waiting] = parked(house)
    assert ("", False) == (waiting.question, turn.retry(house, waiting.id))


def test_a_retry_wakes_a_stopped_talk(house: House, broken: pytest.MonkeyPatch) -> None:
    """Words parked before a stop still fill their question, not the greeting of a return."""
    chat = Chat(house).reach("works")
    chat.type(BAD)
    chat.type("/stop")
    broken.undo()
    [waiting] = parked(house)
    turn.retry(house, waiting.id)
    assert (BAD,) == chat.talk.answers["works"].words


def test_a_retry_of_somebody_forgotten_is_dropped(house: House, broken: pytest.MonkeyPatch) -> None:
    """Who deleted everything has nothing parked either, and an unknown id is told."""
    chat = Chat(house).reach("works")
    chat.type(BAD)
    chat.type("/delete")
    chat.tap("yes")
    assert [] == parked(house)
    with pytest.raises(StoreError, match="Nothing is parked with the id 1234"):
        turn.retry(house, "1234")


def test_what_breaks_the_write_is_parked_masked(house: House) -> None:
    """A message that cannot be written at all is kept sealed and masked, once."""
    chat = Chat(house)
    bad = chat.typed("write to me: +358 40 123 4567")
    turn.park(house, bad)
    turn.park(house, bad)
    [waiting] = parked(house)
    assert "123 4567" not in str(waiting.heard)
    assert "write to me" in str(waiting.heard)


def plant_in_the_write(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every batch that holds the bad text fail while it is written."""
    carry_out = batch.carry_out

    def planted(held: Any, heard: Heard, contact: Any, taken: Any) -> None:
        """Keep a talk, unless the text is the bad one."""
        if heard.text == BAD:
            raise ZeroDivisionError
        carry_out(held, heard, contact, taken)

    monkeypatch.setattr(turn, "carry_out", planted)


@pytest.mark.parametrize("channel", ["telegram", "slack"])
async def test_whose_message_cannot_be_written_is_told_and_asked_again(
    house: House, monkeypatch: pytest.MonkeyPatch, channel: str
) -> None:
    """What breaks the write even alone is parked, and its person told, in one transaction."""
    plant_in_the_write(monkeypatch)
    bad, good = Chat(house, "1", channel=channel).reach("works"), Chat(house, "2").reach("works")
    writer = Writer()

    async def no_rescue(heard: Heard) -> None:
        """Fail: the store is well."""
        pytest.fail(f"{heard.kind} was not stored")

    intake = Intake(
        partial(turn.take, house), writer, park=partial(turn.park, house), committed=nothing,
        rescue=no_rescue,
    )  # fmt: skip
    running = asyncio.create_task(intake.run())
    await intake.hear([good.typed("first"), bad.typed(BAD), good.typed("second")])
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    writer.close()
    told = [each.body["text"] for each in delivered(house) if each.address == "1"]
    assert "Sorry, something went wrong here." in told[0]
    assert "What is good in your life now?" in told[1]
    assert ("first", "second") == good.talk.answers["works"].words
    assert ("works", "works") == (bad.talk.at, parked(house)[0].question)
    monkeypatch.undo()
    assert turn.retry(house, parked(house)[0].id)
    assert (BAD,) == bad.talk.answers["works"].words


def test_a_newcomer_whose_message_cannot_be_written_is_told(house: House) -> None:
    """Who has no open question yet reads the apology alone, and nothing else is kept of them."""
    chat = Chat(house, language="fi")
    turn.park(house, chat.typed("hello"))
    [sorry] = delivered(house)
    assert "Anteeksi" in sorry.body["text"]
    assert chat.contact is None


@pytest.mark.parametrize("kind", ["time", "blocked"])
def test_who_said_nothing_is_told_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """A reminder that raises, or a shut door, is parked without a word to the person."""
    chat = Chat(house).reach("works")

    def fail(*_: Any) -> Any:
        """Fail as planted."""
        raise ZeroDivisionError

    monkeypatch.setattr(engine, "step", fail)
    assert [] == chat.hear(chat.heard(kind, text="reminder"))
    turn.park(house, chat.heard(kind, text="reminder"))
    assert [] == delivered(house)
    assert 2 == len(parked(house))


def test_a_talk_that_cannot_be_read_holds_nobody_up(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A message is parked also where the talk of its person is broken, and acknowledged."""
    chat = Chat(house).reach("works")

    def fail(*_: Any) -> Any:
        """Fail as planted."""
        raise ZeroDivisionError

    monkeypatch.setattr(taken, "from_record", fail)
    house.store.warm.clear()
    turn.park(house, chat.typed("hello"))
    assert [""] == [each.question for each in parked(house)]


def test_a_parked_code_is_for_no_question(house: House) -> None:
    """A code whose message broke the write is not kept, so there is nothing to try again."""
    chat = Chat(house).reach("works")
    turn.park(house, chat.typed(codes.new_code()))
    [waiting] = parked(house)
    assert ("", "") == (waiting.heard["text"], waiting.question)
    assert not turn.retry(house, waiting.id)
