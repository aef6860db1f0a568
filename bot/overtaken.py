"""A tap that was overtaken: what its person did later was heard first.

1. What counts is the order in which a person did it, as their platform counts: an older tap or
   edit changes no answer that a newer one gave; boxes are ticked as if all had come in order.
2. It does not lead away from where newer ones led: what is open, stopped or finished stays so.
3. A button that only asks for words (help, privacy) is answered whenever it comes; what was
   overtaken is otherwise answered by the open question at most.
"""

from collections.abc import Callable
from dataclasses import replace

from bot import late
from bot.boxes import CONTROLS, TYPED, folded
from bot.order import EDITED, Order, tapped
from dialogues import asking, engine
from dialogues.answering import mark, reshow, with_answer
from dialogues.asking import Scene, ask, find
from dialogues.card import card, with_help
from dialogues.controls import CAN_ANSWER
from dialogues.kinds import KINDS
from dialogues.model import Answer, Phase, Question, Talk, Turn

# What is chosen in these stands beside the walk; of the other side questions nothing is kept.
_KEPT_SIDES = {asking.LANGUAGE: asking.LANGUAGE, asking.PLACE: asking.PLACE,
               asking.AGAIN: asking.AGAIN, asking.ASK_ME: asking.AGAIN}  # fmt: skip
_TELLS = ("!help", "!privacy", "!more")
_OWN = ("!skip", "!done", "!keep")

Usual = Callable[[], Turn]


def step(scene: Scene, talk: Talk, order: Order, *, question: str = "") -> Turn:
    """One step of the engine for what was overtaken, or may have been."""
    heard = scene.heard

    def usual() -> Turn:
        return late.step(scene.framework, talk, heard, scene.given, question=question)

    if heard.kind == "tap":
        return _tap(scene, talk, order, usual)
    if heard.kind == "edit" and order.gave(EDITED + heard.ref) > order.number(heard):
        return with_help(scene, Turn(talk, ()))
    if heard.kind == "text":
        name = question or talk.asked or talk.at
        if late.takes_words(scene.framework, name):
            return _words(scene, talk, order, name, question=question)
        return _typed(scene, talk, order, usual())
    return usual()


def _tap(scene: Scene, talk: Talk, order: Order, usual: Usual) -> Turn:
    (name, option), number = tapped(scene.heard, talk), order.number(scene.heard)
    if not name or option.startswith(_TELLS):
        return usual()
    if option == "!mine":  # a number typed next is for what is open
        turn = usual()
        return replace(turn, talk=replace(turn.talk, listed=()))
    if name in _KEPT_SIDES and (option == "!skip" or not option.startswith("!")):
        is_newer = order.gave(_KEPT_SIDES[name]) > number
        return _still(scene, talk) if is_newer else _beside(scene, talk, order, usual())
    if name == asking.DELETE and option != "no":  # never unheard: it deletes, or asks once more
        return usual()
    asked, is_old = find(scene, name), number < order.stood
    if name.startswith("_") or (option.startswith("!") and option not in _OWN):
        return _still(scene, talk) if is_old else usual()
    if asked is None or talk.phase not in CAN_ANSWER:
        return usual()
    if KINDS[asked.kind].many:
        return _boxes(scene, talk, order, asked, usual)
    if order.gave(name) > number:
        return _superseded(scene, talk, asked, option)
    if is_old and option in ("!done", "!keep"):
        return _shown(scene, talk, asked)
    return _beside(scene, talk, order, usual())


def _still(scene: Scene, talk: Talk) -> Turn:
    """What is open stays open, and is shown once more."""
    return reshow(scene, talk) if talk.phase is Phase.TALKING else Turn(talk, ())


def _shown(scene: Scene, talk: Talk, question: Question) -> Turn:
    """Nothing changes: a message that was answered shows what is kept."""
    is_open = question.id in (talk.at, talk.asked)
    if is_open or KINDS[question.kind].writes or question.id not in talk.answers:
        return Turn(talk, ())
    return mark(scene, Turn(talk, ()), question)


def _superseded(scene: Scene, talk: Talk, question: Question, option: str) -> Turn:
    """A newer answer is kept; who pressed what calls for the help card gets it all the same."""
    turn = _shown(scene, talk, question)
    if option not in question.help_on:
        return turn
    return replace(turn, says=(card(scene, talk, soft=True), *turn.says))


