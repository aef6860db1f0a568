"""The nouns: what everybody in the house means by question, answer, talk, heard and say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, NamedTuple

VERSION_OF_TOKENS = "v1"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One English source sentence and where it stands (gettext: msgid and msgctxt)."""

    context: str
    source: str


@dataclass(frozen=True, slots=True)
class Command:
    """A word of command in a sentence; the channel decides how it looks (`/delete`, `delete`)."""

    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph to say: a phrase and what stands in its placeholders."""

    phrase: Phrase
    values: tuple[tuple[str, "Value"], ...] = ()


# A phrase with placeholders of its own stands in another one as a line.
Value = str | Phrase | Command | Line


# --- the framework -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class When:
    """A question is shown only if another one was answered so: `has` an option, or `lte` a face."""

    question: str
    has: str = ""
    lte: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `need` is the code it stands for; `requires` what must work here.

    label: to be translated, or a name that stands as it is (a place, a language).
    """

    id: str
    label: Phrase | str
    emoji: str = ""
    need: str = ""
    requires: str = ""


class Kind(StrEnum):
    """The kinds of question (see `dialogues.kinds` for how each is offered and understood)."""

    FACE = "face"
    SINGLE = "single"
    MULTI = "multi"
    WORDS = "words"
    INFO = "info"


class Part(StrEnum):
    """Where in the talk a question stands."""

    CONSENT = "consent"
    OPEN = "open"
    TOPIC = "topic"
    CLOSE = "close"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked. Ids are permanent; `text` is one or more paragraphs."""

    id: str
    kind: Kind
    text: tuple[Phrase, ...]
    part: Part = Part.CLOSE
    topic: str = ""
    options: tuple[Option, ...] = ()
    when: When | None = None
    wishes: bool = False
    exclusive: str = "none"
    requires: str = ""
    help_on: tuple[str, ...] = ()
    ids: frozenset[str] = field(init=False, repr=False, compare=False)
    requirements: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ids", frozenset(option.id for option in self.options))
        object.__setattr__(self, "requirements", frozenset(o.requires for o in self.options) - {""})

    def __hash__(
        self,
    ) -> int:  # of the id alone: a memory of what is asked looks it up in each turn
        return hash(self.id)

    def option(self, option_id: str) -> Option | None:
        """The option with this id, if there is one."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme that the person may choose to talk about."""

    id: str
    title: Phrase


