"""The frameworks that are installed."""

from pathlib import Path

import pytest

from dialogues import library
from dialogues.framework import Mistakes

SMALL = Path(__file__).parent / "frameworks" / "small.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three versions of somebody's own talk."""
    text = SMALL.read_text(encoding="utf-8")
    for version in ("2.1.0", "2.9.0", "2.10.0"):
        name = f"garden-{version}.yaml"
        (tmp_path / name).write_text(text.replace("2.1.0", version), encoding="utf-8")
    return tmp_path


def test_the_default_is_how_are_you() -> None:
    """Without a choice it is the talk that comes with the program, read once."""
    assert "hay-everyday" == library.default().id
    assert library.default() is library.default()


def test_the_newest_version_is_loaded(folder: Path) -> None:
    """Without a version the newest one counts, by number and not by letter."""
    assert "2.10.0" == library.load("garden-talk", folder=folder).version


def test_a_running_talk_keeps_its_version(folder: Path) -> None:
    """An older version that is still installed can be loaded by its number."""
    assert "2.9.0" == library.load("garden-talk", "2.9.0", folder=folder).version


def test_what_is_not_installed_is_told(folder: Path) -> None:
    """An unknown framework or version is refused with what there is instead."""
    with pytest.raises(library.UnknownFramework, match="there is hay-everyday"):
        library.load("garden-talk")
    with pytest.raises(library.UnknownFramework, match=r"there is 2\.1\.0, 2\.9\.0, 2\.10\.0"):
        library.load("garden-talk", "3.0.0", folder=folder)


def test_a_file_of_an_organisation_is_loaded() -> None:
    """A framework is loaded from any file."""
    assert "garden-talk" == library.load_file(SMALL).id


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    """A file that is not UTF-8 is a mistake with its line, not a crash."""
    file = tmp_path / "old.yaml"
    file.write_bytes(b"id: talk\ntitle: caf\xe9\n")
    with pytest.raises(Mistakes) as caught:
        library.load_file(file)
    assert [("F101", 2)] == [(each.number, each.line) for each in caught.value.mistakes]


def test_a_mark_at_the_beginning_of_a_file_does_no_harm(tmp_path: Path) -> None:
    """Editors that write a byte order mark are forgiven."""
    file = tmp_path / "marked.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + SMALL.read_bytes())
    assert "garden-talk" == library.load_file(file).id
