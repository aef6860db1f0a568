"""A batch of messages, one transaction.

1. Everything that a batch changes is written in one transaction: arrivals, talks, what to send.
2. Nothing leaves the house from here; the platforms are acknowledged after the commit.
3. A message whose step raises is parked with its question; the others of the batch go on.
4. Nobody is remembered for what is not theirs to say: a shut door, a day that has passed.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace
from secrets import token_hex

import structlog

from bot import late, render, staff
from bot.batch import (
    AGAIN,
    CLOSING,
    Batch,
    begun,
    carry_out,
    expected,
    kept,
    person_of,
    shut,
    told_day,
    waits_until,
)
from bot.cleaned import cut, redacted, without_code
from bot.flood import Flood
from bot.house import SOURCE, House
from bot.render import Finished
from dialogues import hearing, phrases
from dialogues.model import Heard, Line, Phase, Say, Talk, Turn, read_token
from dialogues.record import from_record, to_record
from storage import Lease, StoreError, Tx, codes, erase, parking, places, post
from storage.contacts import Contact

log = structlog.get_logger()

REPLY, REMINDER, BROADCAST = post.REPLY, post.REMINDER, post.BROADCAST


def take(
    house: House,
    heard: Sequence[Heard],
    *under: Lease,
    desk: post.Desk = post.NOBODY,
    flood: Flood | None = None,
) -> list[post.Waiting]:
    """Take a batch through the engine and commit; raise if nothing could be written.

    under: the leases of those who fetched it; a batch of somebody else's is not taken.
    flood: knows who writes too fast; without it nobody does.
    desk: of the sender, whose notes are written with the batch. What comes back is committed and
    marked as being sent.
    """
    now, limit, leases = house.now(), flood or Flood(), {*under, *desk.leases}
    with limit.counting(now.timestamp()) as counting, house.store.begin(under=leases) as tx:
        with tx.together():
            expected(tx)
            events = [(each.channel, each.account, each.event_key) for each in heard]
            new = post.fresh(tx, events, today=now.date())
            fresh = late.unheard([cut(each) for each in heard], new, today=now.date())
            if not fresh:
                return post.exchange(tx, (), desk)
            batch = begun(house, tx, {person_of(each) for each in fresh})
        for each in late.in_order(fresh):
            if counting.lets_in(batch, each):
                _one(batch, each)
        return kept(batch, desk)


def park(house: House, heard: Heard, *under: Lease) -> None:
    """Keep a message sealed that nothing could be written for; tell its person, the others go on.

    A code or an invitation is not kept beside its sender: of those nothing is parked.
    """
    today = house.today()
    heard = redacted(cut(without_code(heard)))
    with house.store.begin(under=under) as tx:
        if all(post.fresh(tx, [(heard.channel, heard.account, heard.event_key)], today=today)):
            question, sorry = _trouble(house, tx, heard)
            parking.park(tx, person_of(heard), heard=asdict(heard), question=question, today=today)
            post.put(tx, [_outgoing(heard, message) for message in sorry])


def _trouble(house: House, tx: Tx, heard: Heard) -> tuple[str, list[Finished]]:
    """The question that a message was given to, and what its person is told about it."""
    try:
        batch = begun(house, tx, {person_of(heard)})
        contact = batch.held.get(person_of(heard))
        talk = _talk_of(batch, contact) if contact else _strangers(batch, heard)
        return _given_to(batch, contact, talk, heard), _apology(batch, contact, talk, heard)
    except Exception as error:  # a talk that cannot be read must not keep its message from parking
        log.error("turn.apology", channel=heard.channel, exc_info=error)
        return "", []


def _one(batch: Batch, heard: Heard) -> None:
    """One message: staff and codes first, in any state, so that none becomes an answer."""
    typed = heard.kind in ("text", "edit")
    if typed and (staff.heard(batch, heard) or _erase_code(batch, heard)):
        return
    heard = redacted(_resolved(batch, heard))
    contact = batch.held.get(person_of(heard))
    if contact is None:
        if _is_nobodys(heard):
            shut(batch, person_of(heard))
            return
        contact = _newcomer(batch, heard)
    is_over = told_day(batch, heard, contact) is None and batch.stages[contact.round].windows
    if heard.kind == "time" and is_over:
        return
    turn, messages = _taken(batch, contact, heard)
    carry_out(batch, heard, contact, turn)
    priority = _priority(heard)
    if heard.kind == "time" and heard.text == CLOSING:
        messages = [Finished(message.body | {CLOSING: True}) for message in messages]
    not_before = batch.house.daytime() if heard.kind == "time" else 0.0
    batch.outgoing += [_outgoing(heard, each, priority, not_before) for each in messages]


def _outgoing(
    heard: Heard, message: Finished, priority: int = REPLY, not_before: float = 0.0
) -> post.Outgoing:
    """What goes back to whoever said this."""
    return post.Outgoing(*person_of(heard), message.body, priority, not_before, message.written)


def _is_nobodys(heard: Heard) -> bool:
    """A door shut or opened, or a day reached, by somebody of whom nothing is kept."""
    return heard.kind in ("blocked", "returned") or (heard.kind == "time" and heard.text != AGAIN)


def _priority(heard: Heard) -> int:
    """How urgent an answer to this is."""
    return REMINDER if heard.kind == "time" else REPLY


def _taken(batch: Batch, contact: Contact, heard: Heard) -> tuple[Turn, list[Finished]]:
    """The turn and what it says; a message whose step raises is parked, and the person told."""
    talk = _talk_of(batch, contact)
    try:
        turn = _step(batch, contact, talk, heard)
        return turn, _messages(batch, heard, turn)
    except Exception as error:
        log.error("turn.parked", channel=heard.channel, exc_info=error)
        question = _given_to(batch, contact, talk, heard)
        parking.park(
            batch.tx, person_of(heard), heard=asdict(heard), question=question, today=batch.today
        )
        return Turn(talk, ()), _apology(batch, contact, talk, heard)


def _talk_of(batch: Batch, contact: Contact) -> Talk:
    """The talk that is kept, in a language that can still say everything."""
    talk: Talk
    talk = contact.read or from_record(contact.record)
    if talk.language in batch.house.spoken:
        return talk
    return replace(talk, language=SOURCE, chose_language=False)


def _strangers(batch: Batch, heard: Heard) -> Talk:
    """Nobody's talk, in the language that this person most likely reads."""
    return Talk(id="", framework="", version="", language=batch.language_of(heard))


