"""Which questions a talk shows, and in what order: derived from the answers, never stored."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dialogues.model import Answer, Framework, Part, Question, Talk, When

SKIPS_THAT_END_A_TOPIC = 2
FREE_WORDS = "words"


def fitting(framework: Framework, answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
    """The answers without the options that have left the framework; emptied ones are none."""
    if all(_fits(framework.by_id.get(name), answer) for name, answer in answers.items()):
        return answers
    kept: dict[str, Answer] = {}
    for name, answer in answers.items():
        question = framework.by_id.get(name)
        if question is None or _fits(question, answer):
            kept[name] = answer
        elif choices := tuple(choice for choice in answer.choices if question.option(choice)):
            kept[name] = replace(answer, choices=choices)
    return kept


def _fits(question: Question | None, answer: Answer) -> bool:
    """Whether everything that was chosen can still be chosen."""
    return question is None or all(question.option(choice) for choice in answer.choices)


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


def _offered(question: Question, answers: Mapping[str, Answer], works: frozenset[str]) -> bool:
    if question.requires == FREE_WORDS:
        return any(answer.words for answer in answers.values())
    return not question.requires or question.requires in works


def _ordered(framework: Framework, answers: Mapping[str, Answer]) -> Iterator[Question]:
    topics: Iterable[str] = (topic.id for topic in framework.topics)
    if framework.chooser:
        chosen = answers.get(framework.chooser)
        topics = chosen.choices if chosen else ()
    yield from framework.by_part[Part.CONSENT]
    yield from framework.by_part[Part.OPEN]
    for topic in topics:
        yield from framework.by_topic.get(topic, ())
    yield from framework.by_part[Part.CLOSE]
    yield from framework.by_part[Part.LAST]


def shown(
    framework: Framework, answers: Mapping[str, Answer], works: frozenset[str]
) -> tuple[Question, ...]:
    """Every question that this talk shows now, in the person's own order of topics.

    Two skips inside a topic end it: what was not answered of the rest is not shown.
    """
    return tuple(_walked(framework, answers, works))


def _walked(
    framework: Framework, answers: Mapping[str, Answer], works: frozenset[str]
) -> Iterator[Question]:
    skipped: dict[str, int] = {}
    for question in _ordered(framework, answers):
        if not holds(question.when, answers) or not _offered(question, answers, works):
            continue
        answer = answers.get(question.id)
        ended = skipped.get(question.topic, 0) >= SKIPS_THAT_END_A_TOPIC
        if question.topic and ended and answer is None:
            continue
        yield question
        if question.topic and answer is not None and answer.state == "skipped":
            skipped[question.topic] = skipped.get(question.topic, 0) + 1


def next_open(framework: Framework, talk: Talk, works: frozenset[str]) -> Question | None:
    """The first question that is shown and has neither an answer nor a skip."""
    walk = _walked(framework, talk.answers, works)
    return next((question for question in walk if question.id not in talk.answers), None)


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
    return all(
        question.id in talk.answers
        for question in framework.questions
        if question.part is Part.CONSENT
    )
