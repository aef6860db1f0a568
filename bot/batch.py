"""One batch in work: the talks it holds, what it will send, and what a turn leaves in the store.

1. Everything is written in the transaction of the batch, with a handful of statements.
2. Whoever wants to be forgotten is forgotten at once, with what waits to be sent to them.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from bot import late, mends, order, traces
from bot.house import REMIND_AFTER, House, written_day
from bot.stages import FINISHED, MOVED, TALKING, Person, Stage, current, held, moved, stages_of
from dialogues.given import Given
from dialogues.model import Framework, Heard, Phase, Talk, Turn
from dialogues.record import from_record, to_record
from dialogues.sides import invitation
from storage import Tx, codes, contacts, places, post, rounds, staff
from storage.contacts import Contact

SILENT_DAYS = 14
# A page on which nobody said yes to the talk: the night after tomorrow's it is forgotten.
UNDECIDED_DAYS = 2
# What can be offered only where we can write first.
RINGING = frozenset({"again"})
# A closing message must be at least seven days old before its talk counts as finished.
COUNTS_AFTER = 7
SUBSCRIBED_DAYS = 365
# What time says (`Heard.text` of kind `time`).
REMINDER, CLOSING, AGAIN, OUTAGE = "reminder", "closing", "again", "outage"
# Kept beside the talk: the day of the last word, and the question asked again after an outage.
SPOKE, PROMPTED = "spoke", "prompted"


@dataclass
class Batch:
    """One batch in work: the talks it touches and what it will send.

    moved: who has answers in an earlier round that are kept without them. works: what is offered.
    lent: ids of messages that go back if the batch is not written (`traces.Sent`).
    """

    house: House
    tx: Tx
    today: date
    current: Stage
    places: tuple[places.Place, ...]
    held: dict[Person, Contact]
    moved: frozenset[Person]
    stages: dict[str, Stage]
    works: frozenset[str]
    touched: dict[Person, Contact] = field(default_factory=dict)
    outgoing: list[post.Outgoing] = field(default_factory=list)
    lent: dict[Person, list[str]] = field(default_factory=dict)
    _given: dict[tuple[Any, ...], Given] = field(default_factory=dict)

    def given(
        self,
        framework: Framework,
        talk: Talk,
        heard: Heard,
        last_day: date | None,
        *,
        waits: date | None = None,
    ) -> Given:
        """The facts that one step may use, put together once for all that share them.

        waits: the last day of a silent talk that is not finished, where nobody can be told.
        """
        moved, place = person_of(heard) in self.moved, invitation(heard) or talk.place
        version, channel = framework.version, heard.channel
        key = framework.id, version, talk.language, place, last_day, moved, channel, waits
        if key not in self._given:
            rings = self.house.rings(channel)
            given = self.house.given(
                framework,
                talk.language,
                there=self.places,
                place=place,
                last_day=last_day,
                is_open=last_day is not None,
                works=self.works if rings else self.works - RINGING,
            )
            given = replace(given, code=codes.new_code(), moved=moved)
            self._given[key] = self._in(channel, given, waits)
        return self._given[key]

    def _in(self, channel: str, given: Given, waits: date | None) -> Given:
        """The facts as they are in a channel."""
        can = self.house.capabilities(channel)
        given = replace(given, clears=can.clears, company=can.company, rings=can.rings)
        if can.rings:
            return given
        return replace(given, remind=False, waits=written_day(waits) if waits else "")

    def given_away(self, code: str) -> None:
        """A code that one person was given is never given to another."""
        self._given = {key: given for key, given in self._given.items() if given.code != code}

    def language_of(self, heard: Heard) -> str:
        """The language in which this person reads."""
        contact = self.held.get(person_of(heard))
        known = contact.record["language"] if contact else ""
        return known if known in self.house.spoken else self.house.guess(heard.language)


def expected(tx: Tx) -> None:
    """Ask early what `begun` will need in any case."""
    rounds.early(tx)
    places.early(tx)
    staff.early(tx)


def begun(house: House, tx: Tx, people: Collection[Person]) -> Batch:
    """A batch that holds the talks of these people."""
    today = house.today()
    stages = stages_of(tx)
    known = contacts.load_all(tx, stages, people)
    return Batch(
        house=house,
        tx=tx,
        today=today,
        current=current(stages),
        places=tuple(places.all_places(tx)),
        held=held(stages, known, today),
        moved=moved(stages, known),
        stages=stages,
        works=house.offered(tx),
    )


def kept(batch: Batch, desk: post.Desk = post.NOBODY) -> list[post.Waiting]:
    """Write what the batch changed and what it will send; give what a sender can send at once."""
    with batch.tx.together():
        contacts.save(batch.tx, list(batch.touched.values()))
        return post.exchange(batch.tx, batch.outgoing, desk)


def told_day(batch: Batch, heard: Heard, contact: Contact) -> date | None:
    """The last day to change answers, as the person is told now; None if no window is open.

    A silent talk is told the first day with which its closing message has counted long enough.
    """
    closes = heard.kind == "time" and heard.text == CLOSING
    day = batch.today + timedelta(days=COUNTS_AFTER - 1 if closes else 0)
    window = batch.stages[contact.round].on(day)
    return window.last_day if window else None


def waits_until(batch: Batch, contact: Contact) -> date | None:
    """The last day on which a page that is silent from today still finds its talk.

    Nobody can be told there that it ends, so that it is not closed, but forgotten.
    """
    windows = batch.stages[contact.round].windows
    if batch.house.rings(contact.channel) or not windows:
        return None
    return min(batch.today + timedelta(days=SILENT_DAYS - 1), windows[-1].last_day)


def person_of(heard: Heard) -> Person:
    """Who said it, in the channel's own words."""
    return heard.channel, heard.account, heard.address


