"""Our reader of gettext's text format, beside Babel's."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import locales
from locales import po

SHIPPED = Path(locales.__file__).parent
FILES = [SHIPPED / "messages.pot", *sorted(SHIPPED.glob("*/LC_MESSAGES/messages.po"))]
EVERYTHING = r"""
msgid ""
msgstr "Language: fi\n"

#  a translator's own note
#. What to know
#. and more
#: dialogues/phrases.py:12 bot/words.py:3
#, fuzzy, python-format
msgctxt "a.b"
msgid "One \"quoted\"\tword"
msgstr ""
"Yksi \\ "
"sana\n"

#~ msgctxt "old"
#~ msgid "Gone"
#~ msgstr "Poissa"
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.parent.name)
def test_shipped_files_read_as_babel_reads_them(path: Path) -> None:
    """Every sentence of every shipped file is what Babel makes of it."""
    with path.open("rb") as file:
        expected = [(m.context, m.id, m.string, m.auto_comments) for m in read_po(file) if m.id]
    found = [
        (each.fields.get("msgctxt"), each.fields["msgid"], each.fields["msgstr"], each.comments)
        for each in po.messages(path)
    ]
    assert expected == found


def test_everything_an_editor_writes_is_read(tmp_path: Path) -> None:
    """Escapes, several lines, comments, flags, places and obsolete sentences are understood."""
    path = tmp_path / "messages.po"
    path.write_text(EVERYTHING, encoding="utf-8")
    first, old = po.messages(path)
    fields = {"msgctxt": "a.b", "msgid": 'One "quoted"\tword', "msgstr": "Yksi \\ sana\n"}
    assert fields == first.fields
    assert ["What to know", "and more"] == first.comments
    assert ["dialogues/phrases.py", "bot/words.py"] == first.origins
    assert ["fuzzy", "python-format"] == first.flags
    assert (False, True) == (first.obsolete, old.obsolete)
    assert {"msgctxt": "old", "msgid": "Gone", "msgstr": "Poissa"} == old.fields


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a"\nmsgstr b', 2),
        ('"lost"', 1),
        ('msgid "a"\nmsgid "b"\nmsgstr "c"', 2),
        ('msgid "a"\nmsgstr "half', 2),
        ('msgid_plural "a"', 1),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, text: str, line: int) -> None:
    """What cannot be read is an error with the number of its line."""
    path = tmp_path / "messages.po"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"^line {line} "):
        list(po.messages(path))
