"""Retention: nothing is older than its term, with a night to spare.

The nightly upkeep keeps these terms; the audit tells where it did not.
"""

from calendar import timegm
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select

from storage import tables
from storage.audit.section import Section
from storage.transaction import Store, Tx

_SPARE = timedelta(days=2)  # a night, and a night in which the machine was off
_ARRIVALS, _PARKED = timedelta(days=8), timedelta(days=7)
_DELAYS, _PEOPLE, _WORDS = timedelta(days=60), timedelta(days=30), timedelta(days=365)


def retention(store: Store, *, today: date) -> Section:
    """Look for what should be gone."""
    section = Section("retention")
    late = today - _SPARE
    with store.read() as tx:
        for sentence, old in _terms(late):
            rows = select(func.count()).where(old)
            section.count(tx.db.execute(rows).scalar_one(), sentence)
        _keys(section, tx, late)
        if tx.db.execute(select(tables.erasure.c.id).limit(1)).first() is not None:
            section.notes.append("codes wait for the night, or for the move of a draft")
    section.notes.append("ids of sent messages are not kept outside the talk they belong to")
    return section


def _terms(late: date) -> list[tuple[str, ColumnElement[bool]]]:
    window, contact = tables.window, tables.contact
    over = select(window.c.id).where(window.c.last_day < late - _WORDS)
    settled = select(tables.round_.c.id).where(tables.round_.c.state == "shredded")
    ended = window.c.last_day < late
    return [
        ("arrivals older than 8 days", tables.arrival.c.day < late - _ARRIVALS),
        ("parked messages older than 7 days", tables.parked.c.day < late - _PARKED),
        ("words older than 12 months",
         tables.answer.c.words.is_not(None) & tables.answer.c.window.in_(over)),
        ("translations of words older than 12 months",
         tables.quote.c.answer.in_(select(tables.answer.c.id).where(tables.answer.c.window.in_(over)))),
        ("talks of which something is overdue",
         (contact.c.phase == 0) & (contact.c.remind_on < late)),
        ("contacts of rounds whose key is destroyed", contact.c.round.in_(settled)),
        ("windows that have not moved", ended & window.c.state.in_(("open", "moving"))),
        ("answers on their way for longer than a night",
         tables.transit.c.window.in_(select(window.c.id).where(ended))),
        ("subscriptions whose time is over", tables.subscriber.c.until < late),
        ("invitations of staff whose time is over", tables.staff.c.until < late),
        ("sessions and tickets of staff that are over",
         tables.session.c.begun < _epoch(late)),
        ("delays whose time is over", tables.attempt.c.until < late - _DELAYS),
    ]  # fmt: skip


def _epoch(day: date) -> int:
    return timegm(day.timetuple())


def _keys(section: Section, tx: Tx, late: date) -> None:
    """A round's key of people goes 30 days after the round."""
    last = select(func.max(tables.window.c.last_day))
    for round_id in tx.keys.rounds("tag"):
        ended = tx.db.execute(last.where(tables.window.c.round == round_id)).scalar_one()
        kept = ended is None or ended >= late - _PEOPLE
        section.expect(kept, f"the key of the people of round {round_id} is not destroyed")
