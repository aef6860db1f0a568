"""One message taken through the engine, and what is said to it."""

from dataclasses import replace

from bot import late, order, overtaken, render
from bot.batch import Batch, person_of, told_day, waits_until
from bot.house import SOURCE
from bot.render import Finished
from dialogues.asking import Scene
from dialogues.model import Heard, Talk, Turn
from dialogues.record import from_record
from storage import post
from storage.contacts import Contact


def talk_of(batch: Batch, contact: Contact) -> Talk:
    """The talk that is kept, in a language that can still say everything."""
    talk: Talk
    talk = contact.read = contact.read or from_record(contact.record)
    if talk.language in batch.house.spoken:
        return talk
    return replace(talk, language=SOURCE, chose_language=False)


def strangers(batch: Batch, heard: Heard) -> Talk:
    """Nobody's talk, in the language that this person most likely reads."""
    return Talk(id="", framework="", version="", language=batch.language_of(heard))


def step(batch: Batch, contact: Contact, talk: Talk, heard: Heard) -> Turn:
    """One step of the engine, with the facts of this person, channel and day."""
    framework = batch.house.framework_of(talk.framework, talk.version)
    last_day = told_day(batch, heard, contact)
    waits = waits_until(batch, contact) if last_day else None
    given = batch.given(framework, talk, heard, last_day, waits=waits)
    question = late.written_for(contact.record, heard, batch.today)
    known = None
    if order.overtaken(contact.record, heard, batch.today):
        known = order.known(contact.record, heard, batch.today)
    if known is not None:
        scene = Scene(framework, given, heard)
        turn = overtaken.step(scene, talk, known, question=question)
    else:
        turn = late.step(framework, talk, heard, given, question=question)
    if turn.talk.code == given.code:
        batch.given_away(given.code)
    return turn


def messages(batch: Batch, heard: Heard, turn: Turn) -> list[Finished]:
    """What a turn says, ready for the channel."""
    capabilities = batch.house.capabilities(heard.channel)
    language = turn.talk.language
    return [each for say in turn.says for each in render.finished(say, language, capabilities)]


def outgoing(
    heard: Heard, message: Finished, priority: int = post.REPLY, not_before: float = 0.0
) -> post.Outgoing:
    """What goes back to whoever said this."""
    return post.Outgoing(*person_of(heard), message.body, priority, not_before, message.written)
