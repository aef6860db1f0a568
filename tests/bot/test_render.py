"""Every sentence in the person's language, every button in its place, every command as it works."""

import json
import re
from typing import Any

import pytest

import locales
from bot import render
from bot.channels import Capabilities, capabilities_of
from dialogues import library, phrases
from dialogues.asking import Scene, ask
from dialogues.frames import Framed
from dialogues.given import Given
from dialogues.marking import marked
from dialogues.model import Answer, Button, Command, Heard, Line, Question, Say, Talk

TELEGRAM = Capabilities(slash=True, edits=True, row=3, label=60, text=4096)
SLACK = Capabilities(slash=False, edits=True, row=5, label=75, text=3000)
NARROW = Capabilities(slash=True, edits=False, row=1, label=60, text=4096)
FRAMEWORK = library.load("hay-everyday")
ROW = (Button(phrases.HELP, "h"), Button(phrases.LANGUAGE, "l"), Button(phrases.STOP, "s"))


def tokens(message: Any) -> list[list[str]]:
    """The tokens of a message, row by row."""
    return [[key.token for key in row] for row in message.rows]


def plain(text: str) -> str:
    """A text without its invisible marks."""
    return locales.strip_controls(text)


def test_rows_stand_as_they_are_left_to_right() -> None:
    """In English the first button is on the left."""
    message = render.message(Say((), (ROW,)), "en", TELEGRAM)
    assert ([["h", "l", "s"]], False) == (tokens(message), message.rtl)


def test_rows_are_mirrored_right_to_left() -> None:
    """In Arabic the first button is on the right, as the eye goes."""
    if "ar" not in dict(locales.offered()):
        pytest.skip("Arabic is not whole")
    message = render.message(Say((), (ROW,)), "ar", TELEGRAM)
    assert ([["s", "l", "h"]], True) == (tokens(message), message.rtl)


def test_a_narrow_channel_gets_more_rows() -> None:
    """No row is wider than the channel can show, and the order stays."""
    message = render.message(Say((), (ROW,)), "en", NARROW)
    assert [["h"], ["l"], ["s"]] == tokens(message)


@pytest.mark.parametrize(
    ("capabilities", "said"), [(TELEGRAM, "write /language and"), (SLACK, "write language and")]
)
def test_a_command_looks_as_it_can_be_typed(capabilities: Capabilities, said: str) -> None:
    """A command has its slash only where slashes arrive."""
    line = Line(phrases.DRAFT_TRANSLATION, (("language", Command("language")),))
    assert said in plain(render.message(Say((line,)), "en", capabilities).text)


@pytest.mark.parametrize("language", [tag for tag, _ in locales.offered()])
def test_a_command_without_slash_is_the_word_of_the_language(language: str) -> None:
    """Where slashes do not arrive, a command is the first word that people type for it."""
    word = locales.control_words(language)["delete"][0]
    assert word == render.command(Command("delete"), language, slash=False)
    assert "/continue" == render.command(Command("go_on"), language, slash=True)


@pytest.mark.parametrize("language", [tag for tag, _ in locales.offered()])
def test_every_inserted_value_is_isolated(language: str) -> None:
    """A command or a number inside a right-to-left sentence cannot turn its order around."""
    line = Line(
        phrases.ALREADY,
        (("day", "28.3.2027"), ("mine", Command("mine")), ("delete", Command("delete"))),
    )
    text = render.line(line, language, slash=True)
    assert locales.isolate("/mine", language) in text
    assert locales.isolate("28.3.2027", language) in text


def test_a_line_stands_in_another_line() -> None:
    """A question with placeholders of its own can be named inside another sentence."""
    inner = Line(phrases.PLACE_CHANGE, (("place", "Oulu"),))
    text = plain(render.line(Line(phrases.CHANGED, (("question", inner),)), "en", slash=True))
    assert "Changed. This invitation is for Oulu. Do you want to change your place?" == text


def test_a_button_shows_choice_emoji_and_name() -> None:
    """A chosen option has its tick, an emoji stands before its word, a name stays a name."""
    row = (Button("suomi", "a", chosen=True), Button(phrases.SKIP, "b", emoji="🙂"))
    message = render.message(Say((), (row,)), "en", TELEGRAM)
    assert ["✓ suomi", "🙂 Skip"] == [key.label for key in message.rows[0]]


