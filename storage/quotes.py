"""Texts that volunteers may read, as far as their writers go; what staff decided about each.

1. A text comes out without place, language, window or question, and in no order.
2. Only an approved one with its typed translation leaves this room for a release.
3. Who decided, and when, is not kept. What is in a release is decided for good.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from random import SystemRandom
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, delete, select

from storage import tables
from storage.errors import StoreError
from storage.transaction import Tx
from storage.upsert import insert_or_update

QUOTE = "_quote"
State = Literal["waiting", "approved", "refused"]
_answer, _quote, _release, _round = tables.answer, tables.quote, tables.release, tables.round_


@dataclass(frozen=True, slots=True)
class Quote:
    """One text whose writer said yes to it. translations: by language."""

    id: str
    text: str
    state: State
    translations: Mapping[str, str]


def undecided(tx: Tx) -> list[Quote]:
    """List every text that is in no release yet, in no order."""
    published = select(_release.c.window)
    found = [_read(row) for row in tx.db.execute(_all().where(_answer.c.window.not_in(published)))]
    SystemRandom().shuffle(found)
    return found


def find(tx: Tx, quote_id: str) -> Quote:
    """Give a text that is in no release yet."""
    found = next((each for each in undecided(tx) if each.id == quote_id), None)
    if found is None:
        raise StoreError(f"No text with the id {quote_id} can be decided; see quotes list.")
    return found


def approved(tx: Tx, *, window: str) -> list[Mapping[str, str]]:
    """Give the translations of the approved texts of a window; never what was written."""
    wanted = _all().where(_answer.c.window == window, _quote.c.state == "approved")
    return [_read(row).translations for row in tx.db.execute(wanted)]


def approve(tx: Tx, quote_id: str, *, language: str, translation: str) -> None:
    """Let volunteers read this translation; another language joins those that are there."""
    held = find(tx, quote_id)
    said = held.translations if held.state == "approved" else {}
    _decide(tx, quote_id, "approved", {**said, language: translation})


def refuse(tx: Tx, quote_id: str) -> None:
    """Let volunteers not read it; what was translated of it is not kept."""
    find(tx, quote_id)
    _decide(tx, quote_id, "refused", {})


def forget_quotes(tx: Tx, which: ColumnElement[bool]) -> None:
    """Forget what was decided about these answers."""
    answers = select(_answer.c.id).where(which)
    tx.db.execute(delete(_quote).where(_quote.c.answer.in_(answers)))


def _all() -> Select[Any]:
    # By round and name, as the index has it: a question alone would be looked for in every row.
    named = _answer.c.round.in_(select(_round.c.id)) & (_answer.c.name == QUOTE)
    columns = (_answer.c.id, _answer.c.words, _quote.c.state, _quote.c.translations)
    return (
        select(*columns)
        .select_from(_answer)
        .outerjoin(_quote, _quote.c.answer == _answer.c.id)
        .where(named, _answer.c.words.is_not(None))
    )


def _decide(tx: Tx, quote_id: str, state: State, translations: Mapping[str, str]) -> None:
    written = json.dumps(translations, ensure_ascii=False, sort_keys=True)
    decide = insert_or_update(tx, _quote, key="answer", columns=("state", "translations"))
    tx.db.execute(decide, {"answer": quote_id, "state": state, "translations": written})


def _read(row: Any) -> Quote:
    said = json.loads(row.translations) if row.translations else {}
    return Quote(row.id, row.words, row.state or "waiting", said)
