"""The same talk in every language: what it covers, how it is written down, word for word."""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

import locales
from bot.commands.locales import locales as command
from bot.rehearsal import Beat, rehearsed
from bot.replay import lines, page, side_by_side, transcript
from dialogues import library
from dialogues.model import Part

GOLDEN = Path(__file__).parent / "talks"
TAGS = [tag for tag, _ in locales.offered()]
FRAMEWORK = library.load("hay-everyday")
VOID = {"meta"}


@cache
def talk(tag: str) -> tuple[Beat, ...]:
    """The rehearsed talk, played once."""
    return rehearsed(FRAMEWORK, tag)


@pytest.mark.parametrize("tag", TAGS)
def test_the_talk_reads_as_it_is_kept(tag: str, request: pytest.FixtureRequest) -> None:
    """The talk of every whole language is, word for word, what its file holds."""
    path, said = GOLDEN / f"{tag}.txt", transcript(talk(tag))
    if request.config.getoption("--update"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert path.exists(), "write it with `pytest tests/dialogues/test_rehearsal.py --update`"
    assert path.read_text(encoding="utf-8") == said


def test_every_kept_talk_has_its_language() -> None:
    """No file stays of a language that is not offered any more."""
    assert sorted(TAGS) == sorted(path.stem for path in GOLDEN.glob("*.txt"))


@pytest.mark.parametrize("tag", TAGS)
def test_the_same_happens_in_every_language(tag: str) -> None:
    """Beat by beat the same sentences are said, and the same buttons stand below them."""
    assert [beat.contexts for beat in talk("en")] == [beat.contexts for beat in talk(tag)]
    if tag != "en":
        mirrored = locales.direction(tag) == "rtl"
        assert tokens(talk("en")) == tokens(talk(tag), mirrored=mirrored)


def tokens(beats: tuple[Beat, ...], *, mirrored: bool = False) -> list[list[str]]:
    """The buttons of a talk, row by row as they are read, without languages and seals of texts."""
    return [
        [key.token.partition(".")[0] for key in (reversed(row) if mirrored else row)]
        for beat in beats
        for message in beat.messages
        for row in message.rows
        if "_language:" not in row[0].token or "!" in row[0].token
    ]


def test_the_talk_covers_what_people_meet() -> None:
    """Consent, help, privacy, all kinds of question, own words, the code, change and delete."""
    said = {context for beat in talk("en") for context in beat.contexts}
    asked = {q.text[0].context for q in FRAMEWORK.questions if q.part is not Part.TOPIC}
    wanted = {"language.choose", "text.h2", "promise.title", "text.soft", "words.more",
              "text.code", "mine.title", "delete.ask", "delete.done", "delete.kept"}  # fmt: skip
    assert wanted | asked <= said


def test_side_by_side_names_the_language_of_every_line() -> None:
    """Each beat is a block with its sentences' names, each line begins with its language."""
    text = side_by_side({"en": talk("en"), "fi": talk("fi")}).splitlines()
    assert f"--- {len(talk('en'))}. " in [line for line in text if line[:3] == "---"][-1]
    others = [line for line in text if line[:3] != "---"]
    assert {"en", "fi"} == {line[:2] for line in others}
    assert len(others) == sum(len(lines(beat)) for tag in ("en", "fi") for beat in talk(tag))


class Reader(HTMLParser):
    """Reads the page: cells with language and direction, and whether every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.cells: list[tuple[str | None, str | None]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if tag == "td":
            self.cells.append((dict(attrs).get("lang"), dict(attrs).get("dir")))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends where it should."""
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        """What is read."""
        self.words += data


def test_the_page_has_a_column_in_the_direction_of_each_language() -> None:
    """One cell a beat and language, with its lang and dir; everything closed and escaped."""
    reader = Reader()
    reader.feed(page({"en": talk("en"), "ar": talk("ar")}))
    assert [] == reader.open
    assert [("en", "ltr"), ("ar", "rtl")] * len(talk("en")) == reader.cells
    assert "العربية" in reader.words
    assert "☀️ 1 + 1 = 2" in reader.words


def test_replay_prints_or_writes(tmp_path: Path) -> None:
    """Text by default, one page on request; a language that is not whole is told."""
    done = CliRunner().invoke(command, ["replay", "--languages", "fi,en"])
    assert (0, side_by_side({"fi": talk("fi"), "en": talk("en")})) == (done.exit_code, done.stdout)
    path = tmp_path / "page.html"
    CliRunner().invoke(command, ["replay", "--languages", "fi", "--page", str(path)])
    assert page({"fi": talk("fi")}) == path.read_text(encoding="utf-8")
    wrong = CliRunner().invoke(command, ["replay", "--languages", "xx"])
    assert (2, True) == (wrong.exit_code, "Not whole: xx. Whole: en, fi" in wrong.output)
