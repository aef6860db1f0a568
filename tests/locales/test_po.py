"""Our reader of gettext's text format, beside Babel's."""

import tempfile
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

import locales
from locales import po

SHIPPED = Path(locales.__file__).parent
FILES = [SHIPPED / "messages.pot", *sorted(SHIPPED.glob("*/LC_MESSAGES/messages.po"))]
EVERYTHING = r"""
msgid ""
msgstr "Language: fi\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#  a translator's own note
# and one more
#. What to know
#. and more
#: dialogues/phrases.py:12 bot/words.py:3
#, fuzzy, python-format
#| msgctxt "a.b"
#| msgid "One "
#| "old"
msgctxt "a.b"
msgid "One \"quoted\"\tword"
msgstr ""
"Yksi \\ "
"sana\n"

#~ msgctxt "old"
#~ msgid "Gone"
#~ msgstr "Poissa"

#~| msgid "Longer ago"
#~ msgid "Long gone"
#~ msgstr "Aikoja sitten"
#
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.parent.name)
def test_shipped_files_read_as_babel_reads_them(path: Path) -> None:
    """Every sentence of every shipped file is what Babel makes of it."""
    with path.open("rb") as file:
        expected = [(m.context, m.id, m.string, m.auto_comments) for m in read_po(file) if m.id]
    found = [
        (each.context, each.source, each.translation, each.marked("#."))
        for each in po.messages(path)
    ]
    assert expected == found


def test_everything_an_editor_writes_is_read(tmp_path: Path) -> None:
    """Escapes, several lines, comments, flags, places and obsolete sentences are understood."""
    path = tmp_path / "messages.po"
    path.write_text(EVERYTHING, encoding="utf-8")
    first, old, older = po.messages(path)
    said = (first.context, first.source, first.translation)
    assert ("a.b", 'One "quoted"\tword', "Yksi \\ sana\n") == said
    assert ["What to know", "and more"] == first.marked("#.")
    assert ["a translator's own note", "and one more"] == first.notes
    assert ["dialogues/phrases.py:12 bot/words.py:3"] == first.marked("#:")
    assert ["fuzzy, python-format"] == first.marked("#,")
    assert ("a.b", "One old") == first.previous
    assert [False, True, True] == [first.obsolete, old.obsolete, older.obsolete]
    assert ("old", "Gone", "Poissa") == (old.context, old.source, old.translation)
    assert ("", "Longer ago") == older.previous
    assert "nplurals=2; plural=(n != 1);" == po.head(path)["Plural-Forms"]


@given(st.text())
def test_what_is_written_is_read_again(text: str) -> None:
    """Any text comes back out of a file as it went in, on one line and on several."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "messages.po"
        halves = f"{po.quoted(text[:3])}\n{po.quoted(text[3:])}"
        path.write_text(f'msgid "a"\nmsgstr {halves}\n', encoding="utf-8", newline="\n")
        [message] = po.messages(path)
    assert text == message.translation


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a"\nmsgstr b', 2),
        ('"lost"', 1),
        ('msgid "a"\nmsgid "b"\nmsgstr "c"', 2),
        ('msgid "a"\nmsgstr "half', 2),
        ('msgid_plural "a"', 1),
        ('msgid "a"', 1),
        ('\n\nmsgstr "a"\nmsgid "b"\n', 4),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, text: str, line: int) -> None:
    """What cannot be read is an error with the number of its line."""
    path = tmp_path / "messages.po"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"^line {line} "):
        list(po.messages(path))


def test_every_broken_message_is_named(tmp_path: Path) -> None:
    """Two broken messages with a good one between them are told together."""
    path = tmp_path / "messages.po"
    good = 'msgid "c"\nmsgstr "d"'
    path.write_text(f'msgid "a"\nmsgstr b\n\n{good}\n\nmsgid x\n\n{good}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"^lines 2, 7 cannot be read"):
        list(po.messages(path))
