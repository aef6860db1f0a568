"""Several boxes ticked at once: where everything is on one page, nothing is toggled on its way."""

from dialogues import phrases
from dialogues.answering import answered, awake, changed, in_front, reshow
from dialogues.asking import Scene, fill, find
from dialogues.controls import CAN_ANSWER
from dialogues.kinds import KINDS
from dialogues.model import Answer, Question, Say, Talk, Turn

TICKED = "="


def ticked(scene: Scene, talk: Talk, question_id: str, names: str) -> Turn | None:
    """The boxes of a question as they were left; None where they are not of this talk."""
    question, chosen = find(scene, question_id), tuple(name for name in names.split(",") if name)
    if question is None or not _fits(question, chosen) or talk.phase not in CAN_ANSWER:
        return None
    is_open = question.id in (talk.at, talk.asked)
    if not chosen:
        line = fill(scene, talk, phrases.CHOOSE_ONE)
        return reshow(scene, talk, first=(line,)) if is_open else Turn(talk, (Say((line,)),))
    # Whoever ticks something beside "none" ticked something.
    some = tuple(name for name in chosen if name != question.exclusive)
    answer = Answer("answered", some or chosen)
    if not is_open:
        return changed(scene, talk, question, answer)
    return answered(scene, awake(in_front(talk, question.id)), question, answer)


def _fits(question: Question, chosen: tuple[str, ...]) -> bool:
    return KINDS[question.kind].many and question.ids.issuperset(chosen)
