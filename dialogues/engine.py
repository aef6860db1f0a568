"""What happens next.

1. One call takes a talk and one heard message and returns the talk after it, what to say and what
   the shell must carry out. There is no clock, no randomness and no I/O in here.
2. Everything heard gets a reaction, and changes at most the one answer it belongs to.
3. A talk remembers questions by id and never by position.
"""

from dialogues import asking, assent, hearing, phrases, quoting, walk
from dialogues.answering import (
    answered,
    awake,
    changed,
    forgotten,
    in_front,
    mark,
    remembered,
    reshow,
    same,
    side,
    unskipped,
    with_answer,
    with_first,
    written,
)
from dialogues.asking import Scene, fill, find, open_question
from dialogues.controls import CAN_ANSWER, controlled
from dialogues.copies import replace
from dialogues.edits import edited
from dialogues.given import Given
from dialogues.hearing import Control, Unclear
from dialogues.kinds import KINDS
from dialogues.model import (
    Answer,
    Button,
    Framework,
    Heard,
    Line,
    Part,
    Phase,
    Question,
    Say,
    Talk,
    Turn,
    read_token,
    token,
)
from dialogues.sides import chose_side, timed
from dialogues.ticked import TICKED, ticked

# As a whole message these are ordinary words of an answer; only a slash or a button means them.
_ANSWERS_IN_WORDS = {Control.LANGUAGE, Control.YES, Control.NO, Control.START}
# These belong to the question under which they stand; the other buttons belong to the talk.
_OWN = {Control.SKIP, Control.DONE, Control.KEEP}
_BY_NAME = {str(control): control for control in Control}


def step(framework: Framework, talk: Talk, heard: Heard, given: Given) -> Turn:
    """Take one heard message through the talk."""
    scene = Scene(framework, given, heard)
    before, listed, was_open, talk = talk, talk.listed, talk.at, _settled(scene, talk)
    match heard.kind:
        case "tap":
            turn = _tapped(scene, talk)
        case "edit":
            turn = edited(scene, talk)
        case "other":
            turn = reshow(scene, talk, first=(fill(scene, talk, phrases.WORDS_ONLY),))
        case "blocked":
            phase = Phase.STOPPED if talk.phase is Phase.TALKING else talk.phase
            return Turn(replace(talk, phase=phase), (), ("gone",))
        case "returned":
            return Turn(talk, ())
        case "time":
            turn = timed(scene, talk)
        case "text":
            turn = _typed(scene, talk, listed)
            if was_open and not talk.at and turn.says:  # the words were for a question that left
                turn = with_first(turn, fill(scene, talk, phrases.CLOSED_QUESTION))
    return assent.with_lost_yes(scene, before, _with_hidden(scene, turn))


def _settled(scene: Scene, talk: Talk) -> Talk:
    """The talk in the framework as it is now: what has left it is neither open nor chosen."""
    answers = walk.fitting(scene.framework, talk.answers)
    if answers is not talk.answers or talk.listed:
        talk = replace(talk, answers=answers, listed=())
    talk = assent.upheld(scene, talk)
    asked = talk.asked if assent.can_be_asked(scene, talk, talk.asked) else ""
    at = talk.at if assent.can_be_asked(scene, talk, talk.at) else ""
    return talk if (asked, at) == (talk.asked, talk.at) else replace(talk, asked=asked, at=at)


def _with_hidden(scene: Scene, turn: Turn) -> Turn:
    """Tell what redaction hid, so that the person can write it again without it."""
    if not scene.heard.hidden or not turn.says:
        return turn
    kinds = [kind for kind in scene.heard.hidden if kind in phrases.HIDDEN_KINDS]
    if not kinds:
        return turn
    line = fill(scene, turn.talk, phrases.HIDDEN, what=phrases.HIDDEN_KINDS[kinds[0]])
    last = replace(turn.says[-1], lines=(line, *turn.says[-1].lines))
    return replace(turn, says=(*turn.says[:-1], last))


# --- typed ---------------------------------------------------------------------------------------


