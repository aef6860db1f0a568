"""Every fault a translation can have is planted once and must be found."""

from dataclasses import replace
from pathlib import Path

import pytest

from dialogues.hearing import normalise
from locales import words
from locales.catalogue import Entry, po_path, read
from locales.check import Fault, all_faults, ambiguities, faults
from tests.locales.conftest import ARABIC, BUTTON, CALL, CODE, FINNISH, TEMPLATE, Plant, Planted

WORDS = next(Entry(c, s, comment=n) for c, s, n in words.sentences() if c == "words.skip")


def kinds(found: tuple[Fault, ...]) -> list[tuple[str, str]]:
    """Kind and context of each fault."""
    return [(fault.kind, fault.context) for fault in found]


def of(plant: Plant, translations: Planted, template: tuple[Entry, ...] = TEMPLATE) -> list[str]:
    """The kinds of fault that a Finnish file with these translations has."""
    return [fault.kind for fault in faults("fi", template, read(plant("fi", translations)))]


def test_whole_languages_have_no_fault(directory: Path) -> None:
    """Two faultless files give an empty list."""
    assert () == all_faults(directory, ["en", "fi", "ar"], normalise)


@pytest.mark.parametrize(
    ("entry", "text", "kind"),
    [
        (BUTTON, "", "missing"),
        (BUTTON, "Lopetetaan tämä keskustelu nyt", "long"),
        (BUTTON, "Stop for now", "english"),
        (BUTTON, "\u2067Lopeta", "controls"),
        (BUTTON, "\u2068Lopeta\u2069", "controls"),
        (BUTTON, "Lopeta {nyt", "brace"),
        (BUTTON, "Lopeta {nyt}", "unknown"),
        (CALL, "Jos on vaara, soita 112.", "emergency"),
        (CODE, "Koodisi on tämä, {org}.", "lost"),
        (CODE, "Koodi {code}, {org}: " + "pitkä " * 8, "long"),
        (CALL, "soita {emergency}" + " sana" * 59, "screen"),
        (CALL, "{emergency} ٠٨٠ ٠٠٥", "digits"),
    ],
)
def test_planted_fault_is_found(plant: Plant, entry: Entry, text: str, kind: str) -> None:
    """Each spoilt sentence gives exactly the fault that it has."""
    assert [kind] == of(plant, {**FINNISH, entry: text})


def test_all_faults_come_at_once(directory: Path, plant: Plant) -> None:
    """Three spoilt sentences in two languages are all reported in one go."""
    plant("fi", {**FINNISH, BUTTON: "", CALL: "Soita."})
    plant("ar", {**ARABIC, CODE: "رمزك"})
    expected = [("missing", BUTTON.context), ("emergency", CALL.context), ("lost", CODE.context)]
    assert expected == kinds(all_faults(directory, ["en", "fi", "ar"], normalise))


def test_language_without_a_file_misses_everything(directory: Path) -> None:
    """A registered language with no file is missing every sentence."""
    expected = [("missing", entry.context) for entry in TEMPLATE]
    assert expected == kinds(all_faults(directory, ["fa-AF"], normalise))


def test_fuzzy_is_found(directory: Path) -> None:
    """A translation marked fuzzy is a fault though its text is there."""
    path = po_path(directory, "fi")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("msgctxt", "#, fuzzy\nmsgctxt", 1), encoding="utf-8")
    assert [("fuzzy", BUTTON.context)] == kinds(faults("fi", TEMPLATE, read(path)))


def test_obsolete_is_found(directory: Path) -> None:
    """A sentence left over from before is a fault."""
    path = po_path(directory, "fi")
    left = '\n#~ msgctxt "button.old"\n#~ msgid "Old"\n#~ msgstr "Vanha"\n'
    path.write_text(path.read_text(encoding="utf-8") + left, encoding="utf-8")
    assert [("obsolete", "button.old")] == kinds(faults("fi", TEMPLATE, read(path)))


def test_sentence_outside_the_template_is_found(plant: Plant) -> None:
    """A sentence the template does not have is a fault, not a silent extra."""
    assert ["extra"] == of(plant, {**FINNISH, Entry("x", "Y"): "Z"})


@pytest.mark.parametrize("same", ["Telegram", "{org}", "{done} ✓", "SOS!"])
def test_names_may_be_the_same(plant: Plant, same: str) -> None:
    """A product name or a bare placeholder is not leftover English."""
    entry = Entry("x", same)
    assert [] == of(plant, {**FINNISH, entry: same}, (*TEMPLATE, entry))


def test_list_without_a_word_is_found(plant: Plant) -> None:
    """A list of words that holds only semicolons is a fault."""
    assert ["words"] == of(plant, {**FINNISH, WORDS: " ; ;"}, (*TEMPLATE, WORDS))


def test_two_buttons_that_read_the_same_are_found(plant: Plant) -> None:
    """Two different English buttons of one question may not become one word; other pairs may."""
    skip, elsewhere = (
        replace(BUTTON, context="button.skip", source="Skip"),
        replace(BUTTON, context="join.ideas", source="Share my own idea"),
    )
    given = {**FINNISH, skip: "lopeta NYT", elsewhere: "Lopeta nyt"}
    assert ["twice"] == of(plant, given, (*TEMPLATE, skip, elsewhere))


def test_english_is_held_to_the_same_limits(directory: Path) -> None:
    """A source button that is too long is a fault of English, before anybody translates it."""
    template = directory / "messages.pot"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("Stop for now", "Stop here for now, please"), encoding="utf-8")
    assert [("long", BUTTON.context)] == kinds(all_faults(directory, ["en"], normalise))


def test_word_with_two_meanings_is_found() -> None:
    """A word that skips in one language and stops in another is a fault, whatever its spelling."""
    said = {"en": {"skip": "skip; pass"}, "fi": {"stop": "lopeta; PASS!"}, "uk": {"skip": "skip"}}
    found = ambiguities(said, normalise)
    assert [("ambiguous", "words.stop")] == kinds(found)
    assert "'PASS!' means skip in en; choose another word." == found[0].sentence


def test_ambiguity_is_read_from_the_files(plant: Plant, directory: Path) -> None:
    """The control words of the .po files are compared with English ones."""
    template = directory / "messages.pot"
    entry = f'\nmsgctxt "words.skip"\nmsgid "{WORDS.source}"\nmsgstr ""\n'
    template.write_text(template.read_text(encoding="utf-8") + entry, encoding="utf-8")
    plant("fi", {**FINNISH, WORDS: "ohita; stop"})
    assert [("ambiguous", "words.skip")] == kinds(all_faults(directory, ["en", "fi"], normalise))
