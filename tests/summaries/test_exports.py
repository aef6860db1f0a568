"""What a coordinator takes out of the house."""

import csv
import io
import json
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from dialogues.model import Phrase
from summaries.disclose import Shown, disclose, thaw
from summaries.exports import Export, exports, xlsx
from summaries.exports.csv import guard
from summaries.plan import Place
from summaries.table import COLUMNS, ENGLISH, Reader
from tests.summaries.rounds import PLACES, WISHES, crowd, mixed, plan, tally


def released(**changes: Any) -> Shown:
    """A release with every kind of row."""
    people = [
        *mixed(12, 7, code="friends", place="oulu"),
        *crowd(
            5,
            place="oulu",
            needs=frozenset({"money"}),
            faces={"home_mood": "5"},
            wishes=frozenset({"sport_nature"}),
        ),
        *crowd(
            5,
            place="oulu",
            needs=frozenset({"study"}),
            faces={"home_mood": "5"},
            skipped=frozenset({"hope"}),
        ),
        *crowd(4, place="turku", needs=frozenset({"friends"})),
    ]
    return disclose(tally(people), plan(**changes))


def written(name: str, *, what: str = "write", **changes: Any) -> bytes:
    """What a form of export writes."""
    file = io.BytesIO()
    if what == "write":
        exports()[name].write([released(**changes)], file)
    else:
        exports()[name].write_dictionary(file)
    return file.getvalue()


def table(content: bytes) -> list[list[str]]:
    """CSV as a spreadsheet reads it."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_form_of_export_is_found_by_its_file() -> None:
    """A new file in the room is a new form; each writes and has a suffix."""
    found = {
        entry.name.removesuffix(".py")
        for entry in files("summaries.exports").iterdir()
        if entry.name.endswith(".py") and entry.name != "__init__.py"
    }
    assert found == set(exports())
    assert {name: form.SUFFIX for name, form in exports().items()} == {
        "csv": ".csv",
        "ifrc": "-ifrc.csv",
        "ifrc_xlsx": "-ifrc.xlsx",
        "json": ".json",
        "jsonl": ".jsonl",
        "xlsx": ".xlsx",
    }


@pytest.mark.parametrize("form", exports().values())
def test_form_takes_nothing_but_what_may_be_shown(form: Export) -> None:
    """Cells that are not in a Shown have no way out."""
    with pytest.raises(AttributeError):
        form.write([released().cells], io.BytesIO())  # type: ignore[list-item]  # mypy refuses it too


def test_csv_has_a_byte_order_mark_and_line_ends_for_spreadsheets() -> None:
    """Excel reads the letters of every script, and every line ends with CRLF."""
    for what in ("write", "write_dictionary"):
        content = written("csv", what=what)
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\n") == content.count(b"\r\n") == len(table(content))


def test_csv_and_json_hold_the_same_rows() -> None:
    """Both forms are the same cells, in the columns of the dictionary."""
    head, *body = table(written("csv"))
    rows = json.loads(written("json"))["rows"]
    assert list(COLUMNS) == head
    assert body == [
        ["" if row[column] is None else str(row[column]) for column in COLUMNS] for row in rows
    ]


def test_rows_are_the_released_cells() -> None:
    """Needs, faces, wishes, skips and languages are there, hidden numbers are not."""
    found = [
        (row["place"], row["table"], row["code"], row["shown"], row["people"], row["rank"])
        for row in json.loads(written("json"))["rows"]
    ]
    assert found == [
        ("fi", "people", None, "number", 26, None),
        ("fi", "need", "friends", "number", 11, 1),
        ("fi", "need", "study", "number", 5, 2),
        ("fi", "need", "money", "number", 5, 3),
        ("fi", "face", "home_mood", "mostly good", None, None),
        ("fi", "wish", "sport_nature", "number", 5, 1),
        (None, "skip", "works", "few", None, None),
        (None, "skip", "hard", "few", None, None),
        (None, "skip", "hope", "nearly all", None, None),
        (None, "language", None, "name", None, None),
    ]


def test_need_row_carries_its_class_and_its_place_in_other_lists() -> None:
    """The crosswalk ids leave with the need."""
    row = next(row for row in json.loads(written("json"))["rows"] if row["code"] == "study")
    assert (row["need_class"], row["ioi"], row["oe"]) == ("open", "education", "1109")
    assert (row["place_name"], row["of_people"]) == ("Finland", 26)
    assert (row["first_day"], row["last_day"]) == ("2027-03-01", "2027-03-28")


def test_dictionary_explains_every_column() -> None:
    """The dictionary lists exactly the columns, each with a sentence."""
    assert tuple(column for column, _ in ENGLISH.dictionary()) == COLUMNS
    assert all(meaning.endswith(".") for _, meaning in ENGLISH.dictionary())
    assert [("column", "meaning"), *ENGLISH.dictionary()] == [
        tuple(line) for line in table(written("csv", what="write_dictionary"))
    ]
    assert json.loads(written("json", what="write_dictionary")) == {
        "dictionary": dict(ENGLISH.dictionary())
    }
    assert json.loads(written("json"))["dictionary"] == dict(ENGLISH.dictionary())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠"])
def test_text_that_could_run_as_a_formula_is_guarded(start: str) -> None:
    """Whatever a spreadsheet could take for a formula begins with an apostrophe."""
    assert guard(f"{start}1+1") == f"'{start}1+1"
    assert guard(f" {start}1+1") == f"' {start}1+1"
    assert guard(f"a{start}1") == f"a{start}1"
    assert guard("\tplain") == "'\tplain"
    assert guard(-1) == -1
    assert guard(None) is None


def test_names_that_look_like_formulas_leave_guarded() -> None:
    """The name of a place and the words of an organisation pass the guard."""
    places = (Place("fi", '=HYPERLINK("x")', "country"), *PLACES[1:])
    labels = {**WISHES, "sport_nature": Phrase("x", "@sport")}
    body = table(written("csv", places=places, wish_labels=labels))[1:]
    named = {line[COLUMNS.index("place_name")] for line in body}
    assert named == {'\'=HYPERLINK("x")', ""}
    assert "'@sport" in {line[COLUMNS.index("label")] for line in body}


def test_several_releases_stand_below_one_another() -> None:
    """A file holds one head and the rows of every release, frozen ones as well."""
    file = io.BytesIO()
    exports()["csv"].write([released(), thaw(released(window="r1-2").freeze())], file)
    body = table(file.getvalue())[1:]
    assert [line[1] for line in body] == ["r1-1"] * 10 + ["r1-2"] * 10


NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def workbook(content: bytes) -> dict[str, tuple[bool, list[list[str]]]]:
    """A workbook as it lies in its archive: of each sheet whether it is rtl, and its cells."""
    with ZipFile(io.BytesIO(content)) as archive:
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314  our own
        found = {}
        for number, sheet in enumerate(book.findall("x:sheets/x:sheet", NS), 1):
            root = ET.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314  our own
            view = root.find("x:sheetViews/x:sheetView", NS)
            assert view is not None
            assert [] == root.findall(".//x:f", NS)  # no formula
            lines = [
                ["".join(cell.itertext()) for cell in row.findall("x:c", NS)]
                for row in root.findall("x:sheetData/x:row", NS)
            ]
            found[sheet.get("name", "")] = (view.get("rightToLeft") == "1", lines)
        return found


def test_the_workbook_holds_the_same_rows_and_what_they_mean() -> None:
    """Data with headings, every column's meaning, and what this is: three sheets."""
    found = workbook(written("xlsx"))
    assert ["Data", "Columns", "About"] == list(found)
    head, *body = found["Data"][1]
    assert list(ENGLISH.headings()) == head
    values = [
        [str(row[column]) for column in COLUMNS if row[column] is not None]
        for row in json.loads(written("json"))["rows"]
    ]
    assert values == body
    assert [meaning for _, meaning in ENGLISH.dictionary()] == [
        line[2] for line in found["Columns"][1][1:]
    ]


