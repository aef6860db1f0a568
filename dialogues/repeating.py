"""An answer in the words in which it was offered or written, to be read again by its person."""

from dialogues import phrases
from dialogues.model import Answer, Line, Question, Value


def now(question: Question, answer: Answer) -> tuple[Line, ...]:
    """What the person has answered so far, so that nobody is asked blindly."""
    return tuple(Line(phrases.NOW, (("answer", value),)) for value in said(question, answer))


def said(question: Question, answer: Answer) -> tuple[Value, ...]:
    """An answer in the words in which it was offered or written, one value each."""
    if answer.state == "skipped":
        return (phrases.SKIPPED,)
    if answer.words:
        return answer.words
    labels = [question.option(choice) for choice in answer.choices]
    return tuple(option.label for option in labels if option is not None)


def chosen(question: Question, answer: Answer) -> tuple[Line, ...]:
    """One line for everything that was answered."""
    return tuple(Line(phrases.CHOSEN, (("answer", value),)) for value in said(question, answer))
