"""A talk as a plain record and back, for the sealed place where it rests.

A field that a newer version no longer knows is dropped; one that an older record lacks has its
default: a running talk survives an update of the program.
"""

from dataclasses import fields
from typing import Any

from dialogues.model import Answer, Phase, Ref, Talk

_FIELDS = tuple(sorted(field.name for field in fields(Talk)))


def to_record(talk: Talk) -> dict[str, Any]:
    """A talk as JSON-ready values."""
    record = {name: getattr(talk, name) for name in _FIELDS}
    record["answers"] = {key: _kept(answer) for key, answer in talk.answers.items()}
    record["listed"] = list(talk.listed)
    record["refs"] = [[ref.message, ref.question, ref.part] for ref in talk.refs]
    return record


def from_record(record: dict[str, Any]) -> Talk:
    """The talk that a record holds."""
    held = {name: record[name] for name in _FIELDS if name in record}
    held["phase"] = Phase(held.get("phase", Phase.TALKING))
    held["answers"] = {key: _answer(value) for key, value in held.get("answers", {}).items()}
    held["listed"] = tuple(held.get("listed", ()))
    held["refs"] = tuple(Ref(*ref) for ref in held.get("refs", ()))
    return Talk(**held)


def _kept(answer: Answer) -> dict[str, Any]:
    """An answer without what it does not have: most have choices only, and are read every turn."""
    kept: dict[str, Any] = {"state": answer.state}
    if answer.choices:
        kept["choices"] = answer.choices
    if answer.words:
        kept["words"] = answer.words
    if answer.sensitive:
        kept["sensitive"] = True
    return kept


def _answer(value: dict[str, Any]) -> Answer:
    return Answer(
        value["state"],
        tuple(value.get("choices", ())),
        tuple(value.get("words", ())),
        bool(value.get("sensitive", False)),
    )
