"""The words that a person may type instead of pressing a button, and the words of danger.

1. A translator writes as many as people really say; the lists need not be of the same length.
2. The first word of a list is the one that people are told to type.
3. One word means one thing in all languages, since every list is heard in every talk.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

CONTROL_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "start": "start; begin; hello; hi; hey",
        "help": "help; help me; I need help; sos",
        "language": "language; languages; change language; other language",
        "skip": "skip; skip this; pass; next question; I do not want to answer",
        "back": "back; go back; previous; previous question",
        "stop": "stop; stop for now; pause; quit; end",
        "go_on": "go on; continue; resume; carry on",
        "done": "done; ready; finished; that is all",
        "yes": "yes; yeah; yep; ok; okay; sure",
        "no": "no; nope; no thanks; no thank you",
        "delete": "delete; delete all; delete my answers; erase; forget me",
        "mine": "mine; my answers; show my answers",
        "privacy": "privacy; my data; data protection",
        "summary": "summary; the summary",
    }
)
DANGER = (
    "I am afraid at home; afraid of my husband; afraid of my wife; afraid of my family; "
    "hits me; beats me; hurts me; hit me; beat me; threatens me; will kill me; raped me; "
    "forces me; forced marriage; forced to marry; must marry; took my passport; has my passport; "
    "do not let me leave; not allowed to leave; locked in; works without pay; "
    "want to die; kill myself; hurt myself; end my life; no reason to live; better off dead; "
    "hits my child; beats my child; not safe at home"
)
# What people answer to "how are you" when they do not take the words of the buttons.
FACE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "5": "great; excellent; wonderful; very well; super; perfect",
        "4": "fine; well; ok; okay; all right; alright; not bad; thank God",
        "3": "so so; not so good; it depends; could be better; average; up and down",
        "2": "not well; not great; not so well; poor",
        "1": "very bad; terrible; awful; horrible; very badly",
    }
)
_ABOUT = {
    "start": "to begin the talk, or to see the open question again",
    "help": "to see who can help",
    "language": "to talk in another language",
    "skip": "to leave a question unanswered",
    "back": "to go to the question before",
    "stop": "to stop for now and come back later",
    "go_on": "to go on with a talk that was stopped",
    "done": "to say that the answer is complete",
    "yes": "to say yes",
    "no": "to say no",
    "delete": "to delete all own answers",
    "mine": "to see all own answers",
    "privacy": "to read what happens with the answers",
    "summary": "(a volunteer) to read the summary",
}
_LIST = "a list with ; between, as long or short as you like: what people really type "
_FIRST = "; the first is the word that people are told to type"
# Arabic and full-width semicolons are what those keyboards give.
_SEMICOLON = re.compile(r"\s*[;؛；]\s*")


def split(text: str) -> tuple[str, ...]:
    """Read a list written with semicolons of any script, without empty or repeated entries."""
    return tuple(dict.fromkeys(word for word in _SEMICOLON.split(text.strip()) if word))


def sentences() -> tuple[tuple[str, str, str], ...]:
    """The lists for translators: context, English list, comment."""
    controls = [
        (f"words.{name}", source, _LIST + _ABOUT[name] + _FIRST)
        for name, source in CONTROL_WORDS.items()
    ]
    comment = (
        _LIST + "when they are in danger or want to die; short, two or more words each, "
        "one only where one says it all"
    )
    faces = [
        (f"faces.{face}", source, _LIST + f"instead of the face {face} (5 is best, 1 is worst)")
        for face, source in FACE_WORDS.items()
    ]
    return (*controls, *faces, ("words.danger", DANGER, comment))
