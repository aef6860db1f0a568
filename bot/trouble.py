"""Messages that cannot be worked through: put by, their person told, tried again later.

1. Whatever keeps a message from its talk, it is put by and holds nobody up, its own person neither;
   only a store that is out of reach (`Unavailable`) does.
2. Trying again goes over nothing that was said meanwhile.
"""

from dataclasses import asdict, replace
from typing import Any

import structlog

from bot import late, mends, render
from bot.batch import Batch, begun, carry_out, kept, person_of
from bot.cleaned import cut, redacted, sound, without_code
from bot.house import House
from bot.render import Finished
from bot.taken import messages, outgoing, step, strangers, talk_of
from bot.urgent import help_card, urgent
from dialogues import phrases
from dialogues.controls import CAN_ANSWER
from dialogues.hearing import Control
from dialogues.model import Heard, Line, Phase, Ref, Say, Talk, read_token
from dialogues.record import from_record
from storage import Lease, LeaseLost, StoreError, Tx, Unavailable, parking, post
from storage.contacts import Contact
from storage.database import faults_told

log = structlog.get_logger()


def park(house: House, heard: Heard, *under: Lease) -> None:
    """Keep a message sealed that nothing could be written for; tell its person, the others go on.

    A code or an invitation is not kept beside its sender: of those nothing is parked. If even the
    talk cannot be looked at, the message is kept and the person told without it.
    """
    heard = redacted(cut(without_code(sound(heard))))
    try:
        _park(house, heard, under, talk=True)
    except (LeaseLost, Unavailable):
        raise
    except Exception as error:
        log.error("turn.parked_alone", channel=heard.channel, exc_info=error)
        _park(house, heard, under, talk=False)


def _park(house: House, heard: Heard, under: tuple[Lease, ...], *, talk: bool) -> None:
    today = house.today()
    with house.store.begin(under=under) as tx:
        if all(post.fresh(tx, [(heard.channel, heard.account, heard.event_key)], today=today)):
            if not (talk and (sorry := _with_talk(house, tx, heard)) is not None):
                parking.park(tx, person_of(heard), heard=_kept(heard), question="", today=today)
                sorry = _sorry(house, heard, house.guess(heard.language))
            post.put(tx, [outgoing(heard, message) for message in sorry])


def _with_talk(house: House, tx: Tx, heard: Heard) -> list[Finished] | None:
    """Put it by with its question; what its person is told. None if the talk cannot be read."""
    try:
        with faults_told():  # a database that is out of reach now is no reason to put it by
            batch = begun(house, tx, {person_of(heard)})
        contact = batch.held.get(person_of(heard))
        talk = talk_of(batch, contact) if contact else strangers(batch, heard)
    except Unavailable:
        raise
    except Exception as error:  # a talk that cannot be read must not keep its message from parking
        log.error("turn.apology", channel=heard.channel, exc_info=error)
        return None
    put_by(batch, contact, talk, heard)
    return apology(batch, contact, talk, heard)


def put_by(batch: Batch, contact: Contact | None, talk: Talk, heard: Heard) -> None:
    """Park a message with the question it was given to."""
    question = _given_to(batch, contact, talk, heard)
    was = _answer(talk, question) if heard.kind == "edit" else None
    parking.park(
        batch.tx,
        person_of(heard),
        heard=_kept(heard),
        question=question,
        was=was,
        today=batch.today,
    )


def _given_to(batch: Batch, contact: Contact | None, talk: Talk, heard: Heard) -> str:
    """The question of the button or of the edited message, the one written for, or the open one."""
    if heard.kind == "edit":
        ref = _edited(talk, heard)
        return ref.question if ref else ""
    parts = read_token(heard.token) if heard.kind == "tap" else None
    if parts is not None or not heard.text:
        return parts[1] if parts else ""
    written_for = late.written_for(contact.record, heard, batch.today) if contact else ""
    return written_for or talk.asked or talk.at


