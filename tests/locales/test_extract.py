"""From sentences to files: what is found, what is kept, what the bytes are."""

import shutil
import subprocess
from pathlib import Path

import pytest

from locales import registry
from locales.catalogue import Entry, po_path, read
from locales.extract import merged, phrases, template_text, updated_text, write
from tests.locales.conftest import BUTTON, CALL, CODE, FINNISH, TEMPLATE, entry_text

MODULE = """
A = Phrase("button.go", "Go")
# translators: only on Mondays
B = model.Phrase(context="hint.over", source="It is over. " "{day}")
ASKED = ask(Phrase("menu.a", "One"), Phrase("menu.b", "Two"))
C = Phrase(context, source)
# no note
D = Other("not", "me")
"""


def test_phrases_of_a_module_are_found() -> None:
    """Positional, named, joined and nested literals are found in order, other calls are not."""
    found = list(phrases(MODULE, "bot/x.py"))
    expected = [("button.go", "Go"), ("hint.over", "It is over. {day}"), ("menu.a", "One"),
                ("menu.b", "Two")]  # fmt: skip
    assert expected == [entry.pair for entry in found]
    hint = "what the bot says below a question: how to answer, at most 200 characters"
    comments = ["button below most questions, at most 24 characters", f"{hint}; only on Mondays"]
    assert comments == [entry.comment for entry in found[:2]]


def test_computed_context_is_refused() -> None:
    """A sentence whose context is computed could never be looked up, so it is told."""
    with pytest.raises(ValueError, match=r"bot/x\.py:1: .*'Hello'"):
        list(phrases('Phrase(f"a.{b}", "Hello")', "bot/x.py"))


def test_sentence_of_an_unknown_place_is_refused() -> None:
    """A sentence of which no translator is told where it appears is told to its author."""
    with pytest.raises(ValueError, match=r"bot/x\.py:1: say in locales/where\.py .* odd\.one"):
        list(phrases('Phrase("odd.one", "Hello")', "bot/x.py"))


def test_sentences_are_merged_in_order() -> None:
    """A sentence used twice stands once, files are in order, placeholders are explained."""
    found = merged(
        [Entry("b", "{day}", comment="x", origin="z.py"), Entry("a", "A", origin="b.py"),
         Entry("b", "{day}", comment="y", origin="z.py")]
    )  # fmt: skip
    assert [("a", "A"), ("b", "{day}")] == [entry.pair for entry in found]
    assert "x; {day} is a date such as 14.3.2027" == found[1].comment


def test_template_is_the_same_bytes_every_time(tmp_path: Path) -> None:
    """The template holds no date and reads back as what went in."""
    text = template_text(TEMPLATE)
    assert text == template_text(TEMPLATE)
    assert "Date" not in text
    (tmp_path / "messages.pot").write_text(text, encoding="utf-8")
    assert TEMPLATE == read(tmp_path / "messages.pot")


def languages(directory: Path) -> dict[str, registry.Language]:
    """The languages of a directory by tag."""
    return {one.tag: one for one in registry.read(directory / "registry.toml")}


def test_update_keeps_translations_and_adds_gaps(directory: Path) -> None:
    """Old translations stay, a new sentence comes untranslated, the plural rule is ours."""
    new = Entry("new", "New one", comment="message", origin="bot/x.py")
    write(directory, [new, *TEMPLATE], languages(directory).values())
    found = {entry.pair: entry.translation for entry in read(po_path(directory, "fi"))}
    assert {new.pair: "", **{entry.pair: text for entry, text in FINNISH.items()}} == found
    assert "nplurals=2; plural=(n > 1);" in po_path(directory, "ar").read_text(encoding="utf-8")
    assert po_path(directory, "fa-AF").exists()


def changed(directory: Path, *sources: str) -> Entry:
    """Change the English of a button, once or more; what the Finnish file then has of it."""
    for source in sources:
        template = [Entry(BUTTON.context, source), CALL, CODE]
        write(directory, template, languages(directory).values())
    entries = read(po_path(directory, "fi"))
    return next(entry for entry in entries if entry.context == BUTTON.context)


