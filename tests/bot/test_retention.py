"""Nothing stays longer than it may: a year of nights with the calendar moved, and quiet logs."""

import io
import logging
import sys
import threading
from collections.abc import Iterator
from datetime import date

import pytest
import structlog

from bot import logs, reading
from bot.house import House
from bot.upkeep import Upkeep
from storage import audit, erase, parking, staff, tables
from storage.codes import new_code
from tests.bot.chats import Calendar, Chat, seated
from tests.storage.test_erase import count

NIGHTS = (1, 2, 3, 7, 8, 9, 14, 15, 16, 21, 27, 28, 29, 30, 57, 58, 59, 60, 90, 180, 365, 393)


def lived(house: House) -> None:
    """A round in which everything happens that leaves something behind for a while."""
    seated(house, range(6), mood_now="4", hope="a garden", share="workers")
    Chat(house, "70").reach("mood_now")
    Chat(house, "71").finish(mood_now=("4",), again=("yes",))
    wishing = Chat(house, "72").reach("mood_now")
    wishing.type("/stop")
    with house.store.begin() as tx:
        heard = {"text": "odd"}
        parking.park(tx, ("telegram", "77", "5"), heard=heard, question="q", today=house.today())
        staff.invite(tx, role="sponsor", place="", label="A", today=house.today())
        erase.erase_later(tx, new_code())
    for _ in range(6):
        Chat(house, "73").type(new_code())


async def test_every_term_is_kept_for_more_than_a_year(
    house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """After each night nothing is older than its term; after a year only figures are left."""
    lived(house)
    first = house.today()
    for night in NIGHTS:
        calendar.wait((first - house.today()).days + night)
        await upkeep.night(house.today())
        with house.store.begin() as tx:
            for window in reading.unpublished(tx):
                reading.publish(tx, house, window)
        assert [] == audit.retention(house.store, today=house.today()).found, night
    left = {
        table.name: count(house.store, table)
        for table in (
            tables.contact, tables.subscriber, tables.arrival, tables.parked, tables.outbox,
            tables.erasure, tables.transit, tables.attempt, tables.staff,
        )
    }  # fmt: skip
    assert dict.fromkeys(left, 0) == left
    assert 0 < count(house.store, tables.answer)
    assert 1 == count(house.store, tables.release)
    with house.store.read() as tx:
        texts = tables.answer.select().where(tables.answer.c.words.is_not(None))
        assert [] == tx.db.execute(texts).all()


def test_arrivals_keep_a_day_and_no_time(chat: Chat, house: House) -> None:
    """Of an event a keyed hash and a day are kept, and nothing else."""
    chat.type("/start")
    with house.store.read() as tx:
        row = tx.db.execute(tables.arrival.select()).first()
    assert row is not None
    assert {"tag", "day"} == set(row._mapping)
    assert (16, date) == (len(row.tag), type(row.day))


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that is logged at INFO, as the bot logs it."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook)
    before = (root.handlers, root.level, logging.getLogRecordFactory(), logging.raiseExceptions)
    stream = io.StringIO()
    logs.configure("INFO", stream)
    yield stream
    root.handlers, _, factory, logging.raiseExceptions = before
    root.setLevel(before[1])
    logging.setLogRecordFactory(factory)
    sys.excepthook, threading.excepthook = hooks
    structlog.reset_defaults()


def test_a_talk_leaves_no_line_in_the_log(house: House, logged: io.StringIO) -> None:
    """Above DEBUG a whole talk, a code and a deletion say nothing: lines would tell when it was."""
    chat = Chat(house, "1")
    chat.finish(mood_now=("4",))
    chat.type(new_code())
    chat.type("/delete")
    assert "" == logged.getvalue()
