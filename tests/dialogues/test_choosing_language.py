"""Choosing a language: by a button, by any name for it, by writing in its script."""

from typing import Any

import pytest

from bot.lexicon import lexicon
from dialogues import matching
from dialogues.asking import LANGUAGE
from dialogues.matching import Chosen, Unclear
from dialogues.model import Kind, Option, Question
from dialogues.scripts import likely, script
from tests.dialogues.play import PLAYED, WHOLE, Player, read
from tests.dialogues.stage import FRAMEWORK, consented, player, tokens

# Own names as they are offered; only the first four can be spoken in every test.
OFFERED = (
    ("en", "English"), ("fi", "suomi"), ("ar", "العربية"), ("uk", "українська"),
    ("ru", "русский"), ("fa", "فارسی"), ("fa-AF", "دری"), ("ps", "پښتو"), ("ur", "اردو"),
    ("ku", "Kurdî (Kurmancî)"), ("ckb", "کوردی (سۆرانی)"), ("ti", "ትግርኛ"), ("am", "አማርኛ"),
    ("my", "မြန်မာ"), ("ksw", "ကညီကျိာ်"), ("zh-Hans", "简体中文"),
)  # fmt: skip
NAMES = {
    "farsi": ("fa",), "parsi": ("fa",), "dari": ("fa-AF",), "persian": ("fa-AF", "fa"),
    "kurdi": ("ku", "ckb"),
}  # fmt: skip
ASKED = Question(LANGUAGE, Kind.SINGLE, (), options=tuple(Option(*each) for each in OFFERED))


def chosen(typed: str) -> Chosen | Unclear:
    """What is chosen by this name."""
    words = lexicon(read(WHOLE), PLAYED)
    known = type(words)(controls=words.controls, names={**words.names, **NAMES})
    return matching.chosen(typed, ASKED, known, language="en")


@pytest.mark.parametrize(
    ("typed", "tag"),
    [("farsi", "fa"), ("Dari", "fa-AF"), ("فارسی", "fa"), ("العربیه", "ar"), ("العربية", "ar"),
     ("arabic", "ar"), ("arabia", "ar"), ("finnish", "fi"), ("SUOMI", "fi"), ("englanti", "en"),
     ("ukrainian", "uk"), ("ukrainan", "uk"), ("Українська", "uk"), ("uk", "uk"), ("ትግርኛ", "ti"),
     ("简体中文", "zh-Hans"), ("zh-Hans", "zh-Hans"), ("finish", "fi"), ("arabc", "ar")],
)  # fmt: skip
def test_a_language_is_chosen_by_any_name(typed: str, tag: str) -> None:
    """Its own name, its English or Finnish one, its tag, in any script and with one slip."""
    assert Chosen((tag,)) == chosen(typed)


@pytest.mark.parametrize(
    ("typed", "tags"), [("Kurdi", ("ku", "ckb")), ("PERSIAN", ("fa", "fa-AF"))]
)
def test_a_name_of_two_languages_is_asked_back(typed: str, tags: tuple[str, ...]) -> None:
    """Kurdish is two languages here: both are offered, none is taken."""
    heard = chosen(typed)
    assert isinstance(heard, Unclear)
    assert set(tags) == set(heard.readings)


def test_names_choose_only_where_a_language_is_chosen() -> None:
    """Finnish as an answer to another question is no option and no command."""
    person = consented()
    person.say("finnish")
    assert "en" == person.talk.language


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("أريد أن أتكلم اللغة", ("ar",)),
        ("زه غواړم چې ژبه زده کړم", ("ps",)),
        ("من دەمەوێت فێربم", ("ckb",)),
        ("میں ٹھیک ہوں", ("ur",)),
        ("می‌خواهم پول", ("fa", "fa-AF")),
        ("سلام", ("ar", "fa", "fa-AF", "ps", "ur", "ckb")),
        ("Сподіваюся", ("uk",)),
        ("спасибо", ("uk", "ru")),
        ("Он ещё был", ("ru",)),
        ("ሰላም ከመይ ኣለኹም", ("ti",)),
        ("ሰላም እንዴት ነህ", ("am",)),
        ("ဟဲလိၣ်", ("ksw",)),
        ("မင်္ဂလာပါ", ("my", "ksw")),
        ("你好", ("zh-Hans",)),
        ("Kurdî baş e", ()),
        ("12345", ()),
        ("", ()),
        ("да", ()),
        ("ok спасибо", ("uk", "ru")),
    ],
)  # fmt: skip
def test_the_script_tells_languages(text: str, tags: tuple[str, ...]) -> None:
    """A script's languages, fewer where particular letters tell them apart; Latin is no hint."""
    assert tags == likely(text, OFFERED, "en")


