"""Languages as they lie on disk: whole, offered, reviewed, guessed."""

from pathlib import Path

import pytest

from locales import registry
from locales.catalogue import Catalogues, po_path, read
from tests.locales.conftest import ARABIC, BUTTON, CALL, CODE, FINNISH, TEMPLATE, Plant


def whole(directory: Path) -> list[str]:
    """The tags of the languages that are whole."""
    return [language.tag for language in Catalogues(directory).whole]


def test_languages_with_every_sentence_are_whole(directory: Path) -> None:
    """English needs no file; a language without a file is registered but not whole."""
    assert ["en", "fi", "ar"] == whole(directory)
    assert ["en", "fi", "ar", "fa-AF"] == list(Catalogues(directory).languages)


def test_missing_sentence_closes_a_language(directory: Path, plant: Plant) -> None:
    """One untranslated sentence, and the language is not offered."""
    plant("ar", {**ARABIC, CODE: ""})
    assert ["en", "fi"] == whole(directory)
    assert (CODE.pair,) == Catalogues(directory).gaps("ar", [e.pair for e in TEMPLATE])


def test_fuzzy_sentence_closes_a_language(directory: Path) -> None:
    """A guess of a translation tool is no translation."""
    path = po_path(directory, "fi")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgctxt "c_3', '#, fuzzy\nmsgctxt "c_3'), encoding="utf-8")
    assert ["en", "ar"] == whole(directory)


def test_lost_placeholder_closes_a_language(directory: Path, plant: Plant) -> None:
    """A sentence that lost the number to call is never said."""
    plant("fi", {**FINNISH, CALL: "Jos on vaara, soita."})
    assert ["en", "ar"] == whole(directory)


def test_text_is_the_translation_of_its_context(directory: Path) -> None:
    """English gives its source; another language its own sentence; a miss is an error."""
    shipped = Catalogues(directory)
    assert "Lopeta nyt" == shipped.text(*BUTTON.pair, "fi")
    assert "Stop for now" == shipped.text(*BUTTON.pair, "en")
    with pytest.raises(KeyError, match=r"fi cannot say 'other': 'Stop for now'"):
        shipped.text("other", "Stop for now", "fi")


def test_words_of_an_unfinished_language_are_empty(directory: Path) -> None:
    """A list that has no translation yet gives no words instead of an error."""
    assert "" == Catalogues(directory).words("words.skip", "skip", "fi")
    assert "skip" == Catalogues(directory).words("words.skip", "skip", "en")


def approve(directory: Path, texts: str) -> None:
    """Have somebody approve Finnish as it was at this fingerprint."""
    path = directory / "registry.toml"
    old = 'name = "suomi"\ndirection = "ltr"\nplural = "nplurals=2; plural=(n != 1);"\n'
    new = f'{old}texts = "{texts}"\nreview = "approved"'
    changed = path.read_text(encoding="utf-8").replace(f'{old}review = "draft"', new)
    path.write_text(changed, encoding="utf-8")


def test_approval_holds_for_the_very_texts(directory: Path, plant: Plant) -> None:
    """A review counts until one word changes; then the language is a draft again."""
    approve(directory, Catalogues(directory).fingerprint("fi"))
    assert "approved" == Catalogues(directory).languages["fi"].review
    plant("fi", {**FINNISH, BUTTON: "Lopeta tähän"})
    assert "draft" == Catalogues(directory).languages["fi"].review


@pytest.mark.parametrize("broken", ["half a file", 'msgid "a"\nmsgid "b"', 'msgstr[0 "a"'])
def test_broken_file_is_told_with_its_place(directory: Path, broken: str) -> None:
    """A .po file that cannot be read names itself and the remedy."""
    path = po_path(directory, "fi")
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(ValueError, match=r"messages\.po: .*translation editor"):
        read(path)


@pytest.mark.parametrize(
    ("hint", "tag"),
    [("fi", "fi"), ("fi-FI", "fi"), ("FI_fi", "fi"), ("en-GB", "en"), ("eng", "en"),
     ("ar-EG", "ar"), ("arb", "ar"), ("apc-SY", "ar"), ("ar-Arab-SY", "ar"), ("prs", "fa-AF"),
     ("fa-AF", "fa-AF"), ("fa_af", "fa-AF"), ("fa", None), ("zh-Hans", None), ("", None),
     ("arabic", None), (" uk ", None)],
)  # fmt: skip
def test_hint_of_a_phone_finds_its_language(directory: Path, hint: str, tag: str | None) -> None:
    """Aliases, case, regions and scripts lead to the language meant, and nothing else does."""
    assert tag == registry.match(hint, registry.read(directory / "registry.toml"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [('review = "source"', 'review = "fine"', "review must be"),
     ('direction = "ltr"', 'direction = "down"', "direction must be"),
     ('aliases = ["eng"]', 'aliases = "eng"', "aliases must be a list"),
     ('name = "English"', 'title = "English"', "name, title")],
)  # fmt: skip
def test_wrong_registry_is_told(directory: Path, old: str, new: str, said: str) -> None:
    """A wrong entry of the registry is one sentence that names the language."""
    path = directory / "registry.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"\[en\].*{said}"):
        registry.read(path)
