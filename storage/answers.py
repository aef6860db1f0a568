"""Zone 2: what was answered, without who. Only a move writes here, and only an erasure removes.

1. Counting happens in the database and never touches words.
2. Words come out shuffled, without place, language or window.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from random import SystemRandom
from typing import Any

from sqlalchemy import func, select

from storage import hot, tables
from storage.transaction import Tx
from storage.upsert import insert

_SLICE = 5000
_DRAWN = 200


@dataclass(frozen=True, slots=True)
class Combo:
    """How many people of a place gave this answer to this question."""

    place: str
    question: str
    state: str
    choices: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Words:
    """One text that somebody may read. choices: what the move says of it (who may read it)."""

    id: str
    question: str
    choices: tuple[str, ...]
    text: str


def combos(tx: Tx, *, window: str) -> list[Combo]:
    """Count the answers of a window."""
    answer = tables.answer
    columns = answer.c["place", "question", "state", "choices"]
    found = (
        select(*columns, func.count().label("people"))
        .where(answer.c.window == window)
        .group_by(*columns)
        .order_by(*columns)
    )
    return [
        Combo(row.place, row.question, row.state, read_choices(row.choices), row.people)
        for row in tx.db.execute(found)
    ]


def words(tx: Tx, *, round_id: str) -> list[Words]:
    """Give the texts of a round that somebody may read, in no order."""
    answer = tables.answer
    found = select(*answer.c["id", "question", "choices", "words"]).where(
        answer.c.round == round_id, answer.c.words.is_not(None)
    )
    texts = [
        Words(row.id, row.question, read_choices(row.choices), row.words)
        for row in tx.db.execute(found)
    ]
    SystemRandom().shuffle(texts)
    return texts


def any_words(tx: Tx) -> str | None:
    """Give any one of all texts that somebody may read; none if there is none."""
    answer = tables.answer
    # Ids are random, so those that follow a random one are any; of enough of them one is drawn, so
    # that a text whose neighbour is close by comes as often as the others.
    found = select(answer.c.id).where(answer.c.words.is_not(None)).order_by(answer.c.id)
    begins = str(uuid.uuid4())
    drawn = [*tx.db.execute(found.where(answer.c.id >= begins).limit(_DRAWN)).scalars()]
    more = found.where(answer.c.id < begins).limit(_DRAWN - len(drawn))
    drawn += tx.db.execute(more).scalars()
    if not drawn:
        return None
    text = select(answer.c.words).where(answer.c.id == SystemRandom().choice(drawn))
    return str(tx.db.execute(text).scalar_one())


def write(tx: Tx, rows: Sequence[dict[str, Any]]) -> None:
    """Write the rows of a move; those that are there already stay as they are."""
    adding = insert(tx, tables.answer).on_conflict_do_nothing()
    for start in range(0, len(rows), _SLICE):  # a whole country at once would fill the memory
        some = rows[start : start + _SLICE]
        made = [{**row, "erase_tag": bytes.fromhex(row["erase_tag"])} for row in some]
        hot.change(tx.db, adding, made)


def write_choices(choices: Sequence[str]) -> str | None:
    """Write choices so that the same ones are the same text, in whatever order they were tapped."""
    return json.dumps(sorted(choices)) if choices else None


def read_choices(text: str | None) -> tuple[str, ...]:
    """Read what `write_choices` wrote."""
    return tuple(json.loads(text)) if text else ()
