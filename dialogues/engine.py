"""What happens next.

1. One call takes a talk and one heard message and returns the talk after it, what to say and what
   the shell must carry out. There is no clock, no randomness and no I/O in here.
2. Everything heard gets a reaction, and changes at most the one answer it belongs to.
3. A talk remembers questions by id and never by position.
"""

from collections.abc import Collection

from dialogues import asking, assent, hearing, matching, phrases, walk
from dialogues.answering import (
    answered,
    awake,
    forgotten,
    remembered,
    reshow,
    with_first,
    written,
)
from dialogues.asking import Scene, fill, open_question
from dialogues.card import card, with_help
from dialogues.controls import BUTTONS, controlled
from dialogues.copies import replace
from dialogues.edits import edited
from dialogues.given import Given
from dialogues.hearing import Control, Doubtful
from dialogues.kinds import KINDS
from dialogues.matching import Unclear
from dialogues.model import (
    Answer,
    Button,
    Framework,
    Heard,
    Line,
    Phase,
    Question,
    Say,
    Talk,
    Turn,
    token,
)
from dialogues.scripts import likely
from dialogues.sides import chose_side, timed, with_hint
from dialogues.tapping import opened, tapped

# As a whole message these are ordinary words of an answer; only a slash or a button means them.
_ANSWERS_IN_WORDS = {Control.LANGUAGE, Control.YES, Control.NO, Control.START}


def step(framework: Framework, talk: Talk, heard: Heard, given: Given) -> Turn:
    """Take one heard message through the talk."""
    scene = Scene(framework, given, heard)
    before, listed, was_open, talk = talk, talk.listed, talk.at, _settled(scene, talk)
    match heard.kind:
        case "tap":
            turn = tapped(scene, talk)
        case "edit":
            turn = edited(scene, talk)
        case "other":
            turn = reshow(scene, talk, first=(fill(scene, talk, phrases.WORDS_ONLY),))
            turn = with_help(scene, turn)
        case "blocked":
            phase = Phase.STOPPED if talk.phase is Phase.TALKING else talk.phase
            return Turn(replace(talk, phase=phase), (), ("gone",))
        case "returned":
            return Turn(talk, ())
        case "time":
            turn = timed(scene, talk)
        case "text":
            turn = with_hint(scene, talk, _typed(scene, talk, listed))
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


def _typed(scene: Scene, talk: Talk, listed: tuple[str, ...]) -> Turn:
    text = scene.heard.text
    if text.startswith("/"):
        command = hearing.slash(text)
        if command is None:
            return reshow(scene, talk, first=(fill(scene, talk, phrases.UNKNOWN_COMMAND),))
        return controlled(scene, talk, command)
    if chosen := _listed(text, listed):
        return opened(scene, talk, chosen)
    question = open_question(scene, talk)
    if question is None:
        return _typed_to_nothing(scene, talk)
    if KINDS[question.kind].writes:
        return _typed_words(scene, talk, question)
    kind, lexicon = KINDS[question.kind], scene.given.lexicon
    reading = kind.typed(question, text, lexicon, language=talk.language)
    if isinstance(reading, Answer):
        talk = remembered(scene, forgotten(talk, question.id), question.id)
        return _given(scene, talk, question, reading)
    return _no_answer(scene, talk, question, reading)


def _listed(text: str, listed: tuple[str, ...]) -> str:
    """The question that a number names while the person's own answers are listed."""
    counted = (listed and hearing.numbers(text)) or ()
    return listed[counted[0] - 1] if len(counted) == 1 and 1 <= counted[0] <= len(listed) else ""


def _no_answer(scene: Scene, talk: Talk, question: Question, reading: Unclear) -> Turn:
    """What was typed is none of the options: a command, a call for help, or not understood."""
    text, lexicon = scene.heard.text, scene.given.lexicon
    meant = hearing.control(text, lexicon, talk.language)
    if isinstance(meant, Control):
        return controlled(scene, talk, meant)
    if hearing.danger(text, lexicon):
        return Turn(talk, (card(scene, talk, soft=True),))
    if talk.phase is Phase.STOPPED and not talk.asked:
        return reshow(scene, talk, first=(fill(scene, talk, phrases.WELCOME_BACK),))
    if meant is not None and not reading.readings:
        return _doubtful(scene, talk, meant)
    return _not_understood(scene, talk, question, reading)


