"""A small player: a person and the engine, with their words on both sides.

1. What is played is the engine as it is; only the channel is replaced, by plain text.
2. Buttons are tapped by the words on them, so a transcript reads as the talk looked.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import locales
from bot import lexicon as words_of
from dialogues import engine, framework
from dialogues.given import Given, HelpCard, Lexicon
from dialogues.model import (
    Button,
    Command,
    Framework,
    Heard,
    HeardKind,
    Line,
    Phase,
    Phrase,
    Say,
    Talk,
    Turn,
    Value,
)
from dialogues.spoken import spoken as spoken_in

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WHOLE = ROOT / "dialogues" / "frameworks" / "how_are_you.yaml"
SMALL = HERE / "frameworks" / "small.yaml"
PLAYED = ("en", "fi", "ar", "uk")
PLACES = (("oulu", "Oulu"), ("turku", "Turku"))
LATER = {"two days later": "reminder", "two weeks later": "closing", "a new round opens": "again"}
_LEXICONS: dict[tuple[str, str, int], Lexicon] = {}
DOORS: dict[str, HeardKind] = {"blocks the bot": "blocked", "unblocks the bot": "returned"}


def read(path: Path) -> Framework:
    """The framework of a file."""
    return framework.read(path.read_text(encoding="utf-8"), path.name)


def without(whole: Framework, *questions: str) -> Framework:
    """A newer version of a framework that lacks these questions."""
    rest = tuple(question for question in whole.questions if question.id not in questions)
    return replace(whole, version="2.0.0", questions=rest)


def said(whole: Framework) -> list[str]:
    """The languages played that can say everything in this framework."""
    wanted = [(one.phrase.context, one.phrase.source) for one in spoken_in(whole)]
    return [tag for tag in PLAYED if not locales.gaps(tag, wanted)]


def lexicon(whole: Framework) -> Lexicon:
    """The words of the languages, as the shell gathers them, once for each framework."""
    key = whole.id, whole.version, len(whole.questions)
    if key not in _LEXICONS:
        _LEXICONS[key] = words_of.lexicon(whole, said(whole))
    return _LEXICONS[key]


def given(whole: Framework, **changes: Any) -> Given:
    """Facts of an ordinary day: a round is open, two towns, four languages."""
    names = {language.tag: language.name for language in locales.languages()}
    facts = Given(
        organisation="Red Cross",
        day="14.3.2027",
        code="MY-ABCD-EFGH-JKLM-NPQR",
        languages=tuple((tag, names[tag]) for tag in PLAYED),
        places=PLACES,
        help=(HelpCard("Emergency", "112"),),
        works=frozenset({"again"}),
        lexicon=lexicon(whole),
    )
    return replace(facts, **changes)


def spoken(value: Value, language: str) -> str:
    """What stands in a placeholder."""
    if isinstance(value, str):
        return value
    if isinstance(value, Phrase):
        return locales.say(value.context, value.source, language)
    if isinstance(value, Command):
        return f"/{value.name}"
    return sentence(value, language)


def sentence(line: Line, language: str) -> str:
    """A line in a language, as a person reads it."""
    values = {name: spoken(value, language) for name, value in line.values}
    return locales.say(line.phrase.context, line.phrase.source, language, values)


def label(button: Button, language: str) -> str:
    """A button as a person reads it."""
    emoji = f"{button.emoji} " if button.emoji else ""
    return f"{'✓ ' if button.chosen else ''}{emoji}{spoken(button.label, language)}"


def shown(say: Say, language: str) -> list[str]:
    """A say as lines of a transcript: first what can be answered, then what can always be done."""
    lines = [sentence(line, language) for line in say.lines]
    groups: tuple[list[str], list[str]] = ([], [])
    for button in (button for row in say.rows for button in row):
        groups[":!" in button.token].append(f"[{label(button, language)}]")
    lines.extend(" ".join(group) for group in groups if group)
    mark = "> (changes its message) " if say.replaces else "> "
    return [f"{mark if number == 0 else '  '}{line}" for number, line in enumerate(lines)]


@dataclass
class Player:
    """One person in one talk: what they do goes in, what they read comes out."""

    framework: Framework
    given: Given
    talk: Talk = field(init=False)
    turn: Turn = field(init=False)
    talks: int = 0
    events: int = 0
    typed: list[str] = field(default_factory=list)
    messages: dict[str, Say] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.begin()

    def begin(self, language: str = "en") -> None:
        """A talk of a person of whom nothing is known."""
        self.talks += 1
        whole = self.framework
        self.talk = Talk(f"talk{self.talks}", whole.id, whole.version, language)

    def hear(self, kind: HeardKind, *, text: str = "", token: str = "", ref: str = "") -> Turn:
        """Take one event through the engine."""
        self.events += 1
        heard = Heard("play", "bot", "1", str(self.events), kind, text=text, token=token, ref=ref)
        self.turn = engine.step(self.framework, self.talk, heard, self.given)
        self.talk = self.turn.talk
        for number, say in enumerate(self.turn.says):
            self.messages[say.replaces or f"bot{self.events}.{number}"] = say
        if {"delete", "forget"} & set(self.turn.effects):
            self.begin(self.talk.language)
        return self.turn

    def say(self, text: str) -> Turn:
        """Type a message."""
        self.typed.append(f"me{len(self.typed) + 1}")
        return self.hear("text", text=text, ref=self.typed[-1])

    def edit(self, number: int, text: str) -> Turn:
        """Change the message typed as the first, second, ... one."""
        return self.hear("edit", text=text, ref=self.typed[number - 1])

    def tap(self, words: str) -> Turn:
        """Tap the newest button with these words."""
        for ref, say in reversed(self.messages.items()):
            for button in (button for row in say.rows for button in row):
                if words in self.words(button):
                    return self.hear("tap", token=button.token, ref=ref)
        raise AssertionError(f"there is no button {words!r}")

    def tap_old(self, words: str, question: str) -> Turn:
        """Tap a button of an earlier message as it was, whatever has become of it since."""
        token = self.old_token(words, question)
        return self.hear("tap", token=token, ref=f"old.{token.split(':')[2]}")

    def old_token(self, words: str, question: str) -> str:
        """The token that such a button carried."""
        for asked in self.framework.questions:
            text = asked.text[0]
            nothing: dict[str, str] = defaultdict(str)
            if locales.say(text.context, text.source, self.talk.language, nothing) == question:
                for option in asked.options:
                    if spoken(option.label, self.talk.language) == words:
                        return f"v1:{self.talk.id}:{asked.id}:{option.id}"
        raise AssertionError(f"there is no {words!r} of {question!r}")

    def words(self, button: Button) -> tuple[str, str]:
        """A button's words with and without what is drawn before them."""
        return label(button, self.talk.language), spoken(button.label, self.talk.language)


