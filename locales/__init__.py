"""How it is said: sentences, words of command, directions of every language that is whole.

1. There is no silent fallback: a language says everything, or nothing is said in it.
2. Whatever is inserted into a sentence stands in an isolate where it could break the order.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from locales import registry, words
from locales.bidi import Direction, fill, mirror, strip_controls, wrap
from locales.catalogue import Catalogues, Pair
from locales.registry import SOURCE, Language

__all__ = [
    "SOURCE",
    "Direction",
    "Language",
    "called",
    "closed",
    "command",
    "control_words",
    "danger_words",
    "desk",
    "direction",
    "face_words",
    "gaps",
    "guess",
    "isolate",
    "languages",
    "mirror",
    "offered",
    "say",
    "strip_controls",
    "whole",
    "written",
]

_NOTHING: Mapping[str, str] = MappingProxyType({})


@cache
def _shipped() -> Catalogues:
    return Catalogues(Path(__file__).parent)


def languages() -> tuple[Language, ...]:
    """Every registered language, whole or not."""
    return tuple(_shipped().languages.values())


def offered(*, approved_only: bool = False) -> tuple[tuple[str, str], ...]:
    """Tag and own name of each language a person may choose: open and, if wanted, approved."""
    return tuple(
        (language.tag, language.name)
        for language in _shipped().open
        if not approved_only or language.review in ("source", "approved")
    )


def whole() -> tuple[tuple[str, str], ...]:
    """Tag and own name of each language that can say everything: a talk in it goes on."""
    return tuple((language.tag, language.name) for language in _shipped().whole)


def closed() -> Mapping[str, str]:
    """Why nobody may choose a language, by the tags of those that are closed."""
    shipped = _shipped()
    reasons = {tag: shipped.closed(tag) for tag in shipped.languages}
    return {tag: reason for tag, reason in reasons.items() if reason}


def desk(language: str) -> bool:
    """Whether staff may use their pages in a language: those texts are not in every one."""
    return _shipped().languages[language].desk


def guess(hint: str) -> str | None:
    """The offered language that a phone's hint most likely means; a suggestion, never a choice."""
    return registry.match(hint, _shipped().open)


@cache
def _called() -> Mapping[str, list[str]]:
    path = Path(__file__).with_name("called.toml")
    return MappingProxyType(tomllib.loads(path.read_text(encoding="utf-8")))


def called(language: str) -> tuple[str, ...]:
    """What people call a language where they type its name: in its own words and in others'."""
    return (_shipped().languages[language].name, language, *_called().get(language, ()))


def gaps(language: str, wanted: Iterable[Pair]) -> tuple[Pair, ...]:
    """Which of these (context, English) a language cannot say, for an organisation's own talk."""
    return _shipped().gaps(language, wanted)


def direction(language: str) -> Direction:
    """Whether a language is written `ltr` or `rtl`."""
    return _shipped().languages[language].direction


def say(context: str, source: str, language: str, values: Mapping[str, str] = _NOTHING) -> str:
    """One sentence in a language with its values; KeyError if that language cannot say it."""
    if values is _NOTHING:
        return _plain(context, source, language)
    return fill(_shipped().text(context, source, language), values, direction(language))


@cache
def _plain(context: str, source: str, language: str) -> str:
    """A sentence of ours with nothing to fill in: most buttons and many lines of every message."""
    return fill(_shipped().text(context, source, language), _NOTHING, direction(language))


def written(context: str, source: str, language: str) -> str:
    """A sentence as it stands in its file: to be compared with what is typed, not to be shown."""
    return _shipped().text(context, source, language)


def isolate(value: str, language: str) -> str:
    """A name, number, link or command made safe to stand beside text of a language."""
    return wrap(value, direction(language))


def control_words(language: str) -> Mapping[str, tuple[str, ...]]:
    """What people type in a language for each control (`skip`, `back`, ...), as translated."""
    shipped = _shipped()
    return MappingProxyType(
        {
            control: words.split(shipped.words(f"words.{control}", source, language))
            for control, source in words.CONTROL_WORDS.items()
        }
    )


@cache
def command(control: str, language: str) -> str:
    """The word that people are told to type for a control."""
    return control_words(language)[control][0]


def danger_words(language: str) -> tuple[str, ...]:
    """Phrases that open the help card in a language."""
    said = _shipped().words(words.DANGER_CONTEXT, words.DANGER, language)
    return words.split(f"{said}; {words.DANGER_CLASSES}" if language == SOURCE else said)


def face_words(language: str) -> Mapping[str, tuple[str, ...]]:
    """What people type in a language instead of each face ("5" is best), beside its label."""
    shipped = _shipped()
    return MappingProxyType(
        {
            face: words.split(shipped.words(f"faces.{face}", source, language))
            for face, source in words.FACE_WORDS.items()
        }
    )
