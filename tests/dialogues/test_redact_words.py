"""The words by which redaction finds things: a table for every language, scripts without blanks."""

import re

import locales
from dialogues.folding import fold
from dialogues.redacting.parted import parted
from dialogues.redacting.words import numerals, of, tables


def test_every_shipped_language_has_its_words() -> None:
    """A language that is offered says numbers, names, births and addresses in its own words."""
    for tag, _ in locales.offered():
        words = of(tag)
        assert words is not None, tag
        assert all((words.digits, words.dot, words.name_is, words.no_name, words.born)), tag
        assert set("0123456789") <= set(words.digits), tag


def test_a_table_is_that_of_a_language() -> None:
    """Every table knows its numbers, and those of kinds of a language are found by their tags."""
    for name, words in tables().items():
        assert all((words.digits, words.dot, words.name_is, words.no_name, words.born)), name
        assert set("0123456789") <= set(words.digits), name
    assert of("fa-AF") is tables()["fa"]
    assert of("zh-Hans") is tables()["zh"]
    assert of("qaa") is None


def test_number_words_say_digits_only() -> None:
    """No table gives a number word anything but digits."""
    assert [] == [word for word, digits in numerals() if not re.fullmatch(r"\d{0,2}", digits)]


def test_scripts_without_blanks_are_read_with_blanks() -> None:
    """Words that we know, and what is of another script, stand apart; the way back stays right."""
    text = "我叫李明，电话0440000012"
    seen = parted(fold(text))
    assert "我叫 李明, 电话 0440000012" == seen.text
    start = seen.text.index("0440")
    assert "0440000012" == text[slice(*seen.span(start, len(seen.text)))]
    assert fold("plain") == parted(fold("plain"))
