"""Exports over the web: for coordinators of the country, streamed, from releases only."""

import asyncio
import csv
import io
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from typing import IO
from zipfile import ZipFile

import pytest

import pages
from pages.exports import Stream
from pages.making import Made, Making
from storage import places
from summaries.disclose import Shown
from summaries.exports import exports
from summaries.table import rows, size
from tests.pages.browse import Answer, Browser
from tests.pages.test_entrance import member, ticket
from tests.summaries.test_exports import released


@pytest.fixture
async def inside(site: pages.Site) -> Browser:
    """A coordinator of the country."""
    browser = Browser(site)
    await browser.post("/enter", {"code": ticket(site, member(site))})
    return browser


async def test_every_form_comes_as_a_file(site: pages.Site, inside: Browser, release: None) -> None:
    """Each form is what the command writes, under a name, and is kept by no cache."""
    page = (await inside.get("/export")).text
    for form, made in exports().items():
        assert made.NAME.source in page
        assert made.ABOUT.source in unescape(page)
        answer = await (
            fetched(site, inside, form) if made.WHOLE else inside.get(f"/export/{form}")
        )
        assert 200 == answer.status
        assert b"attachment; filename=" in answer.headers[b"content-disposition"]
        assert b"no-store" == answer.headers[b"cache-control"]
        assert 200 == (await inside.get(f"/export/{form}/columns")).status
    lines = (await inside.get("/export/csv")).body.decode("utf-8-sig")
    rows = [*csv.DictReader(io.StringIO(lines, newline=""))]
    assert "friends" in {row["code"] for row in rows}
    assert len(rows) == len(json.loads((await inside.get("/export/json")).body)["rows"])
    with ZipFile(io.BytesIO((await fetched(site, inside, "xlsx")).body)) as archive:
        assert archive.testzip() is None


async def fetched(site: pages.Site, browser: Browser, form: str) -> Answer:
    """A form that is made as a whole: begun, waited for, fetched."""
    begun = await browser.post(f"/export/{form}")
    assert 303 == begun.status
    [made] = site.making._made.values()
    while made.state == "making":
        await asyncio.to_thread(made.unwanted.wait, 0.01)
    page = await browser.get(begun.to)
    assert (200, True) == (page.status, f'href="{begun.to}/file"' in page.text)
    assert b"refresh" not in page.headers
    answer = await browser.get(f"{begun.to}/file")
    assert str(len(answer.body)).encode() == answer.headers[b"content-length"]
    assert 404 == (await browser.get(begun.to)).status  # it is gone
    return answer


class Slowly:
    """Releases that come when they are let go on; then the file is ready."""

    def __init__(self, site: pages.Site) -> None:
        self.gate = threading.Semaphore(0)
        self.read = threading.Semaphore(0)
        self.site = replace(site, each=self._each)

    def _each(self) -> Iterator[Shown]:
        for _ in range(2):
            self.read.release()
            assert self.gate.acquire(timeout=20)
            yield released()


async def test_a_page_says_how_far_a_workbook_is(site: pages.Site, release: None) -> None:
    """While it is made the page counts releases and rows, renews itself, and offers no file yet."""
    slow = Slowly(site)
    inside = Browser(slow.site)
    await inside.post("/enter", {"code": ticket(site, member(site))})
    begun = await inside.post("/export/xlsx")
    assert slow.read.acquire(timeout=20)
    first = await inside.get(begun.to)
    marks = str.maketrans("", "", "\u2068\u2069")
    assert "Releases: 0 of 1. Rows so far: 0." in first.text.translate(marks)
    assert (b"2", False) == (first.headers[b"refresh"], "/file" in first.text)
    assert (303, begun.to) == ((early := await inside.get(f"{begun.to}/file")).status, early.to)
    assert begun.to == (await inside.post("/export/xlsx")).to  # it is on its way already
    slow.gate.release()
    assert slow.read.acquire(timeout=20)
    assert "All rows are in it." in (await inside.get(begun.to)).text
    [made] = slow.site.making._made.values()
    assert size(released()) == made.rows == len([*rows([released()])])
    stranger = Browser(slow.site)
    await stranger.post("/enter", {"code": ticket(site, member(site, "coordinator"))})
    for path in (begun.to, f"{begun.to}/file"):
        assert 404 == (await stranger.get(path)).status
    slow.gate.release()
    made.unwanted.wait(0.1)
    slow.site.making.drop(made)


def test_few_files_are_made_at_once_and_none_for_nobody() -> None:
    """A fourth is refused; who has not looked for a minute does not wait, and the making stops."""
    making, gate, ended = Making(), threading.Event(), threading.Semaphore(0)

    def write(made: Made) -> None:
        try:
            assert gate.wait(20)
            made.file.write(b"x" * sum(1 for _ in made.counting([released()])))
        finally:
            ended.release()

    begun = [making.begin(owner, "xlsx", write, whole=1, now=0) for owner in "abc"]
    assert making.begin("d", "xlsx", write, whole=1, now=59) is None
    [first, *others] = [each for each in begun if each is not None]
    assert first is making.look("a", first.id, now=50)
    assert making.look("b", first.id, now=50) is None
    assert making.begin("d", "xlsx", write, whole=1, now=61) is not None
    assert {first.id} < making._made.keys()
    gate.set()
    for _ in range(4):
        assert ended.acquire(timeout=20)
    for each in others:
        assert making.look(each.owner, each.id, now=61) is None
        while not each.file.closed:
            gate.wait()
    for each in [*making._made.values()]:
        while each.ends is None:
            gate.wait()
        making.drop(each)
        assert each.file.closed


def test_a_file_that_cannot_be_made_is_told() -> None:
    """A fault ends the waiting."""
    making = Making()

    def write(_made: Made) -> None:
        raise OSError

    made = making.begin("a", "xlsx", write, whole=1, now=0)
    assert made is not None
    while made.ends is None:
        pass
    assert "failed" == made.state
    making.drop(made)
    assert made.file.closed


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
