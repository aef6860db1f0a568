"""What a person can ask of the bot at any moment, and what happens then."""

from collections.abc import Callable

from dialogues import asking, phrases, walk
from dialogues.answering import (
    advance,
    answered,
    awake,
    finished,
    reshow,
    side,
    skipped,
    with_first,
)
from dialogues.asking import Scene, dismissed, fill, open_question
from dialogues.card import card
from dialogues.copies import replace
from dialogues.hearing import Control
from dialogues.kinds import KINDS
from dialogues.mine import mine
from dialogues.model import Part, Phase, Say, Talk, Turn
from dialogues.promises import consented, promises
from dialogues.sides import chose_side, started
from dialogues.standing import has_moved, is_held, stopped

# What a control is called where the person is asked which one they mean.
BUTTONS = {
    Control.START: phrases.LETS_TALK,
    Control.HELP: phrases.HELP,
    Control.LANGUAGE: phrases.LANGUAGE,
    Control.SKIP: phrases.SKIP,
    Control.BACK: phrases.BACK,
    Control.STOP: phrases.STOP,
    Control.GO_ON: phrases.GO_ON,
    Control.DONE: phrases.DONE,
    Control.DELETE: phrases.DELETE,
    Control.MINE: phrases.SEE_MINE,
    Control.PRIVACY: phrases.PRIVACY,
}
CAN_ANSWER = (Phase.TALKING, Phase.STOPPED, Phase.FINISHED)


def controlled(scene: Scene, talk: Talk, what: Control) -> Turn:
    """Do what a button, a slash command or a word of command asks for."""
    return _CONTROLS[what](scene, talk)


def _yes(scene: Scene, talk: Talk) -> Turn:
    return started(scene, talk) if talk.phase is Phase.DECLINED else reshow(scene, talk)


def _help(scene: Scene, talk: Talk) -> Turn:
    return Turn(talk, (card(scene, talk, soft=False),))


def _language(scene: Scene, talk: Talk) -> Turn:
    return side(scene, talk, asking.LANGUAGE)


def _skip(scene: Scene, talk: Talk) -> Turn:
    question = open_question(scene, talk)
    if question is None or talk.phase not in CAN_ANSWER or question.part is Part.CONSENT:
        return reshow(scene, talk)
    if question.id == asking.PLACE:
        return chose_side(scene, talk, question, "")
    if question.id.startswith("_"):
        return reshow(scene, talk)
    held = talk.answers.get(question.id)
    if held is not None and is_held(talk, question):
        # The button stands above what was written since: going on must not delete it.
        turn = answered(scene, awake(talk), question, held)
        return with_first(turn, fill(scene, talk, phrases.KEPT))
    return skipped(scene, awake(talk), question)


def _done(scene: Scene, talk: Talk) -> Turn:
    question = open_question(scene, talk)
    if question is None or question.id not in talk.answers or talk.phase not in CAN_ANSWER:
        many = question is not None and KINDS[question.kind].many
        first = (fill(scene, talk, phrases.CHOOSE_ONE),) if many else ()
        return reshow(scene, talk, first=first)
    return answered(scene, awake(talk), question, talk.answers[question.id])


def _keep(scene: Scene, talk: Talk) -> Turn:
    question = open_question(scene, talk)
    if question is None or question.id not in talk.answers or talk.phase not in CAN_ANSWER:
        return reshow(scene, talk)
    return reshow(scene, dismissed(talk)) if talk.asked else advance(scene, talk)


def _back(scene: Scene, talk: Talk) -> Turn:
    if talk.asked or talk.phase is not Phase.TALKING:
        return reshow(scene, dismissed(talk))
    question = walk.before(scene.framework, talk, scene.given.works)
    if question is None:
        return reshow(scene, talk, first=(fill(scene, talk, phrases.NOTHING_BEFORE),))
    return reshow(scene, replace(talk, at=question.id, renew=question.id))


def _stop(scene: Scene, talk: Talk) -> Turn:
    if not scene.given.open and "again" in scene.given.works:
        goodbye = Say((fill(scene, talk, phrases.AGAIN_STOPPED),))
        return Turn(talk, (goodbye,), ("unsubscribe",))
    if talk.phase not in (Phase.TALKING, Phase.STOPPED):
        return reshow(scene, dismissed(talk))
    kept = asking.kept(scene, talk)
    talk = replace(dismissed(talk), phase=Phase.STOPPED)
    buttons = [asking.control(talk, talk.at, Control.GO_ON, phrases.GO_ON)]
    if kept:
        buttons.append(asking.control(talk, talk.at, Control.FINISH, phrases.FINISH))
    rows = [tuple(buttons)]
    if not talk.reminded and scene.given.remind:
        rows.append((asking.control(talk, talk.at, Control.REMIND, phrases.REMIND),))
    return Turn(talk, (Say(stopped(scene, talk), tuple(rows)),))


def _go_on(scene: Scene, talk: Talk) -> Turn:
    """Go on; after a choice or own words, "go on" typed means that they are complete."""
    question = open_question(scene, talk)
    typed = scene.heard.kind == "text" and not scene.heard.text.startswith("/")
    if typed and talk.phase is Phase.TALKING and question is not None:
        kind, answer = KINDS[question.kind], talk.answers.get(question.id)
        if answer is not None and (kind.many or kind.writes):
            return _done(scene, talk)
    if question is not None and question.part is Part.LAST and question.id not in talk.answers:
        return reshow(scene, talk)
    return reshow(scene, dismissed(talk))


def _finish(scene: Scene, talk: Talk) -> Turn:
    if talk.phase not in (Phase.TALKING, Phase.STOPPED) or not asking.kept(scene, talk):
        return reshow(scene, talk)
    # An old button must not end a talk that goes on.
    return (
        finished(scene, talk) if talk.phase is Phase.STOPPED else side(scene, talk, asking.FINISH)
    )


def _remind(scene: Scene, talk: Talk) -> Turn:
    if talk.reminded or talk.phase is not Phase.STOPPED or not scene.given.remind:
        return reshow(scene, talk)
    talk = replace(talk, reminded=True)
    return Turn(talk, (Say((fill(scene, talk, phrases.REMIND_YES),)),), ("remind",))


def _mine(scene: Scene, talk: Talk) -> Turn:
    closed = has_moved(scene, talk)
    listed = () if closed else tuple(question.id for question in asking.kept(scene, talk))
    return Turn(replace(talk, listed=listed), (mine(scene, talk),))


def _delete(scene: Scene, talk: Talk) -> Turn:
    return side(scene, talk, asking.DELETE)


def _clear(scene: Scene, talk: Talk) -> Turn:
    return side(scene, talk, asking.CLEAR) if scene.given.clears else reshow(scene, talk)


def _privacy(scene: Scene, talk: Talk) -> Turn:
    return Turn(talk, (promises(scene, talk), consented(scene, talk)))


_CONTROLS: dict[Control, Callable[[Scene, Talk], Turn]] = {
    Control.START: started,
    Control.HELP: _help,
    Control.LANGUAGE: _language,
    Control.SKIP: _skip,
    Control.BACK: _back,
    Control.STOP: _stop,
    Control.GO_ON: _go_on,
    Control.DONE: _done,
    Control.YES: _yes,
    Control.NO: reshow,
    Control.DELETE: _delete,
    Control.MINE: _mine,
    Control.CLEAR: _clear,
    Control.PRIVACY: _privacy,
    Control.KEEP: _keep,
    Control.FINISH: _finish,
    Control.REMIND: _remind,
    Control.OPEN: reshow,
}
