"""The summary page: who may open which, and that it says what the text says."""

import re
from html import unescape

import pytest

import locales
import pages
from bot import reading
from pages import pdf
from pages.site import Site
from pages.style import files
from storage import places
from summaries.compose import compose
from tests.pages.browse import Answer, Browser
from tests.pages.test_entrance import member, ticket
from tests.summaries.test_exports import released


async def entered(site: Site, role: str, place: str = "") -> Browser:
    """A member of staff after the entrance."""
    browser = Browser(site)
    await browser.post("/enter", {"code": ticket(site, member(site, role, place))})
    return browser


@pytest.fixture
def towns(site: Site) -> None:
    """Two towns beside each other."""
    with site.store.begin() as tx:
        places.add(tx, id="oulu", name="Oulu", kind="town")
        places.add(tx, id="kemi", name="<b>Kemi</b>", kind="town")


def visible(answer: Answer) -> str:
    """The words of a page, one space between them."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.text)).split())


@pytest.mark.parametrize("language", [tag for tag, _ in locales.offered()])
async def test_the_page_says_what_the_text_says(
    site: Site, towns: None, release: None, language: str
) -> None:
    """In every language each sentence of the summary, or its figures, stands on the page."""
    coordinator = await entered(site, "coordinator")
    said = visible(await coordinator.get(f"/summary/fi?lang={language}"))
    with site.store.read() as tx:
        summary = site.compose(reading.latest_shown(tx), "fi", language)
    for section in summary.sections:
        for sentence in section.sentences:
            assert " ".join(sentence.split()) in said
        for row in section.figures:
            assert f"{row.what} {row.count} / {row.people}" in said


async def test_a_sponsor_reads_their_own_place(site: Site, towns: None, release: None) -> None:
    """Their place is open (on the larger page, where it has none of its own), another is not."""
    sponsor = await entered(site, "sponsor", "oulu")
    assert "Oulu has no page of its own" in visible(await sponsor.get("/summary/oulu"))
    assert "Oulu" in (await sponsor.get("/summary")).text
    assert "Kemi" not in (await sponsor.get("/summary")).text
    for path in ("/summary/kemi", "/summary/fi", "/summary/none", "/summary/kemi.pdf"):
        answer = await sponsor.get(path)
        assert 403 == answer.status
        assert "26" not in visible(answer)
        assert "Kemi" not in answer.text


@pytest.mark.parametrize("path", ["/summary", "/summary/fi", "/summary/fi.pdf"])
async def test_whoever_did_not_come_in_sees_nothing(site: Site, release: None, path: str) -> None:
    """Without a session there is only the way to the entrance; a contact for protection: 403."""
    answer = await Browser(site).get(path)
    assert (303, "/enter", b"") == (answer.status, answer.to, answer.body)
    contact = await entered(site, "protection contact")
    assert 403 == (await contact.get(path)).status


async def test_a_name_cannot_be_markup(site: Site, towns: None) -> None:
    """The name of a place is shown as it is written."""
    coordinator = await entered(site, "coordinator")
    for path in ("/summary", "/summary/kemi"):
        assert "<b>Kemi" not in (await coordinator.get(path)).text
    assert "&lt;b&gt;Kemi&lt;/b&gt;" in (await coordinator.get("/summary")).text


async def test_before_a_release_it_says_so(site: Site) -> None:
    """Without a release there is one kind sentence, and nothing to save."""
    coordinator = await entered(site, "coordinator")
    answer = await coordinator.get("/summary/fi")
    assert 200 == answer.status
    assert "There is no summary here yet." in answer.text
    assert ".pdf" not in answer.text
    assert 404 == (await coordinator.get("/summary/fi.pdf")).status


async def test_earlier_releases_stay_readable(site: Site, release: None) -> None:
    """A release is opened by its id; an id that is none is not there."""
    coordinator = await entered(site, "coordinator")
    with site.store.read() as tx:
        [(name, _)] = reading.newest_first(tx)
    newest = await coordinator.get("/summary/fi")
    assert newest.body == (await coordinator.get(f"/summary/fi?release={name}")).body
    for other in ("x", "../x", "%00", "'"):
        assert 404 == (await coordinator.get(f"/summary/fi?release={other}")).status


async def test_the_pdf_is_one(site: Site, release: None) -> None:
    """The same page comes as PDF, for Arabic with the letters of Arabic inside."""
    coordinator = await entered(site, "coordinator")
    for language in ("en", "ar"):
        answer = await coordinator.get(f"/summary/fi.pdf?lang={language}")
        assert (200, b"%PDF") == (answer.status, answer.body[:4])
        assert b"application/pdf" == answer.headers[b"content-type"]


async def test_without_the_extra_it_says_so(
    site: Site, release: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where WeasyPrint is not installed nothing offers it, and the address says why."""
    monkeypatch.setattr(pdf, "is_there", lambda: False)
    coordinator = await entered(site, "coordinator")
    assert ".pdf" not in (await coordinator.get("/summary/fi")).text
    answer = await coordinator.get("/summary/fi.pdf")
    assert 501 == answer.status
    assert "print this page" in answer.text


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1/", "http://pages.invalid/static/../x", ""]
)
def test_a_pdf_loads_nothing_from_elsewhere(address: str) -> None:
    """Whatever a text asks for, only our own files are given."""
    with pytest.raises(ValueError, match="loads nothing but"):
        pdf._fetcher().fetch(address)
    assert pdf.made(f'<p>a<img src="{address}"></p>').startswith(b"%PDF")


def test_figures_and_sentences_are_the_lines() -> None:
    """Every line of a section is a figure or a sentence, and text holds them all."""
    summary = compose(released(), "fi", say=reading.speaker("en"))
    for section in summary.sections:
        assert len(section.lines) == len(section.figures) + len(section.sentences)
        assert all(str(line) in summary.text() for line in section.lines)
    assert any(section.figures for section in summary.sections)


def test_the_pages_know_no_counts() -> None:
    """What the pages are given of answers is what may be shown, and nothing else."""
    kinds = {name: str(kind) for name, kind in pages.Site.__annotations__.items()}
    assert "Shown" in kinds["releases"]
    assert [] == [name for name in kinds if name in {"tally", "answers", "combos"}]


def luminance(colour: str) -> float:
    """How light a colour is (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_bars_stand_out_in_light_and_dark() -> None:
    """A bar and the track that it lies on differ by 3:1, as figures must (WCAG 2.2, 1.4.11)."""
    style = next(body for name, (body, _) in files().items() if name.startswith("style"))
    pairs = re.findall(r"--bar: (#[0-9a-f]{6}); --track: (#[0-9a-f]{6})", style.decode())
    assert 2 == len(pairs)
    for pair in pairs:
        dark, light = sorted(map(luminance, pair))
        assert 3.0 <= (light + 0.05) / (dark + 0.05)
