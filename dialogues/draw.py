"""A framework drawn as a Mermaid picture: the way of a talk, its topics, conditions and ends."""

from collections.abc import Iterator
from itertools import pairwise

from dialogues.model import Framework, Kind, Part, Question

_PARTS = {
    Part.CONSENT: "Before the talk",
    Part.OPEN: "Opening",
    Part.CLOSE: "Closing",
    Part.LAST: "At the very end",
}
_GATES = ("age", "ask")


def mermaid(framework: Framework) -> str:
    """The whole talk as a Mermaid flowchart, drawn from nothing but the framework."""
    return "\n".join(_lines(framework)) + "\n"


def _lines(framework: Framework) -> Iterator[str]:
    yield "---"
    yield f"title: {_safe(framework.title.source)} ({framework.id} {framework.version})"
    yield "---"
    yield "flowchart TD"
    yield '  start(["hello"])'
    yield '  finish(["code and goodbye"])'
    for part in (Part.CONSENT, Part.OPEN):
        yield from _group(part, _of(framework, part))
    for topic in framework.topics:
        yield f'  subgraph topic_{topic.id}["{_safe(topic.title.source)}"]'
        yield from _boxes(
            question for question in framework.questions if question.topic == topic.id
        )
        yield "  end"
    for part in (Part.CLOSE, Part.LAST):
        yield from _group(part, _of(framework, part))
    yield from _arrows(framework)
    yield from _conditions(framework)


def _of(framework: Framework, part: Part) -> list[Question]:
    return [question for question in framework.questions if question.part is part]


def _group(part: Part, questions: list[Question]) -> Iterator[str]:
    if questions:
        yield f'  subgraph part_{part}["{_PARTS[part]}"]'
        yield from _boxes(iter(questions))
        yield "  end"


def _boxes(questions: Iterator[Question]) -> Iterator[str]:
    for question in questions:
        text = "<br/>".join(_safe(phrase.source) for phrase in question.text)
        if question.kind in {Kind.SINGLE, Kind.MULTI}:
            text += f"<br/><i>{_choices(question)}</i>"
        needs = f"<br/><b>only where this works: {question.requires}</b>"
        yield f'    {_box(question)}["{text}{needs if question.requires else ""}"]'


def _choices(question: Question) -> str:
    labels = [getattr(option.label, "source", option.label) for option in question.options]
    return " · ".join(_safe(str(label)) for label in labels)


def _arrows(framework: Framework) -> Iterator[str]:
    """The way on: one after the other, and through the topics that the person chose."""
    begin = [*_way(framework, Part.CONSENT), *_way(framework, Part.OPEN)]
    end = [*_way(framework, Part.CLOSE), *_way(framework, Part.LAST), "finish"]
    yield from _chain(["start", *begin])
    before = begin[-1] if begin else "start"
    for topic in framework.topics:
        inside = [question for question in framework.questions if question.topic == topic.id]
        free = [_box(question) for question in inside if _hangs_on(question, framework)]
        yield _arrow(before, free[0] if free else _box(inside[0]), "chosen")
        yield from _chain([*free, end[0]])
    yield _arrow(before, end[0], "none chosen" if framework.chooser else "")
    yield from _chain(end)
    for gate in _GATES:
        yield f'  {gate}_no(["goodbye"])'
        yield _arrow(f"q_{gate}", f"{gate}_no", "no")


def _way(framework: Framework, part: Part) -> list[str]:
    return [_box(question) for question in _of(framework, part) if question.when is None]


def _hangs_on(question: Question, framework: Framework) -> bool:
    """Whether the question hangs on its topic alone."""
    return question.when is None or question.when.question == framework.chooser


def _conditions(framework: Framework) -> Iterator[str]:
    for question in framework.questions:
        if question.when is None or (question.topic and _hangs_on(question, framework)):
            continue
        asked = framework.by_id[question.when.question]
        if question.when.lte:
            how = f"{question.when.lte} or lower"
        else:
            option = asked.option(question.when.has)
            label = getattr(option.label, "source", "") if option else ""
            how = _safe(label)
        yield f'  {_box(asked)} -. "{how}" .-> {_box(question)}'


def _chain(names: list[str]) -> Iterator[str]:
    for one, other in pairwise(names):
        yield _arrow(one, other, "")


def _arrow(one: str, other: str, how: str) -> str:
    return f'  {one} -- "{how}" --> {other}' if how else f"  {one} --> {other}"


def _box(question: Question) -> str:
    return f"q_{question.id}"


def _safe(text: str) -> str:
    """Text that Mermaid does not take for its own signs."""
    for sign, name in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;")):
        text = text.replace(sign, name)
    return text.replace("\n", " ")
