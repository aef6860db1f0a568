"""What people said stands on a page only as approved, and only where ten people talked."""

import io
import json
from typing import Any, Final
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries import sentences
from summaries.compose import WORDS, compose
from summaries.disclose import Shown, disclose, thaw
from summaries.exports import exports
from summaries.plan import Quote
from summaries.table import rows
from tests.summaries.rounds import Person, crowd, persons, plan, say, tally

ONE: Final = Quote((("en", "The teachers are patient."), ("fi", "Opettajat ovat mukavia.")))
TWO: Final = Quote((("en", "My children like school."),))


def shown(people: list[Person], *quotes: Quote, **changes: Any) -> Shown:
    """A release of these people with these approved quotes."""
    return disclose(tally(people), plan(quotes=quotes, **changes))


def said(release: Shown, place: str = "fi", language: str = "en") -> tuple[str, ...]:
    """The lines under the heading."""
    summary = compose(release, place, say=say, language=language)
    found = [
        tuple(map(str, each.lines))
        for each in summary.sections
        if each.title == sentences.SAID.source
    ]
    return found[0] if found else ()


@pytest.mark.parametrize(("people", "there"), [(9, False), (10, True)])
def test_ten_people_must_have_talked(people: int, there: bool) -> None:  # noqa: FBT001 - a case
    """Nine people in the country show no quote, ten do; wherever they live."""
    release = shown(crowd(people - 5) + crowd(5, place="oulu"), ONE)
    assert there == (release.cells.quotes == (ONE,))
    assert there == bool(said(release))


def test_a_stricter_house_waits_for_more() -> None:
    """Where the smallest group is seven, quotes need fourteen people."""
    assert () == shown(crowd(13), ONE, k=7, group=14).cells.quotes
    assert (ONE,) == shown(crowd(14), ONE, k=7, group=14).cells.quotes


def test_every_page_shows_the_same() -> None:
    """No page tells by its quotes who lives there."""
    people = [*crowd(12), *crowd(8, place="oulu"), *crowd(6, place="turku")]
    release = shown(people, ONE, TWO)
    lines = {said(release, page.place) for page in release.cells.pages}
    assert len(release.cells.pages) == 3
    assert {("“The teachers are patient.”", "“My children like school.”")} == lines


def test_a_reader_gets_their_language_or_that_of_the_house() -> None:
    """A translation is read in the language asked for, where there is one."""
    release = shown(crowd(10), ONE, TWO)
    assert ("“Opettajat ovat mukavia.”", "“My children like school.”") == said(
        release, language="fi"
    )


def test_a_page_with_quotes_says_what_they_are() -> None:
    """The page tells that a person translated them; without quotes, that there are none."""
    for quotes, there in (((ONE,), True), ((), False)):
        text = compose(shown(crowd(10), *quotes), "fi", say=say).text()
        assert there == (sentences.LIMITS_SAID.source in text)
        assert there != (sentences.LIMITS_WORDS.source in text)


def test_long_quotes_leave_the_page_short() -> None:
    """However much was said, a page stays readable."""
    long = tuple(Quote((("en", f"{number} " + "words " * 49),)) for number in range(9))
    summary = compose(shown(crowd(10), *long), "fi", say=say)
    assert summary.words <= WORDS


def test_quotes_are_frozen_with_the_release() -> None:
    """What is read back is what was published; a release from before quotes has none."""
    release = shown(crowd(10), ONE, TWO)
    assert release.cells == thaw(release.freeze()).cells
    older = json.loads(shown(crowd(10)).freeze())
    del older["quotes"]
    assert () == thaw(json.dumps(older)).cells.quotes


def test_a_release_that_quotes_a_few_is_refused() -> None:
    """Quotes put into a release of nine people are found when it is read back."""
    few = json.loads(shown(crowd(9)).freeze())
    few["quotes"] = [{"said": [["en", "Planted."]]}]
    with pytest.raises(ValueError, match="shows too much"):
        thaw(json.dumps(few))
    few["quotes"] = [{"said": []}]
    with pytest.raises(ValueError, match="says nothing"):
        thaw(json.dumps(few))


def unpacked(content: bytes) -> bytes:
    """A file as it is, a workbook without its packing."""
    if not content.startswith(b"PK"):
        return content
    with ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_exports_hold_the_translations() -> None:
    """One row a translation, without place or number."""
    release = shown(crowd(10), ONE)
    found = [row for row in rows([release]) if row["table"] == "quote"]
    assert [("en", ONE.said[0][1]), ("fi", ONE.said[1][1])] == [
        (row["code"], row["label"]) for row in found
    ]
    assert {(None, None, "translation")} == {
        (row["place"], row["people"], row["shown"]) for row in found
    }
    for form in exports().values():
        file = io.BytesIO()
        form.write([release], file)
        assert ONE.said[1][1].encode() in unpacked(file.getvalue())


@given(persons(), st.booleans())
def test_quotes_change_nothing_else(people: list[Person], many: bool) -> None:  # noqa: FBT001 - drawn
    """What else is shown of a round does not depend on what was said, nor the other way round."""
    quotes = (ONE, TWO) if many else (ONE,)
    with_quotes, without = shown(people, *quotes).cells, shown(people).cells
    assert with_quotes.pages == without.pages
    assert with_quotes.quotes == (quotes if len(people) >= 10 else ())
