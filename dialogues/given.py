"""What the engine is given: facts from outside that one step may use."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of all languages, normalised by `dialogues.hearing.normalise`.

    controls: whole message -> control, per language ("" holds all languages together).
    labels: context of an option's label -> that label in every language.
    danger: phrases that open the help card; `danger_by_word` finds them by their first word.
    by_label: a label in any language -> the contexts of the options that it may name.
    """

    controls: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    danger: tuple[str, ...] = ()
    danger_by_word: Mapping[str, tuple[tuple[str, ...], ...]] = field(
        init=False, repr=False, compare=False
    )
    by_label: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        named: dict[str, frozenset[str]] = {}
        for context, labels in self.labels.items():
            named |= {label: named.get(label, frozenset()) | {context} for label in labels}
        object.__setattr__(self, "by_label", named)
        index: dict[str, tuple[tuple[str, ...], ...]] = {}
        for phrase in self.danger:
            first, *rest = phrase.split() or [""]
            index[first] = (*index.get(first, ()), tuple(rest))
        object.__setattr__(self, "danger_by_word", index)


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
