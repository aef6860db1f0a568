"""Words of danger: what people would write, in every language, must be heard."""

import pytest

import locales
from dialogues import hearing
from dialogues.given import Lexicon

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
