"""Exports over the web: for coordinators of the country, streamed, from releases only."""

import csv
import io
import json
import threading
from collections.abc import Callable
from typing import IO
from zipfile import ZipFile

import pytest

import pages
from pages.exports import Stream
from storage import places
from tests.pages.browse import Browser
from tests.pages.test_entrance import member, ticket


@pytest.fixture
async def inside(site: pages.Site) -> Browser:
    """A coordinator of the country."""
    browser = Browser(site)
    await browser.post("/enter", {"code": ticket(site, member(site))})
    return browser


async def test_every_form_comes_as_a_file(site: pages.Site, inside: Browser, release: None) -> None:
    """Each form is what the command writes, under a name, and is kept by no cache."""
    for form in ("csv", "json", "jsonl", "xlsx", "ifrc", "ifrc_xlsx"):
        answer = await inside.get(f"/export/{form}")
        assert 200 == answer.status
        assert b"attachment; filename=" in answer.headers[b"content-disposition"]
        assert b"no-store" == answer.headers[b"cache-control"]
        assert 200 == (await inside.get(f"/export/{form}/columns")).status
    lines = (await inside.get("/export/csv")).body.decode("utf-8-sig")
    rows = [*csv.DictReader(io.StringIO(lines, newline=""))]
    assert "friends" in {row["code"] for row in rows}
    assert len(rows) == len(json.loads((await inside.get("/export/json")).body)["rows"])
    with ZipFile(io.BytesIO((await inside.get("/export/xlsx")).body)) as archive:
        assert archive.testzip() is None


async def test_headings_come_in_the_readers_language(inside: Browser, release: None) -> None:
    """Staff who read Finnish get Finnish meanings."""
    assert "Kierroksen tunnus." in (await inside.get("/export/csv/columns?lang=fi")).text


async def test_before_a_release_there_is_nothing(inside: Browser) -> None:
    """Without a release it says so; what the columns mean is there already."""
    answer = await inside.get("/export/csv")
    assert 404 == answer.status
    assert "Nothing has been released yet." in answer.text
    assert 404 == (await inside.get("/export/pdf")).status
    assert 404 == (await inside.get("/export/../csv")).status


@pytest.mark.parametrize("role", ["sponsor", "reviewer", "protection contact", "coordinator"])
async def test_others_get_nothing(site: pages.Site, role: str, release: None) -> None:
    """Other roles, and a coordinator of one town, are refused with nothing in the body."""
    with site.store.begin() as tx:
        places.add(tx, id="kemi", name="Kemi", kind="town")
    browser = Browser(site)
    await browser.post("/enter", {"code": ticket(site, member(site, role, "kemi"))})
    answer = await browser.get("/export/csv")
    assert 403 == answer.status
    assert "friends" not in answer.text
    assert 303 == (await Browser(site).get("/export/csv")).status


def writes(pieces: int) -> Callable[[IO[bytes]], None]:
    """A writer of so many small pieces."""

    def write(file: IO[bytes]) -> None:
        for number in range(pieces):
            file.write(f"{number},".encode())

    return write


def test_pieces_come_in_order_and_whole() -> None:
    """Small pieces are put together, and nothing is lost between two threads."""
    got = [*Stream(writes(200_000))]
    assert b"".join(f"{number},".encode() for number in range(200_000)) == b"".join(got)
    assert 10 < len(got) < 100


def test_a_reader_who_goes_away_stops_the_writer() -> None:
    """The writer ends when nobody reads, instead of waiting for ever."""
    ended = threading.Event()

    def write(file: IO[bytes]) -> None:
        try:
            writes(10_000_000)(file)
        finally:
            ended.set()

    pieces = iter(Stream(write))
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]  # it is a generator
    assert ended.wait(20)


def test_a_writer_that_fails_fails_the_download() -> None:
    """A half file is not passed off as a whole one."""

    def write(file: IO[bytes]) -> None:
        file.write(b"half")
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - it has no text
        [*Stream(write)]
