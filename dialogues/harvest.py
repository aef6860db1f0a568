"""What a finished talk leaves behind: rows without who, cut while the draft is still whole.

1. Rows cannot be joined afterwards, so needs are worked out here: one row per person and code.
2. Words leave only if their writer said who may read them, and never if they tell of danger;
   they stand for the whole country, so that no place tells who wrote them.
   A text that volunteers may read leaves as a row of its own, and nowhere else.
3. An answer whose condition no longer holds counts as not shown.
"""

from dataclasses import dataclass, replace
from typing import Literal

from dialogues import quoting, walk
from dialogues.kinds import KINDS
from dialogues.model import Answer, Framework, Kind, Part, Question, Talk
from dialogues.redact import redact

State = Literal["answered", "skipped", "not_shown", "unanswered"]

TALK = "_talk"
NEED = "_need"
LANGUAGE = "_language"
QUOTE = "_quote"
READERS = "words"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the answers: `name` tells a person's own rows apart, only inside the draft.

    national: the row is kept for the whole country, never for a place.
    """

    name: str
    question: str
    state: State
    choices: tuple[str, ...] = ()
    words: str | None = None
    national: bool = False


def rows(framework: Framework, talk: Talk, works: frozenset[str]) -> tuple[Row, ...]:
    """Cut a talk into its rows: one per question, need and language, and one that counts it."""
    talk = replace(talk, answers=walk.fitting(framework, talk.answers))
    shown = walk.shown(framework, talk.answers, works)
    ids = {question.id for question in shown}
    readable = _readable(framework, talk)
    quote = quoting.agreed(framework, talk, works) if readable else None
    apart = quote.question if quote else ""
    asked = [q for q in framework.questions if q.part not in (Part.CONSENT, Part.LAST)]
    return (
        Row(TALK, TALK, "answered"),
        Row(LANGUAGE, LANGUAGE, "answered", (talk.language,), national=True),
        *(
            _row(q, talk.answers.get(q.id), shown=q.id in ids, readable=readable and q.id != apart)
            for q in asked
        ),
        *([Row(QUOTE, QUOTE, "answered", words=quote.text, national=True)] if quote else []),
        *(Row(f"{NEED}:{code}", NEED, "answered", (code,)) for code in needs(shown, talk)),
    )


def needs(shown: tuple[Question, ...], talk: Talk) -> tuple[str, ...]:
    """The codes of what this person needs, each once, however often it was tapped."""
    codes: set[str] = set()
    for question in shown:
        if question.wishes:  # what people would like to do is a hope, kept apart from needs
            continue
        answer = talk.answers.get(question.id)
        options = (question.option(c) for c in answer.choices) if answer else ()
        codes.update(option.need for option in options if option is not None and option.need)
    return tuple(sorted(codes))


def _readable(framework: Framework, talk: Talk) -> bool:
    """Whether anybody may read the words; skipped or unanswered means nobody."""
    for question in framework.questions:
        answer = talk.answers.get(question.id)
        if question.requires == READERS and answer is not None and answer.state == "answered":
            return "nobody" not in answer.choices
    return False


def _row(question: Question, answer: Answer | None, *, shown: bool, readable: bool) -> Row:
    if not shown:
        return Row(question.id, question.id, "not_shown")
    if answer is None:
        return Row(question.id, question.id, "unanswered")
    if answer.state == "skipped":
        return Row(question.id, question.id, "skipped")
    words = None
    if question.kind is Kind.WORDS and readable and not answer.sensitive:
        # Masked once more as a whole: a number may have come in two messages.
        words = redact("\n".join(answer.words)).text
    choices = KINDS[question.kind].measure(answer)
    return Row(question.id, question.id, "answered", choices, words, national=words is not None)
