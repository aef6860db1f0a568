"""A player who is already past the consent, for tests that begin in the middle of a talk."""

from typing import Any

from dialogues.model import Say, Turn
from tests.dialogues.play import WHOLE, Player, given, read, sentence

FRAMEWORK = read(WHOLE)
FACTS = given(FRAMEWORK, languages=(("en", "English"), ("fi", "suomi")))


def player(**changes: Any) -> Player:
    """Somebody of whom nothing is known."""
    facts = {name: getattr(FACTS, name) for name in FACTS.__slots__} | changes
    return Player(FRAMEWORK, type(FACTS)(**facts))


def consented(**changes: Any) -> Player:
    """Somebody who said yes to the talk and was asked how they are today."""
    person = player(**({"places": ()} | changes))
    for text in ("/start", "English", "next", "next", "next", "yes", "yes"):
        person.say(text)
    assert person.talk.at == "mood_now"
    return person


def at_words(**changes: Any) -> Player:
    """Somebody who skipped the topics and is asked what works well."""
    person = consented(**changes)
    person.say("Good")
    person.say("skip")
    assert person.talk.at == "works"
    return person


def finished(**changes: Any) -> Player:
    """Somebody who came to the end, with a text and a yes to workers."""
    person = at_words(**changes)
    for text in ("My neighbours", "done", "skip", "skip", "1", "yes"):
        person.say(text)
    while person.talk.at:
        person.say("2")
    return person


def lines(turn: Turn) -> list[str]:
    """Every line of a turn in English."""
    return [sentence(line, "en") for say in turn.says for line in say.lines]


def tokens(say: Say) -> list[str]:
    """The tokens of a say, in order."""
    return [button.token for row in say.rows for button in row if not button.copies]