@dataclass(frozen=True, slots=True)
class Framework:
    """The predefined talk, from one YAML file; ahead, behind: the questions around its topics."""

    id: str
    version: str
    title: Phrase
    topics: tuple[Topic, ...]
    questions: tuple[Question, ...]
    texts: Mapping[str, Phrase]
    chooser: str = ""
    company: Phrase | None = None  # what the consent says of the company of the app
    by_id: Mapping[str, Question] = field(init=False, repr=False, compare=False)
    by_part: Mapping[str, tuple[Question, ...]] = field(init=False, repr=False, compare=False)
    by_topic: Mapping[str, tuple[Question, ...]] = field(init=False, repr=False, compare=False)
    ahead: tuple[Question, ...] = field(init=False, repr=False, compare=False)
    behind: tuple[Question, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        asked, topics = self.questions, {question.topic for question in self.questions}
        by_id = {question.id: question for question in asked}
        by_part = {part: tuple(q for q in asked if q.part is part) for part in Part}
        by_topic = {
            topic: tuple(q for q in by_part[Part.TOPIC] if q.topic == topic) for topic in topics
        }
        object.__setattr__(self, "by_id", MappingProxyType(by_id))
        object.__setattr__(self, "by_part", MappingProxyType(by_part))
        object.__setattr__(self, "by_topic", MappingProxyType(by_topic))
        object.__setattr__(self, "ahead", by_part[Part.CONSENT] + by_part[Part.OPEN])
        object.__setattr__(self, "behind", by_part[Part.CLOSE] + by_part[Part.LAST])


class Phase(StrEnum):
    """How far a person is."""

    TALKING = "talking"
    STOPPED = "stopped"
    DECLINED = "declined"
    FINISHED = "finished"
    MOVED = "moved"


AnswerState = Literal["answered", "skipped"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was given to one question: choices, or words in the parts in which they came."""

    state: AnswerState
    choices: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    sensitive: bool = False


class Ref(NamedTuple):
    """Which of the person's own messages gave which answer, so that an edited one can mend it."""

    message: str
    question: str
    part: int = 0


@dataclass(frozen=True)
class Talk:
    """One person's walk through a framework in one round (stored sealed).

    `at` is the open question; `asked` a side question above it (language, place, delete, finish?),
    which typed words answer as long as it is there. `place`: "" is the country. `renew`: the words
    of this question are replaced next. `listed`: a number typed next names one of these answers.
    `invited_to` waits for a yes; `quoted` seals what a yes is for; `hinted`: other scripts offered.
    """

    id: str
    framework: str
    version: str
    language: str
    place: str = ""
    phase: Phase = Phase.TALKING
    at: str = ""
    asked: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    skips: int = 0
    refs: tuple[Ref, ...] = ()
    code: str = ""
    day: str = ""
    invited_to: str = ""
    quoted: str = ""
    renew: str = ""
    listed: tuple[str, ...] = ()
    chose_language: bool = False
    chose_place: bool = False
    reminded: bool = False
    hinted: bool = False


# --- what comes in and goes out ----------------------------------------------------------------

HeardKind = Literal["text", "tap", "edit", "other", "blocked", "returned", "time"]


@dataclass(frozen=True, slots=True)
class Heard:
    """What came in, from any channel.

    channel, account, address: who to answer, in the channel's own words (bot or workspace, chat).
    event_key: what the platform calls this event; the same again is a repeat.
    kind: `text` typed words (also "/start payload"), `tap` a button, `edit` changed words, `other`
    more than words, as a photo (text is its caption, read only for a call for help), `blocked` /
    `returned` the person shut or opened the door, `time` something is due (text says what:
    "reminder", "closing", "again", "outage").
    token: what the button carried; of `text` one of the question that it stood below; of `time` the
    place from last time ("again"), or the question meant. ref: id of the message.
    language: a hint of the person's language (BCP 47); of `time` "again", the one from last time.
    hidden: what redaction masked in the text before anybody saw it ("phone", "e-mail").
    order: rises with everything a person does, as the platform counts it; day: on which it was
    said, counted from 1970. 0: not known. They say when, not what, so equality leaves them out.
    """

    channel: str
    account: str
    address: str
    event_key: str
    kind: HeardKind
    text: str = ""
    token: str = ""
    ref: str = ""
    language: str = ""
    hidden: tuple[str, ...] = ()
    order: int = field(default=0, compare=False)
    day: int = field(default=0, compare=False)


class Button(NamedTuple):
    """A button of a say: a label to translate (or a name), its token, or what it copies instead."""

    label: Phrase | str
    token: str
    emoji: str = ""
    chosen: bool = False
    copies: str = ""


@dataclass(frozen=True)
class Say:
    """One message, not yet in a language; start: its first option where they come in pages."""

    lines: tuple[Line, ...]
    rows: Sequence[tuple[Button, ...]] = ()
    replaces: str = ""
    start: int = 0


EffectKind = Literal["delete", "forget", "remind", "subscribe", "unsubscribe", "gone", "clear"]


@dataclass(frozen=True)
class Turn:
    """One heard message taken through the engine. Effects are for the shell to carry out."""

    talk: Talk
    says: tuple[Say, ...]
    effects: tuple[EffectKind, ...] = ()


def token(talk_id: str, question: str, option: str) -> str:
    """Make a button token `v1:<talk>:<question>:<option>`, at most 64 bytes (Telegram's limit)."""
    return f"{VERSION_OF_TOKENS}:{talk_id}:{question}:{option}"


def read_token(text: str) -> tuple[str, str, str] | None:
    """Take a token apart into talk, question and option, or None if it is not one of ours."""
    parts = text.split(":")
    if len(parts) != 4 or parts[0] != VERSION_OF_TOKENS:
        return None
    return parts[1], parts[2], parts[3]
