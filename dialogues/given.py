"""What the engine is given: facts from outside that one step may use."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from functools import cache
from typing import Any, TypeVar

from dialogues import unspaced
from dialogues.packed import Packed

Found = TypeVar("Found", bound=Hashable)
Classes = tuple[tuple[str, ...], ...]
"""A phrase of danger as classes of words."""
PLAIN, MARKED, IN_CLASSES = "pmc"
"""What a word of danger is told for: it begins a phrase, with its marks, or is of some classes."""
BETWEEN = "\t"
FIRST_CLASS = 0x100
"""The numbers of classes are held as signs, from this one on."""


def _derived() -> Any:
    return field(init=False, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of all languages, normalised by `dialogues.hearing.normalise`.

    controls: per language, whole message -> control.
    labels: per language, what an option is called there -> the contexts of the labels it says.
    counts: per language, a word for one to ten -> the number.
    names: what a language is called in any language -> tags of the languages it may be.
    danger: phrases that open the help card; danger_marked: those that would be other words without
    their marks, with them. `danger_words` has what follows their first word, PLAIN or MARKED.
    Of phrases without blanks `danger_inside` finds the long ones by their beginning, anywhere;
    `danger_whole` are the short ones, which are a clause of their own; `danger_ends` those with
    which a clause ends, because what may follow makes them harmless.
    danger_classes: phrases of which one word of each class is enough. Their classes are numbered:
    `danger_words` has those of a word, IN_CLASSES; `class_phrase` of one all of its phrase;
    `danger_runs` are the phrases of languages without blanks.
    Of all languages together: `meanings` of a word of command; `plain`, the languages in which a
    word is an answer and no command; `by_label`; `called`, what each label is in any of them.
    """

    controls: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    danger: InitVar[tuple[str, ...]] = ()
    danger_marked: InitVar[tuple[str, ...]] = ()
    danger_ends: tuple[str, ...] = ()
    danger_classes: InitVar[tuple[Classes, ...]] = ()
    danger_words: Packed = field(init=False, repr=False, compare=False)
    class_sizes: bytes = _derived()
    class_steps: bytes = _derived()
    danger_runs: tuple[Classes, ...] = _derived()
    danger_inside: Mapping[str, tuple[str, ...]] = _derived()
    danger_whole: frozenset[str] = _derived()
    meanings: Mapping[str, tuple[str, ...]] = _derived()
    plain: Mapping[str, frozenset[str]] = _derived()
    by_label: Mapping[str, frozenset[str]] = _derived()
    called: Mapping[str, tuple[str, ...]] = _derived()

    def __post_init__(
        self,
        danger: tuple[str, ...],
        danger_marked: tuple[str, ...],
        danger_classes: tuple[Classes, ...],
    ) -> None:
        labels = [
            (word, each) for own in self.labels.values() for word in own for each in own[word]
        ]
        plain = [
            (word, tag)
            for own in (self.labels, self.counts)
            for tag, words in own.items()
            for word in words
            if word not in self.controls.get(tag, ())
        ]
        commands = [pair for own in self.controls.values() for pair in own.items()]
        for name, found in {
            **_dangers(danger, danger_marked, danger_classes),
            "meanings": _gathered(commands),
            "plain": {word: one_set(tags) for word, tags in _gathered(plain).items()},
            "by_label": {word: one_set(each) for word, each in _gathered(labels).items()},
            "called": _gathered((context, word) for word, context in labels),
        }.items():
            object.__setattr__(self, name, found)

    def plain_dangers(self) -> Iterator[str]:
        """The phrases of danger again, without marks."""
        for first, told in self.danger_words.items():
            for each in told.split(BETWEEN):
                if each[0] == PLAIN:
                    yield f"{first} {each[1:]}" if len(each) > 1 else first

    def class_phrase(self, number: int) -> range:
        """The numbers of all classes of the phrase that this class is of."""
        first = number - self.class_steps[number]
        return range(first, first + self.class_sizes[number])