def _typed(scene: Scene, talk: Talk, listed: tuple[str, ...]) -> Turn:
    text = scene.heard.text
    if text.startswith("/"):
        command = hearing.slash(text)
        if command is None:
            return reshow(scene, talk, first=(fill(scene, talk, phrases.UNKNOWN_COMMAND),))
        return controlled(scene, talk, command)
    counted = hearing.numbers(text) if listed else None
    if counted is not None and len(counted) == 1 and 1 <= counted[0] <= len(listed):
        return _opened(scene, talk, listed[counted[0] - 1])
    question = open_question(scene, talk)
    if question is None:
        return _typed_to_nothing(scene, talk)
    if KINDS[question.kind].writes:
        return _typed_words(scene, talk, question)
    reading = KINDS[question.kind].typed(question, text, scene.given.lexicon)
    if isinstance(reading, Answer):
        talk = remembered(scene, forgotten(talk, question.id), question.id)
        return _given(scene, talk, question, reading)
    command = hearing.control(text, scene.given.lexicon, talk.language)
    if command is not None:
        return controlled(scene, talk, command)
    if hearing.danger(text, scene.given.lexicon):
        return Turn(talk, (asking.card(scene, talk, soft=True),))
    if talk.phase is Phase.STOPPED and not talk.asked:
        return reshow(scene, talk, first=(fill(scene, talk, phrases.WELCOME_BACK),))
    return _not_understood(scene, talk, question, reading)


def _typed_to_nothing(scene: Scene, talk: Talk, *, first: tuple[Line, ...] = ()) -> Turn:
    """Words while no question is open, or the first ones after a stop: a greeting."""
    command = hearing.control(scene.heard.text, scene.given.lexicon, talk.language)
    if command is not None:
        return controlled(scene, talk, command)
    if hearing.danger(scene.heard.text, scene.given.lexicon):
        return Turn(talk, (asking.card(scene, talk, soft=True),))
    return reshow(scene, talk, first=first)


def _typed_words(scene: Scene, talk: Talk, question: Question) -> Turn:
    if talk.phase is Phase.STOPPED and not talk.asked:
        return _typed_to_nothing(scene, talk, first=(fill(scene, talk, phrases.WELCOME_BACK),))
    if hearing.blank(scene.heard.text):
        return reshow(scene, talk, first=(fill(scene, talk, phrases.NOT_UNDERSTOOD),))
    command = hearing.control(scene.heard.text, scene.given.lexicon, talk.language)
    if command is not None and command not in _ANSWERS_IN_WORDS:
        return controlled(scene, talk, command)
    # A phrase of danger may come in two messages.
    before = None if talk.renew == question.id else talk.answers.get(question.id)
    end = before.words[-1].split()[-3:] if before is not None and before.words else []
    whole = " ".join((*end, scene.heard.text))
    sensitive = hearing.danger(whole, scene.given.lexicon)
    turn = written(scene, awake(talk), question, sensitive=sensitive)
    if sensitive:
        turn = replace(turn, says=(asking.card(scene, turn.talk, soft=True), *turn.says))
    return turn


def _given(scene: Scene, talk: Talk, question: Question, answer: Answer) -> Turn:
    """A whole answer to the open or the side question."""
    if question.id.startswith("_"):
        return chose_side(scene, talk, question, answer.choices[0])
    return answered(scene, awake(talk), question, answer)


def _not_understood(scene: Scene, talk: Talk, question: Question, unclear: Unclear) -> Turn:
    text, lexicon = scene.heard.text, scene.given.lexicon
    readings = unclear.readings or hearing.nearest(text, question.options, lexicon)
    if not readings:
        return reshow(scene, talk, first=(fill(scene, talk, phrases.NOT_UNDERSTOOD),))
    options = [question.option(reading) for reading in readings]
    rows = tuple(
        (Button(o.label, token(talk.id, question.id, o.id), emoji=o.emoji),)
        for o in options
        if o is not None
    )
    again = asking.control(talk, question.id, Control.GO_ON, phrases.ALL_ANSWERS)
    return Turn(talk, (Say((fill(scene, talk, phrases.DID_YOU_MEAN),), (*rows, (again,))),))


# --- tapped --------------------------------------------------------------------------------------


def _tapped(scene: Scene, talk: Talk) -> Turn:
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
    what = _BY_NAME.get(name)
    if what is None:
        return _closed(scene, talk)
    if what is Control.OPEN:
        return _opened(scene, talk, question_id)
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


def _opened(scene: Scene, talk: Talk, question_id: str) -> Turn:
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
