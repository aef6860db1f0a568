"""Tables for translators: nothing is lost in them, and nothing in them runs."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales import sheet
from locales.entry import Entry
from tests.locales.conftest import TEMPLATE

ANYTHING = [
    Entry("a", "One", "=SUM(1)", comment="button, at most 24 characters"),
    Entry("b", "Two", "'+358", note="-1 said Aino\nand 'x"),
    Entry("c", "Three", "", comment="question"),
    Entry("d", "Four", "vier\nzeilen\t", fuzzy=True),
    Entry("e", "Five", "@fem", fuzzy=True, previous="=5"),
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_any_sentence_survives_a_table(form: str) -> None:
    """Formulas, line ends, quotation marks and marks come out of a table as they went in."""
    rows = sheet.table("fi", ANYTHING)
    if form == "csv":
        assert [list(row) for row in rows] == sheet.from_csv(sheet.to_csv(rows))
    else:
        pytest.importorskip("openpyxl", reason="openpyxl is not installed")
        assert [list(row) for row in rows] == sheet.from_xlsx(sheet.to_xlsx(rows, "rtl"))


@given(st.text(), st.text())
def test_any_text_survives_csv(one: str, other: str) -> None:
    """Whatever a translator writes comes back from CSV letter by letter."""
    rows = [list(sheet.head("fi")), [one, other]]
    try:
        held = sheet.to_csv(rows)
    except UnicodeEncodeError:  # half a letter, which no file can hold
        return
    assert rows == sheet.from_csv(held)


def test_no_cell_of_csv_is_a_formula() -> None:
    """What a spreadsheet would run begins with a sign that keeps it from that."""
    text = sheet.to_csv(sheet.table("fi", ANYTHING)).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert [] == [cell for cell in cells if cell.lstrip().startswith(tuple("=+-@"))]
    assert "'=SUM(1)" in cells


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_every_country_is_read(delimiter: str) -> None:
    """Spreadsheets in many countries put semicolons between cells."""
    rows = sheet.table("fi", TEMPLATE)
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    assert [list(row) for row in rows] == sheet.from_csv(text.getvalue().encode())
