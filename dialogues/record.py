"""A talk as a plain record and back, for the sealed place where it rests.

A field that a newer version no longer knows is dropped; one that an older record lacks has its
default: a running talk survives an update of the program.
"""

from dataclasses import MISSING, fields
from operator import itemgetter
from typing import Any

from dialogues.model import Answer, Phase, Ref, Talk

_FIELDS = tuple(field.name for field in fields(Talk))
_NEW: dict[str, Any] = {f.name: f.default for f in fields(Talk) if f.default is not MISSING}
_NEW["answers"] = {}
_held = itemgetter(*_FIELDS)
_PHASES = {str(phase): phase for phase in Phase}


def to_record(talk: Talk) -> dict[str, Any]:
    """A talk as JSON-ready values."""
    answers = {key: _kept(answer) for key, answer in talk.answers.items()}
    return vars(talk) | {"answers": answers, "refs": list(map(list, talk.refs))}


def from_record(record: dict[str, Any]) -> Talk:
    """The talk that a record holds."""
    held = _NEW | record
    held["phase"] = _PHASES[held["phase"]]
    held["answers"] = {key: _answer(value) for key, value in held["answers"].items()}
    held["listed"] = tuple(held["listed"])
    held["refs"] = tuple(map(Ref._make, held["refs"]))
    return Talk(*_held(held))


def _kept(answer: Answer) -> dict[str, Any] | tuple[str, ...]:
    """An answer without what it does not have: most have choices only, and rest as their list."""
    if answer.choices and not answer.words and answer.state == "answered":
        return answer.choices
    kept: dict[str, Any] = {"state": answer.state}
    if answer.choices:
        kept["choices"] = answer.choices
    if answer.words:
        kept["words"] = answer.words
    if answer.sensitive:
        kept["sensitive"] = True
    return kept


def _answer(value: Any) -> Answer:
    if not isinstance(value, dict):
        return Answer("answered", tuple(value))
    choices = tuple(value.get("choices", ()))
    if "words" not in value:
        return Answer(value["state"], choices)
    return Answer(value["state"], choices, tuple(value["words"]), value.get("sensitive", False))