@cache
def one_set(names: tuple[str, ...]) -> frozenset[str]:
    """A set of names; the same names are one set for all the words and languages that share it."""
    return frozenset(names)


def _dangers(
    phrases: Iterable[str], with_marks: Iterable[str], classes: Sequence[Classes]
) -> dict[str, Any]:
    """How phrases of danger are found: by their first word, by classes, inside a run of letters."""
    phrases = tuple(phrases)
    runs = [each.replace(" ", "") for each in phrases if unspaced.is_written(each)]
    return {
        "danger_words": Packed(_words(phrases, with_marks, classes)),
        "class_sizes": bytes(len(each) for each in classes for _ in each),
        "class_steps": bytes(step for each in classes for step in range(len(each))),
        "danger_runs": tuple(filter(_unspaced, classes)),
        "danger_inside": _gathered(
            (each[: unspaced.FEWEST], each) for each in runs if unspaced.is_long(each)
        ),
        "danger_whole": frozenset(each for each in runs if not unspaced.is_long(each)),
    }


def _words(
    phrases: Iterable[str], with_marks: Iterable[str], classes: Iterable[Classes]
) -> dict[str, str]:
    """By its word, what must follow it in a phrase, and the numbers of its classes."""
    found: dict[str, str] = {}
    for sign, listed in ((PLAIN, phrases), (MARKED, with_marks)):
        for phrase in listed:
            first, _, rest = phrase.partition(" ")
            before = found.get(first)
            found[first] = f"{before}{BETWEEN}{sign}{rest}" if before else sign + rest
    numbers: dict[str, str] = {}
    for number, words in enumerate(words for phrase in classes for words in phrase):
        sign = chr(FIRST_CLASS + number)
        for word in words:
            numbers[word] = numbers[word] + sign if word in numbers else IN_CLASSES + sign
    for word, signs in numbers.items():
        found[word] = f"{found[word]}{BETWEEN}{signs}" if word in found else signs
    return found


def _unspaced(classes: Classes) -> bool:
    return all(unspaced.is_written(word) for words in classes for word in words)


def _gathered(pairs: Iterable[tuple[str, Found]]) -> dict[str, tuple[Found, ...]]:
    """What is found under each word, each once."""
    found: dict[str, dict[Found, None]] = defaultdict(dict)
    for word, each in pairs:
        found[word][each] = None
    one: dict[tuple[Found, ...], tuple[Found, ...]] = {}  # of the same lists, for all their words
    return {
        word: one.setdefault(listed, listed)
        for word, listed in zip(found, map(tuple, found.values()), strict=True)
    }


@dataclass(frozen=True, slots=True)
class HelpCard:
    """A line of help that fits now: what it is called and the number to show."""

    name: str
    number: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """Facts from outside that one step may use: no clock, no randomness, no database in the engine.

    day: the last day of the window, as a person reads it. code: a fresh code, used if the talk
    finishes. languages, places: what can be chosen, as (id, own name). works: what can be offered
    here ("again", "quotes", "help_lines", "handoff", "safe"). drafts: languages whose texts no
    person has checked. open: a round is open.
    remind: a reminder in two days would still come in time.
    moved: answers that this person gave in an earlier round are kept without them.
    clears: whose messages can be deleted in this chat: of "both", the bot's "own", or nobody's.
    company: the talk is in an app, whose company can see who writes; else it is on a page.
    rings: we can write there by ourselves. waits: where we cannot, the last day until which a talk
    that is not finished waits for its person, if they stay silent from now on.
    """

    organisation: str
    day: str = ""
    code: str = ""
    emergency: str = "112"
    languages: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    help: tuple[HelpCard, ...] = ()
    works: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()
    lexicon: Lexicon = field(default_factory=Lexicon)
    open: bool = True
    remind: bool = True
    moved: bool = False
    clears: str = ""
    company: bool = True
    rings: bool = True
    waits: str = ""
