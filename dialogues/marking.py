"""A message that was tapped, again: with what was chosen, and without buttons."""

from functools import lru_cache
from typing import Any

from dialogues.asking import NOBODY, NOTHING, NOWHERE, Scene, heading, is_alike
from dialogues.frames import Frame, Framed
from dialogues.given import Given
from dialogues.model import Answer, Kind, Line, Question, Say, Talk
from dialogues.repeating import chosen


def marked(scene: Scene, talk: Talk, question: Question, answer: Answer | None) -> Say:
    """The tapped message again, with what was chosen and without buttons."""
    if not is_alike(question) or (answer is not None and answer.words):
        return Say(_marked(scene, talk, question, answer), replaces=scene.heard.ref)
    seen = (answer.state, *answer.choices) if answer is not None else ()
    frame = _mark(question, seen, scene.given.organisation, scene.given.emergency)
    return Say(frame.lines, Framed(frame, talk.id), scene.heard.ref)


@lru_cache(maxsize=4096)
def _mark(question: Question, seen: tuple[Any, ...], organisation: str, emergency: str) -> Frame:
    """The same as everybody sees it who chose this."""
    answer = Answer(seen[0], seen[1:]) if seen else None
    scene = Scene(NOWHERE, Given(organisation, emergency=emergency), NOTHING)
    return Frame(_marked(scene, NOBODY, question, answer), ())


def _marked(
    scene: Scene, talk: Talk, question: Question, answer: Answer | None
) -> tuple[Line, ...]:
    filled = heading(scene, talk, question)
    # What an invitation named is not known any more once it is answered.
    lines = tuple(line for line in filled if all(value for _, value in line.values))
    if answer is not None and question.kind is not Kind.INFO:
        lines = (*lines, *chosen(question, answer))
    return lines
