"""Words of danger: what people would write, in every language, must be heard."""

from collections.abc import Iterable

import pytest

import locales
from dialogues import hearing
from dialogues.given import Lexicon
from tests.locales.danger import Sentence, sentences

LEXICON = Lexicon(
    danger=tuple(
        {
            hearing.normalise(phrase)
            for tag, _ in locales.offered()
            for phrase in locales.danger_words(tag)
        }
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "suicide",
        "I think about suicide every day",
        "I don't want to live",
        "I do not really want to live any more",
        "i wanna die",
        "I cut myself",
        "he rapes me",
        "my husband is violent",
        "There is violence at home",
        "I am afraid of him",
        "they beat us",
        "they keep my passport",
        "I am forced to work",
        "My boss took my passport",
        "He hits me and the kids",
        "I am not allowed to leave the house",
        "itsemurha",
        "Olen ajatellut itsemurhaa",
        "En halua enää elää",
        "Haluan kuolla",
        "Mieheni lyö minua",
        "Pelkään miestäni",
        "Hän uhkaa tappaa minut",
        "Pomo otti passini",
        "Kotona on väkivaltaa kotona",
        "انتحار",
        "أريد أن أموت",
        "زوجي يضربني",
        "أخاف من زوجي",
        "أخذ جوازي",
        "يهددني بالقتل",
        "самогубство",
        "Не хочу жити",
        "Чоловік б'є мене",
        "Я боюся чоловіка",
        "Забрали мій паспорт",
        "Хочу померти",
    ],
)
def test_words_of_danger_are_heard(text: str) -> None:
    """Plain sentences of danger open the help card, inflected and with words in between."""
    assert hearing.danger(text, LEXICON)


@pytest.mark.parametrize(
    "text",
    [
        "The teachers at the course are patient.",
        "I hope to find work.",
        "I must renew my passport.",
        "I am afraid of the dark winter.",
        "Kurssin opettajat ovat mukavia.",
        "Minun pitää uusia passini.",
        "Haluan oppia suomea.",
        "أريد أن أتكلم اللغة جيدا.",
        "أطفالي يحبون المدرسة.",
        "اضرب الكرة",
        "Сподіваюся знайти роботу.",
        "Дітям подобається школа.",
        "The bus hits the road at six.",
    ],
)
def test_everyday_sentences_are_not(text: str) -> None:
    """What people say about an ordinary day opens no card."""
    assert not hearing.danger(text, LEXICON)


def share(of: Iterable[Sentence]) -> float:
    """How many of these are heard."""
    heard = [each.heard for each in of]
    return sum(heard) / len(heard)


def test_what_nobody_knew_is_heard_too() -> None:
    """Of sentences by which no list was mended most are heard, and few ordinary ones."""
    known = [each for each in sentences() if not each.held_out]
    held_out = [each for each in sentences() if each.held_out]
    assert share(each for each in known if each.danger) >= 0.97
    assert share(each for each in held_out if each.danger) >= 0.85
    assert share(each for each in sentences() if not each.danger) <= 0.03


@pytest.mark.parametrize("tag", [tag for tag, _ in locales.offered()])
def test_every_offered_language_hears_danger(tag: str) -> None:
    """In none of them is less than half of the unknown sentences heard."""
    of = [each for each in sentences() if each.language == tag]
    assert share(each for each in of if each.held_out and each.danger) >= 0.5
    assert not all(each.danger for each in of if each.held_out)