def test_only_a_channel_that_can_edit_is_asked_to() -> None:
    """A message takes the place of another one only where messages can be changed."""
    say = Say((Line(phrases.REMIND_YES),), replaces="9")
    assert "9" == render.message(say, "en", TELEGRAM).replaces
    assert "" == render.message(say, "en", NARROW).replaces


@pytest.mark.parametrize("language", [tag for tag, _ in locales.offered()])
def test_masks_are_read_in_the_language_of_the_reader(language: str) -> None:
    """What redaction hid is told in words of the reader, whatever language it was written in."""
    masked = "call [phone], [date of birth] [my note]"
    said = render.message(Say((Line(phrases.NOW, (("answer", masked),)),)), language, TELEGRAM).text
    phone, birth = (
        locales.say(kind.context, kind.source, language)
        for kind in (phrases.HIDDEN_KINDS["phone"], phrases.HIDDEN_KINDS["birth"])
    )
    assert f"call [{phone}], [{birth}] [my note]" in plain(said)


def test_a_code_is_a_button_or_stands_out() -> None:
    """Where a button can copy it does; elsewhere the button goes and the channel is told what."""
    say = Say((Line(phrases.MINE_CODE, (("code", "MY-1"),)),), ((Button(phrases.HELP, "h"),), (
        Button(phrases.COPY_CODE, "", copies="MY-1"),)))  # fmt: skip
    able = render.message(say, "en", capabilities_of("telegram"))
    assert ("", [("h", ""), ("", "MY-1")]) == (
        able.marked, [(key.token, key.copies) for row in able.rows for key in row],
    )  # fmt: skip
    for other in ("slack", "terminal"):
        plain = render.message(say, "en", capabilities_of(other))
        assert ("MY-1", ["h"]) == (plain.marked, [key.token for row in plain.rows for key in row])
        assert "MY-1" == render.body(plain)["marked"]
    assert "marked" not in render.body(able)


def shown(answer: Answer | None, question: Question, talk: str) -> tuple[Say, Say]:
    """A question as its talk is asked it, and its message after the tap."""
    answers = {} if answer is None else {question.id: answer}
    whose = Talk(talk, FRAMEWORK.id, FRAMEWORK.version, "en", answers=answers)
    heard = Heard("telegram", "bot", "1", "1", "tap", ref="7")
    scene = Scene(FRAMEWORK, Given("the Red Cross", day="28.3.2027"), heard)
    return ask(scene, whose, question), marked(scene, whose, question, answer)


def answers_to(question: Question) -> list[Answer | None]:
    """No answer, a skip, a choice and own words."""
    chosen = [Answer("answered", (option.id,)) for option in question.options[:1]]
    return [None, Answer("skipped"), Answer("answered", words=("words of their own",)), *chosen]


@pytest.mark.parametrize("language", [tag for tag, _ in locales.offered()])
def test_what_many_are_shown_alike_is_what_each_is_shown(language: str) -> None:
    """A message made once for all is, but for the talk's id, the one made for each."""
    for question in FRAMEWORK.questions:
        for say in [say for a in answers_to(question) for say in shown(a, question, "cafe01")]:
            alone = Say(say.lines, tuple(say.rows), say.replaces)
            each = render.body(render.message(alone, language, TELEGRAM))
            [(body, written)] = render.finished(say, language, TELEGRAM)
            assert each == body
            assert not written or json.loads(json.dumps(each)) == json.loads(written)


def test_a_frame_holds_nothing_of_a_person() -> None:
    """What is kept for all knows no words, no talk, no day of anybody; nor is it made again."""
    for question in FRAMEWORK.questions:
        for answer in answers_to(question):
            for one, other in zip(
                shown(answer, question, "cafe01"), shown(answer, question, "cafe02"), strict=True
            ):
                if isinstance(one.rows, Framed) and isinstance(other.rows, Framed):
                    assert one.rows.frame is other.rows.frame
                    kept = f"{one.rows.frame.lines} {one.rows.frame.rows}"
                    assert not re.search("words of their own|cafe0|28.3.2027", kept)
