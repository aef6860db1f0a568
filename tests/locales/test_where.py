"""Above every sentence translators read where it appears and how long it may be."""

import re
from pathlib import Path

import pytest

import locales
from locales import where
from locales.bidi import placeholders
from locales.entry import TEMPLATE, read

ENTRIES = read(Path(locales.__file__).parent / TEMPLATE)
KINDS = (
    "button", "consent", "export for staff", "help card", "menu of the app", "name of the talk",
    "own answers", "page for staff", "page of the bot", "privacy promise", "question", "role of",
    "summary page for staff",
    "topic and button", "web page", "what the bot asks", "what the bot says", "what was hidden",
    "words that people type",
)  # fmt: skip


def test_every_sentence_says_where_it_appears() -> None:
    """The comment begins with one of a few kinds of place."""
    assert [] == [entry.context for entry in ENTRIES if not entry.comment.startswith(KINDS)]


def test_every_sentence_has_a_limit() -> None:
    """All but lists of words have a length, which the English keeps with room to grow."""
    for entry in ENTRIES:
        limit = re.search(r"at most (\d+) characters", entry.comment)
        if entry.comment.startswith("words that people type"):
            assert "as long or short as you like" in entry.comment
        else:
            assert limit, entry.context
            assert len(entry.source) <= int(limit[1]), entry.context


def test_every_placeholder_is_explained() -> None:
    """A translator is told what will stand in each pair of braces."""
    missing = [
        (entry.context, name)
        for entry in ENTRIES
        for name in placeholders(entry.source)
        if f"{{{name}}} is " not in entry.comment
    ]
    assert [] == missing


def test_no_line_of_the_table_is_left_over() -> None:
    """Each line of the table is the place of some sentence."""
    used = {entry.comment.partition(", at most")[0] for entry in ENTRIES}
    assert set() == {said for said, _ in where._WHERE.values()} - used


@pytest.mark.parametrize(
    ("context", "said"),
    [
        ("button.delete", "first of two steps"),
        ("button.delete_yes", "second step"),
        ("button.place_no", "another place"),
        ("mine.answer", "own answers"),
        ("summary.works.line", "what works"),
    ],
)
def test_the_longest_beginning_decides(context: str, said: str) -> None:
    """A line for a few sentences stands before the one for all of them."""
    assert said in where.where(context)
