"""Every sentence of a framework file that a person will read, for translators and for checks."""

from collections.abc import Iterator
from dataclasses import dataclass

from dialogues.authoring.source import Written
from dialogues.authoring.wording import MOST_ON_SCREEN
from dialogues.framework import read_written
from dialogues.spoken import MOST_IN_TEXT, MOST_ON_BUTTON, Role, Spoken, spoken

MOST_ON_TITLE = 60
_TEXTS = {
    "code": "what the bot says with the code at the end of a talk",
    "soft": "what the bot says when the person answers that today is bad",
    "bye_no": "what the bot says to a person who does not want to talk",
    "bye_age": "what the bot says to a person under 18",
}
_FAMILIES = {"k": "what the bot says at the end of a talk", "h": "help card"}
# Questions about the talk and the words themselves: what people say yes to must be right.
_CONSENTING = {"age", "ask", "share", "quote"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One source sentence: gettext context, text, where it appears and its limit, its line."""

    context: str
    source: str
    comment: str
    line: int


def sentences(text: str, name: str = "framework") -> Iterator[Sentence]:
    """Every sentence of the file with this text, in the order of the talk; raise `Mistakes`."""
    found = read_written(text, name)
    screens = {f"question {name}": at for at, name in enumerate(found.screens, start=1)}
    for each in spoken(found.framework):
        phrase = each.phrase
        comment = _comment(each, found, screens.get(each.where, 0))
        yield Sentence(phrase.context, phrase.source, comment, found.line(phrase.context))


def _comment(each: Spoken, found: Written, screen: int) -> str:
    match each.role:
        case Role.TITLE:
            return f"name of the talk, for staff, at most {MOST_ON_TITLE} characters"
        case Role.TOPIC:
            return f"topic and button, at most {MOST_ON_BUTTON} characters"
        case Role.BUTTON:
            return f"{_button(each, found)}, at most {MOST_ON_BUTTON} characters"
        case Role.CONSENT:
            return (
                f"consent screen {screen}, at most {MOST_ON_SCREEN} words together, "
                f"at most {MOST_IN_TEXT} characters each"
            )
        case Role.QUESTION:
            return f"{_question(each, found)}, at most {MOST_IN_TEXT} characters"
        case Role.TEXT:
            name = each.where.removeprefix("text ")
            said = _TEXTS.get(name) or _FAMILIES[name[0]]
            return f"{said}, at most {MOST_IN_TEXT} characters"


def _button(each: Spoken, found: Written) -> str:
    """Below which question it stands; the five faces stand below many."""
    asked = found.framework.by_id.get(each.phrase.context.rpartition(".")[0])
    if asked is None:
        return "button: a face, below every question about how things are"
    consenting = "consent: " if asked.id in _CONSENTING else ""
    return f"{consenting}button below “{asked.text[-1].source}”"


def _question(each: Spoken, found: Written) -> str:
    asked = found.framework.by_id[each.where.removeprefix("question ")]
    if asked.id in _CONSENTING:
        return "consent: question"
    topics = {topic.id: topic.title.source for topic in found.framework.topics}
    return f"question; topic “{topics[asked.topic]}”" if asked.topic else "question"
