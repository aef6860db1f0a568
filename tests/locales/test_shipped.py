"""The languages that we ship: the template is fresh, every language whole, every screen right."""

import gettext
import shutil
import subprocess
from pathlib import Path

import pytest
from babel.core import Locale, UnknownLocaleError
from bidi import get_display  # type: ignore[import-untyped]  # it ships no types

import locales
from bot.commands.locales import sentences
from dialogues.hearing import normalise
from locales import extract, registry, review
from locales.bidi import balanced, fill, has_rtl, placeholders, strip_controls
from locales.catalogue import TEMPLATE, Catalogues, po_path
from locales.check import all_faults

DIRECTORY = Path(locales.__file__).parent
LANGUAGES = registry.read(DIRECTORY / "registry.toml")
TAGS = [language.tag for language in LANGUAGES]
SAMPLES = ("+358 2954 63177", "MY-7K2P-9QRT-4WXY-2BCD", "/delete", "Suomen Punainen Risti", "حلب")


@pytest.fixture(scope="module")
def shipped() -> Catalogues:
    """The real directory, read once."""
    return Catalogues(DIRECTORY)


def test_template_is_fresh() -> None:
    """The template holds exactly what the code and the data say; else run `locales extract`."""
    assert extract.template_text(sentences()) == (DIRECTORY / TEMPLATE).read_text("utf-8")


@pytest.mark.parametrize("tag", TAGS)
def test_language_has_no_fault(tag: str) -> None:
    """No sentence of a shipped language is missing, fuzzy, spoilt, too long or ambiguous."""
    assert () == all_faults(DIRECTORY, [tag], normalise)[:10]


@pytest.mark.parametrize("language", LANGUAGES, ids=TAGS)
def test_language_is_open_or_says_why(language: registry.Language, shipped: Catalogues) -> None:
    """Every registered language of this release is whole; only the registry keeps one closed."""
    assert language.tag in [each.tag for each in shipped.whole]
    assert language.closed == shipped.closed(language.tag)


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_message_is_balanced(tag: str, sample: str, shipped: Catalogues) -> None:
    """Whatever is inserted, no message of any language leaves an isolate open."""
    direction = shipped.languages[tag].direction
    for entry in shipped.template:
        if not shipped.gaps(tag, [entry.pair]):
            text = shipped.text(*entry.pair, tag)
            said = fill(text, dict.fromkeys(placeholders(text), sample), direction)
            assert balanced(said), entry.context


@pytest.mark.parametrize("tag", [one.tag for one in LANGUAGES if one.direction == "rtl"])
@pytest.mark.parametrize("sample", [one for one in SAMPLES if not has_rtl(one)])
def test_inserted_values_can_be_read(tag: str, sample: str, shipped: Catalogues) -> None:
    """Every number, code, command and Latin name keeps its order on a right-to-left screen."""
    for entry in shipped.template:
        if shipped.gaps(tag, [entry.pair]):
            continue
        text = shipped.text(*entry.pair, tag)
        said = fill(text, dict.fromkeys(placeholders(text), sample), "rtl")
        lines = [strip_controls(get_display(line, base_dir="R")) for line in said.split("\n")]
        shown = sum(line.count(sample) for line in lines)
        assert said.count(sample) == shown, entry.context


@pytest.mark.parametrize("language", LANGUAGES, ids=TAGS)
def test_plural_rule_works(language: registry.Language) -> None:
    """The plural rule is one that gettext can run, and gives no form beyond its count."""
    count, _, formula = language.plural.partition(";")
    rule = gettext.c2py(formula.strip().removeprefix("plural=").rstrip(";"))
    forms = int(count.removeprefix("nplurals="))
    assert set(range(forms)) == {rule(number) for number in range(200)}


@pytest.mark.parametrize("language", LANGUAGES, ids=TAGS)
def test_plural_rule_is_that_of_cldr(language: registry.Language) -> None:
    """Where CLDR knows the language, our rule parts the numbers to 1000 as CLDR does."""
    try:
        cldr = Locale.parse(language.tag, sep="-").plural_form
    except UnknownLocaleError:
        pytest.skip("CLDR has no rule for this language")
    rule = gettext.c2py(language.plural.partition("plural=")[2].rstrip(";"))
    order = ("zero", "one", "two", "few", "many", "other")
    used = sorted({cldr(number) for number in range(1001)}, key=order.index)
    wrong = [number for number in range(1001) if used.index(cldr(number)) != rule(number)]
    assert [] == wrong[:5]


# What a translator's name and the time of day would say; no file of ours keeps them.
NOT_KEPT = (
    "Date", "Last-Translator", "Language-Team", "report-msgid-bugs", "date-header", "project-id",
    "last-translator", "language-team",
)  # fmt: skip
FILES = [po_path(DIRECTORY, tag) for tag in TAGS if tag != "en"]


def told(*command: str | Path) -> list[str]:
    """What a tool of gettext's finds, but for names and times; skipped where it is missing."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = (done.stdout + done.stderr).splitlines()
    found = [line for line in lines if not any(name in line for name in NOT_KEPT)]
    return found if found or not done.returncode else [f"exit {done.returncode}"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_msgfmt_finds_nothing(path: Path) -> None:
    """GNU gettext accepts every file: its head, its plural rule, its placeholders."""
    assert [] == told("msgfmt", "--check", "-o", "/dev/null", path)


def test_i18nspector_finds_nothing() -> None:
    """The reader of translations for Debian finds no fault in any file."""
    assert [] == told("i18nspector", *FILES)


def test_pofilter_finds_nothing(tmp_path: Path) -> None:
    """The translate toolkit finds no broken placeholder, address, escape or gap in any file."""
    wanted = ("pythonbraceformat", "urls", "emails", "escapes", "newlines", "tabs", "isfuzzy",
              "blank", "untranslated")  # fmt: skip
    tests = [word for name in wanted for word in ("-t", name)]
    told("pofilter", "--progress=none", *tests, DIRECTORY, tmp_path)
    assert [] == [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.po")]


def test_the_room_reads_this_directory() -> None:
    """What the other rooms are told is what lies here."""
    assert TAGS == [language.tag for language in locales.languages()]
    assert ("en", "English") in locales.offered(approved_only=True)


def test_every_hint_means_one_language() -> None:
    """No tag or alias stands for two languages."""
    names = [name for one in LANGUAGES for name in (one.tag, *one.aliases)]
    assert len(set(names)) == len(names)


def test_only_what_a_language_needs_is_counted(shipped: Catalogues) -> None:
    """Sentences that staff alone read count where staff can use their pages in the language."""
    template = shipped.template
    people = [entry for entry in template if not entry.context.startswith(registry.DESK)]
    counted = {each.language: each.messages for each in review.states(DIRECTORY)}
    desks = {one.tag for one in LANGUAGES if one.desk}
    wanted = {tag: len(template if tag in desks else people) for tag in TAGS}
    assert wanted == counted
    assert len(people) < len(template)