def _typed_to_nothing(scene: Scene, talk: Talk, *, first: tuple[Line, ...] = ()) -> Turn:
    """Words while no question is open, or the first ones after a stop: a greeting."""
    command = hearing.control(scene.heard.text, scene.given.lexicon, talk.language)
    if isinstance(command, Control):
        return controlled(scene, talk, command)
    if hearing.danger(scene.heard.text, scene.given.lexicon):
        return Turn(talk, (card(scene, talk, soft=True),))
    if command is not None:
        return _doubtful(scene, talk, command)
    return reshow(scene, talk, first=first)


def _typed_words(scene: Scene, talk: Talk, question: Question) -> Turn:
    if talk.phase is Phase.STOPPED and not talk.asked:
        return _typed_to_nothing(scene, talk, first=(fill(scene, talk, phrases.WELCOME_BACK),))
    if hearing.blank(scene.heard.text):
        return reshow(scene, talk, first=(fill(scene, talk, phrases.NOT_UNDERSTOOD),))
    lexicon = scene.given.lexicon
    command = hearing.control(scene.heard.text, lexicon, talk.language, forgiving=False)
    if isinstance(command, Control) and command not in _ANSWERS_IN_WORDS:
        return controlled(scene, talk, command)
    # A phrase of danger may come in two messages.
    before = None if talk.renew == question.id else talk.answers.get(question.id)
    end = before.words[-1].split()[-3:] if before is not None and before.words else []
    whole = f"{' '.join(end)}\n{scene.heard.text}"
    sensitive = hearing.danger(whole, lexicon)
    turn = written(scene, awake(talk), question, sensitive=sensitive)
    if isinstance(command, Doubtful):  # kept as the answer that it may be; a button does the rest
        said = turn.says[-1]
        rows = (*said.rows, *_asked_back(talk, command, _ANSWERS_IN_WORDS))
        turn = replace(turn, says=(*turn.says[:-1], replace(said, rows=rows)))
    if sensitive:
        turn = replace(turn, says=(card(scene, turn.talk, soft=True), *turn.says))
    return turn


def _given(scene: Scene, talk: Talk, question: Question, answer: Answer) -> Turn:
    """A whole answer to the open or the side question."""
    if question.id.startswith("_"):
        return chose_side(scene, talk, question, answer.choices[0])
    return answered(scene, awake(talk), question, answer)


def _doubtful(scene: Scene, talk: Talk, doubt: Doubtful) -> Turn:
    """A word of other languages that is not surely a command: nothing is done, the person says."""
    rows = _asked_back(talk, doubt, {Control.START})
    if not rows:
        return reshow(scene, talk, first=(fill(scene, talk, phrases.NOT_UNDERSTOOD),))
    if talk.asked or talk.at:
        rows = (*rows, (asking.control(talk, talk.at, Control.GO_ON, phrases.ALL_ANSWERS),))
    return Turn(talk, (Say((fill(scene, talk, phrases.DID_YOU_MEAN),), rows),))


def _asked_back(
    talk: Talk, doubt: Doubtful, but: Collection[Control]
) -> tuple[tuple[Button, ...], ...]:
    """A button for each thing that a doubtful word may ask for."""
    open_now = talk.asked or talk.at
    return tuple(
        (asking.control(talk, open_now, each, BUTTONS[each]),)
        for each in doubt.controls
        if each in BUTTONS and each not in but
    )


def _not_understood(scene: Scene, talk: Talk, question: Question, unclear: Unclear) -> Turn:
    text, lexicon = scene.heard.text, scene.given.lexicon
    readings = unclear.readings
    if not readings and question.id == asking.LANGUAGE:
        readings = likely(text, scene.given.languages, "")
    readings = readings or matching.nearest(text, question.options, lexicon)
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
