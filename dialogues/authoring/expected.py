"""What the talk knows by its id: the age gate, the last questions, the texts, the scale of faces.

1. A question that promises something stands behind what must work for it (`requires`); a file
   cannot lift that guard.
"""

from collections.abc import Callable
from dataclasses import dataclass

from dialogues.authoring.source import TEXTS, Written
from dialogues.faults import Faults
from dialogues.model import Kind, Part, Question, When


@dataclass(frozen=True, slots=True)
class _Known:
    """A question that the talk knows by its id: what it must be."""

    part: Part
    options: frozenset[str]
    requires: str = ""
    needed: bool = False
    when: When | None = None


_YES_NO = frozenset({"yes", "no"})
KNOWN = {
    "age": _Known(Part.CONSENT, _YES_NO, needed=True),
    "ask": _Known(Part.CONSENT, _YES_NO, needed=True),
    "heard": _Known(Part.CLOSE, frozenset({"yes", "some", "no"})),
    "share": _Known(Part.LAST, frozenset({"nobody", "workers", "volunteers"}), "words"),
    "quote": _Known(Part.LAST, _YES_NO, "quotes", when=When("share", has="volunteers")),
    "again": _Known(Part.LAST, _YES_NO, "again"),
}


def _known(found: Written, faults: Faults) -> None:
    for name, must in KNOWN.items():
        question = found.framework.by_id.get(name)
        if question is None and not must.needed:
            continue
        if question is not None and _as_known(question, must):
            continue
        where = f"question {name}"
        options = ", ".join(f'"{option}"' for option in sorted(must.options))
        guard = f", requires {must.requires}" if must.requires else ""
        guard += f", when {must.when.question} has {must.when.has}" if must.when else ""
        faults.add(
            "F122",
            found.line(where),
            where=where,
            says="The talk knows this question by its id, and it is missing or something else.",
            remedy=f"Write it: kind single, part {must.part}{guard}, options {options}.",
        )


def _as_known(question: Question, must: _Known) -> bool:
    volunteers = question.option("volunteers")
    return (
        question.kind is Kind.SINGLE
        and question.part is must.part
        and question.requires == must.requires
        and question.when == must.when
        and {option.id for option in question.options} == must.options
        # Words reach volunteers only where texts are checked and translated first.
        and (volunteers is None or volunteers.requires == "quotes")
    )


def _chooser(found: Written, faults: Faults) -> None:
    """People choose their topics: where there are topics, exactly one question offers them."""
    remedy = "Give chooser: true to exactly one question: kind multi, part open."
    if found.framework.topics and not found.chooses:
        faults.add(
            "F123",
            found.line("topics"),
            where="topics",
            says="No question lets a person choose among the topics.",
            remedy=remedy,
        )
    for place, name in enumerate(found.chooses):
        question = found.framework.by_id.get(name)
        fits = question and question.kind is Kind.MULTI and question.part is Part.OPEN
        if place or not fits:
            where = f"question {name}"
            faults.add(
                "F123",
                found.line(where),
                where=where,
                says="It cannot choose the topics: another one does, or it is not such a question.",
                remedy=remedy,
            )


def _texts(found: Written, faults: Faults) -> None:
    for name in TEXTS:
        if name not in found.framework.texts:
            faults.add(
                "F128",
                found.line("texts"),
                where=f"text {name}",
                says=f"The text {name} is missing.",
                remedy="Add it; the framework that comes with the program shows how it may sound.",
            )


def _scale(found: Written, faults: Faults) -> None:
    faces = [question for question in found.framework.questions if question.kind is Kind.FACE]
    wrong = [option.id for option in found.scale] != ["5", "4", "3", "2", "1"]
    if wrong and (faces or found.scale):
        faults.add(
            "F129",
            found.line("scales"),
            where="scales",
            says="The scale face does not go from 5 (best) down to 1.",
            remedy='Write five entries with the ids "5", "4", "3", "2", "1".',
        )


RULES: tuple[Callable[[Written, Faults], None], ...] = (_known, _chooser, _texts, _scale)
