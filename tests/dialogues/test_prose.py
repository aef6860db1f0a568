"""Every sentence of a framework file, for those who translate it."""

from pathlib import Path

import pytest

from dialogues.framework import Mistakes, read
from dialogues.model import Phrase
from dialogues.prose import Sentence, sentences

HERE = Path(__file__).parent
SMALL = (HERE / "frameworks" / "small.yaml").read_text(encoding="utf-8")
BELOW = "below every question about how things are"
OURS = (HERE.parents[1] / "dialogues" / "frameworks" / "how_are_you.yaml").read_text("utf-8")


@pytest.mark.parametrize("text", [SMALL, OURS], ids=["small", "ours"])
def test_no_sentence_is_left_out(text: str) -> None:
    """Every quoted sentence of the framework is told once: titles, questions, labels, texts."""
    framework = read(text, "any.yaml")
    wanted = {framework.title, *framework.texts.values()}
    wanted |= {topic.title for topic in framework.topics}
    for question in framework.questions:
        wanted |= set(question.text)
        wanted |= {o.label for o in question.options if isinstance(o.label, Phrase)}
    told = [Phrase(each.context, each.source) for each in sentences(text)]
    engine = {phrase for phrase in wanted if phrase.context.startswith("button.")}
    assert wanted - engine == set(told)
    assert len(told) == len(set(told))


def test_a_sentence_knows_its_line() -> None:
    """A translator who asks is shown the line of the file."""
    rows = SMALL.splitlines()
    assert all(each.source in rows[each.line - 1] for each in sentences(SMALL))


def test_a_comment_says_where_a_sentence_appears_and_its_limit() -> None:
    """Translators read beside each sentence what it is and how long it may be."""
    found = {each.context: each.comment for each in sentences(SMALL)}
    assert {
        "title": "name of the talk, for staff, at most 60 characters",
        "topic.garden": "topic and button, at most 24 characters",
        "face.5": f"button: a face, {BELOW}, at most 24 characters",
        "hello.1": "consent screen 1, at most 60 words together, at most 320 characters each",
        "rules.2": "consent screen 2, at most 60 words together, at most 320 characters each",
        "dish": "question, at most 320 characters",
        "plant_help.2": "question; topic “The garden”, at most 320 characters",
        "plant_help.goods": "button below “What would help you with them?”, at most 24 characters",
        "text.k1": "what the bot says at the end of a talk, at most 320 characters",
        "text.h3": "help card, at most 320 characters",
        "text.code": "what the bot says with the code at the end of a talk, at most 320 characters",
        "text.bye_age": "what the bot says to a person under 18, at most 320 characters",
    }.items() <= found.items()


def test_a_broken_file_has_no_sentences() -> None:
    """Sentences are taken only from a file without mistakes."""
    with pytest.raises(Mistakes):
        list(sentences(SMALL.replace("chooser: true", "chooser: perhaps"), "broken.yaml"))


def test_a_sentence_is_a_plain_value() -> None:
    """The first sentence of a file is its title."""
    comment = "name of the talk, for staff, at most 60 characters"
    assert Sentence("title", "A talk in the garden", comment, 4) == next(sentences(SMALL))
