"""Which questions a talk shows, and in what order: derived from the answers, never stored."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import takewhile

from dialogues.model import Answer, Framework, Part, Question, Talk, When
from dialogues.redact import published

SKIPS_THAT_END_A_TOPIC = 2
FREE_WORDS = "words"
QUOTES = "quotes"


def fitting(framework: Framework, answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
    """The answers without the options that have left the framework; emptied ones are none."""
    known = framework.by_id
    gone = [
        name
        for name, answer in answers.items()
        if name in known and not known[name].ids.issuperset(answer.choices)
    ]
    if not gone:
        return answers
    kept = dict(answers)
    for name in gone:
        choices = tuple(choice for choice in kept[name].choices if choice in known[name].ids)
        if choices:
            kept[name] = replace(kept[name], choices=choices)
        else:
            del kept[name]
    return kept


def holds(when: When | None, answers: Mapping[str, Answer]) -> bool:
    """Whether the condition of a question is met by the answers so far; a skip meets none."""
    if when is None:
        return True
    answer = answers.get(when.question)
    if answer is None or answer.state == "skipped":
        return False
    if when.has:
        return when.has in answer.choices
    return any(choice.isdigit() and int(choice) <= when.lte for choice in answer.choices)


def _ordered(framework: Framework, answers: Mapping[str, Answer]) -> list[Question]:
    if framework.chooser:
        chosen = answers.get(framework.chooser)
        topics = chosen.choices if chosen else ()
    else:
        topics = tuple(topic.id for topic in framework.topics)
    ordered = list(framework.ahead)
    for topic in topics:
        ordered += framework.by_topic.get(topic, ())
    ordered += framework.behind
    return ordered


def shown(
    framework: Framework, answers: Mapping[str, Answer], works: frozenset[str]
) -> tuple[Question, ...]:
    """Every question that this talk shows now, in the person's own order of topics."""
    return tuple(
        question
        for question in _ordered(framework, answers)
        if may_be_shown(framework, question, answers, works)
        and (question.id in answers or not _is_ended(framework, question, answers, works))
    )


def next_open(framework: Framework, talk: Talk, works: frozenset[str]) -> Question | None:
    """The first question that is shown and has neither an answer nor a skip."""
    answers = talk.answers
    for question in _ordered(framework, answers):
        if (
            question.id not in answers
            and may_be_shown(framework, question, answers, works)
            and not _is_ended(framework, question, answers, works)
        ):
            return question
    return None


def may_be_shown(
    framework: Framework,
    question: Question,
    answers: Mapping[str, Answer],
    works: frozenset[str],
) -> bool:
    """Whether the condition of a question is met, and what it promises works."""
    if question.when and not holds(question.when, answers):
        return False
    if question.requires == FREE_WORDS:
        return any(answer.words for answer in answers.values())
    if question.requires == QUOTES and QUOTES in works:
        found = written(framework, answers, works)
        return any(published(answers[each.id].words) for each in found)
    return not question.requires or question.requires in works


def written(
    framework: Framework, answers: Mapping[str, Answer], works: frozenset[str]
) -> Iterator[Question]:
    """The questions whose own words others could read: none that tell of danger or are guarded."""
    for question in _ordered(framework, answers):
        given = answers.get(question.id)
        if (
            given is not None
            and given.words
            and not (given.sensitive or question.requires)
            and may_be_shown(framework, question, answers, works)
        ):
            yield question


def _is_ended(
    framework: Framework,
    question: Question,
    answers: Mapping[str, Answer],
    works: frozenset[str],
) -> bool:
    """Two skips inside a topic end it: what was not answered of the rest is not shown."""
    if not question.topic:
        return False
    before = takewhile(lambda each: each is not question, framework.by_topic[question.topic])
    skips = [
        each
        for each in before
        if each.id in answers
        and answers[each.id].state == "skipped"
        and may_be_shown(framework, each, answers, works)
    ]
    return len(skips) >= SKIPS_THAT_END_A_TOPIC


def last_open(framework: Framework, talk: Talk, works: frozenset[str]) -> Question | None:
    """The first of the last questions (who may read, may I ask again) without an answer."""
    walk = shown(framework, talk.answers, works)
    last = (question for question in walk if question.part is Part.LAST)
    return next((question for question in last if question.id not in talk.answers), None)


def before(framework: Framework, talk: Talk, works: frozenset[str]) -> Question | None:
    """The question shown just before the open one; from the talk no way leads into the consent.

    An open question that is not shown any more stands where the talk would go on.
    """
    at = framework.by_id.get(talk.at)
    consent = at is not None and at.part is Part.CONSENT
    walk = [q for q in shown(framework, talk.answers, works) if (q.part is Part.CONSENT) == consent]
    if at not in walk:
        at = next((question for question in walk if question.id not in talk.answers), None)
    place = walk.index(at) if at is not None else len(walk)
    return walk[place - 1] if place > 0 else None


def consented(framework: Framework, talk: Talk) -> bool:
    """Whether every consent screen was read and answered."""
    return all(question.id in talk.answers for question in framework.by_part[Part.CONSENT])
