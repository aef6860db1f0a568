"""What a framework must and must not be: ids, order, topics, options, conditions, length.

1. A rule looks at the framework as read and notes mistakes; it changes nothing.
2. A condition may look only at what was surely asked before, whatever order of topics a person
   chooses.
3. A question that promises something says what must work for it (`requires`).
"""

import re
from collections.abc import Callable

from dialogues.authoring.expected import RULES as KNOWN
from dialogues.authoring.source import Written
from dialogues.authoring.wording import RULES as WORDING
from dialogues.faults import Faults
from dialogues.model import Kind, Part, Question, token
from dialogues.needs import needs

# What may have to work before a question or an option is shown; `words`: something was written.
WORKS = ("again", "handoff", "help_lines", "quotes", "safe", "words")
MOST_QUESTIONS = 10
MOST_BYTES = 64
TALK_ID = "x" * 12  # ids of talks are never longer
_TAKEN = {"topic", "text", "face", "title", "need", "button"}  # they begin other sentences' ids
_PARTS = tuple(Part)
# The major, minor and patch number of semver; a framework has no pre-releases.
_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
_CHOICES = (Kind.SINGLE, Kind.MULTI)


def check(found: Written, faults: Faults) -> None:
    """Note everything that is against a rule."""
    for rule in (*RULES, *KNOWN, *WORDING):
        rule(found, faults)


def _version(found: Written, faults: Faults) -> None:
    if _VERSION.fullmatch(found.framework.version) is None:
        faults.add(
            "F110",
            found.line("version"),
            where="file",
            says="The version is not three numbers in quotes.",
            remedy='Write for example version: "1.0.0".',
        )


def _ids(found: Written, faults: Faults) -> None:
    for question in found.framework.questions:
        where = f"question {question.id}"
        if question.id in _TAKEN:
            faults.add(
                "F108",
                found.line(where),
                where=where,
                says=f"The id {question.id} is taken by the talk itself.",
                remedy="Choose another id.",
            )
        for option in question.options:
            name = token(TALK_ID, question.id, option.id)
            if len(name.encode()) > MOST_BYTES:
                faults.add(
                    "F127",
                    found.line(f"{question.id}.{option.id}", where),
                    where=f"option {question.id}.{option.id}",
                    says="The ids of question and option together are too long for a button.",
                    remedy=f"Shorten them by {len(name.encode()) - MOST_BYTES} characters.",
                )


def _order(found: Written, faults: Faults) -> None:
    last = 0
    for question in found.framework.questions:
        part = _PARTS.index(question.part)
        if part < last:
            where = f"question {question.id}"
            faults.add(
                "F112",
                found.line(where),
                where=where,
                says=f"It is of the part {question.part}, but stands after {_PARTS[last]}.",
                remedy=f"Put the parts in this order: {', '.join(_PARTS)}.",
            )
        last = max(last, part)


def _topics(found: Written, faults: Faults) -> None:
    topics = {topic.id for topic in found.framework.topics}
    used = {question.topic for question in found.framework.questions}
    for question in found.framework.questions:
        if question.topic and question.topic not in topics:
            where = f"question {question.id}"
            faults.add(
                "F112",
                found.line(where),
                where=where,
                says=f"There is no topic {question.topic}.",
                remedy=f"Use one of: {', '.join(sorted(topics)) or 'none yet'}.",
            )
    for topic in sorted(topics - used):
        faults.add(
            "F112",
            found.line(f"topic {topic}"),
            where=f"topic {topic}",
            says="No question belongs to this topic.",
            remedy="Add a question of this topic, or take the topic away.",
        )


def _options(found: Written, faults: Faults) -> None:
    for question in found.framework.questions:
        where = f"question {question.id}"
        line = found.line(where)
        if question.kind in _CHOICES and len(question.options) < 2:
            faults.add(
                "F113",
                line,
                where=where,
                says="It has fewer than two options to choose from.",
                remedy="Add options, or make it a question of the kind words or info.",
            )
        exclusive = () if question.exclusive == "none" else (question.exclusive,)
        for name in (*exclusive, *question.help_on):
            if question.option(name) is None:
                faults.add(
                    "F130",
                    line,
                    where=where,
                    says=f"It has no option {name}.",
                    remedy="In exclusive and help_on, write ids of its own options.",
                )


def _conditions(found: Written, faults: Faults) -> None:
    for place, question in enumerate(found.framework.questions):
        where = f"question {question.id}"
        if question.when is None or f"when {where}" not in found.lines:
            continue
        wrong = _unmet(found, question, place)
        if wrong:
            faults.add(
                "F114",
                found.line(f"when {where}"),
                where=where,
                says=wrong,
                remedy="Write when: {question: an earlier one, has: its option} or "
                "{question: an earlier face, lte: 1 to 4}.",
            )


def _unmet(found: Written, question: Question, place: int) -> str:
    """Why this condition can never be met as it is meant, or nothing."""
    when = question.when
    assert when is not None
    earlier = {each.id: each for each in found.framework.questions[:place]}
    target = earlier.get(when.question)
    if target is None:
        later = when.question in found.framework.by_id and when.question != question.id
        return f"The question {when.question} " + ("comes later." if later else "does not exist.")
    cases = (
        (
            bool(target.topic and question.topic and target.topic != question.topic),
            f"The question {when.question} is of another topic, which may come later.",
        ),
        (
            bool(when.has) == bool(when.lte),
            "The condition needs either has or lte, and not both.",
        ),
        (
            bool(when.lte) and target.kind is not Kind.FACE,
            f"It says lte, but {when.question} is not a face.",
        ),
        (when.lte > 4, "It says lte, but not a number from 1 to 4."),
        (
            bool(when.has) and target.option(when.has) is None,
            f"The question {when.question} has no option {when.has}.",
        ),
    )
    return next((sentence for wrong, sentence in cases if wrong), "")


def _needs(found: Written, faults: Faults) -> None:
    for question in found.framework.questions:
        for option in question.options:
            if option.need and option.need not in needs():
                faults.add(
                    "F115",
                    found.line(f"{question.id}.{option.id}"),
                    where=f"option {question.id}.{option.id}",
                    says=f"There is no need {option.need}.",
                    remedy=f"Use one of: {', '.join(needs())}.",
                )


def _works(found: Written, faults: Faults) -> None:
    for question in found.framework.questions:
        names = [question.requires, *(option.requires for option in question.options)]
        for name in names:
            if name and name not in WORKS:
                where = f"question {question.id}"
                faults.add(
                    "F116",
                    found.line(where),
                    where=where,
                    says=f"Nothing here is called {name}, so it would never be shown.",
                    remedy=f"In requires, use one of: {', '.join(WORKS)}.",
                )


def _length(found: Written, faults: Faults) -> None:
    framework = found.framework
    shown = [
        question
        for question in framework.questions
        if question.kind is not Kind.INFO
        and question.part is not Part.CONSENT
        and not question.requires
        and not (question.topic and framework.chooser)
    ]
    if len(shown) > MOST_QUESTIONS:
        where = f"question {shown[MOST_QUESTIONS].id}"
        faults.add(
            "F124",
            found.line(where),
            where=where,
            says=f"{len(shown)} questions are shown to a person who chooses no topic.",
            remedy=f"Keep at most {MOST_QUESTIONS}; move the others into topics.",
        )


RULES: tuple[Callable[[Written, Faults], None], ...] = (
    _version,
    _ids,
    _order,
    _topics,
    _options,
    _conditions,
    _needs,
    _works,
    _length,
)
