"""Every fault a translation can have is planted once and must be found."""

from dataclasses import replace
from pathlib import Path

import pytest

from dialogues.hearing import normalise
from locales import words
from locales.catalogue import Entry, po_path, read
from locales.check import Fault, Shared, all_faults, faults, shared
from locales.gate import word_count
from tests.locales.conftest import (
    ARABIC,
    BUTTON,
    CALL,
    CODE,
    FINNISH,
    TEMPLATE,
    Plant,
    Planted,
    entry_text,
)

LISTS = {c: Entry(c, s, comment=n) for c, s, n in words.sentences()}
SKIP, STOP = LISTS["words.skip"], LISTS["words.stop"]


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


@pytest.mark.parametrize("same", ["Telegram", "{org}", "{done} ✓", "SOS!", "No"])
def test_names_may_be_the_same(plant: Plant, same: str) -> None:
    """A product name or a bare placeholder is not leftover English."""
    entry = Entry("x", same)
    assert [] == of(plant, {**FINNISH, entry: same}, (*TEMPLATE, entry))


def test_list_without_a_word_is_found(plant: Plant) -> None:
    """A list of words that holds only semicolons is a fault."""
    assert ["words"] == of(plant, {**FINNISH, SKIP: " ; ;"}, (*TEMPLATE, SKIP))


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


@pytest.fixture
def words_of(directory: Path, plant: Plant) -> Path:
    """English and Finnish words for skipping and stopping; the Finnish ones may be changed."""
    template = directory / "messages.pot"
    entries = (entry_text(entry, "") for entry in (SKIP, STOP))
    template.write_text(template.read_text(encoding="utf-8") + "".join(entries), encoding="utf-8")
    return directory


def test_word_with_two_meanings_in_one_language_is_found(words_of: Path, plant: Plant) -> None:
    """A word that skips and stops in the same language is a fault, whatever its spelling."""
    plant("fi", {**FINNISH, SKIP: "ohita; lopeta", STOP: "LOPETA!; seis"})
    found = all_faults(words_of, ["en", "fi"], normalise)
    assert [("ambiguous", "words.stop")] == kinds(found)
    assert "'LOPETA!' also means skip; choose another word." == found[0].sentence


def test_word_with_two_meanings_in_two_languages_is_only_told(words_of: Path, plant: Plant) -> None:
    """A word that skips in English and stops in Finnish is no fault; people can read of it."""
    plant("fi", {**FINNISH, SKIP: "ohita", STOP: "lopeta; Pass"})
    assert () == all_faults(words_of, ["en", "fi"], normalise)
    assert (Shared("pass", {"en": "skip", "fi": "stop"}),) == shared(
        words_of, ["en", "fi", "fa-AF"], normalise
    )


@pytest.mark.parametrize(
    ("plural", "said"),
    [
        ("nplurals=2; plural=(n > ;", "not one that gettext can run"),
        ("nplurals=3; plural=(n != 1);", "not as many as nplurals says"),
    ],
)
def test_plural_rule_that_cannot_work_is_found(directory: Path, plural: str, said: str) -> None:
    """A rule that gettext cannot run, or that gives other forms than it says, is a fault."""
    path = directory / "registry.toml"
    rule = "nplurals=2; plural=(n > 1);"
    path.write_text(path.read_text(encoding="utf-8").replace(rule, plural), encoding="utf-8")
    [found] = all_faults(directory, ["ar"], normalise)
    assert "plural" == found.kind
    assert said in found.sentence


def test_head_of_another_language_is_found(directory: Path) -> None:
    """A file whose head has another plural rule than the registry is a fault."""
    path = po_path(directory, "fi")
    text = path.read_text(encoding="utf-8").replace(
        '"Content', '"Plural-Forms: nplurals=1; plural=0;\\n"\n"Content', 1
    )
    path.write_text(text, encoding="utf-8")
    assert [("plural", "registry.toml")] == kinds(all_faults(directory, ["fi"], normalise))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("I ask how you are.", 5),
        ("One – two … 3", 3),
        ("我问你好不好", 4),
        ("မင်္ဂလာပါ။ နေကောင်းလား", 4),
        ("ကညီ 112", 2),
        ("", 0),
    ],
)
def test_words_are_counted_in_every_script(text: str, count: int) -> None:
    """Chinese, Burmese and Karen put no spaces between words; their words are estimated."""
    assert count == word_count(text)


@pytest.mark.parametrize(
    "phrase",
    [
        "a*",
        "li* me",
        "stran*gle",
        "*",
        "hits * me",
        "hit** me",
        "he/ hits",
        "a*/hits me",
        "abcdefghijklmnopq*",
    ],
)
def test_a_star_stands_behind_the_beginning_of_a_word(
    directory: Path, plant: Plant, phrase: str
) -> None:
    """What would be found in nearly every sentence, or nowhere, is told."""
    plant(
        "fi",
        {
            **FINNISH,
            LISTS["words.danger"]: f"lyö* minua; {phrase}; itsemurh*; mies*/isä* lyö*/hakka*",
        },
    )
    [found] = [each for each in all_faults(directory, ["fi"], normalise) if each.kind == "stem"]
    assert f"“{phrase}”" in found.sentence


def test_words_that_stand_for_one_another_are_one_word_each(directory: Path, plant: Plant) -> None:
    """With a hyphen it is heard as two, and would never be found."""
    text = "grand-père frappe; mari/beau-père frappe*"
    plant("fi", {**FINNISH, LISTS["words.danger"]: text})
    [found] = [each for each in all_faults(directory, ["fi"], normalise) if each.kind == "stem"]
    assert "“beau-père”" in found.sentence