def carry_out(batch: Batch, heard: Heard, contact: Contact, turn: Turn) -> None:
    """Keep the talk after a turn, or forget the person, as its effects say."""
    person, clears = contact.person, batch.house.capabilities(contact.channel).clears
    sent = batch.house.sent.take(person, batch.lent)
    here = traces.noted(contact.record, heard, sent, today=batch.today, clears=clears)
    if not {"delete", "forget"}.isdisjoint(turn.effects) or _missed_closing(heard, contact):
        contacts.forget(batch.tx, [person])
        batch.held.pop(person, None)
        batch.touched.pop(person, None)
        _unsay(batch, person)
        _clear(batch, person, turn, here)
        return
    if "gone" in turn.effects:
        shut(batch, person)
    if "unsubscribe" in turn.effects:
        contacts.unsubscribe(batch.tx, person)
    if "subscribe" in turn.effects:
        until = (batch.today + timedelta(days=SUBSCRIBED_DAYS)).replace(day=1)
        talk = turn.talk
        contacts.subscribe(batch.tx, person, language=talk.language, place=talk.place, until=until)
    _keep(batch, heard, contact, turn, _clear(batch, person, turn, here))


def _clear(batch: Batch, person: Person, turn: Turn, here: dict[str, Any]) -> dict[str, Any]:
    """Let the sender delete what was written in the chat, if that is wanted; what is left of it."""
    if "clear" not in turn.effects:
        return here
    batch.outgoing.extend(post.Outgoing(*person, body) for body in traces.bodies(here))
    return {}


def shut(batch: Batch, person: Person) -> None:
    """Send nothing more, neither of what waits nor in a later round: the door is shut."""
    post.drop(batch.tx, person)
    contacts.unsubscribe(batch.tx, person)
    _unsay(batch, person)


def _unsay(batch: Batch, person: Person) -> None:
    batch.outgoing = [each for each in batch.outgoing if each.person != person]


