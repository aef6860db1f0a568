"""Every sentence of a framework that a person reads, and where they read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dialogues import phrases
from dialogues.model import Framework, Kind, Part, Phrase

MOST_IN_TEXT = 320
MOST_ON_BUTTON = 24


class Role(StrEnum):
    """Where a sentence is read."""

    TITLE = "title"
    TOPIC = "topic"
    QUESTION = "question"
    CONSENT = "consent"
    BUTTON = "button"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence, its role and whose it is (`question home_mood`, `text k1`)."""

    phrase: Phrase
    role: Role
    where: str

    @property
    def pressed(self) -> bool:
        """Whether it stands on a button."""
        return self.role in {Role.BUTTON, Role.TOPIC}


def spoken(framework: Framework) -> Iterator[Spoken]:
    """Every sentence once, in the order of the talk; what the engine says itself is not here."""
    yield Spoken(framework.title, Role.TITLE, "title")
    for topic in framework.topics:
        yield Spoken(topic.title, Role.TOPIC, f"topic {topic.id}")
    seen: set[Phrase | str] = {phrases.NEXT, *(topic.title for topic in framework.topics)}
    for question in framework.questions:
        screen = question.kind is Kind.INFO and question.part is Part.CONSENT
        for phrase in question.text:
            yield Spoken(
                phrase, Role.CONSENT if screen else Role.QUESTION, f"question {question.id}"
            )
        for option in question.options:
            if isinstance(option.label, Phrase) and option.label not in seen:
                seen.add(option.label)
                yield Spoken(option.label, Role.BUTTON, f"option {option.label.context}")
    for name, phrase in framework.texts.items():
        yield Spoken(phrase, Role.TEXT, f"text {name}")
