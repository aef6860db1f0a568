"""Where a talk stands, and what is said at its end, after it, and between rounds."""

from dialogues import asking, phrases
from dialogues.asking import Scene, fill
from dialogues.hearing import Control
from dialogues.kinds import KINDS
from dialogues.model import Button, Line, Phase, Phrase, Question, Say, Talk, token
from dialogues.walk import consented


def where(scene: Scene, talk: Talk) -> Line:
    """Where a talk stands that is finished, moved or not wanted."""
    phrase: Phrase = phrases.ALREADY
    if talk.phase is Phase.MOVED:
        phrase = phrases.MOVED
    elif talk.phase is Phase.DECLINED:
        phrase = scene.framework.texts["bye_no"]
    return fill(scene, talk, phrase)


def has_moved(scene: Scene, talk: Talk) -> bool:
    """Whether answers of this person are kept without them, from this round or one before it."""
    return talk.phase is Phase.MOVED or (scene.given.moved and not asking.kept(scene, talk))


def start_row(talk: Talk) -> tuple[tuple[Button, ...], ...]:
    """Who did not want to talk may change their mind."""
    if talk.phase is not Phase.DECLINED:
        return ()
    return ((asking.control(talk, "", Control.START, phrases.LETS_TALK),),)


def code_row(talk: Talk) -> tuple[Button, ...]:
    """The code to be kept somewhere else, by one tap."""
    return (Button(phrases.COPY_CODE, "", copies=talk.code),)


def clear_row(talk: Talk) -> tuple[Button, ...]:
    """What was written in the chat can be deleted, where the platform lets us."""
    return (asking.control(talk, "", Control.CLEAR, phrases.CLEAR),)


def between(scene: Scene, talk: Talk, *, first: tuple[Line, ...] = ()) -> Say:
    """No round is open: say so, and offer to write when there is one."""
    row = (Button(phrases.ASK_ME, token(talk.id, asking.ASK_ME, "yes")),)
    works = "again" in scene.given.works
    phrase = phrases.BETWEEN if works else phrases.BETWEEN_SHORT
    return Say((*first, fill(scene, talk, phrase)), (row,) if works else ())


def thanks(scene: Scene, talk: Talk, *, first: tuple[Line, ...] = ()) -> Say:
    """The closing words of the framework, with code and day."""
    names = ["k1", "k2", "code", "k3", *(["k4"] if "help_lines" in scene.given.works else [])]
    texts = scene.framework.texts
    lines = (*first, *(fill(scene, talk, texts[name]) for name in names))
    rows = (code_row(talk), clear_row(talk)) if scene.given.clears else (code_row(talk),)
    return Say(lines, rows)


def stopped(scene: Scene, talk: Talk) -> tuple[Line, ...]:
    """Until when a talk that stops can go on; before the yes nothing is kept that could wait."""
    if scene.given.rings:
        kept = asking.kept(scene, talk)
        return (fill(scene, talk, phrases.STOPPED if kept else phrases.STOPPED_EMPTY),)
    here = fill(scene, talk, phrases.STOPPED_HERE)
    return (here, *waits(scene)) if consented(scene.framework, talk) else (here,)


def waits(scene: Scene) -> tuple[Line, ...]:
    """To whom nobody can write: until which day what they say waits for them."""
    day = scene.given.waits
    return (Line(phrases.WAITS, (("day", day),)),) if day else ()


def is_held(talk: Talk, question: Question) -> bool:
    """Whether words or choices were given just now, and not in an earlier visit."""
    kind, answer = KINDS[question.kind], talk.answers.get(question.id)
    given = answer is not None and answer.state == "answered" and talk.renew != question.id
    return given and (kind.many or kind.writes)
