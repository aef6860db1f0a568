"""`howareyou poster`: a coordinator without the desk makes what hangs on a wall."""

import re
from pathlib import Path

import pytest

import pages
from storage import places
from tests.bot.operators import Operator

ADDRESS = "HOWAREYOU_PUBLIC_URL"


@pytest.fixture(autouse=True)
def oulu(operator: Operator) -> None:
    """A town where Tigrinya and Burmese are spoken."""
    operator.ok("place", "add", "oulu", "<b>Oulu")
    operator.ok("place", "languages", "oulu", "ti,my")


def code(operator: Operator) -> str:
    """The invitation of the town."""
    house = operator.house()
    with house.store.read() as tx:
        found = places.invitation(tx, place="oulu")
    house.store.close()
    assert found
    return found


def links(text: str) -> list[str]:
    """What stands on a poster below its QR code."""
    return re.findall(r'<p class="link" dir="ltr">(.*)</p>', text)


def test_it_is_one_file_that_needs_no_other(operator: Operator) -> None:
    """Style, QR code and eight questions stand in it; it loads nothing and names no machine."""
    assert "Poster: oulu.html\n" == operator.ok("poster", "oulu", "oulu.html", "--bot", "@us")
    text = Path("oulu.html").read_text(encoding="utf-8")
    assert [f"https://t.me/us?start={code(operator)}"] == links(text)
    assert ["ti", "my", "en"] == re.findall(r'<li lang="([\w-]+)"', text)[:3]
    assert 8 == text.count("<li ")
    assert [] == re.findall(r"<(?:link|script|img|a)\b|url\(|src=|href=", text)
    assert '"Noto Sans"' in text  # the style is not escaped, the name of the place is
    assert "<b>" not in text
    assert "&lt;b&gt;Oulu" in text


def test_without_an_app_it_leads_to_our_page(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an address that people reach nothing more is said; without one there is a warning."""
    warned = operator.call("poster", "oulu")
    assert "works on this machine only" in warned.stderr
    monkeypatch.setenv(ADDRESS, "https://howareyou.example")
    told = operator.call("poster", "oulu")
    assert ("Poster: howareyou-poster-oulu.html\n", "") == (told.stdout, told.stderr)
    text = Path("howareyou-poster-oulu.html").read_text(encoding="utf-8")
    assert [f"https://howareyou.example/talk/{code(operator)}"] == links(text)
    assert f"On a page: https://howareyou.example/talk/{code(operator)}\n" in operator.ok(
        "invite", "--place", "oulu"
    )


def test_where_there_is_no_page_an_app_is_needed(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A poster that leads nowhere is not made, and no page is named."""
    monkeypatch.setenv("HOWAREYOU_WEB", "off")
    refused = operator.call("poster", "oulu")
    assert (1, "") == (refused.exit_code, refused.stdout)
    assert not list(Path().glob("*.html"))
    assert "On a page" not in operator.ok("invite", "--place", "oulu")


def test_a_pdf_is_one_sheet(operator: Operator) -> None:
    """With the extra `pdf` the poster is a document of one page."""
    if not pages.pdf.is_there():
        pytest.skip("WeasyPrint is not here: pip install 'howareyou-bot[pdf]'")
    operator.ok("poster", "oulu", "oulu.pdf", "--bot", "us")
    assert b"%PDF" == Path("oulu.pdf").read_bytes()[:4]


def test_without_the_extra_there_is_no_pdf(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence says what to install or to do instead, and no file is left."""
    monkeypatch.setattr(pages.pdf, "is_there", lambda: False)
    refused = operator.call("poster", "oulu", "oulu.pdf", "--bot", "us")
    assert 1 == refused.exit_code
    assert not Path("oulu.pdf").exists()


def test_what_cannot_be_made_is_told(operator: Operator) -> None:
    """No such place, no such folder: one sentence, exit code 1."""
    assert 1 == operator.call("poster", "nowhere", "--bot", "us").exit_code
    refused = operator.call("poster", "oulu", "none/oulu.html", "--bot", "us")
    assert 1 == refused.exit_code
    assert "cannot be written" in refused.stderr


def test_the_same_poster_twice_is_the_same(operator: Operator) -> None:
    """It holds the one invitation of the place, made once."""
    for name in ("a.html", "b.html"):
        operator.ok("poster", "oulu", name, "--bot", "us")
    assert Path("a.html").read_bytes() == Path("b.html").read_bytes()
