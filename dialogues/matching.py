"""Which options of a question a typed message names: by number, label, name, yes and no.

1. A label of the talk's own language wins; of the other languages only what names one option.
2. A misspelt label is taken only where the person is then told what was understood.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from dialogues.given import Lexicon
from dialogues.hearing import Control, control, normalise, numbers
from dialogues.model import Kind, Option, Part, Question
from dialogues.spelling import misspelt, spellings

# A label may hold a comma itself, so the stronger separators are tried first.
_SEPARATORS = (re.compile(r"\n+"), re.compile(r"[;\n؛；]+"), re.compile(r"[,;\n،؛，、；]+"))
_AS_PICTURE = "\ufe0f"  # emoji or text: some keyboards add this selector (Unicode TR51)
_SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")
_SIGNS = {"👍": "yes", "✅": "yes", "👎": "no", "❌": "no"}
_LANGUAGES = "_language"
_MOST_READINGS = 3
_NEAR = 0.5


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options that a typed message names, in its order."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unclear:
    """A message that names no option, or several where one is asked for: these `readings`."""

    readings: tuple[str, ...] = ()


def chosen(
    text: str, question: Question, lexicon: Lexicon, *, language: str = ""
) -> Chosen | Unclear:
    """Match a message with the options of a question."""
    counted = numbers(text)
    if counted is not None and min(counted) >= 1 and max(counted) <= len(question.options):
        return Chosen(tuple(dict.fromkeys([question.options[n - 1].id for n in counted])))
    # Most messages are the same list whichever separator is tried.
    lists = dict.fromkeys(tuple(filter(str.strip, each.split(text))) for each in _SEPARATORS)
    for pieces in lists:
        named = [_named(piece, question, lexicon, language) for piece in pieces]
        if named and all(len(each) == 1 for each in named):
            return Chosen(tuple(dict.fromkeys(name for each in named for name in each)))
        if len(named) == 1 and named[0]:
            return Unclear(named[0][:_MOST_READINGS])
    mended = _mended(normalise(text), question, lexicon, language)
    return Chosen((mended,)) if mended else Unclear()


def _named(text: str, question: Question, lexicon: Lexicon, language: str) -> tuple[str, ...]:
    """The options that one piece of a message may name; several only if that is not sure."""
    drawn = _SKIN.sub("", text.strip()).removesuffix(_AS_PICTURE)
    signed = _SIGNS.get(drawn)
    for option in question.options:
        if drawn and drawn == option.emoji.removesuffix(_AS_PICTURE):
            return (option.id,)
        if signed == option.id:
            return (option.id,)
    for spoken in spellings(normalise(text)):
        found = _called(spoken, question, lexicon, language) if spoken else ()
        if found:
            return found
    return ()


def _called(spoken: str, question: Question, lexicon: Lexicon, language: str) -> tuple[str, ...]:
    own = lexicon.labels.get(language, {}).get(spoken, frozenset())
    every = lexicon.by_label.get(spoken, frozenset())
    names = lexicon.names.get(spoken, ()) if question.id == _LANGUAGES else ()
    in_own = tuple(o.id for o in question.options if _says(o, spoken, own))
    in_any = tuple(o.id for o in question.options if _says(o, spoken, every) or o.id in names)
    if in_own or in_any:
        return in_own or in_any
    meant = control(spoken, lexicon, language, forgiving=False)
    if meant in (Control.YES, Control.NO) and question.option(str(meant)):
        return (str(meant),)
    number = _counted(spoken, lexicon, language)
    return (question.options[number - 1].id,) if 0 < number <= len(question.options) else ()


def _says(option: Option, spoken: str, contexts: frozenset[str]) -> bool:
    label = option.label
    if isinstance(label, str):
        return spoken in (_own(label), _own(option.id))
    return label.context in contexts or spoken == _own(label.source)


def _counted(spoken: str, lexicon: Lexicon, language: str) -> int:
    """The number of one to ten that a word says: in the own language, or in no other way; or 0."""
    own = lexicon.counts.get(language, {}).get(spoken, 0)
    if own or spoken in lexicon.meanings or language in lexicon.plain.get(spoken, ()):
        return own
    every = {words[spoken] for words in lexicon.counts.values() if spoken in words}
    return every.pop() if len(every) == 1 else 0


def _mended(spoken: str, question: Question, lexicon: Lexicon, language: str) -> str:
    """The one option that a slip hides, or nothing."""
    risky = question.part in (Part.CONSENT, Part.LAST) or question.option("yes")
    if risky or (question.id.startswith("_") and question.id != _LANGUAGES):
        return ""
    if question.kind is Kind.INFO or spoken in lexicon.plain or spoken in lexicon.meanings:
        return ""
    own = lexicon.labels.get(language, {})
    contexts = {context for word in misspelt(spoken, own, fewest=2) for context in own[word]}
    names = _names(question, lexicon) if question.id == _LANGUAGES else {}
    near = {tag for word in misspelt(spoken, names) for tag in names[word]}
    found = [
        option.id
        for option in question.options
        if option.id in near
        or (not isinstance(option.label, str) and option.label.context in contexts)
    ]
    return found[0] if len(found) == 1 else ""


def _names(question: Question, lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    own = {_own(o.label): (o.id,) for o in question.options if isinstance(o.label, str)}
    return {**lexicon.names, **own}


@lru_cache(maxsize=4096)
def _own(label: str) -> str:
    """A label of ours, folded once; what people write is never kept in a cache."""
    return normalise(label)


def nearest(text: str, options: Sequence[Option], lexicon: Lexicon) -> tuple[str, ...]:
    """The two or three options that a message which names none most likely means, if any."""
    spoken = normalise(text)[:80]
    scored = sorted(
        (
            (_likeness(spoken, _labels(option, lexicon)), -place, option.id)
            for place, option in enumerate(options)
        ),
        reverse=True,
    )
    near = tuple(option for likeness, _, option in scored if likeness >= _NEAR)[:_MOST_READINGS]
    return near if len(near) != 1 or len(options) < 2 else (near[0], _second(scored, near[0]))


def _labels(option: Option, lexicon: Lexicon) -> tuple[str, ...]:
    if isinstance(option.label, str):
        return (_own(option.label), _own(option.id))
    return (*lexicon.called.get(option.label.context, ()), _own(option.label.source))


def _second(scored: Sequence[tuple[float, int, str]], first: str) -> str:
    return next(option for _, _, option in scored if option != first)


def _likeness(spoken: str, labels: Sequence[str]) -> float:
    """How like the likest of these labels a message is; most are told apart at a glance."""
    best, matcher = 0.0, SequenceMatcher(None, "", spoken)
    for label in labels:
        if spoken and label and (spoken in label or label in spoken):
            best = max(best, 0.9 if min(len(spoken), len(label)) >= 3 else 0.4)
        elif spoken and label:
            matcher.set_seq1(label[:80])
            least = max(best, _NEAR)
            if matcher.real_quick_ratio() > least and matcher.quick_ratio() > least:
                best = max(best, matcher.ratio())
    return best
