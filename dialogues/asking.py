"""How a question, a side question, the help card and one's own answers look as a say."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from dialogues import phrases, quoting, walk
from dialogues.copies import replace
from dialogues.frames import Frame, Framed
from dialogues.given import Given
from dialogues.hearing import Control
from dialogues.kinds import KINDS
from dialogues.model import (
    Answer,
    Button,
    Command,
    Framework,
    Heard,
    Kind,
    Line,
    Option,
    Part,
    Phrase,
    Question,
    Say,
    Talk,
    Value,
    token,
)
from dialogues.repeating import now

LANGUAGE = "_language"
PLACE = "_place"
MOVE_PLACE = "_move_place"
DELETE = "_delete"
CLEAR = "_clear"
FINISH = "_finish"
AGAIN = "_again"
ASK_ME = "_ask_me"
MOST_IN_ONE_COLUMN = 8  # of languages, whose names are short: more stand two in a row
SEAL = 16  # letters of the seal of a text that a button carries
_OF_A_TALK = {"day", "code", "place"}  # placeholders whose values are of one talk
NOBODY = Talk(id="", framework="", version="", language="")
NOWHERE = Framework("", "", phrases.NEXT, (), (), {})
NOTHING = Heard("", "", "", "", "text")

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_COMMANDS = {name: Command(name) for name in ("mine", "delete", "help", "language")}

Names = tuple[tuple[str, str], ...]
Controls = tuple[tuple[tuple[Control, Phrase], ...], ...]

_DONE, _KEEP = (Control.DONE, phrases.DONE), (Control.KEEP, phrases.KEEP)
_BACK, _SKIP = (Control.BACK, phrases.BACK), (Control.SKIP, phrases.SKIP)
_HELP, _PRIVACY = (Control.HELP, phrases.HELP), (Control.PRIVACY, phrases.PRIVACY)
_ALWAYS = (_HELP, (Control.LANGUAGE, phrases.LANGUAGE), (Control.STOP, phrases.STOP))


@dataclass(frozen=True, slots=True)
class Scene:
    """What one step is about: the framework, the given facts and what was heard."""

    framework: Framework
    given: Given
    heard: Heard


def fill(scene: Scene, talk: Talk, phrase: Phrase, **values: Value) -> Line:
    """Put the known values into the placeholders that a phrase has, if it is true here."""
    if not scene.given.company and phrase == scene.framework.company:
        phrase = phrases.ON_A_PAGE
    names = _names(phrase.source)
    if not names:
        return Line(phrase)
    return Line(
        phrase,
        tuple([(n, values[n] if n in values else _known(scene, talk, n)) for n in names]),
    )


def _known(scene: Scene, talk: Talk, name: str) -> Value:
    match name:
        case "org":
            return scene.given.organisation
        case "day":
            return talk.day or scene.given.day
        case "emergency":
            return scene.given.emergency
        case "code":
            return talk.code
        case "done":
            return phrases.DONE
        case "place":
            return dict(scene.given.places).get(talk.invited_to, talk.invited_to)
        case _:
            return _COMMANDS[name]


@cache
def _names(source: str) -> tuple[str, ...]:
    """The placeholders of a sentence of ours, each once."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(source)))


def title(scene: Scene, talk: Talk, question: Question) -> Value:
    """What a question is called inside another sentence."""
    line = fill(scene, talk, question.text[0])
    return line if line.values else line.phrase


def control(talk: Talk, question: str, what: Control, label: Phrase) -> Button:
    """A button that asks something of the bot instead of answering."""
    return Button(label, token(talk.id, question, f"!{what}"))


def find(scene: Scene, question_id: str) -> Question | None:
    """Look a question up by its id, side questions included, with the options that work here."""
    if question_id.startswith("_"):
        return _sides(scene.given.languages, scene.given.places, scene.given.clears).get(
            question_id
        )
    question, works = scene.framework.by_id.get(question_id), scene.given.works
    if question is None or question.requirements <= works:
        return question
    return _offered(question, works)


@lru_cache(maxsize=256)
def _offered(question: Question, works: frozenset[str]) -> Question:
    offered = tuple(o for o in question.options if not o.requires or o.requires in works)
    return dataclasses.replace(question, options=offered)


def quote_of(scene: Scene, talk: Talk, question: Question) -> quoting.Quote | None:
    """The text that stands above a question because it asks about it."""
    if question.id != quoting.QUOTE:
        return None
    return quoting.offered(scene.framework, talk, scene.given.works)


def heading(scene: Scene, talk: Talk, question: Question) -> list[Line]:
    """What a question asks, below the text that it asks about."""
    quote = quote_of(scene, talk, question)
    above = [Line(phrases.QUOTE, (("text", quote.text),))] if quote else []
    return [*above, *[fill(scene, talk, text) for text in question.text]]


@lru_cache(maxsize=64)
def _sides(languages: Names, places: Names, clears: str) -> Mapping[str, Question]:
    """The side questions by their ids: the same for all who are offered the same."""
    asked: dict[str, tuple[Phrase, tuple[Option, ...]]] = {
        LANGUAGE: (phrases.CHOOSE_LANGUAGE, _named(languages)),
        PLACE: (phrases.CHOOSE_PLACE, _named(places)),
        MOVE_PLACE: (phrases.PLACE_CHANGE, _pair(phrases.PLACE_YES, phrases.PLACE_NO)),
        DELETE: (phrases.DELETE_ASK, _pair(phrases.DELETE_YES, phrases.DELETE_NO, both=clears)),
        CLEAR: (phrases.CLEAR_ASKS[clears], _pair(phrases.CLEAR_YES, phrases.DELETE_NO)),
        FINISH: (phrases.SHALL_WE_FINISH, _pair(phrases.FINISH, phrases.GO_ON)),
        ASK_ME: (phrases.BETWEEN, (Option("yes", phrases.ASK_ME),)),
        AGAIN: (phrases.AGAIN_INVITE, _pair(phrases.LETS_TALK, phrases.AGAIN_STOP)),
    }
    return {
        name: Question(name, Kind.SINGLE, (text,), options=options)
        for name, (text, options) in asked.items()
    }


