"""How people write in a chat."""

import pytest

from bot.lexicon import lexicon
from dialogues import hearing, matching
from dialogues.given import Lexicon
from dialogues.hearing import Control
from dialogues.matching import Chosen, Unclear
from dialogues.spelling import consonants, slipped, spellings
from tests.dialogues.play import PLAYED, WHOLE, read

FRAMEWORK = read(WHOLE)
LEXICON = lexicon(FRAMEWORK, PLAYED)
MOOD = FRAMEWORK.by_id["mood_now"]
TOPICS = FRAMEWORK.by_id["topics"]


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("langauge", "language"),  # two the wrong way round
        ("lnguage", "language"),  # one missing
        ("languuage", "language"),  # one too much
        ("lanquage", "language"),  # one wrong
        ("go bakc now please", "go bakc now pleas"),
        ("چسارت", "جسارت"),
    ],
)
def test_one_wrong_letter_is_a_slip(typed: str, known: str) -> None:
    """One letter of a word of five or more may be wrong."""
    assert slipped(typed, known)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("language", "language"),
        ("lagnaueg", "language"),
        ("lnguge", "language"),
        ("hepl", "help"),
        ("stpo", "stop"),
        ("not god", "not good"),
        ("my langauge", "language"),
        ("", "language"),
    ],
)
def test_more_than_that_is_another_word(typed: str, known: str) -> None:
    """Two slips, a slip in a short word, or a word more are not mended."""
    assert not slipped(typed, known)


def test_stretched_letters_are_read_once_and_twice() -> None:
    """What is drawn out means the word; the word as it is comes first."""
    assert ["noooo", "no", "noo"] == list(spellings("noooo"))
    assert ["skip"] == list(spellings("skip"))


@pytest.mark.parametrize(
    ("language", "typed", "heard"),
    [
        ("en", "heeelp", Control.HELP),
        ("en", "langauge", Control.LANGUAGE),
        ("en", "Previuos!", Control.BACK),
        ("fi", "takaisn", Control.BACK),
        ("ar", "takhatti", Control.SKIP),
        ("ar", "mosa3ade", Control.HELP),
        ("ar", "musaaada", Control.HELP),
        ("ar", "tawaqof", Control.STOP),
        ("fi", "takhatti", None),  # the chat alphabet of another language
        ("en", "delate", None),  # a slip never deletes
        ("en", "delete", Control.DELETE),
        ("uk", "зупинитись би", None),
        ("en", "suicid", None),  # a slip of a word of danger is no command
    ],
)
def test_commands_are_heard_as_people_write(
    language: str, typed: str, heard: Control | None
) -> None:
    """Stretched, misspelt and in the Latin chat alphabet of the talk's language."""
    assert heard == hearing.control(typed, LEXICON, language)


def test_a_slip_with_two_meanings_is_none() -> None:
    """What may be one word or another of the talk's language is nobody's guess."""
    words = {"en": {"pause": "stop", "cause": "skip"}}
    assert hearing.control("rause", Lexicon(controls=words), "en") is None
    assert hearing.control("pausee", Lexicon(controls=words), "en") is Control.STOP


@pytest.mark.parametrize("typed", ["yess let's talk", "yes let's talj", "no thank yoo"])
def test_a_slip_neither_agrees_nor_refuses(typed: str) -> None:
    """At the consent a misspelt label is asked back."""
    agree = FRAMEWORK.by_id["ask"]
    assert isinstance(matching.chosen(typed, agree, LEXICON, language="en"), Unclear)


@pytest.mark.parametrize(
    ("language", "typed", "option"),
    [("en", "servces and papers", "services"), ("ar", "elbayt wel maal", "home"),
     ("ar", "albait walmal", "home"), ("fi", "perhe ja laspet", "family")],
)  # fmt: skip
def test_misspelt_labels_of_the_own_language(language: str, typed: str, option: str) -> None:
    """A slip in a label is mended where the person reads at once what was understood."""
    assert Chosen((option,)) == matching.chosen(typed, TOPICS, LEXICON, language=language)


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [("fi", "kolme", 3), ("ar", "تلاتة", 3), ("ar", "thalatha", 3), ("en", "kaksi", 2),
     ("en", "five", 5), ("uk", "дві", 2), ("en", "twenty", 0), ("en", "six", 0), ("en", "👍", 0)],
)  # fmt: skip
def test_number_words_choose(language: str, typed: str, number: int) -> None:
    """The words for one to ten choose an option as its number does; more than there are do not."""
    expected = Chosen((MOOD.options[number - 1].id,)) if number else Unclear()
    assert expected == matching.chosen(typed, MOOD, LEXICON, language=language)


@pytest.mark.parametrize(("sign", "option"), [("👍", "yes"), ("👍🏾", "yes"), ("👎", "no")])
def test_a_thumb_is_a_yes_or_a_no(sign: str, option: str) -> None:
    """In any colour of skin, where yes and no are asked."""
    asked = FRAMEWORK.by_id["age"]
    assert Chosen((option,)) == matching.chosen(sign, asked, LEXICON, language="en")


@pytest.mark.parametrize(
    ("one", "other"),
    [("ዓርቢ", "ኣርቢ"), ("ሠላም", "ሰላም"), ("Türkçe ışık", "turkce isik"), ("đường", "duong"),
     ("کوردی", "كوردي"), ("دەبێ", "دهبي")],
)  # fmt: skip
def test_letters_that_stand_for_one_another(one: str, other: str) -> None:
    """Letters that sound alike or that keyboards lack are one."""
    assert hearing.normalise(one) == hearing.normalise(other)


def test_burmese_vowels_are_kept() -> None:
    """Words that differ in a vowel sign only are different words, in one piece."""
    assert hearing.normalise("ကို") != hearing.normalise("ကိ")
    assert "မင်္ဂလာပါ" == hearing.normalise("မင်္ဂလာပါ။")


def test_consonants_stay_in_either_alphabet() -> None:
    """What is compared is the same whichever alphabet a word is written in."""
    for latin, arabic in (("takhatti", "تخطي"), ("komak", "كمك"), ("shokran", "شكرن")):
        assert consonants(latin) == consonants(arabic)