def test_the_own_script_is_no_hint() -> None:
    """Who writes in the script of the talk's language is offered nothing."""
    assert () == likely("спасибо", OFFERED, "uk")
    assert "Arab" == script("كيف حالك OK")


def offers(person: Player) -> list[str]:
    """The languages on the buttons of what was said last."""
    head = f"v1:{person.talk.id}:{LANGUAGE}:"
    last = tokens(person.turn.says[-1]) if person.turn.says else []
    return [token.removeprefix(head) for token in last if token.startswith(head)]


def talking(**changes: Any) -> Player:
    """Somebody past the consent in English where four languages are offered."""
    return consented(**({"languages": OFFERED[:4]} | changes))


def test_another_script_is_offered_its_languages_once() -> None:
    """The answer is kept, the languages come below it, and never again in this talk."""
    person = talking()
    person.say("good")
    person.say("skip")
    assert not person.talk.hinted
    person.say("Мої друзі")
    assert (("Мої друзі",), "works") == (person.talk.answers["works"].words, person.talk.at)
    assert ["uk"] == offers(person)
    person.say("і сім'я")
    assert [] == offers(person)
    assert ("Мої друзі", "і сім'я") == person.talk.answers["works"].words


def test_an_offered_language_goes_on_where_the_talk_was() -> None:
    """A tap changes the language and asks the open question again, with what was written."""
    person = talking()
    for text in ("good", "skip", "Мої друзі"):
        person.say(text)
    person.tap("українська")
    assert ("uk", "works") == (person.talk.language, person.talk.at)
    assert ("Мої друзі",) == person.talk.answers["works"].words


def test_a_label_of_another_script_answers_and_hints() -> None:
    """What answers the question answers it; the languages are offered besides."""
    person = talking()
    person.say("جيد")
    assert ("4",) == person.talk.answers["mood_now"].choices
    assert ["ar"] == offers(person)


def test_danger_comes_without_an_offer() -> None:
    """Whoever is in danger reads the help card and nothing else."""
    person = talking()
    person.say("хочу померти")
    assert "text.h1" == person.turn.says[-1].lines[0].phrase.context
    person.say("допоможіть")
    assert not person.talk.hinted


def test_at_the_choice_itself_the_script_is_a_reading() -> None:
    """Words in a script, where a language is asked for, show the languages of that script."""
    person = player(languages=OFFERED[:4])
    person.say("hello")
    turn = person.say("доброго дня всім")
    assert ["v1:talk1:_language:uk"] == tokens(turn.says[0])[:1]
    assert not person.talk.chose_language


def test_many_languages_stand_two_in_a_row() -> None:
    """Sixteen short names are eight rows; a few stay one below the other."""
    person = player(languages=OFFERED)
    rows = person.say("hello").says[0].rows
    assert [2] * 8 == [len(row) for row in rows[:8]]
    few = player(languages=OFFERED[:4]).say("hello").says[0].rows
    assert [1] * 4 == [len(row) for row in few[:4]]
    odd = player(languages=OFFERED[:9]).say("hello").says[0].rows
    assert [2, 2, 2, 2, 1] == [len(row) for row in odd[:5]]


def test_a_page_changes_nothing() -> None:
    """More options of a message are shown in its place; a page that cannot be is the question."""
    person = player(languages=OFFERED)
    person.say("hello")
    before = person.talk
    turn = person.hear("tap", token=f"v1:talk1:{LANGUAGE}:!more8", ref="m1")
    assert (8, "m1", before) == (turn.says[0].start, turn.says[0].replaces, turn.talk)
    for wrong in (f"v1:talk1:{LANGUAGE}:!morex", "v1:talk1:nothing:!more8"):
        assert 0 == person.hear("tap", token=wrong, ref="m1").says[0].start
    assert FRAMEWORK is person.framework
