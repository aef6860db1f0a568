"""Languages as they lie on disk: whole, offered, reviewed, guessed."""

import inspect
import re
from dataclasses import replace
from pathlib import Path

import pytest

from locales import catalogue, gate, registry
from locales.catalogue import Catalogues, Entry, po_path, read
from locales.extract import write
from tests.locales.conftest import ARABIC, BUTTON, CALL, CODE, FINNISH, TEMPLATE, Plant


def whole(directory: Path) -> list[str]:
    """The tags of the languages that are whole, all of which are open."""
    found = Catalogues(directory)
    assert found.whole == found.open
    return [language.tag for language in found.whole]


def english_changes(directory: Path, entry: Entry, source: str) -> None:
    """Reword one sentence in English and bring the languages up to it."""
    template = [replace(one, source=source) if one == entry else one for one in TEMPLATE]
    write(directory, template, registry.read(directory / "registry.toml"))


def registered(directory: Path, tag: str, line: str) -> None:
    """Add a line to the registry's entry of a language."""
    path = directory / "registry.toml"
    text = path.read_text(encoding="utf-8").replace(f"[{tag}]", f"[{tag}]\n{line}")
    path.write_text(text, encoding="utf-8")


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


def test_changed_sentence_is_said_as_it_was(directory: Path) -> None:
    """Where the English of a button changes, its last translation is said, and nothing closes."""
    english_changes(directory, BUTTON, "Stop here")
    shipped = Catalogues(directory)
    assert ["en", "fi", "ar"] == [language.tag for language in shipped.open]
    assert "Lopeta nyt" == shipped.text(BUTTON.context, "Stop here", "fi")
    assert ["Stop for now"] == [entry.previous for entry in shipped.changed("fi")]


def test_changed_consent_closes_its_languages(directory: Path) -> None:
    """Nobody may choose a language whose consent is older than the English; its talks go on."""
    english_changes(directory, CALL, "In danger, call {emergency} at once.")
    shipped = Catalogues(directory)
    assert ["en"] == [language.tag for language in shipped.open]
    assert ["en", "fi", "ar"] == [language.tag for language in shipped.whole]
    assert "changed in English: 1" == shipped.closed("fi")
    assert "Jos on vaara, soita {emergency}." == shipped.text(
        CALL.context, "In danger, call {emergency} at once.", "fi"
    )


def test_changed_placeholder_is_missing(directory: Path) -> None:
    """A sentence that now holds something else cannot be said as it was."""
    english_changes(directory, CODE, "Your code is {code}.")
    shipped = Catalogues(directory)
    assert ["en"] == [language.tag for language in shipped.whole]
    with pytest.raises(KeyError, match="fi cannot say"):
        shipped.text(CODE.context, "Your code is {code}.", "fi")


def test_guess_of_a_tool_is_no_last_pair(directory: Path) -> None:
    """A fuzzy translation of another sentence is not said, though its English is noted."""
    path = po_path(directory, "fi")
    guess = '#, fuzzy\n#| msgctxt "elsewhere"\n#| msgid "Stop"\nmsgctxt "button.stop"'
    text = path.read_text(encoding="utf-8").replace('msgctxt "button.stop"', guess)
    path.write_text(text, encoding="utf-8")
    assert ["en", "ar"] == whole(directory)


def test_long_button_closes_a_language(directory: Path, plant: Plant) -> None:
    """A button that would be cut off closes the language; who talks in it goes on."""
    plant("fi", {**FINNISH, BUTTON: "Lopetetaan tämä keskustelu nyt"})
    shipped = Catalogues(directory)
    assert ["en", "ar"] == [language.tag for language in shipped.open]
    assert ["en", "fi", "ar"] == [language.tag for language in shipped.whole]
    assert "too long: 1" == shipped.closed("fi")


def test_closed_language_says_why(directory: Path, plant: Plant) -> None:
    """The registry closes a language with a reason, which stands before what is wrong with it."""
    plant("ar", {**ARABIC, CODE: ""})
    registered(directory, "ar", 'closed = "nobody could check the consent"')
    registered(directory, "fi", 'closed = "being read"')
    shipped = Catalogues(directory)
    assert ["en", "fi"] == [language.tag for language in shipped.whole]
    assert ["en"] == [language.tag for language in shipped.open]
    assert "nobody could check the consent; not translated: 1" == shipped.closed("ar")
    assert ("being read", "", "not translated: 3") == tuple(
        map(shipped.closed, ("fi", "en", "fa-AF"))
    )


def test_every_fault_is_counted_by_name() -> None:
    """Each kind of fault that the gate tells has a name for the table of languages."""
    sources = inspect.getsource(gate) + inspect.getsource(catalogue)
    told = re.findall(r'fault\(\s*tag, "(\w+)"', sources)
    assert set(told) == set(gate.KINDS)


def test_broken_file_closes_its_language_only(directory: Path) -> None:
    """A file that somebody spoilt closes one language; the bot starts with the others."""
    po_path(directory, "fi").write_text("half a file", encoding="utf-8")
    assert ["en", "ar"] == whole(directory)
    assert "files that cannot be read: 1" == Catalogues(directory).closed("fi")


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


def test_approval_holds_for_the_last_matching_pairs(directory: Path) -> None:
    """What is said has not changed where only the English did: it stays what was approved."""
    approve(directory, Catalogues(directory).fingerprint("fi"))
    english_changes(directory, BUTTON, "Stop here")
    assert "approved" == Catalogues(directory).languages["fi"].review


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
     ('aliases = ["eng"]', 'closed = ""', "closed must say why"),
     ('aliases = ["eng"]', 'on = "today"', "on must be a day"),
     ('plural = "nplurals=2; plural=(n != 1);"', 'plural = "n > 1"', "plural must be like"),
     ('name = "English"', 'title = "English"', "name, title")],
)  # fmt: skip
def test_wrong_registry_is_told(directory: Path, old: str, new: str, said: str) -> None:
    """A wrong entry of the registry is one sentence that names the language."""
    path = directory / "registry.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"\[en\].*{said}"):
        registry.read(path)
