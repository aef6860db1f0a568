"""A yes to showing a text, in a talk that goes on: it stands only for the text that was shown."""

from dialogues import phrases, quoting
from dialogues.asking import SEAL, Scene, fill, find, quote_of
from dialogues.copies import replace
from dialogues.model import Question, Say, Talk, Turn


def upheld(scene: Scene, talk: Talk) -> Talk:
    """The talk without a yes to showing a text that is not the text which was shown."""
    if not quoting.said_yes(talk) or quoting.agreed(scene.framework, talk, scene.given.works):
        return talk
    answers = {name: given for name, given in talk.answers.items() if name != quoting.QUOTE}
    return replace(talk, answers=answers)


def with_lost_yes(scene: Scene, before: Talk, turn: Turn) -> Turn:
    """Tell whoever said yes to showing a text that a change took the yes along."""
    lost = quoting.said_yes(before) and quoting.QUOTE not in turn.talk.answers
    if not lost or not turn.talk.answers:  # of a talk that was deleted nothing is left to tell
        return turn
    told = Say((fill(scene, turn.talk, phrases.QUOTE_LOST),))
    return replace(turn, says=(told, *turn.says))


def can_be_asked(scene: Scene, talk: Talk, question_id: str) -> bool:
    """Whether there is still such a question, and a text if it asks about one."""
    question = find(scene, question_id)
    if question is None or question.id != quoting.QUOTE:
        return question is not None
    return quote_of(scene, talk, question) is not None


def is_of_this_text(scene: Scene, talk: Talk, question: Question, seal: str) -> bool:
    """Whether a button stands below the text that was shown last, and that text is as it was."""
    quote = quote_of(scene, talk, question)
    return quote is not None and quote.seal == talk.quoted and seal == quote.seal[:SEAL]