def _named(names: Names) -> tuple[Option, ...]:
    return tuple(Option(key, name) for key, name in names)


def _pair(yes: Phrase, no: Phrase, both: str = "") -> tuple[Option, ...]:
    also = (Option("both", phrases.DELETE_BOTH),) if both else ()
    return Option("yes", yes), *also, Option("no", no)


def open_question(scene: Scene, talk: Talk) -> Question | None:
    """The question that typed words answer now: the side question if one is shown."""
    return find(scene, talk.asked or talk.at) if talk.asked or talk.at else None


def dismissed(talk: Talk) -> Talk:
    """Put the side question away, but for those that a talk cannot go on without."""
    if talk.asked == LANGUAGE and not talk.chose_language:
        return talk
    if talk.asked == PLACE and not talk.chose_place:
        return talk
    renew = "" if talk.renew == talk.asked else talk.renew
    return replace(talk, asked="", renew=renew, invited_to="")


def ask(scene: Scene, talk: Talk, question: Question, *, first: tuple[Line, ...] = ()) -> Say:
    """A question with its options and, below them, what can always be done."""
    answer = talk.answers.get(question.id)
    alike = is_alike(question) and (scene.given.company or not _tells_of_company(scene, question))
    if not alike or (answer is not None and answer.words):
        said = _asked(scene, talk, question)
        return Say((*first, *said.lines), said.rows)
    seen = (answer.state, *answer.choices) if answer is not None else ()
    how = question, seen, talk.renew == question.id, talk.chose_language
    frame = _frame(*how, scene.given.organisation, scene.given.emergency)
    return Say((*first, *frame.lines) if first else frame.lines, Framed(frame, talk.id))


@cache
def is_alike(question: Question) -> bool:
    """Whether it looks the same to everybody who gave the same answer, if not in own words."""
    names = {name for text in question.text for name in _names(text.source)}
    return question.id != quoting.QUOTE and names.isdisjoint(_OF_A_TALK)


def _tells_of_company(scene: Scene, question: Question) -> bool:
    return scene.framework.company in question.text


@lru_cache(maxsize=4096)
def _frame(question: Question, seen: tuple[Any, ...], *how: Any) -> Frame:
    """A question as everybody sees it who gave this answer: its state and its choices."""
    renews, chose_language, organisation, emergency = how
    nobody = replace(
        NOBODY,
        answers={question.id: Answer(seen[0], seen[1:])} if seen else {},
        renew=question.id if renews else "",
        chose_language=chose_language,
    )
    given = Given(organisation, emergency=emergency)
    said = _asked(Scene(NOWHERE, given, NOTHING), nobody, question)
    return Frame(said.lines, tuple(said.rows))


def _asked(scene: Scene, talk: Talk, question: Question) -> Say:
    kind = KINDS[question.kind]
    lines = heading(scene, talk, question)
    answer = talk.answers.get(question.id)
    renew = talk.renew == question.id
    if answer is not None and (renew or kind.writes):
        lines.extend(now(question, answer))
    hint = kind.hint(answer, renew=renew)
    if hint is not None:
        lines.append(fill(scene, talk, hint))
    controls = [
        tuple([control(talk, question.id, what, label) for what, label in row])
        for row in _controls(talk, question, answer)
    ]
    return Say(tuple(lines), (*_options(question, talk), *controls))


def _options(question: Question, talk: Talk) -> tuple[tuple[Button, ...], ...]:
    """What can be chosen. Where a text is shown the buttons are of this text and no other."""
    rows = KINDS[question.kind].rows(question, talk)
    if question.id == LANGUAGE and len(rows) > MOST_IN_ONE_COLUMN:
        return tuple((*rows[at], *(rows[at + 1 :] or ((),))[0]) for at in range(0, len(rows), 2))
    if question.id != quoting.QUOTE:
        return rows
    seal = f".{talk.quoted[:SEAL]}"
    return tuple(tuple(b._replace(token=b.token + seal) for b in row) for row in rows)


def _controls(talk: Talk, question: Question, answer: Answer | None) -> Controls:
    """What can be done besides answering, row by row."""
    if question.id == PLACE:
        return ((_SKIP,), _ALWAYS)
    if question.id.startswith("_"):
        # A language that was chosen before may stay.
        leave = question.id == LANGUAGE and talk.chose_language
        return ((_BACK, _HELP),) if leave else ((_HELP,),)
    if question.part is Part.CONSENT:
        return ((_PRIVACY,), _ALWAYS)
    kind = KINDS[question.kind]
    rows: list[tuple[tuple[Control, Phrase], ...]] = []
    renew = talk.renew == question.id
    if kind.many or (kind.writes and answer is not None and answer.words and not renew):
        rows.append((_DONE,))
    settled = not kind.many and not kind.writes
    if answer is not None and (settled or renew):
        rows.append((_KEEP,))
    return (*rows, (_BACK, _SKIP), _ALWAYS)


def kept(scene: Scene, talk: Talk) -> tuple[Question, ...]:
    """The questions whose answers are kept: those that are shown, without the consent."""
    shown = walk.shown(scene.framework, talk.answers, scene.given.works)
    return tuple(q for q in shown if q.id in talk.answers and q.part is not Part.CONSENT)