# --- transcripts ---------------------------------------------------------------------------------

_TAP = re.compile(r"\(tap\) \[(.+)\]")
_OLD = re.compile(r'\(tap old \[(.+)\] of "(.+)"\)')
_EDIT = re.compile(r"\(edit (\d+)\) ?(.*)")
_INVITED = re.compile(r"\(opens an invitation to (\w+)\)")
_UPDATED = re.compile(r"\(the talk is updated, without (.+)\)")
_DONE = re.compile(r"\((.+)\)")
EFFECTS = MappingProxyType(
    {
        "delete": "everything is deleted",
        "forget": "the empty talk is forgotten",
        "remind": "a reminder is due in two days",
        "subscribe": "may be asked again",
        "unsubscribe": "is not asked again",
        "gone": "nothing more is sent",
    }
)


def act(player: Player, line: str) -> None:
    """Do what one line of a transcript says."""
    if found := _TAP.fullmatch(line):
        player.tap(found[1])
    elif found := _OLD.fullmatch(line):
        player.tap_old(found[1], found[2])
    elif found := _EDIT.fullmatch(line):
        player.edit(int(found[1]), found[2])
    elif found := _INVITED.fullmatch(line):
        player.hear("text", text=f"/start {found[1].lower()}")
    elif found := _UPDATED.fullmatch(line):
        player.framework = without(player.framework, *found[1].split(" and "))
        player.turn = Turn(player.talk, ())
    elif found := _DONE.fullmatch(line):
        _happens(player, found[1])
    else:
        player.say(line)


def _happens(player: Player, what: str) -> None:
    if what in LATER:
        player.hear("time", text=LATER[what])
    elif what in DOORS:
        player.hear(DOORS[what])
    elif what == "the answers move":
        moved = Talk(player.talk.id, player.framework.id, player.framework.version, "en")
        player.talk = replace(moved, phase=Phase.MOVED, place=player.talk.place)
        player.turn = Turn(player.talk, ())
    elif what == "the round closes":
        player.given = replace(player.given, open=False, day="")
        player.begin(player.talk.language)
        player.talk = replace(player.talk, chose_language=True)
        player.turn = Turn(player.talk, ())
    else:
        player.hear("other", text=what)


def opened(text: str) -> Player:
    """Somebody at the beginning of a transcript, as its head says."""
    head = dict(re.findall(r"^# (\w+): (.+)$", text, re.MULTILINE))
    whole = read(SMALL if head.get("framework") == "small" else WHOLE)
    works = frozenset(head["works"].split()) if "works" in head else frozenset({"again"})
    player = Player(whole, given(whole, works=works))
    if "places" in head:
        player.given = replace(player.given, places=())
    if "language" in head:
        player.begin(head["language"])
    return player


def play(text: str) -> str:
    """Play what the person does in a transcript and write what they read then."""
    player = opened(text)
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("<"):
            lines.append(line)
            lines.extend(_reaction(player, line[1:].strip()))
        elif line.startswith("#") or (not line and (not lines or lines[-1].startswith("#"))):
            lines.append(line)
    return "\n".join(lines) + "\n"


def _reaction(player: Player, line: str) -> list[str]:
    act(player, line)
    language = player.turn.talk.language
    said = [text for say in player.turn.says for text in shown(say, language)]
    told = [f"* {EFFECTS[effect]}" for effect in player.turn.effects]
    return [*said, *told, ""]
