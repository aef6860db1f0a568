"""Rounds and their windows.

1. There is always exactly one round that is open or waiting, so that there is always a key.
2. A window's last day never changes: it is what people were told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import delete, func, insert, select, update

from storage import hot, tables
from storage.errors import StoreError
from storage.renewal import doom, renew, wear
from storage.transaction import Store, Tx

RoundState = Literal["waiting", "open", "closed", "shredded"]
# joined: too few people had finished, so they belong to a later window now
WindowState = Literal["open", "moving", "moved", "purged", "joined"]

_KEPT_DAYS = 30
# Asked by every batch, so made once.
_ROUNDS = select(tables.round_).order_by(func.length(tables.round_.c.id), tables.round_.c.id)
_WINDOWS = select(tables.window).order_by(tables.window.c.last_day)


@dataclass(frozen=True, slots=True)
class Round:
    """A period with a framework, an opening and a closing day (none while it waits)."""

    id: str
    framework: str
    version: str
    opens_on: date | None
    closes_on: date | None
    state: RoundState


@dataclass(frozen=True, slots=True)
class Window:
    """A fixed part of a round. Finished drafts move when its last day is over.

    uncounted: of those who moved, who talked on the web where that does not count.
    """

    id: str
    round: str
    first_day: date
    last_day: date
    state: WindowState
    uncounted: int = 0


def current(tx: Tx) -> Round:
    """Give the round that is open or waiting."""
    found = tx.db.execute(
        select(tables.round_).where(tables.round_.c.state.in_(("open", "waiting")))
    ).one_or_none()
    if found is None:
        raise StoreError("The database has no current round: it was not made by this program.")
    return _round(found)


def get(tx: Tx, round_id: str) -> Round:
    """Give one round."""
    found = tx.db.execute(select(tables.round_).where(tables.round_.c.id == round_id)).one_or_none()
    if found is None:
        raise StoreError(f"There is no round {round_id}.")
    return _round(found)


def early(tx: Tx) -> None:
    """Let what `all_rounds` and `all_windows` ask go with what goes first (see trip)."""
    hot.early(tx.db, _ROUNDS)
    hot.early(tx.db, _WINDOWS)


def all_rounds(tx: Tx) -> list[Round]:
    """List every round, the oldest first."""
    return [_round(row) for row in hot.ask(tx.db, _ROUNDS)]


def open_round(
    tx: Tx, *, framework: str, version: str, today: date, weeks: int = 4, windows: int = 1
) -> Round:
    """Open the waiting round, in windows of equal length."""
    waiting = current(tx)
    if waiting.state == "open":
        raise StoreError(f"Round {waiting.id} is open; close it first.")
    days = weeks * 7
    if not 1 <= windows <= days:
        raise StoreError("A round needs at least one week, and at least one day for every window.")
    tx.db.execute(
        update(tables.round_)
        .where(tables.round_.c.id == waiting.id)
        .values(
            framework=framework,
            version=version,
            opens_on=today,
            closes_on=today + timedelta(days=days - 1),
            state="open",
        )
    )
    tx.db.execute(insert(tables.window), _parts(waiting.id, today=today, days=days, parts=windows))
    return get(tx, waiting.id)


def _parts(round_id: str, *, today: date, days: int, parts: int) -> list[dict[str, Any]]:
    starts = [today + timedelta(days=days * part // parts) for part in range(parts + 1)]
    return [
        {
            "id": f"{round_id}-{part + 1}",
            "round": round_id,
            "first_day": starts[part],
            "last_day": starts[part + 1] - timedelta(days=1),
            "state": "open",
        }
        for part in range(parts)
    ]


def close_round(tx: Tx, *, today: date) -> Round:
    """Close the open round; the next one waits, with keys of its own, from this moment."""
    closing = current(tx)
    if closing.state != "open" or closing.closes_on is None:
        raise StoreError("No round is open.")
    tx.db.execute(
        update(tables.round_)
        .where(tables.round_.c.id == closing.id)
        .values(state="closed", closes_on=min(closing.closes_on, today))
    )
    add_waiting(tx, framework=closing.framework, version=closing.version)
    return get(tx, closing.id)


def add_waiting(tx: Tx, *, framework: str, version: str) -> None:
    """Make the next round and its keys."""
    count = tx.db.execute(select(func.count()).select_from(tables.round_)).scalar_one()
    round_id = f"r{count + 1}"
    tx.db.execute(
        insert(tables.round_).values(
            id=round_id, framework=framework, version=version, state="waiting"
        )
    )
    tx.keys.make("tag", round_id=round_id)
    tx.keys.make("erase", round_id=round_id)


def window_on(tx: Tx, round_id: str, *, day: date) -> Window | None:
    """Give the window that holds this day."""
    return next(
        (part for part in windows(tx, round_id) if part.first_day <= day <= part.last_day), None
    )


def get_window(tx: Tx, window_id: str) -> Window:
    """Give one window."""
    found = tx.db.execute(
        select(tables.window).where(tables.window.c.id == window_id)
    ).one_or_none()
    if found is None:
        raise StoreError(f"There is no window {window_id}.")
    return _window(found)


def windows(tx: Tx, round_id: str) -> list[Window]:
    """List the windows of a round, the earliest first."""
    found = select(tables.window).where(tables.window.c.round == round_id)
    return [_window(row) for row in tx.db.execute(found.order_by(tables.window.c.last_day))]


def all_windows(tx: Tx) -> list[Window]:
    """List the windows of every round, the earliest first."""
    return [_window(row) for row in hot.ask(tx.db, _WINDOWS)]


def due_windows(tx: Tx, *, today: date) -> list[Window]:
    """List the windows whose last day is over and whose drafts have not moved."""
    found = select(tables.window).where(
        tables.window.c.last_day < today, tables.window.c.state.in_(("open", "moving"))
    )
    return [_window(row) for row in tx.db.execute(found.order_by(tables.window.c.last_day))]


def shred_due(store: Store, *, today: date) -> list[str]:
    """Destroy who took part in rounds that ended more than 30 days ago; tell which."""
    with store.begin(alone=True) as tx:
        due = [
            round_.id
            for round_ in all_rounds(tx)
            if round_.state == "closed" and _kept_long_enough(tx, round_, today=today)
        ]
        for round_id in due:
            tx.db.execute(delete(tables.contact).where(tables.contact.c.round == round_id))
            doom(tx, kind="tag", round_id=round_id)
            tx.db.execute(
                update(tables.round_).where(tables.round_.c.id == round_id).values(state="shredded")
            )
        if due:
            wear(tx)  # what an older backup holds of these people must not open either
    renew(store)
    return due


def _kept_long_enough(tx: Tx, round_: Round, *, today: date) -> bool:
    parts = windows(tx, round_.id)
    last = max(
        [*(part.last_day for part in parts), *([round_.closes_on] if round_.closes_on else [])]
    )
    settled = all(part.state in {"moved", "purged", "joined"} for part in parts)
    return settled and today > last + timedelta(days=_KEPT_DAYS)


def _round(row: Sequence[Any]) -> Round:
    id_, framework, version, opens_on, closes_on, state = row
    return Round(id_, framework, version, hot.day(opens_on), hot.day(closes_on), state)


def _window(row: Sequence[Any]) -> Window:
    id_, round_id, first_day, last_day, state, uncounted = row
    return Window(id_, round_id, _day(first_day), _day(last_day), state, uncounted)


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
