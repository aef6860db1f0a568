"""What is due: reminders, closing messages, the move, deletion, the end of a round.

1. Time is something heard: what is due for a person goes through the same intake as a message.
2. Every task may be done twice and may be cut short anywhere: the next night goes on with it.
3. A task that fails stops no other; all of them are tried again soon. A row that does not open is
   left out and counted.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import islice
from typing import Any

import structlog

from bot import mends, render, traces
from bot.batch import AGAIN, CLOSING
from bot.house import SOURCE, House
from bot.late import ARRIVALS
from bot.returned import give_back
from bot.stages import Person, held_on, stages_of
from bot.turn import BROADCAST
from bot.writer import Writer
from dialogues import harvest, phrases
from dialogues.model import Heard, Line, Phase, Say, Talk
from dialogues.record import from_record, to_record
from storage import (
    LeaseLost,
    Tx,
    Unavailable,
    attempts,
    contacts,
    entrance,
    erase,
    heartbeat,
    move,
    parking,
    post,
    progress,
    rounds,
    screens,
    staff,
    unreadable,
    words,
)
from storage.contacts import Contact
from storage.rounds import Window

log = structlog.get_logger()

Hear = Callable[[Sequence[Heard]], Awaitable[None]]

PARKED_DAYS = 7
DELAYS_DAYS = 60
WORDS_KEPT = timedelta(days=365)
PAGE = 200
LOOK_EVERY = 600.0


class Upkeep:
    """The nightly round of a house. `hear` is the intake; `sleep` waits between two looks."""

    def __init__(
        self,
        house: House,
        writer: Writer,
        hear: Hear,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._sleep = sleep
        self._house = house
        self._writer = writer
        self._hear = hear

    async def run(self) -> None:
        """Do what is due at the start and after every midnight, until cancelled."""
        done: date | None = None
        while True:
            today = self._house.today()
            if today != done:
                try:
                    await self.night(today)
                    done = today
                except Exception as error:
                    log.error("upkeep.failed", exc_info=error)
            await self._sleep(LOOK_EVERY)

    async def night(self, today: date) -> None:
        """Everything that is due today, in the order in which one thing rests on another."""
        failed: list[Exception] = []
        for task in self._tasks(today):
            try:
                await task()
            except (Unavailable, LeaseLost):
                raise  # nothing else can be done now, or it is another's to do
            except Exception as error:
                log.error("upkeep.task_failed", exc_info=error)
                failed.append(error)
        if failed:
            raise failed[0]
        log.info("upkeep.done")

    def _tasks(self, today: date) -> Sequence[Callable[[], Awaitable[object]]]:
        house, store, do = self._house, self._house.store, self._writer.do
        return (
            partial(do, move.recover, store),
            partial(self._due, today),
            partial(do, move_due, house, today),
            partial(do, erase.run_erasures, store),
            partial(do, close_due, house, today),
            partial(do, rounds.shred_due, store, today=today),
            partial(do, words.purge_words, store, before=today - WORDS_KEPT),
            partial(do, _forget_traces, house),
            partial(do, _tidy, house, today),
            partial(do, progress.renew, store, today=today, k=house.k),
            partial(self._again, today),
            self._count,
            partial(do, give_back),
        )

    async def _count(self) -> None:
        """Tell the operator of rows that do not open; a page at a time, as messages wait."""
        pages = unreadable.counted(self._house.store)
        closed = 0
        while (found := await self._writer.do(next, pages, None)) is not None:
            closed += found
        if closed:
            log.error("upkeep.unreadable", count=closed)

    async def _due(self, today: date) -> None:
        """Let time speak to those for whom something is due, a page at a time."""
        seen: set[tuple[str, str, str]] = set()
        while True:
            due = await self._writer.do(_due_page, self._house, today, seen)
            if not due:  # nothing more, or only those whose message had to be parked
                return
            seen.update(each.person for each in due)
            await self._hear([_time(self._house, each, today) for each in due])

    async def _again(self, today: date) -> None:
        """Ask those again who wished it, once a round."""
        heard = await self._writer.do(_asked_again, self._house, today)
        for start in range(0, len(heard), PAGE):
            await self._hear(heard[start : start + PAGE])


def _time(house: House, contact: Contact, today: date) -> Heard:
    """What time says; to a silent page nothing can be said, so it is as if its door were shut."""
    what = str(contact.record["due"])
    key = f"time:{what}:{contact.address}:{today.isoformat()}"
    shut = what == CLOSING and not house.rings(contact.channel)
    return Heard(*contact.person, key, "blocked" if shut else "time", text=what)


def _due_page(house: House, today: date, seen: Collection[Person]) -> list[Contact]:
    """What is due while a window is open, or between rounds; after its end a draft only moves."""
    with house.store.read() as tx:
        stages = stages_of(tx)
        due = (
            each
            for each in contacts.due(tx, today=today)
            if each.person not in seen
            and each.record.get("due")
            and (stages[each.round].on(today) or not stages[each.round].windows)
        )
        return list(islice(due, PAGE))


def _asked_again(house: House, today: date) -> list[Heard]:
    with house.store.read() as tx:
        if rounds.current(tx).state != "open":
            return []
        wished = [each for each in contacts.subscribers(tx) if each.until >= today]
        people = [(each.channel, each.account, each.address) for each in wished]
        closed: set[Person] = set()
        there = held_on(tx, today, people, closed=closed)
    return [
        Heard(*person, f"time:again:{each.address}:{today.isoformat()}", "time", AGAIN,
              token=each.place, language=each.language)
        for person, each in zip(people, wished, strict=True)
        if person not in closed and (person not in there or _may_be_asked(there[person]))
    ]  # fmt: skip


def _may_be_asked(contact: Contact) -> bool:
    """Somebody who was there between the rounds, but has no talk yet and was not asked yet."""
    record = contact.record
    begun = record.get("at") or record.get("answers") or record.get(AGAIN)
    return not begun and record.get("phase") == Phase.TALKING


def cut(house: House, record: dict[str, Any], works: frozenset[str]) -> move.Cut:
    """A whole draft as its rows, and what stays of its record: no draft, no code, no ids."""
    talk = from_record(record)
    framework = house.framework_of(talk.framework, talk.version)
    rows = tuple(
        move.Row(row.name, row.question, row.state, row.choices, row.words, national=row.national)
        for row in harvest.rows(framework, talk, works)
    )
    emptied = Talk(
        id=talk.id,
        framework=talk.framework,
        version=talk.version,
        language=talk.language,
        place=talk.place,
        phase=Phase.MOVED,
        chose_language=talk.chose_language,
        chose_place=talk.chose_place,
    )
    return move.Cut(rows=rows, emptied=to_record(emptied), code=talk.code, place=talk.place)


def move_due(house: House, today: date) -> list[move.Moved]:
    """Move every window that is over; tell those whose drafts had to be purged."""
    with house.store.read() as tx:
        windows = rounds.due_windows(tx, today=today)
    return [move_window(house, window, today) for window in windows]


def move_window(house: House, window: Window, today: date) -> move.Moved:
    """Move one window."""
    with house.store.read() as tx:
        works = house.offered(tx)
    moved = move.move(
        house.store,
        window,
        k=house.k,
        cut=lambda record: cut(house, record, works),
        today=today,
        tell=lambda tx, purged: tell(tx, house, purged, Line(phrases.PURGED)),
    )
    log.info("upkeep.moved", outcome="moved" if moved.people else "waits")
    return moved


def tell(tx: Tx, house: House, people: Sequence[Contact], *lines: Line) -> None:
    """Put one message to each of these people into the outbox, in their own language."""
    outgoing = []
    for contact in people:
        if not house.rings(contact.channel):
            continue
        language = contact.record.get("language", SOURCE)
        language = language if language in house.spoken else SOURCE
        message = render.message(Say(lines), language, house.capabilities(contact.channel))
        outgoing.append(
            post.Outgoing(*contact.person, render.body(message), BROADCAST, house.daytime())
        )
    post.put(tx, outgoing)


def close_due(house: House, today: date) -> None:
    """Close a round after its last day; the next one waits from this moment."""
    with house.store.begin() as tx:
        current = rounds.current(tx)
        if current.state == "open" and current.closes_on and current.closes_on < today:
            rounds.close_round(tx, today=today)
            log.info("upkeep.round_closed")


def _forget_traces(house: House) -> None:
    """Keep ids of messages as long as these can be deleted, corrections as they may be needed."""
    today = house.today()
    with house.store.read() as tx:
        stale = {
            round_id: [
                each.person
                for each in contacts.everyone(tx, round_id)
                if _fresh(each, today).record != each.record
            ]
            for round_id in stages_of(tx)
        }
    for round_id, people in stale.items():
        for start in range(0, len(people), PAGE):
            with house.store.begin() as tx:
                held = contacts.load(tx, round_id, people[start : start + PAGE]).values()
                contacts.save(tx, [_fresh(each, today) for each in held])


def _fresh(contact: Contact, today: date) -> Contact:
    record = mends.without_old(traces.without_old(contact.record, today), today)
    return replace(contact, record=record)


def _tidy(house: House, today: date) -> None:
    with house.store.begin() as tx:
        post.forget_arrivals(tx, before=today - ARRIVALS)
        contacts.forget_subscribers(tx, before=today)
        attempts.forget_attempts(tx, before=today - timedelta(days=DELAYS_DAYS))
        staff.forget_invitations(tx, before=today)
        # Not at every start: a page whose line died with us must be had again, with its code.
        if heartbeat.first_on(tx, today, name="screens"):
            screens.forget_screens(tx)
        entrance.forget(tx, now=house.now().timestamp())
        parking.forget_parked(tx, before=today - timedelta(days=PARKED_DAYS))
