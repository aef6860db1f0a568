"""The words of all offered languages, as hearing wants them.

1. The label of every button can be typed as well, in every language, whatever the talk's.
2. Each language's words are kept apart: a talk's own language wins, the others may be doubtful.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import locales
from dialogues import phrases
from dialogues.given import Classes, Lexicon, one_set
from dialogues.hearing import Control, marked, normalise, normalised
from dialogues.model import Framework, Kind, Phrase
from dialogues.packed import STEM
from dialogues.redacting.words import counting

# Buttons that ask something of the bot: typing what they say does the same.
BUTTONS = {
    Control.GO_ON: (phrases.NEXT, phrases.GO_ON, phrases.ALL_ANSWERS),
    Control.DONE: (phrases.DONE,),
    Control.BACK: (phrases.BACK,),
    Control.SKIP: (phrases.SKIP,),
    Control.STOP: (phrases.STOP,),
    Control.HELP: (phrases.HELP,),
    Control.LANGUAGE: (phrases.LANGUAGE,),
    Control.FINISH: (phrases.FINISH,),
    Control.KEEP: (phrases.KEEP,),
    Control.REMIND: (phrases.REMIND,),
    Control.START: (phrases.LETS_TALK,),
    Control.DELETE: (phrases.DELETE,),
}
# In Vietnamese "slowly" is "suicide" with other marks; three words tell enough without any.
MARKS_TELL = frozenset({"vi"})
ENOUGH_WITHOUT = 3
# Without blanks a phrase is found anywhere; one that ends so, only where a clause ends: in Chinese
# "I want to die" also begins "I miss you to death", and "he hits me" begins "he calls me".
CLAUSE_END = "。"
# Between words that stand for one another.
CLASS = "/"
# The options of side questions (delete? finish? another place? again?).
SIDES = (
    phrases.DELETE_YES,
    phrases.DELETE_NO,
    phrases.FINISH,
    phrases.GO_ON,
    phrases.PLACE_YES,
    phrases.PLACE_NO,
    phrases.LETS_TALK,
    phrases.AGAIN_STOP,
)


def lexicon(framework: Framework, languages: Sequence[str]) -> Lexicon:
    """Everything that can be typed in a talk of this framework."""
    names: dict[str, list[str]] = defaultdict(list)
    for tag in languages:
        for name in locales.called(tag):
            names[normalise(name)].append(tag)
    return Lexicon(
        controls={tag: _controls(tag) for tag in languages},
        labels={tag: _labels(framework, tag) for tag in languages},
        counts={tag: {normalise(word): n for word, n in counting(tag)} for tag in languages},
        names={name: tuple(tags) for name, tags in names.items()},
        **_danger(languages),
    )


def _danger(languages: Sequence[str]) -> dict[str, Any]:
    """The phrases of danger: without marks, with them, at the end of a clause, and as classes."""
    plain: dict[str, None] = {}
    with_marks: dict[str, None] = {}
    ends: dict[str, None] = {}
    classes: dict[Classes, None] = {}
    for tag in languages:
        listed = [each.replace("*", STEM) for each in locales.danger_words(tag)]
        whole = [each for each in listed if CLASS not in each and not each.endswith(CLAUSE_END)]
        ends.update((normalise(each), None) for each in listed if each.endswith(CLAUSE_END))
        fold = _marked if tag in MARKS_TELL else normalised
        classes.update(dict.fromkeys(_classes([each for each in listed if CLASS in each], fold)))
        if tag not in MARKS_TELL:
            plain.update(dict.fromkeys(normalised(whole)))
            continue
        # Without marks only for people who write none at all.
        enough = [each for each in whole if len(each.split()) >= ENOUGH_WITHOUT]
        with_marks.update(dict.fromkeys([*map(marked, whole), *normalised(enough)]))
    return {
        "danger": tuple(plain),
        "danger_marked": tuple(with_marks),
        "danger_ends": tuple(ends),
        "danger_classes": tuple(classes),
    }


def _marked(texts: Iterable[str]) -> list[str]:
    return list(map(marked, texts))


def _classes(phrases: Sequence[str], fold: Callable[[list[str]], list[str]]) -> Iterator[Classes]:
    """Phrases of classes, all their words folded at once."""
    split = [[words.split(CLASS) for words in phrase.split()] for phrase in phrases]
    folded = iter(fold([word for phrase in split for words in phrase for word in words]))
    for phrase in split:
        yield tuple(tuple(filter(None, islice(folded, len(words)))) for words in phrase)


def _controls(language: str) -> dict[str, str]:
    listed = [
        (word, what)
        for what, each in locales.control_words(language).items()
        if what in set(Control)
        for word in each
    ]
    said = normalised([word for word, _ in listed])
    words = {word: what for word, (_, what) in zip(said, listed, strict=True)}
    buttons = {_said(label, language): what for what, each in BUTTONS.items() for label in each}
    return words | {word: str(what) for word, what in buttons.items()}


def _said(phrase: Phrase, language: str) -> str:
    return normalise(locales.written(phrase.context, phrase.source, language))


def _labels(framework: Framework, language: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for phrase in (*option_labels(framework), *SIDES):
        found[_said(phrase, language)].add(phrase.context)
    faces = dict(_faces(framework))
    said = {word for word, contexts in found.items() if not contexts.isdisjoint(faces)}
    for context, face in faces.items():
        for word in map(normalise, locales.face_words(language).get(face, ())):
            if word not in said:  # the label of a face means that face
                found[word].add(context)
    return {word: one_set(tuple(sorted(contexts))) for word, contexts in found.items()}


def option_labels(framework: Framework) -> tuple[Phrase, ...]:
    """Every label of an option that a translator has to say."""
    return tuple(
        option.label
        for question in framework.questions
        for option in question.options
        if isinstance(option.label, Phrase)
    )


def _faces(framework: Framework) -> Iterator[tuple[str, str]]:
    for question in framework.questions:
        if question.kind is Kind.FACE:
            for option in question.options:
                if isinstance(option.label, Phrase):
                    yield option.label.context, option.id
