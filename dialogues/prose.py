"""Every sentence of a framework file that a person will read, for translators and for checks."""

from collections.abc import Iterator
from dataclasses import dataclass

from dialogues.authoring.source import Written
from dialogues.authoring.wording import MOST_ON_SCREEN
from dialogues.framework import read_written
from dialogues.spoken import MOST_IN_TEXT, MOST_ON_BUTTON, Role, Spoken, spoken

_TEXTS = {
    "code": "said with the code at the end of a talk",
    "soft": "said when the person answers that today is bad",
    "bye_no": "said to a person who does not want to talk",
    "bye_age": "said to a person under 18",
}
_FAMILIES = {"k": "said at the end of a talk", "h": "help card"}


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
    question = f"question, at most {MOST_IN_TEXT} characters"
    match each.role:
        case Role.TITLE:
            return "name of the talk"
        case Role.TOPIC:
            return f"topic and button, at most {MOST_ON_BUTTON} characters"
        case Role.BUTTON:
            return f"button, at most {MOST_ON_BUTTON} characters"
        case Role.CONSENT:
            return (
                f"consent screen {screen}, at most {MOST_ON_SCREEN} words together, "
                f"at most {MOST_IN_TEXT} characters each"
            )
        case Role.QUESTION:
            return f"{question}{_shown_if(each, found)}"
        case Role.TEXT:
            name = each.where.removeprefix("text ")
            said = _TEXTS.get(name) or _FAMILIES[name[0]]
            return f"{said}, at most {MOST_IN_TEXT} characters"


def _shown_if(each: Spoken, found: Written) -> str:
    asked = found.framework.by_id[each.where.removeprefix("question ")]
    topics = {topic.id: topic.title.source for topic in found.framework.topics}
    return f"; topic “{topics[asked.topic]}”" if asked.topic else ""
