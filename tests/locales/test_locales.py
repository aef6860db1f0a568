"""What the other rooms use: say, offered, guess, words, directions."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import locales
from locales import review
from locales.bidi import FSI, LRI, PDI
from locales.catalogue import Catalogues
from tests.locales.conftest import ARABIC, BUTTON, CALL, CODE, Plant


@pytest.fixture(autouse=True)
def _small(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the room read the small directory, and leave none of its words behind."""
    catalogues = Catalogues(directory)
    monkeypatch.setattr(locales, "_shipped", lambda: catalogues)
    locales.command.cache_clear()
    yield
    locales.command.cache_clear()


def test_say_fills_each_language_in_its_own_way() -> None:
    """Arabic isolates both values, Finnish leaves them plain, English is its own source."""
    values = {"code": "MY-7K2P", "org": "Red Cross"}
    expected = f"رمزك هو {LRI}MY-7K2P{PDI}، {LRI}Red Cross{PDI}."
    assert expected == locales.say(*CODE.pair, "ar", values)
    assert "Koodisi on MY-7K2P, Red Cross." == locales.say(*CODE.pair, "fi", values)
    assert "Your code is MY-7K2P, Red Cross." == locales.say(*CODE.pair, "en", values)


def test_say_never_falls_back() -> None:
    """What a language cannot say is an error, never an English sentence."""
    with pytest.raises(KeyError, match="fa-AF cannot say"):
        locales.say(BUTTON.context, "What no language says", "fa-AF")


def test_english_says_what_no_template_has() -> None:
    """An organisation's own English sentence needs no catalogue."""
    assert "My {own} text" == locales.say("x", "My {{own}} text", "en")
    assert (("x", "Own"),) == locales.gaps("fi", [("x", "Own"), BUTTON.pair])
    assert () == locales.gaps("en", [("x", "Own")])


def test_only_whole_languages_are_offered() -> None:
    """Languages are registered even when unfinished, but offered and guessed only when whole."""
    assert (("en", "English"), ("fi", "suomi"), ("ar", "العربية")) == locales.offered()
    assert ["en", "fi", "ar", "fa-AF"] == [one.tag for one in locales.languages()]
    assert "ar" == locales.guess("apc-SY")
    assert locales.guess("prs") is None


def test_closed_languages_say_why() -> None:
    """Whoever looks after the bot is told which languages nobody may choose, and the reason."""
    assert {"fa-AF": "not translated: 3"} == locales.closed()


def test_approved_only_leaves_drafts_out() -> None:
    """Where drafts are not wanted, the source language alone is left."""
    assert (("en", "English"),) == locales.offered(approved_only=True)


def test_approved_languages_are_offered(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody has approved is offered; what was only read is still a draft to people."""
    day = date(2027, 3, 1)
    review.approve(directory, "fi", review="approved", by="interpreter", on=day)
    review.approve(directory, "ar", review="reviewed", by="interpreter", on=day)
    catalogues = Catalogues(directory)
    monkeypatch.setattr(locales, "_shipped", lambda: catalogues)
    assert ["en", "fi"] == [tag for tag, _ in locales.offered(approved_only=True)]
    assert ["en", "fi", "ar"] == [tag for tag, _ in locales.offered()]


def test_direction_belongs_to_the_language() -> None:
    """The registry says how a language is written, an unknown one is an error."""
    assert ("rtl", "ltr") == (locales.direction("ar"), locales.direction("fi"))
    with pytest.raises(KeyError, match="xx"):
        locales.direction("xx")


def test_isolate_is_for_text_put_together_elsewhere() -> None:
    """A name can be isolated by itself for a page or a button."""
    assert f"{LRI}112{PDI}" == locales.isolate("112", "ar")
    assert f"{FSI}حلب{PDI}" == locales.isolate("حلب", "fi")
    assert "112" == locales.isolate("112", "fi")


def test_control_words_of_a_language(
    directory: Path, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Translated lists become words, others are empty; English always has its own."""
    skip = next(entry for entry in _lists() if entry.context == "words.skip")
    danger = next(entry for entry in _lists() if entry.context == "words.danger")
    plant("ar", {**ARABIC, skip: "تخطي؛ تجاوز", danger: "أخاف في البيت"})
    catalogues = Catalogues(directory)
    monkeypatch.setattr(locales, "_shipped", lambda: catalogues)
    assert ("تخطي", "تجاوز") == locales.control_words("ar")["skip"]
    assert () == locales.control_words("ar")["stop"]
    assert ("أخاف في البيت",) == locales.danger_words("ar")
    assert "skip" in locales.control_words("en")["skip"]
    assert "want to die" in locales.danger_words("en")


def _lists() -> list[locales.catalogue.Entry]:
    sentences = locales.words.sentences()
    return [locales.catalogue.Entry(context, source) for context, source, _ in sentences]


def test_emergency_number_is_read_from_the_left() -> None:
    """The number to call stands in an isolate in every right-to-left call for help."""
    assert f"{LRI}112{PDI}" in locales.say(*CALL.pair, "ar", {"emergency": "112"})