def _given_to(batch: Batch, contact: Contact | None, talk: Talk, heard: Heard) -> str:
    """The question of the button, the one that a text was written for, or the open one."""
    parts = read_token(heard.token) if heard.kind == "tap" else None
    if parts is not None or not heard.text:
        return parts[1] if parts else ""
    written_for = late.written_for(contact.record, heard, batch.today) if contact else ""
    return written_for or talk.asked or talk.at


def _step(batch: Batch, contact: Contact, talk: Talk, heard: Heard) -> Turn:
    framework = batch.house.framework_of(talk.framework, talk.version)
    last_day = told_day(batch, heard, contact)
    waits = waits_until(batch, contact) if last_day else None
    given = batch.given(framework, talk, heard, last_day, waits=waits)
    question = late.written_for(contact.record, heard, batch.today)
    turn = late.step(framework, talk, heard, given, question=question)
    if turn.talk.code == given.code:
        batch.given_away(given.code)
    return turn


def _messages(batch: Batch, heard: Heard, turn: Turn) -> list[Finished]:
    capabilities = batch.house.capabilities(heard.channel)
    return [render.finished(say, turn.talk.language, capabilities) for say in turn.says]


def _apology(batch: Batch, contact: Contact | None, talk: Talk, heard: Heard) -> list[Finished]:
    """Tell whoever said something kindly, and repeat their open question if that can be said."""
    if heard.kind in ("time", "blocked", "returned"):
        return []
    sorry = Say((Line(phrases.TROUBLE),))
    again = Heard(heard.channel, heard.account, heard.address, "", "text", text="/continue")
    try:
        says = _step(batch, contact, talk, again).says if contact else ()
        return _messages(batch, heard, Turn(talk, (sorry, *says)))
    except Exception as error:
        log.error("turn.apology", channel=heard.channel, exc_info=error)
        return _messages(batch, heard, Turn(talk, (sorry,)))