def test_changed_sentence_keeps_its_last_matching_pair(directory: Path) -> None:
    """The old translation stays, marked, beside the English that it was made for."""
    found = changed(directory, "Stop here")
    assert ("Stop here", "Lopeta nyt", "Stop for now") == (
        found.source, found.translation, found.previous)  # fmt: skip
    assert found.changed
    assert found.usable


def test_sentence_changed_twice_keeps_what_was_translated(directory: Path) -> None:
    """The English in between, which nobody translated, is forgotten."""
    assert "Stop for now" == changed(directory, "Stop here", "Stop it").previous


def test_sentence_changed_back_is_translated_again(directory: Path) -> None:
    """Where the English is again what was translated, nothing waits."""
    found = changed(directory, "Stop here", "Stop for now")
    assert ("", False, "Lopeta nyt") == (found.previous, found.fuzzy, found.translation)


def test_new_translation_ends_the_waiting(directory: Path) -> None:
    """A translation editor takes the mark away, and an update leaves it so."""
    changed(directory, "Stop here")
    path = po_path(directory, "fi")
    text = (
        path.read_text(encoding="utf-8").replace("#, fuzzy\n", "").replace("Lopeta nyt", "Lopeta")
    )
    path.write_text(text, encoding="utf-8")
    found = changed(directory, "Stop here")
    assert ("", False, "Lopeta") == (found.previous, found.fuzzy, found.translation)


def test_notes_of_translators_are_kept(directory: Path) -> None:
    """What a translator wrote to the next one survives an update."""
    path = po_path(directory, "fi")
    text = path.read_text(encoding="utf-8").replace("#. button", "# asked Aino\n#. button", 1)
    path.write_text(text, encoding="utf-8")
    assert "asked Aino" == changed(directory, "Stop here").note


def test_dropped_sentence_goes(directory: Path) -> None:
    """A sentence whose place is gone leaves nothing behind."""
    write(directory, [CALL, CODE], languages(directory).values())
    assert "Lopeta" not in po_path(directory, "fi").read_text(encoding="utf-8")


def test_marked_text_stays_marked(directory: Path) -> None:
    """What a translator marked as not yet right stays so; it is not shown to anybody."""
    path = po_path(directory, "fi")
    path.write_text(entry_text(BUTTON, "Ehkä", "#, fuzzy\n"), encoding="utf-8")
    found = changed(directory, BUTTON.source)
    assert ("Ehkä", True, "", False) == (
        found.translation, found.fuzzy, found.previous, found.usable)  # fmt: skip


def test_marked_text_of_another_english_goes(directory: Path) -> None:
    """What was never right is not kept for a sentence that changed."""
    path = po_path(directory, "fi")
    path.write_text(entry_text(BUTTON, "Ehkä", "#, fuzzy\n"), encoding="utf-8")
    assert "" == changed(directory, "Stop here").translation


def test_name_of_the_translator_is_kept(directory: Path) -> None:
    """What a translation editor wrote into the header stays, placeholders of tools do not."""
    path = po_path(directory, "fi")
    head = '"Last-Translator: Aino\\n"\n"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\\n"\n'
    text = path.read_text(encoding="utf-8").replace('"Content', f'{head}"Content', 1)
    path.write_text(text, encoding="utf-8")
    updated = updated_text(languages(directory)["fi"], TEMPLATE, path)
    assert '"Last-Translator: Aino\\n"' in updated
    assert "YEAR" not in updated


def test_second_write_changes_nothing(directory: Path) -> None:
    """Writing the same sentences again touches no file."""
    known = languages(directory).values()
    assert 4 == len(write(directory, TEMPLATE, known))
    assert [] == write(directory, TEMPLATE, known)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext's msgfmt is not installed")
def test_gettext_itself_reads_the_files(directory: Path) -> None:
    """GNU msgfmt accepts a written file: format, header fields, plural rule."""
    write(directory, TEMPLATE, languages(directory).values())
    command = ["msgfmt", "--check-format", "-o", "/dev/null", str(po_path(directory, "fi"))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr)