def _missed_closing(heard: Heard, contact: Contact) -> bool:
    """Whoever was never told their code and day must not leave answers (docs/privacy.md)."""
    unfinished = contact.record.get("phase") in (Phase.TALKING, Phase.STOPPED)
    return heard.kind == "blocked" and heard.text == CLOSING and unfinished


def _keep(batch: Batch, heard: Heard, contact: Contact, turn: Turn, here: dict[str, Any]) -> None:
    """The talk after the turn, and the day on which something is due for it."""
    due, remind_on = _due(batch, heard, contact, turn)
    asked = contact.record.get(AGAIN) or (heard.kind == "time" and heard.text == AGAIN)
    framework = batch.house.framework_of(turn.talk.framework, turn.talk.version)
    before = contact.read or from_record(contact.record)
    record = to_record(turn.talk) | {
        "due": due,
        AGAIN: bool(asked),
        **late.noted(contact.record, heard, turn.talk, batch.today, framework),
        **order.noted(contact.record, heard, before, turn, framework, today=batch.today),
        **mends.noted(contact.record, heard, before, batch.today, batch.house.agreed),
        **_spoken(batch, heard, contact),
        **here,
    }
    phase = MOVED if turn.talk.phase is Phase.MOVED else _unmoved(turn.talk)
    told = batch.stages[contact.round].told.get(turn.talk.day, contact.moves_on)
    kept = Contact(
        *contact.person, contact.round, phase, remind_on, record, told, turn.talk, contact.listed
    )
    batch.held[contact.person] = batch.touched[contact.person] = kept


def _unmoved(talk: Talk) -> int:
    return FINISHED if talk.phase is Phase.FINISHED or talk.code else TALKING


def _spoken(batch: Batch, heard: Heard, contact: Contact) -> dict[str, str]:
    """When the person spoke last, and which question was asked again after an outage."""
    kept = {key: contact.record[key] for key in (SPOKE, PROMPTED) if key in contact.record}
    if heard.kind not in ("time", "blocked", "returned"):
        kept[SPOKE] = batch.today.isoformat()
    elif heard.text == OUTAGE:
        kept[PROMPTED] = heard.token
    return kept


def _due(batch: Batch, heard: Heard, contact: Contact, turn: Turn) -> tuple[str, date | None]:
    if turn.talk.phase not in (Phase.TALKING, Phase.STOPPED):
        return "", None
    if heard.kind == "time" and heard.text == OUTAGE:  # an outage of ours gives nobody more time
        return contact.record.get("due", ""), contact.remind_on
    if turn.talk.code:  # the closing message was sent: it counts from a week later
        sent_now = not contact.record.get("code")
        counts = batch.today + timedelta(days=COUNTS_AFTER) if sent_now else contact.remind_on
        return "counts", counts
    if "remind" in turn.effects:
        return REMINDER, batch.today + REMIND_AFTER
    wished = contact.record.get("due") == REMINDER and heard.kind not in ("time", "blocked")
    if wished and turn.talk.phase is Phase.STOPPED:
        return REMINDER, contact.remind_on
    if heard.kind == "time" and heard.text == AGAIN:
        return "", None
    return CLOSING, _closing_day(batch, contact, turn.talk)


def _closing_day(batch: Batch, contact: Contact, talk: Talk) -> date | None:
    """Two weeks of silence, but early enough to count before the round ends; None if too late.

    Between rounds there is nothing to close: who only looked in is forgotten after that time.
    """
    windows = batch.stages[contact.round].windows
    if not batch.house.rings(contact.channel) and not batch.house.agreed(talk):
        return batch.today + timedelta(days=UNDECIDED_DAYS)
    if not windows:
        return batch.today + timedelta(days=SILENT_DAYS)
    silent = waits_until(batch, contact)
    if silent is not None:
        return silent + timedelta(days=1)
    latest = windows[-1].last_day + timedelta(days=1 - COUNTS_AFTER)
    due = min(batch.today + timedelta(days=SILENT_DAYS), latest)
    return due if due > batch.today else None
