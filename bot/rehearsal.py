"""One compact talk in any language, as a person would see it, without any store or channel.

1. The same things happen in every language, so that two of them can be read side by side.
2. What is said is the engine's and the renderer's own: nothing is written for the rehearsal.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import locales
from bot import render
from bot.channels import Capabilities, Message
from bot.lexicon import lexicon
from dialogues import engine
from dialogues.asking import FINISH, PLACE, Scene, open_question
from dialogues.given import Given, HelpCard
from dialogues.model import (
    Framework,
    Heard,
    HeardKind,
    Kind,
    Phase,
    Phrase,
    Question,
    Say,
    Talk,
    Value,
    token,
)

CHANNEL = Capabilities(slash=True, edits=True, row=3, label=60, text=4096)
ORGANISATION, NUMBER = "Red Cross", "+358 2954 63177"
WORKS = frozenset({"again", "quotes"})
LONGEST = 80
# A low face opens what would help; the lowest at the beginning brings a kind line.
_FACE, _FIRST_FACE = "2", "1"
# What opens a question of its own when it is chosen, as far as a question offers it.
_OPENING = ("other", "ideas", "volunteers")


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing that the person does and what they read then; `contexts` are its sentences."""

    does: str
    messages: tuple[Message, ...]
    contexts: tuple[str, ...]


@dataclass
class _Stage:
    """A talk on its way through the engine."""

    framework: Framework
    given: Given
    talk: Talk
    beats: list[Beat] = field(default_factory=list)

    @property
    def question(self) -> Question | None:
        """What is open now."""
        heard = Heard("", "", "", "", "text")
        return open_question(Scene(self.framework, self.given, heard), self.talk)

    def tap(self, option: str) -> None:
        """Press an option or a control of the open question."""
        carried = token(self.talk.id, self.talk.asked or self.talk.at, option)
        keys = [
            key
            for beat in reversed(self.beats)
            for message in reversed(beat.messages)
            for row in message.rows
            for key in row
        ]
        label = next((key.label for key in keys if key.token.startswith(carried)), option)
        whole = next((key.token for key in keys if key.token.startswith(carried)), carried)
        self._hear("tap", f"(tap) [{label}]", carried=whole)

    def type(self, text: str) -> None:
        """Write something."""
        self._hear("text", text, text=text)

    def _hear(self, kind: HeardKind, does: str, *, text: str = "", carried: str = "") -> None:
        number = str(len(self.beats))
        heard = Heard("", "", "", number, kind, text=text, token=carried, ref=number)
        turn = engine.step(self.framework, self.talk, heard, self.given)
        language = turn.talk.language
        messages = tuple(render.message(say, language, CHANNEL) for say in turn.says)
        contexts = tuple(dict.fromkeys(name for say in turn.says for name in _contexts(say)))
        self.beats.append(Beat(does, messages, contexts))
        self.talk = turn.talk


def rehearsed(framework: Framework, language: str) -> tuple[Beat, ...]:
    """The whole talk in one language: from hello to the wish to be forgotten."""
    talk = Talk("talk", framework.id, framework.version, language)
    stage = _Stage(framework, _facts(framework, language), talk)
    stage.type("/start")
    stage.tap(language)
    for control in ("help", "privacy"):
        stage.tap(f"!{control}")
    stage.type(locales.command("go_on", language))
    words = _walked(stage, language)
    stage.type("/mine")
    stage.type("1")
    stage.tap("!keep")
    stage.type(locales.command("delete", language))
    stage.tap("no")
    stage.type(f"{words}?")
    stage.type("/delete")
    stage.tap("yes")
    return tuple(stage.beats)


def _walked(stage: _Stage, language: str) -> str:
    """Answer whatever is asked, in every way there is, to the end; what was written on the way."""
    words = f"{_said(stage.framework.topics[0].title, language)}, {NUMBER}"
    seen: set[Kind] = set()
    for _ in range(LONGEST):
        question = stage.question
        if question is None or stage.talk.phase is not Phase.TALKING:
            break
        _answer(stage, question, words, first=question.kind not in seen)
        seen.add(question.kind)
    while (question := stage.question) is not None:
        _answer(stage, question, words, first=False)
    return words


def _answer(stage: _Stage, question: Question, words: str, *, first: bool) -> None:
    options = [option.id for option in question.options]
    opening = [option for option in options if option in _OPENING]
    match question.kind:
        case Kind.FACE:
            stage.tap(_FIRST_FACE if first else _FACE)
        case Kind.MULTI:
            for option in (options[0], *opening):
                stage.tap(option)
            stage.tap("!done")
        case Kind.WORDS if first:
            stage.type(words)
            stage.type("☀️ 1 + 1 = 2")
            stage.type(locales.command("done", stage.talk.language))
        case Kind.WORDS:
            stage.type(locales.command("skip", stage.talk.language))
        case _ if question.id == PLACE:
            stage.type("1")
        case _ if question.id == FINISH:
            stage.tap("no")
        case _:
            stage.tap((*opening, *options)[0])


def _facts(framework: Framework, language: str) -> Given:
    """An ordinary day; what is offered besides the one language changes no word of it."""
    names = {each.tag: each.name for each in locales.languages()}
    other = "fi" if language == locales.SOURCE else locales.SOURCE
    return Given(
        organisation=ORGANISATION,
        day="14.3.2027",
        code="MY-ABCD-EFGH-JKLM-NPQR",
        languages=((language, names[language]), (other, names[other])),
        places=(("oulu", "Oulu"), ("turku", "Turku/Åbo")),
        help=(HelpCard("112", "112"), HelpCard(ORGANISATION, NUMBER, "9:00–15:00")),
        works=WORKS | {"help_lines"},
        lexicon=lexicon(framework, tuple(dict.fromkeys((language, locales.SOURCE)))),
    )


def _said(phrase: Phrase, language: str) -> str:
    return locales.say(phrase.context, phrase.source, language)


def _contexts(say: Say) -> Sequence[str]:
    labels: list[Value] = [button.label for row in say.rows for button in row]
    spoken = [*(line.phrase for line in say.lines), *labels]
    return [each.context for each in spoken if isinstance(each, Phrase)]