def test_a_workbook_runs_as_its_reader_reads() -> None:
    """Sheets of a reader from right to left run from right to left, with their headings."""
    file = io.BytesIO()
    reader = Reader(lambda phrase, _values: f"~{phrase.source}", rtl=True)
    exports()["xlsx"].write([released()], file, reader)
    found = workbook(file.getvalue())
    assert [True, True, True] == [rtl for rtl, _ in found.values()]
    assert "~Round" == found["~Data"][1][0][0]


def test_a_sheet_that_is_full_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit into one sheet stands in the next, under the same headings."""
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    found = workbook(written("xlsx"))
    assert ["Data", "Data 2", "Data 3", "Columns", "Columns 2"] == list(found)[:5]
    assert [5, 5, 3] == [len(found[name][1]) for name in ("Data", "Data 2", "Data 3")]


def test_text_in_a_workbook_is_text() -> None:
    """A name that looks like a formula or a link is shown as it is, and runs nothing."""
    for name in ('=HYPERLINK("x")', "https://evil.example", "123"):
        places = (Place("fi", name, "country"), *PLACES[1:])
        content = written("xlsx", places=places)
        assert name in {cell for line in workbook(content)["Data"][1] for cell in line}
        with ZipFile(io.BytesIO(content)) as archive:
            assert not [each for each in archive.namelist() if "rels" in each and "sheet" in each]


def test_json_lines_are_the_same_rows() -> None:
    """Each line is one row as the JSON has it."""
    lines = written("jsonl").decode().splitlines()
    assert json.loads(written("json"))["rows"] == [json.loads(line) for line in lines]
    meanings = [json.loads(each) for each in written("jsonl", what="write_dictionary").splitlines()]
    assert list(COLUMNS) == [each["column"] for each in meanings]


def test_the_kit_gets_its_columns_and_no_more_than_may_be_shown() -> None:
    """The kit's four import columns come first; every message says what the page says."""
    head, *body = table(written("ifrc"))
    assert ["Feedback message", "Type of feedback", "Category", "Code"] == head[:4]
    assert [list(line) for line in body] == [
        [*line, *[""] * (len(head) - len(line))]
        for line in workbook_rows(written("ifrc_xlsx"), "Feedback")
    ]
    assert (
        "Friends: 11 of 26 people (Finland, 2027-03-01 to 2027-03-28)",
        "Request or suggestion",
        "Request for support",
        "friends",
    ) == tuple(body[0][:4])
    assert {"Chatbot"} == {line[4] for line in body}
    assert {"Unknown"} == {line[6] for line in body}
    columns = table(written("ifrc", what="write_dictionary"))[1:]
    assert head == [column for column, _ in columns]


def workbook_rows(content: bytes, sheet: str) -> list[list[str]]:
    """The rows of a sheet below its headings."""
    return workbook(content)[sheet][1][1:]
