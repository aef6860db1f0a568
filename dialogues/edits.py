"""An edited message changes the answer that it gave, and nothing else."""

from dataclasses import replace

from dialogues import hearing, phrases
from dialogues.answering import change_lines, changed, reshow, with_answer
from dialogues.asking import Scene, fill, find
from dialogues.card import with_help
from dialogues.controls import CAN_ANSWER
from dialogues.kinds import KINDS, MOST_CHARACTERS
from dialogues.model import Answer, Line, Phase, Question, Ref, Say, Talk, Turn
from dialogues.sides import chose_side


def edited(scene: Scene, talk: Talk) -> Turn:
    """Find the answer that the edited message gave; a call for help is heard whatever it was."""
    turn = _mended(scene, talk)
    return with_help(scene, turn) if scene.heard.event_key else turn  # what waited was heard before


def _mended(scene: Scene, talk: Talk) -> Turn:
    """Take the new words in place of the old ones."""
    ref = next((ref for ref in reversed(talk.refs) if ref.message == scene.heard.ref), None)
    question = find(scene, ref.question) if ref else None
    if ref is None or question is None or talk.phase not in CAN_ANSWER:
        unknown = fill(scene, talk, phrases.EDIT_UNKNOWN)
        if talk.phase is Phase.STOPPED:  # its message may come yet: it wakes nobody
            return _told(talk, unknown)
        return reshow(scene, talk, first=(unknown,))
    if hearing.blank(scene.heard.text):
        return _told(talk, fill(scene, talk, phrases.NOT_CHANGED))
    if KINDS[question.kind].writes:
        return _words(scene, talk, question, ref)
    kind, lexicon = KINDS[question.kind], scene.given.lexicon
    reading = kind.typed(question, scene.heard.text, lexicon, language=talk.language)
    if not isinstance(reading, Answer):
        return _told(talk, fill(scene, talk, phrases.NOT_CHANGED))
    if question.id.startswith("_"):
        return chose_side(scene, talk, question, reading.choices[0])
    return changed(scene, talk, question, reading)


def _words(scene: Scene, talk: Talk, question: Question, ref: Ref) -> Turn:
    answer = talk.answers.get(question.id)
    if answer is None or ref.part >= len(answer.words):
        return _told(talk, fill(scene, talk, phrases.EDIT_UNKNOWN))
    sensitive = hearing.danger(scene.heard.text, scene.given.lexicon)
    text = scene.heard.text
    room = MOST_CHARACTERS - sum(map(len, answer.words)) + len(answer.words[ref.part])
    words = (*answer.words[: ref.part], text[:room], *answer.words[ref.part + 1 :])
    answer = replace(answer, words=words, sensitive=answer.sensitive or sensitive)
    renew, talk = talk.renew, with_answer(scene, talk, question.id, answer)
    cut = (fill(scene, talk, phrases.TOO_LONG),) if len(text) > room else ()
    talk = replace(talk, renew=renew)
    return _told(talk, *change_lines(scene, talk, question), *cut)


def _told(talk: Talk, *lines: Line) -> Turn:
    return Turn(talk, (Say(lines),))
