"""A batch of messages, one transaction.

1. Everything that a batch changes is written in one transaction: arrivals, talks, what to send.
2. Nothing leaves the house from here; the platforms are acknowledged after the commit.
3. A message whose step raises is parked with its question; the others of the batch go on.
4. Nobody is remembered for what is not theirs to say: a shut door, a day that has passed.
"""

from collections.abc import Sequence
from dataclasses import replace
from secrets import token_hex

import structlog

from bot import late, mends, staff
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
)
from bot.cleaned import cut, redacted
from bot.flood import Flood
from bot.house import House
from bot.render import Finished
from bot.taken import messages, outgoing, step, strangers, talk_of
from bot.trouble import apology, park, put_by, retry
from dialogues import hearing, phrases
from dialogues.model import Heard, Line, Say, Talk, Turn
from dialogues.record import to_record
from storage import Lease, codes, erase, places, post
from storage.contacts import Contact

__all__ = ["BROADCAST", "REMINDER", "REPLY", "park", "retry", "take"]

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
    counted = limit.counting(now.timestamp())
    with house.sent.lent() as lent, counted as counting, house.store.begin(under=leases) as tx:
        with tx.together():
            expected(tx)
            events = [(each.channel, each.account, each.event_key) for each in heard]
            new = post.fresh(tx, events, today=now.date())
            fresh = late.unheard([cut(each) for each in heard], new, today=now.date())
            if not fresh:
                return post.exchange(tx, (), desk)
            batch = begun(house, tx, {person_of(each) for each in fresh})
            batch.lent = lent
        for each in late.in_order(fresh):
            if counting.lets_in(batch, each):
                _one(batch, each)
        return kept(batch, desk)


def _one(batch: Batch, heard: Heard) -> None:
    """One message: staff and codes first, in any state, so that none becomes an answer."""
    typed = heard.kind in ("text", "edit")
    if typed and (staff.heard(batch, heard) or _erase_code(batch, heard)):
        return
    came, heard = heard, redacted(_resolved(batch, heard))
    contact = batch.held.get(person_of(heard))
    if contact is None:
        if _is_nobodys(heard):
            shut(batch, person_of(heard))
            return
        contact = _newcomer(batch, heard)
    is_over = told_day(batch, heard, contact) is None and batch.stages[contact.round].windows
    if heard.kind == "time" and is_over:
        return
    if not _reacted(batch, contact, heard):
        return
    correction = mends.waiting(contact.record, came)
    if correction is not None and (contact := batch.held.get(contact.person)) is not None:
        _reacted(batch, contact, correction)


def _reacted(batch: Batch, contact: Contact, heard: Heard) -> bool:
    """Keep what comes of it, and say what is said to it; False if it had to be parked."""
    talk = talk_of(batch, contact)
    turn, messages, is_taken = _taken(batch, contact, talk, heard)
    carry_out(batch, heard, contact, turn)
    priority = _priority(heard)
    if heard.kind == "time" and heard.text == CLOSING:
        messages = [Finished(message.body | {CLOSING: True}) for message in messages]
    not_before = batch.house.daytime() if heard.kind == "time" else 0.0
    batch.outgoing += [outgoing(heard, each, priority, not_before) for each in messages]
    return is_taken


def _is_nobodys(heard: Heard) -> bool:
    """A door shut or opened, or a day reached, by somebody of whom nothing is kept."""
    return heard.kind in ("blocked", "returned") or (heard.kind == "time" and heard.text != AGAIN)


def _priority(heard: Heard) -> int:
    """How urgent an answer to this is."""
    return REMINDER if heard.kind == "time" else REPLY


def _taken(
    batch: Batch, contact: Contact, talk: Talk, heard: Heard
) -> tuple[Turn, list[Finished], bool]:
    """The turn and what it says; a message whose step raises is parked, and the person told."""
    try:
        turn = step(batch, contact, talk, heard)
        return turn, messages(batch, heard, turn), True
    except Exception as error:
        log.error("turn.parked", channel=heard.channel, exc_info=error)
        put_by(batch, contact, talk, heard)
        return Turn(talk, ()), apology(batch, contact, talk, heard), False


def _resolved(batch: Batch, heard: Heard) -> Heard:
    """Put the place in the stead of an invitation's code: the code is never kept."""
    if codes.read_return_code(heard.text):  # it leads back to a page, and is no answer
        return replace(heard, kind="text", text="/continue")
    words = heard.text.split(maxsplit=1) if heard.kind == "text" else []
    first, *code = words or [""]
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
    turn = Turn(strangers(batch, heard), (Say((wait or Line(phrases.CODE_TAKEN),)),))
    message = messages(batch, heard, turn)[0]
    batch.outgoing.append(outgoing(heard, message))
    return True