def _resolved(batch: Batch, heard: Heard) -> Heard:
    """Put the place in the stead of an invitation's code: the code is never kept."""
    if codes.read_return_code(heard.text):  # it leads back to a page, and is no answer
        return replace(heard, kind="text", text="/continue")
    first, *code = heard.text.split(maxsplit=1) if heard.kind == "text" else [""]
    command = hearing.slash(heard.text) is hearing.Control.START
    # Slack delivers no slash of ours: there people write "start" and the code.
    if not command and (not code or first.lower() != "start"):
        return heard
    place = places.invited(batch.tx, code[0].strip()) if code else None
    if not command and place is None:
        return heard
    return replace(heard, text=f"/start {place}" if place else "/start")


def _newcomer(batch: Batch, heard: Heard) -> Contact:
    """A first message in this round: a talk of its own, guessed to be in the phone's language."""
    talk = Talk(
        id=token_hex(3),
        framework=batch.current.round.framework,
        version=batch.current.round.version,
        language=batch.house.guess(heard.language),
    )
    if heard.kind == "time":  # asked again: language and place are known from last time
        known = heard.language in dict(batch.house.languages)
        talk = replace(talk, place=heard.token, chose_place=bool(heard.token), chose_language=known)
    window = batch.current.on(batch.today)
    return Contact(
        *person_of(heard),
        round=batch.current.round.id,
        record=to_record(talk),
        moves_on=window.last_day if window else None,
    )


def _erase_code(batch: Batch, heard: Heard) -> bool:
    """A code of erasure: before the move it opens the delete question, after it, it deletes."""
    code = codes.read_code(heard.text)
    if code is None:
        return False
    contact = batch.held.get(person_of(heard))
    if contact is not None and contact.record.get("code") == code:
        _one(batch, replace(heard, kind="text", text="/delete"))
        return True
    wait = batch.house.tries.wait(batch.tx, person_of(heard), code, today=batch.today)
    if wait is None:
        erase.erase_later(batch.tx, code)
    turn = Turn(_strangers(batch, heard), (Say((wait or Line(phrases.CODE_TAKEN),)),))
    message = _messages(batch, heard, turn)[0]
    batch.outgoing.append(_outgoing(heard, message))
    return True


def retry(house: House, parked_id: str) -> bool:
    """Try a parked message again; whether it was given to its question, else it is dropped.

    It may fill only the question it was given to, and only if that is still unanswered.
    """
    with house.store.begin() as tx:
        found = next((each for each in parking.parked(tx) if each.id == parked_id), None)
        if found is None:
            raise StoreError(f"Nothing is parked with the id {parked_id}; see parked list.")
        heard = Heard(**{**found.heard, "hidden": tuple(found.heard["hidden"])})
        batch = begun(house, tx, {found.person})
        contact = batch.held.get(found.person)
        parking.unpark(tx, parked_id)
        if contact is None or not _still_open(talk := from_record(contact.record), found.question):
            return False
        if talk.phase is Phase.STOPPED:
            talk = replace(talk, phase=Phase.TALKING)
        turn = _step(batch, contact, talk, heard)
        messages = _messages(batch, heard, turn)
        carry_out(batch, heard, contact, turn)
        batch.outgoing.extend(_outgoing(heard, message) for message in messages)
        kept(batch)
    return True


def _still_open(talk: Talk, question: str) -> bool:
    return question == (talk.asked or talk.at) and question not in talk.answers
