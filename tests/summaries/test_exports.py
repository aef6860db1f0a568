"""What a coordinator takes out of the house."""

import csv
import io
import json
from importlib.resources import files
from typing import Any

import pytest

from dialogues.model import Phrase
from summaries.disclose import Shown, disclose, thaw
from summaries.exports import Export, exports
from summaries.exports.csv import guard
from summaries.plan import Place
from summaries.table import COLUMNS, dictionary
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
        "json": ".json",
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
    assert tuple(column for column, _ in dictionary()) == COLUMNS
    assert all(meaning.endswith(".") for _, meaning in dictionary())
    assert [("column", "meaning"), *dictionary()] == [
        tuple(line) for line in table(written("csv", what="write_dictionary"))
    ]
    assert json.loads(written("json", what="write_dictionary")) == {
        "dictionary": dict(dictionary())
    }
    assert json.loads(written("json"))["dictionary"] == dict(dictionary())


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
