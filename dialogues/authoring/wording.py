"""What the sentences of a framework must and must not say: limits, promises, plain words.

1. Limits hold for the source; translations are checked against the same limits in `locales`.
2. Every talk says, before its first question, what a person must know to decide.
3. A placeholder stands only where the talk has something to put in its place.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dialogues.authoring.source import COMPANY, Written
from dialogues.faults import Faults
from dialogues.model import Phrase
from dialogues.phrases import ON_A_PAGE
from dialogues.spoken import MOST_IN_TEXT, MOST_ON_BUTTON, Role, Spoken, spoken

PLACEHOLDERS = ("org", "day", "mine", "delete", "help", "language", "emergency")
CODE = "code"  # known only when a talk is finished
MOST_ON_SCREEN = 60
WORDS_OF_A_NAME = 3  # {org} stands for a name such as "Finnish Red Cross"
MOST_IN_SENTENCE = 25
MEAN_IN_SENTENCE = 12
KEPT_OUT = (
    "client",
    "case",
    "integration level",
    "problem",
    "refugee",
    "therapy",
    "anonymous",
    "anonymously",
    "survey",
    "test",
    "score",
)
_BRACES = re.compile(r"\{([^{}]*)\}")
_KEPT_OUT = re.compile(rf"\b({'|'.join(KEPT_OUT)})(?:s|es)?\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence that must be there: its placeholders, and words without which it says less."""

    what: str
    placeholders: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


CONSENT = {
    "c2": Promise("every question can be skipped, and the talk stopped", words=("skip", "stop")),
    "c5": Promise("answers do not change the permit", words=("permit",)),
    "c6": Promise(
        "no person reads now; whom to call in danger", ("emergency",), ("no person reads",)
    ),
    "c7": Promise("until which day answers can be deleted, and how", ("day", "delete")),
    COMPANY: Promise("the company of the app can see who writes", words=("company",)),
}
TEXTS = {
    "code": Promise("the code, and the day from which it is needed", ("code", "day")),
    "k3": Promise("how answers are seen and deleted until the day", ("day", "mine", "delete")),
    "h3": Promise("whom to call in danger", ("emergency",)),
    "bye_age": Promise("whom to call in danger", ("emergency",)),
}


def _lacks(promise: Promise, phrase: Phrase | None) -> bool:
    source = phrase.source if phrase else ""
    return any(f"{{{name}}}" not in source for name in promise.placeholders) or any(
        word not in source.lower() for word in promise.words
    )


def _remedy(promise: Promise) -> str:
    wanted = [*(f"{{{name}}}" for name in promise.placeholders), *promise.words]
    return f"Say it, with: {', '.join(wanted)}."


def _consent(found: Written, faults: Faults) -> None:
    said = {name: phrase for screen in found.screens.values() for name, phrase in screen.items()}
    for name, promise in CONSENT.items():
        phrase = said.get(name)
        if phrase is None or _lacks(promise, phrase):
            faults.add(
                "F121",
                found.line(phrase.context if phrase else "consent"),
                where=f"consent {name}",
                says=f"Every talk says before it begins: {promise.what}.",
                remedy=_remedy(promise),
            )


def _texts(found: Written, faults: Faults) -> None:
    for name, promise in TEXTS.items():
        phrase = found.framework.texts.get(name)
        if phrase is not None and _lacks(promise, phrase):
            faults.add(
                "F128",
                found.line(phrase.context),
                where=f"text {name}",
                says=f"This text has to say: {promise.what}.",
                remedy=_remedy(promise),
            )


def _screens(found: Written, faults: Faults) -> None:
    for name, screen in found.screens.items():
        on_a_page = {**screen, COMPANY: ON_A_PAGE} if COMPANY in screen else screen
        words = max(_words_of(screen), _words_of(on_a_page))
        if words > MOST_ON_SCREEN:
            faults.add(
                "F120",
                found.line(f"question {name}"),
                where=f"consent {name}",
                says=f"This screen has {words} words.",
                remedy=f"Shorten it to {MOST_ON_SCREEN} ({{org}} counts {WORDS_OF_A_NAME}), "
                "or make another screen.",
            )


def _words_of(screen: Mapping[str, Phrase]) -> int:
    return sum(_words(phrase.source) for phrase in screen.values())


def _words(source: str) -> int:
    return len(source.split()) + source.count("{org}") * (WORDS_OF_A_NAME - 1)


def _limits(found: Written, faults: Faults) -> None:
    for each in spoken(found.framework):
        long = len(each.phrase.source)
        number, most = ("F119", MOST_ON_BUTTON) if each.pressed else ("F118", MOST_IN_TEXT)
        if long > most:
            _note(
                number,
                each,
                (found, faults),
                says=f"This has {long} characters.",
                remedy=f"Shorten it to {most}.",
            )


def _placeholders(found: Written, faults: Faults) -> None:
    for each in spoken(found.framework):
        for name in _misplaced(each):
            _note(
                "F117",
                each,
                (found, faults),
                says=f"Nothing can be put in the place of {name} here.",
                remedy=f"In sentences use {', '.join(f'{{{known}}}' for known in PLACEHOLDERS)}; "
                "{code} only in the text code; none in titles and on buttons.",
            )


def _misplaced(each: Spoken) -> Iterator[str]:
    allowed = set() if each.pressed or each.role is Role.TITLE else set(PLACEHOLDERS)
    if each.where == "text code":
        allowed.add(CODE)
    for name in _BRACES.findall(each.phrase.source):
        if name not in allowed:
            yield f"{{{name}}}"
    if re.search(r"[{}]", _BRACES.sub("", each.phrase.source)):
        yield "a single { or }"


def _kept_out(found: Written, faults: Faults) -> None:
    for each in spoken(found.framework):
        for word in _KEPT_OUT.findall(each.phrase.source):
            _note(
                "F125",
                each,
                (found, faults),
                says=f"The word “{word}” is kept out of texts for people.",
                remedy="Say what is meant in plain words (people, what is difficult, a talk).",
            )


def _reading(found: Written, faults: Faults) -> None:
    lengths = []
    for each in spoken(found.framework):
        if each.pressed or each.role is Role.TITLE:
            continue
        for sentence in _SENTENCE_END.split(each.phrase.source):
            lengths.append(len(sentence.split()))
            if lengths[-1] > MOST_IN_SENTENCE:
                _note(
                    "F126",
                    each,
                    (found, faults),
                    says=f"A sentence here has {lengths[-1]} words.",
                    remedy=f"Make several sentences of at most {MOST_IN_SENTENCE} words.",
                )
    mean = sum(lengths) / max(len(lengths), 1)
    if mean > MEAN_IN_SENTENCE:
        faults.add(
            "F126",
            1,
            where="file",
            says=f"The sentences have {mean:.1f} words on average.",
            remedy=f"Write shorter sentences: {MEAN_IN_SENTENCE} words on average at most.",
        )


def _note(number: str, each: Spoken, to: tuple[Written, Faults], *, says: str, remedy: str) -> None:
    found, faults = to
    line = found.line(each.phrase.context)
    faults.add(number, line, where=each.where, says=says, remedy=remedy)


RULES: tuple[Callable[[Written, Faults], None], ...] = (
    _consent,
    _texts,
    _screens,
    _limits,
    _placeholders,
    _kept_out,
    _reading,
)
