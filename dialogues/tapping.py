"""What a press on a button does, whenever the button was sent.

1. A press on an old button changes only the answer that the button belongs to.
2. A button of another talk or of a question that is gone shows what is open now.
"""

from dialogues import asking, assent, phrases, quoting
from dialogues.answering import (
    answered,
    awake,
    changed,
    forgotten,
    in_front,
    mark,
    reshow,
    same,
    side,
    unskipped,
    with_answer,
)
from dialogues.asking import Scene, fill, find
from dialogues.controls import CAN_ANSWER, controlled
from dialogues.copies import replace
from dialogues.hearing import Control
from dialogues.kinds import KINDS
from dialogues.model import Answer, Part, Question, Say, Talk, Turn, read_token
from dialogues.sides import chose_side
from dialogues.ticked import TICKED, ticked

# These belong to the question under which they stand; the other buttons belong to the talk.
_OWN = {Control.SKIP, Control.DONE, Control.KEEP}
# The rest of the token is the first option to show (see `bot.paging`).
MORE = "more"
_BY_NAME = {str(control): control for control in Control}


def tapped(scene: Scene, talk: Talk) -> Turn:
    """A press: on what is open, on what was open once, or on what asks something of the bot."""
    parts = read_token(scene.heard.token)
    if parts is not None and parts[2] == f"!{Control.START}":
        return controlled(scene, talk, Control.START)  # who said no was forgotten with their talk
    if parts is None or parts[0] != talk.id:
        return reshow(scene, talk, first=(fill(scene, talk, phrases.OLD_TALK),))
    _, question_id, option = parts
    option, _, seal = option.partition(".")
    if option.startswith(("!", TICKED)):
        return _tapped_sign(scene, talk, question_id, option)
    question = find(scene, question_id)
    if question is None or question.option(option) is None:
        return _closed(scene, talk)
    if question.id == quoting.QUOTE and not assent.is_of_this_text(scene, talk, question, seal):
        return _closed(scene, talk)
    if question.id.startswith("_"):
        return mark(scene, chose_side(scene, talk, question, option), question, option)
    if talk.phase not in CAN_ANSWER:
        return _closed(scene, talk)
    talk = forgotten(talk, question.id)
    answer = KINDS[question.kind].tapped(question, talk.answers.get(question.id), option)
    if KINDS[question.kind].many:
        return _toggled(scene, talk, question, answer)
    if not _is_open(talk, question.id):
        return changed(scene, talk, question, answer)
    talk = awake(in_front(talk, question.id))
    return mark(scene, answered(scene, talk, question, answer), question, option)


def _closed(scene: Scene, talk: Talk) -> Turn:
    return reshow(scene, talk, first=(fill(scene, talk, phrases.CLOSED_QUESTION),))


def _is_open(talk: Talk, question_id: str) -> bool:
    return question_id != "" and question_id in (talk.at, talk.asked)


def _toggled(scene: Scene, talk: Talk, question: Question, answer: Answer) -> Turn:
    """A tap on one of several options: the same message shows what is chosen now.

    On an old message it changes only that answer; what is asked now stays what is asked.
    """
    talk = unskipped(with_answer(scene, talk, question.id, answer))
    if _is_open(talk, question.id):
        talk = awake(in_front(talk, question.id))
    shown = asking.ask(scene, talk, question)
    return Turn(talk, (replace(shown, replaces=scene.heard.ref),))


def _tapped_sign(scene: Scene, talk: Talk, question_id: str, option: str) -> Turn:
    """A button that is no option: all boxes of a page at once, or something asked of the bot."""
    if option.startswith(TICKED):
        return ticked(scene, talk, question_id, option[1:]) or _closed(scene, talk)
    return _tapped_control(scene, talk, question_id, option[1:])


def _tapped_control(scene: Scene, talk: Talk, question_id: str, name: str) -> Turn:
    if name.startswith(MORE):
        return _paged(scene, talk, question_id, name.removeprefix(MORE))
    what = _BY_NAME.get(name)
    if what is None:
        return _closed(scene, talk)
    if what is Control.OPEN:
        return opened(scene, talk, question_id)
    if what not in _OWN:
        return controlled(scene, talk, what)
    question = find(scene, question_id)
    if question is None:
        return _closed(scene, talk)
    if not _is_open(talk, question_id):
        return _old_control(scene, talk, question, what)
    turn = controlled(scene, in_front(talk, question_id), what)
    # A message of several options whose Done chose nothing keeps its buttons.
    stays = KINDS[question.kind].writes or _is_open(turn.talk, question_id)
    return turn if stays else mark(scene, turn, question)


def _paged(scene: Scene, talk: Talk, question_id: str, start: str) -> Turn:
    """More options of the message in which they came: nothing else changes."""
    question = find(scene, question_id)
    if question is None or not start.isdecimal():
        return _closed(scene, talk)
    shown = asking.ask(scene, talk, question)
    return Turn(talk, (replace(shown, start=int(start), replaces=scene.heard.ref),))


def opened(scene: Scene, talk: Talk, question_id: str) -> Turn:
    """Show an answer of the list again, to be changed."""
    question = find(scene, question_id)
    kept = {each.id for each in asking.kept(scene, talk)}
    if question is None or question_id not in kept or talk.phase not in CAN_ANSWER:
        return _closed(scene, talk)
    return side(scene, replace(talk, renew=question_id), question_id)


def _old_control(scene: Scene, talk: Talk, question: Question, what: Control) -> Turn:
    """Skip or Done on a message whose question is not open: it touches only that question."""
    fixed = question.part is Part.CONSENT or question.id.startswith("_")
    if fixed or talk.phase not in CAN_ANSWER:
        return reshow(scene, talk)
    held = talk.answers.get(question.id, Answer("skipped"))
    if what is Control.SKIP and held.words:  # the button stays on the screen: a slip of the finger
        return Turn(talk, (Say((fill(scene, talk, phrases.KEPT),)),))
    if what is Control.SKIP:
        return changed(scene, forgotten(talk, question.id), question, Answer("skipped"))
    if what is not Control.DONE or not KINDS[question.kind].many:
        return reshow(scene, talk)
    answer = talk.answers.get(question.id)
    if answer is None:
        return Turn(talk, (Say((fill(scene, talk, phrases.CHOOSE_ONE),)),))
    return same(scene, talk, question, answer)