def _boxes(scene: Scene, talk: Talk, order: Order, question: Question, usual: Usual) -> Turn:
    """Boxes as they are once everything was done in its order."""
    name, option = tapped(scene.heard, talk)
    number, held = order.number(scene.heard), order.held(talk, name)
    what = CONTROLS.get(option, option)
    if what == option and option not in question.ids:
        return usual()
    if number > order.stood and all(then < number for then, _ in held.done):
        return usual()
    now, stays = folded(question, held._replace(done=(*held.done, (number, what))))
    then = with_answer(scene, talk, name, now or Answer("answered"))
    if option in question.ids:
        return Turn(then, (replace(ask(scene, then, question), replaces=scene.heard.ref),))
    if stays or name not in (talk.at, talk.asked):
        return _shown(scene, then, question)
    turn = engine.step(scene.framework, then, scene.heard, scene.given)
    if now is None:  # a skip left it, and what came after the skip took the last tick away
        turn = replace(turn, talk=with_answer(scene, turn.talk, name, Answer("answered")))
    return _beside(scene, then, order, turn)


def _typed(scene: Scene, talk: Talk, order: Order, turn: Turn) -> Turn:
    """What was typed for boxes that were ticked since: as if the ticks had come after it."""
    name, number = talk.asked or talk.at, order.number(scene.heard)
    held, question = order.held(talk, name), scene.framework.by_id.get(name)
    answer = turn.talk.answers.get(name)
    if question is None or answer is None or answer == talk.answers.get(name):
        return turn
    if not answer.choices or all(then < number for then, _ in held.done):
        return turn
    done = (*held.done, (number, TYPED + ",".join(answer.choices)))
    now, _ = folded(question, held._replace(done=done))
    return replace(turn, talk=with_answer(scene, turn.talk, name, now or Answer("answered")))


def _words(scene: Scene, talk: Talk, order: Order, name: str, *, question: str) -> Turn:
    """Words for a question that was written anew, or opened for it, before them or after them."""
    number, anew = order.number(scene.heard), order.anew(name)

    def turn(then: Talk, question: str = question) -> Turn:
        return late.step(scene.framework, then, scene.heard, scene.given, question=question)

    if order.greets(number) or number < anew.began:  # what took their place stays
        return turn(talk, late.GONE)
    opens_later, renew = anew.is_open_after(number), talk.renew
    if anew.opened:
        renew = name if anew.takes_place(number) else "" if talk.renew == name else talk.renew
    wrote = turn(replace(talk, renew=renew))
    if (opens_later or order.gave(name) > number) and _took_away(name, talk, wrote.talk):
        return _still(scene, talk)
    stays = talk.renew != name or opens_later or wrote.talk.renew == renew
    if anew.opened and stays and wrote.talk.renew in (renew, ""):  # no command led elsewhere
        return replace(wrote, talk=replace(wrote.talk, renew=talk.renew))
    return wrote


def _took_away(name: str, before: Talk, after: Talk) -> bool:
    """Whether the words are gone: a typed "skip" was for how they were then."""
    was, now = before.answers.get(name), after.answers.get(name)
    return was is not None and bool(was.words) and not (now and now.words)


def _beside(scene: Scene, talk: Talk, order: Order, turn: Turn) -> Turn:
    """The turn, but for where it leads away from what is newer."""
    after, name = turn.talk, tapped(scene.heard, talk)[0]
    over = "delete" in turn.effects or "forget" in turn.effects
    ends = after.phase is Phase.FINISHED and talk.phase is Phase.TALKING
    stays = (after.at, after.asked, after.phase) == (talk.at, talk.asked, talk.phase)
    if order.number(scene.heard) > order.stood or over or ends or stays:
        return turn
    goes_on = name == talk.at != talk.renew
    now = replace(
        after,
        at=after.at if goes_on else talk.at,
        asked=talk.asked,
        phase=talk.phase,
        renew=talk.renew,
    )
    marks = tuple(say for say in turn.says if say.replaces)
    again = _still(scene, now)
    return replace(turn, talk=again.talk, says=(*again.says, *marks))
