"""The one text of a person that others may read, and the yes to it.

1. It is chosen by the random number of the talk: nobody looks for the most telling one.
2. A yes is for the text as it was shown, to the last character. Whatever makes it another text, or
   keeps it from being asked at all, takes the yes along.
"""

import hashlib
from dataclasses import dataclass

from dialogues import walk
from dialogues.model import Framework, Talk
from dialogues.redact import published, redact

LONGEST = 300  # characters of a translation
_CONTROLS = dict.fromkeys(range(32), " ")

QUOTE = "quote"  # the question whether others may read it
_YES = ("yes",)


@dataclass(frozen=True, slots=True)
class Translation:
    """What staff typed for others to read, on one line. shows: what it tells of a person, if so."""

    text: str
    shows: str = ""


def translation(typed: str) -> Translation:
    """What was typed, as it would be read."""
    text = " ".join(typed.translate(_CONTROLS).split())
    return Translation(text, next(iter(redact(text).kinds), ""))


@dataclass(frozen=True, slots=True)
class Quote:
    """A text as others would read it, and the question that it answers."""

    question: str
    text: str

    @property
    def seal(self) -> str:
        """What stands for exactly this text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def offered(framework: Framework, talk: Talk, works: frozenset[str]) -> Quote | None:
    """The text that others would read, if it is asked at all."""
    question = framework.by_id.get(QUOTE)
    if question is None or not walk.may_be_shown(framework, question, talk.answers, works):
        return None
    texts = {
        each.id: published(talk.answers[each.id].words)
        for each in walk.written(framework, talk.answers, works)
    }
    found = [Quote(name, text) for name, text in texts.items() if text]
    return min(found, key=lambda quote: _lot(talk, quote), default=None)


def _lot(talk: Talk, quote: Quote) -> bytes:
    return hashlib.sha256(f"{talk.id}:{quote.question}".encode()).digest()


def agreed(framework: Framework, talk: Talk, works: frozenset[str]) -> Quote | None:
    """The text that others may read: the person said yes to exactly this one."""
    if not said_yes(talk):
        return None
    quote = offered(framework, talk, works)
    return quote if quote is not None and quote.seal == talk.quoted else None


def said_yes(talk: Talk) -> bool:
    """Whether there is a yes, to whatever text."""
    answer = talk.answers.get(QUOTE)
    return answer is not None and answer.choices == _YES
