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
DANGER_CONTEXT = "words.danger"
DANGER = (
    "suicide; suicidal; kill myself; killing myself; hurt myself; hurting myself; harm myself; "
    "cut myself; cutting myself; end my life; ending my life; end it all; take my life; "
    "want to die; wanna die; wish I was dead; wish I were dead; better off dead; rather be dead; "
    "do not want to live; don't want to live; dont want to live; do not want to be alive; "
    "don't want to be alive; no reason to live; cannot live anymore; can't go on living; "
    "I am afraid at home; afraid to go home; scared at home; scared to go home; not safe at home; "
    "do not feel safe; don't feel safe; afraid of my husband; afraid of my wife; "
    "afraid of my partner; afraid of my family; afraid of my father; afraid of my brother; "
    "afraid of him; scared of my husband; scared of him; scared of my family; "
    "violence at home; domestic violence; husband is violent; he is violent; wife is violent; "
    "partner is violent; hits me; hit me; hitting me; beats me; beat me; beating me; hurts me; "
    "hurt me; hurting me; slaps me; kicks me; chokes me; strangles me; burns me; beats us; "
    "beat us; hits us; hit us; hits my child; hits my children; hits the children; "
    "beats my child; beats my children; hurts my child; hurts my children; "
    "threatens me; threatened me; threatens to kill; threatens us; will kill me; kill me; "
    "wants to kill me; rape; raped; rapes; raped me; rapes me; sexual violence; touches me; "
    "forces me; forced me; forces my; forced marriage; forced to marry; must marry him; "
    "do not want to marry; don't want to marry; honour killing; honor killing; "
    "took my passport; takes my passport; has my passport; keeps my passport; keep my passport; "
    "took my papers; keeps my papers; took my documents; took my phone; "
    "does not let me leave; do not let me leave; doesn't let me leave; not allowed to leave; "
    "not allowed to go out; locked in; locks me; locked me; follows me; stalks me; "
    "forced to work; forces me to work; work without pay; works without pay; "
    "they do not pay me; sold me; trafficked; forced to sell; sell my body; "
    "my life is in danger; I am in danger; we are in danger"
)
# More of English, which no translation depends on: it can grow without making others old.
DANGER_CLASSES = "husband*/boyfriend*/partner*/ex hit*/beat*/punch*/slap*/kick*/chok*"
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
_LIST = (
    "words that people type: a list with ; between, as long or short as you like: "
    "what they really type "
)
_FIRST = "; the first is the word that people are told to type"
# Arabic and full-width semicolons are what those keyboards give.
_SEMICOLON = re.compile(r"\s*[;؛；]\s*")
# In a phrase of danger: words, or beginnings of words with a star behind them; / between words that
# stand for one another.
_WORD = r"(?:[^*/\s]+|[^*/\s]{3,}\*)"
STEMS = re.compile(rf"{_WORD}(?:/{_WORD})*(?:\s+{_WORD}(?:/{_WORD})*)*")
BETWEEN = " \t\n;؛；"
"""What stands between the words of a list."""


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
    return (*controls, *faces, (DANGER_CONTEXT, DANGER, comment))
