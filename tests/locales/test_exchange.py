"""Languages that go to translators and come back: nothing is lost, nothing bad is taken."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dialogues.hearing import normalise
from locales import exchange, registry, sheet, words
from locales.catalogue import po_path, read
from locales.entry import Entry
from locales.exchange import FORMS, Refused
from locales.extract import write
from tests.locales.conftest import ARABIC, BUTTON, CALL, CODE, FINNISH, TEMPLATE, Plant

Edit = Callable[[list[list[str]]], None]


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> exchange.Form:
    """Each form in which a language can go out."""
    if request.param == "xlsx":
        pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    chosen: exchange.Form = request.param
    return chosen


def language(directory: Path, tag: str) -> registry.Language:
    """One language of the registry."""
    return next(one for one in registry.read(directory / "registry.toml") if one.tag == tag)


def sent(directory: Path, tag: str, form: exchange.Form) -> Path:
    """A language exported into a file."""
    file = directory / f"back.{form}"
    file.write_bytes(exchange.export(directory, language(directory, tag), form))
    return file


def taken(directory: Path, tag: str, file: Path) -> int:
    """How many sentences a file that came back changed."""
    return exchange.take(directory, language(directory, tag), file, normalise)


def edited(directory: Path, edit: Edit, tag: str = "fi") -> Path:
    """A language exported as CSV in which somebody has changed some cells."""
    file = sent(directory, tag, "csv")
    rows = [list(row) for row in sheet.from_csv(file.read_bytes())]
    edit(rows)
    file.write_bytes(sheet.to_csv(rows))
    return file


def mistakes(directory: Path, file: Path, tag: str = "fi") -> tuple[str, ...]:
    """What is told of a file that is refused, after which every file of ours is as it was."""
    before = {path: path.read_bytes() for path in directory.rglob("*.po") if path != file}
    with pytest.raises(Refused) as refused:
        taken(directory, tag, file)
    assert before == {path: path.read_bytes() for path in before}
    return refused.value.mistakes


@pytest.mark.parametrize("tag", ["fi", "ar", "fa-AF"])
def test_round_trip_changes_nothing(directory: Path, tag: str, form: exchange.Form) -> None:
    """What is exported and taken back untouched leaves the very same file."""
    write(directory, TEMPLATE, registry.read(directory / "registry.toml"))
    path = po_path(directory, tag)
    before = path.read_bytes()
    assert 0 == taken(directory, tag, sent(directory, tag, form))
    assert before == path.read_bytes()


@pytest.mark.parametrize("tag", ["fi", "ar"])
def test_round_trip_keeps_what_waits(directory: Path, tag: str, form: exchange.Form) -> None:
    """Marks, English from before, notes and sentences not yet translated survive as well."""
    write(directory, TEMPLATE, registry.read(directory / "registry.toml"))
    path = po_path(directory, tag)
    marked = path.read_text(encoding="utf-8").replace(
        "#. message", "# ask Aino\n# twice\n#. message"
    )
    path.write_text(marked.replace("#, python", "#, fuzzy, python"), encoding="utf-8")
    template = [replace(BUTTON, source="Stop here"), CALL, CODE, Entry("new", "New")]
    write(directory, template, registry.read(directory / "registry.toml"))
    before = path.read_bytes()
    assert b"# twice" in before
    assert b'#| msgid "Stop for now"' in before
    assert b"#, fuzzy, python-brace-format" in before
    assert 0 == taken(directory, tag, sent(directory, tag, form))
    assert before == path.read_bytes()


def test_table_has_what_translators_should_know(directory: Path) -> None:
    """Beside each sentence stand its context, where it appears and how long it may be."""
    rows = sheet.from_csv(exchange.export(directory, language(directory, "fi"), "csv"))
    assert list(sheet.head("fi")) == rows[0]
    about = "button, at most 24 characters"
    assert ["button.stop", about, "24", "Stop for now", "", "Lopeta nyt", "", ""] == rows[1]


@pytest.mark.skipif(shutil.which("msgcat") is None, reason="gettext is not installed")
def test_file_of_a_translation_editor_is_taken(directory: Path) -> None:
    """Editors wrap lines and write heads of their own; no sentence changes by that."""
    write(directory, TEMPLATE, registry.read(directory / "registry.toml"))
    file = sent(directory, "ar", "po")
    subprocess.run(["msgcat", "--width=20", "-o", file, file], check=True)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"Language', '"X-Generator: Editor\\n"\n"Language', 1), "utf-8")
    assert 'msgstr ""\n"' in text
    assert 0 == taken(directory, "ar", file)


@pytest.mark.skipif(shutil.which("msgmerge") is None, reason="gettext is not installed")
def test_changed_english_reads_as_gettext_writes_it(directory: Path, tmp_path: Path) -> None:
    """What msgmerge makes of a changed sentence is what we make of it: the last matching pair."""
    write(directory, TEMPLATE, registry.read(directory / "registry.toml"))
    file = sent(directory, "fi", "po")
    template = [replace(BUTTON, source="Stop now"), CALL, CODE]
    write(directory, template, registry.read(directory / "registry.toml"))
    path = po_path(directory, "fi")
    merge = ["msgmerge", "--previous", "-o", str(file), str(file), f"{directory}/messages.pot"]
    subprocess.run(merge, check=True, capture_output=True)
    assert '#| msgid "Stop for now"' in file.read_text(encoding="utf-8")
    assert [entry.pair for entry in read(path)] == [entry.pair for entry in read(file)]
    assert read(path)[0] == read(file)[0]


def test_new_translation_is_taken(directory: Path) -> None:
    """One changed cell changes one sentence, and the rest of the file stays."""

    def edit(rows: list[list[str]]) -> None:
        rows[1][5] = "Lopeta tähän"
        del rows[3]  # a sentence that is not in the file stays as it is

    assert 1 == taken(directory, "fi", edited(directory, edit))
    said = {entry.pair: entry.translation for entry in read(po_path(directory, "fi"))}
    expected = {entry.pair: text for entry, text in {**FINNISH, BUTTON: "Lopeta tähän"}.items()}
    assert expected == said


def test_first_translation_makes_the_file(directory: Path) -> None:
    """A language that had no file gets one."""

    def edit(rows: list[list[str]]) -> None:
        rows[1][5:7] = ["بس است", ""]

    assert 1 == taken(directory, "fa-AF", edited(directory, edit, "fa-AF"))
    assert "بس است" == read(po_path(directory, "fa-AF"))[0].translation


@pytest.mark.parametrize(
    ("text", "state", "still"),
    [("Lopeta nyt", "", False), ("Lopeta", "", False), ("Lopeta nyt", "changed", True)],
)
def test_changed_sentence_is_done_when_its_mark_is_gone(
    directory: Path, text: str, state: str, *, still: bool
) -> None:
    """With a new text or the old one: the mark says whether it fits the new English."""
    template = [replace(BUTTON, source="Stop here"), CALL, CODE]
    write(directory, template, registry.read(directory / "registry.toml"))

    def edit(rows: list[list[str]]) -> None:
        assert "changed" == rows[1][6]
        rows[1][5:7] = [text, state]

    taken(directory, "fi", edited(directory, edit))
    found = read(po_path(directory, "fi"))[0]
    assert (text, still) == (found.translation, found.changed)


def test_all_mistakes_are_told_and_nothing_is_taken(directory: Path) -> None:
    """A file with many mistakes is refused with every one of them and its row."""
    template = [*TEMPLATE, replace(BUTTON, context="button.go", source="Go on"), Entry("x", "Same")]
    write(directory, template, registry.read(directory / "registry.toml"))

    def edit(rows: list[list[str]]) -> None:
        rows[1][5] = "Lopetetaan tämä keskustelu nyt heti"
        rows[2][5] = "Jos on vaara, soita."
        rows[3][5] = ""
        rows[4][3] = "Go away"
        rows.append(list(rows[5]))
        rows.append(["odd", "", "", "Odd", "", "Outo", "", ""])

    told = mistakes(directory, edited(directory, edit))
    assert [
        "row 4, text.code: its translation 'Koodisi on {code}, {org}.' is gone.",
        "row 5, button.go: the English is another one now; export the language again.",
        "row 7, x: stands in row 6 as well.",
        "row 8, odd: there is no such sentence.",
        "row 2, button.stop: has 35 characters of 24 at most.",
        "row 3, c_3.2: does not say which number to call: {emergency}.",
    ] == list(told)


def test_old_fault_elsewhere_does_not_stop_a_file(directory: Path, plant: Plant) -> None:
    """A file is refused for what it would make worse, not for what was wrong before."""
    plant("fi", {**FINNISH, CODE: "Koodi"})

    def edit(rows: list[list[str]]) -> None:
        rows[1][5] = "Lopeta"

    assert 1 == taken(directory, "fi", edited(directory, edit))


def test_half_done_text_is_refused(directory: Path) -> None:
    """A new text that is still marked would take the old one from people: it is told."""
    template = [replace(BUTTON, source="Stop here"), CALL, CODE]
    write(directory, template, registry.read(directory / "registry.toml"))

    def edit(rows: list[list[str]]) -> None:
        rows[1][5] = "Lop"

    [told] = mistakes(directory, edited(directory, edit))
    assert "row 2, button.stop: its text is new, but still marked" in told


def test_word_with_two_meanings_is_refused(directory: Path, plant: Plant) -> None:
    """A control word that means something else in the same language is a mistake."""
    controls = words.CONTROL_WORDS
    lists = [Entry(f"words.{name}", controls[name]) for name in ("skip", "stop")]
    write(directory, [*TEMPLATE, *lists], registry.read(directory / "registry.toml"))

    def edit(rows: list[list[str]]) -> None:
        rows[4][5:7] = ["ohita; lopeta", ""]
        rows[5][5:7] = ["lopeta", ""]

    [told] = mistakes(directory, edited(directory, edit))
    assert "row 6, words.stop: 'lopeta' also means skip; choose another word." == told


@pytest.mark.parametrize(
    ("name", "held", "told"),
    [
        ("a.txt", b"", "must end with .po, .csv or .xlsx"),
        ("a.csv", b"", "must have these columns: context,"),
        ("a.csv", "näin".encode("latin-1"), "save it as “CSV UTF-8”"),
        ("a.csv", b'"a', "cannot be read as CSV"),
        ("a.po", b'msgid "a"\nmsgstr b\n\nmsgid\n', "lines 2, 4 cannot be read"),
        ("a.po", b'msgid ""\nmsgstr "Language: sv\\n"\n', "says that it is sv, not fi"),
        ("a.po", b"\xff", "not UTF-8"),
    ],
)
def test_file_of_another_kind_is_refused(
    directory: Path, name: str, held: bytes, told: str
) -> None:
    """What cannot be read, or is of another language, is told in a sentence."""
    (directory / name).write_bytes(held)
    assert told in " ".join(mistakes(directory, directory / name))


def test_table_of_another_language_is_refused(directory: Path) -> None:
    """The column of the translation names its language."""
    assert "translation (fi)" in mistakes(directory, sent(directory, "ar", "csv"))[0]


def test_unknown_state_is_refused(directory: Path) -> None:
    """Every row with a state that we do not know is told, together with what else is wrong."""

    def edit(rows: list[list[str]]) -> None:
        rows[1][6] = rows[3][6] = "valmis"
        rows[3][5] = "Koodi"

    first, *others = mistakes(directory, edited(directory, edit))
    state = "the state 'valmis' is not one of these: empty, new, fuzzy, changed."
    assert f"row 2, button.stop: {state}" == first
    assert [f"row 4, text.code: {state}", "row 4, text.code: lost {code}, {org}."] == others


def test_workbook_with_a_formula_is_refused(directory: Path) -> None:
    """A formula that comes back in a workbook is no translation."""
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    file = sent(directory, "ar", "xlsx")
    book = openpyxl.load_workbook(file)
    assert 2 == book.active["F2"].alignment.readingOrder
    assert ARABIC[BUTTON] == book.active["F2"].value
    book.active["F2"] = book.active["F4"] = "=1+1"
    book.save(file)
    assert "has a formula in F2, F4" in mistakes(directory, file, "ar")[0]


def test_broken_workbook_is_refused(directory: Path) -> None:
    """What only calls itself a workbook is told."""
    pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    (directory / "a.xlsx").write_bytes(b"PK no zip")
    assert "is no workbook" in mistakes(directory, directory / "a.xlsx")[0]