def _edited(talk: Talk, heard: Heard) -> Ref | None:
    return next((ref for ref in reversed(talk.refs) if ref.message == heard.ref), None)


def _answer(talk: Talk, question: str) -> list[list[str]] | None:
    answer = talk.answers.get(question)
    return [list(answer.choices), list(answer.words)] if answer else None


def apology(batch: Batch, contact: Contact | None, talk: Talk, heard: Heard) -> list[Finished]:
    """Tell whoever said something kindly, and repeat their open question if that can be said."""
    sorry = _sorry(batch.house, heard, talk.language)
    if not sorry or contact is None:
        return sorry
    again = Heard(heard.channel, heard.account, heard.address, "", "text", text="/continue")
    try:
        return [*sorry, *messages(batch, heard, step(batch, contact, talk, again))]
    except Exception as error:
        log.error("turn.apology", channel=heard.channel, exc_info=error)
        return sorry


def _sorry(house: House, heard: Heard, language: str) -> list[Finished]:
    """A kind word; before it the help card, if this was a call for help."""
    if heard.kind in ("time", "blocked", "returned"):
        return []
    says = [Say((Line(phrases.TROUBLE),))]
    if urgent(house, heard) is Control.HELP:
        says.insert(0, help_card(house, language))
    capabilities = house.capabilities(heard.channel)
    return [each for say in says for each in render.finished(say, language, capabilities)]


def retry(house: House, parked_id: str) -> bool:
    """Try a parked message again; whether it was given to its question, else it is dropped.

    It may fill only the question it was given to, and only if that is still unanswered; an edit
    only the answer that it was to change, and only if that is still as it was.
    """
    with house.sent.lent() as lent, house.store.begin() as tx:
        found = next((each for each in parking.parked(tx) if each.id == parked_id), None)
        if found is None:
            raise StoreError(f"Nothing is parked with the id {parked_id}; see parked list.")
        heard = _heard(found.heard)
        batch = begun(house, tx, {found.person})
        batch.lent = lent
        contact = batch.held.get(found.person)
        parking.unpark(tx, parked_id)
        if contact is None or not _may_fill(talk := from_record(contact.record), heard, found):
            return False
        if talk.phase is Phase.STOPPED and heard.kind != "edit":
            talk = replace(talk, phase=Phase.TALKING)
        _again(batch, contact, talk, heard)
        correction = mends.waiting(contact.record, heard)
        if correction is not None and (now := batch.held.get(found.person)) is not None:
            _corrected(batch, now, correction)
        kept(batch)
    return True


def _corrected(batch: Batch, contact: Contact, correction: Heard) -> None:
    """The message is taken; its correction is parked by itself if it cannot be."""
    talk = talk_of(batch, contact)
    try:
        _again(batch, contact, talk, correction)
    except Exception as error:
        log.error("turn.parked", channel=correction.channel, exc_info=error)
        put_by(batch, contact, talk, correction)


def _again(batch: Batch, contact: Contact, talk: Talk, heard: Heard) -> None:
    turn = step(batch, contact, talk, heard)
    said = messages(batch, heard, turn)
    carry_out(batch, heard, contact, turn)
    batch.outgoing.extend(outgoing(heard, message) for message in said)


def _kept(heard: Heard) -> dict[str, Any]:
    """What may rest of it: a caption is read for a call for help, and no answer."""
    return asdict(heard) | ({"text": ""} if heard.kind == "other" else {})


def _heard(parked: dict[str, Any]) -> Heard:
    return Heard(**{**parked, "hidden": tuple(parked["hidden"])})


def _may_fill(talk: Talk, heard: Heard, parked: parking.Parked) -> bool:
    question = parked.question
    if heard.kind != "edit":
        return question == (talk.asked or talk.at) and question not in talk.answers
    ref = _edited(talk, heard)
    if ref is None or ref.question != question or talk.phase not in CAN_ANSWER:
        return False
    return parked.was is not None and parked.was == _answer(talk, question)
