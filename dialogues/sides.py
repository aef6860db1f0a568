"""What stands beside the walk: language, place, beginning, deleting, and what time brings."""

from dialogues import asking, phrases
from dialogues.answering import finished, reshow, side
from dialogues.asking import Scene, dismissed, fill
from dialogues.copies import replace
from dialogues.hearing import Control
from dialogues.model import Heard, Line, Phase, Question, Say, Talk, Turn
from dialogues.standing import between, has_moved

_WAITING = (Phase.TALKING, Phase.STOPPED)


def started(scene: Scene, talk: Talk) -> Turn:
    """A hello: a new talk begins, a stopped one goes on, an invitation names a place."""
    invited = _invitation(scene.heard)
    if talk.phase is Phase.DECLINED:
        talk = replace(talk, phase=Phase.TALKING, at="", asked="", answers={})
    if invited and not talk.chose_place and talk.phase in _WAITING:
        talk = replace(talk, place=invited, chose_place=True)
    elif invited and invited != talk.place and talk.phase is not Phase.MOVED:
        return side(scene, replace(talk, invited_to=invited), asking.MOVE_PLACE)
    talk = dismissed(talk)
    first: tuple[Line, ...] = ()
    if talk.phase is Phase.STOPPED:
        first = (fill(scene, talk, phrases.WELCOME_BACK),)
    return reshow(scene, talk, first=first)


def _invitation(heard: Heard) -> str:
    """The place of "/start place"; the shell has put it in the stead of the invitation's code."""
    words = heard.text.split()
    return words[1] if heard.kind == "text" and words[:1] == ["/start"] and len(words) == 2 else ""


def chose_side(scene: Scene, talk: Talk, question: Question, option: str) -> Turn:
    """An answer to a side question; the open question stays where it was."""
    match question.id:
        case asking.LANGUAGE:
            return _language(scene, talk, option)
        case asking.PLACE:
            return _place(scene, talk, option)
        case asking.MOVE_PLACE:
            return _move_place(scene, talk, option)
        case asking.DELETE:
            return _delete(scene, talk, option)
        case asking.FINISH:
            return _finish(scene, talk, option)
        case asking.ASK_ME:
            return _ask_me(scene, talk)
        case _:
            return _again(scene, talk, option)


def _without(talk: Talk, side_question: str) -> Talk:
    return replace(talk, asked="") if talk.asked == side_question else talk


def _language(scene: Scene, talk: Talk, option: str) -> Turn:
    changed = talk.chose_language
    talk = replace(_without(talk, asking.LANGUAGE), language=option, chose_language=True)
    first = [fill(scene, talk, phrases.LANGUAGE_CHANGED)] if changed else []
    if option in scene.given.drafts:
        first.append(fill(scene, talk, phrases.DRAFT_TRANSLATION))
    return reshow(scene, talk, first=tuple(first))


def _place(scene: Scene, talk: Talk, option: str) -> Turn:
    talk = replace(_without(talk, asking.PLACE), place=option, chose_place=True)
    name = dict(scene.given.places).get(option, option)
    phrase = phrases.PLACE_SAVED if option else phrases.PLACE_NONE
    return reshow(scene, talk, first=(fill(scene, talk, phrase, place=name),))


def _move_place(scene: Scene, talk: Talk, option: str) -> Turn:
    invited = talk.invited_to
    talk = replace(_without(talk, asking.MOVE_PLACE), invited_to="")
    if option == "yes" and invited:
        return _place(scene, talk, invited)
    return reshow(scene, talk)


def _delete(scene: Scene, talk: Talk, option: str) -> Turn:
    """Deletes only while the question is shown: an old yes must not delete a newer talk."""
    if option == "no":
        kept = (fill(scene, talk, phrases.DELETE_KEPT),)
        return reshow(scene, _without(talk, asking.DELETE), first=kept)
    if talk.asked != asking.DELETE:
        return side(scene, talk, asking.DELETE)
    talk = replace(talk, asked="")
    phrase = phrases.DELETE_MOVED if has_moved(scene, talk) else phrases.DELETE_DONE
    return Turn(_emptied(talk), (Say((fill(scene, talk, phrase),)),), ("delete",))


def _emptied(talk: Talk) -> Talk:
    return Talk(talk.id, talk.framework, talk.version, talk.language)


def _finish(scene: Scene, talk: Talk, option: str) -> Turn:
    asked = talk.asked == asking.FINISH
    talk = _without(talk, asking.FINISH)
    if option == "yes" and asked and talk.phase in _WAITING:
        return finished(scene, talk)
    return reshow(scene, talk)


def _ask_me(scene: Scene, talk: Talk) -> Turn:
    """No round is open: write when there is one."""
    if scene.given.open:
        return reshow(scene, talk)
    if "again" not in scene.given.works:
        return Turn(talk, (between(scene, talk),))
    return Turn(talk, (Say((fill(scene, talk, phrases.BETWEEN_YES),)),), ("subscribe",))


def _again(scene: Scene, talk: Talk, option: str) -> Turn:
    talk = _without(talk, asking.AGAIN)
    if option == "no":
        return Turn(talk, (Say((fill(scene, talk, phrases.AGAIN_STOPPED),)),), ("unsubscribe",))
    return reshow(scene, talk)


def timed(scene: Scene, talk: Talk) -> Turn:
    """Something is due: a wished reminder, the closing message, a new round, an outage's end."""
    waiting = talk.phase in _WAITING
    match scene.heard.text:
        case "reminder" if waiting and talk.at and talk.reminded:
            rows = (
                (
                    asking.control(talk, talk.at, Control.GO_ON, phrases.GO_ON),
                    asking.control(talk, talk.at, Control.STOP, phrases.STOP),
                ),
            )
            return Turn(talk, (Say((fill(scene, talk, phrases.REMINDER),), rows),))
        case "closing" if waiting:
            return _closing(scene, talk)
        case "outage" if talk.phase is Phase.TALKING and _is_open(talk, scene.heard.token):
            return reshow(scene, talk, first=(fill(scene, talk, phrases.WELCOME_BACK),))
        case "again" if waiting and not talk.at:
            return side(scene, talk, asking.AGAIN)
        case _:
            return Turn(talk, ())


def _is_open(talk: Talk, question: str) -> bool:
    return question != "" and question == (talk.asked or talk.at)


def _closing(scene: Scene, talk: Talk) -> Turn:
    """A silent talk gets its code and its day; one without any answer leaves nothing behind."""
    if not asking.kept(scene, talk):
        return Turn(_emptied(talk), (), ("forget",))
    if talk.code:
        return Turn(talk, ())
    code, day = scene.given.code, scene.given.day
    talk = replace(dismissed(talk), phase=Phase.STOPPED, code=code, day=day)
    texts = scene.framework.texts
    lines = [fill(scene, talk, phrases.CLOSING)]
    lines.extend(fill(scene, talk, texts[name]) for name in ("code", "k3"))
    go_on = asking.control(talk, talk.at, Control.GO_ON, phrases.GO_ON)
    return Turn(talk, (Say(tuple(lines), ((go_on,),)),))
