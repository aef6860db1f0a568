"""Every word of every language against every other language: what may be typed, and is heard."""

import pytest

import locales
from bot.lexicon import lexicon
from dialogues import hearing, matching
from dialogues.hearing import Control, Doubtful, normalise
from dialogues.matching import Chosen, Unclear
from dialogues.redacting.words import counting
from tests.dialogues.play import WHOLE, read

FRAMEWORK = read(WHOLE)
TAGS = [tag for tag, _ in locales.offered()]
LEXICON = lexicon(FRAMEWORK, TAGS)
every_language = pytest.mark.parametrize("tag", TAGS)


def answers(tag: str) -> set[str]:
    """What is an ordinary answer in a language and none of its words of command."""
    return {*LEXICON.labels[tag], *LEXICON.counts[tag]} - LEXICON.controls[tag].keys()


@every_language
def test_own_commands_are_done(tag: str) -> None:
    """Whatever a word means elsewhere, in its own language it does what it says."""
    own = LEXICON.controls[tag]
    assert own == {word: hearing.control(word, LEXICON, tag) for word in own}


@every_language
def test_an_answer_is_no_command_of_another_language(tag: str) -> None:
    """Labels, face words and number words of a talk's language are words of that talk."""
    heard = {word: hearing.control(word, LEXICON, tag) for word in answers(tag)}
    assert {} == {word: what for word, what in heard.items() if what is not None}


@every_language
def test_foreign_commands_are_sure_or_asked_back(tag: str) -> None:
    """A word that only others know is done if it means one thing and is nowhere an answer."""
    for word, meanings in LEXICON.meanings.items():
        if word in LEXICON.controls[tag] or word in answers(tag):
            continue
        sure = len(meanings) == 1 and word not in LEXICON.plain
        expected = Control(meanings[0]) if sure else Doubtful(tuple(map(Control, meanings)))
        assert expected == hearing.control(word, LEXICON, tag), word


@every_language
def test_own_labels_choose_their_option(tag: str) -> None:
    """Every label of a language, typed in a talk of that language, is the option it stands on."""
    for question in FRAMEWORK.questions:
        for option in question.options:
            if not isinstance(option.label, str):
                typed = locales.say(option.label.context, option.label.source, tag)
                heard = matching.chosen(typed, question, LEXICON, language=tag)
                assert Chosen((option.id,)) == heard, (question.id, typed)


@every_language
def test_own_words_for_faces_are_understood(tag: str) -> None:
    """What people answer instead of a face is that face, or one of two that they are shown."""
    mood = FRAMEWORK.by_id["mood_now"]
    for face, words in locales.face_words(tag).items():
        for word in words:
            heard = matching.chosen(word, mood, LEXICON, language=tag)
            known = heard.options if isinstance(heard, Chosen) else heard.readings
            labels = {
                context.rpartition(".")[2] for context in LEXICON.labels[tag][normalise(word)]
            }
            assert set(known) & {face, *labels}, word


@every_language
def test_own_numbers_choose(tag: str) -> None:
    """The word for two of a language chooses the second, unless a label says otherwise."""
    topics = FRAMEWORK.by_id["topics"]
    for word, number in counting(tag):
        labelled = normalise(word) in LEXICON.labels[tag]
        if number <= len(topics.options) and not labelled:
            heard = matching.chosen(word, topics, LEXICON, language=tag)
            assert Chosen((topics.options[number - 1].id,)) == heard, word


@every_language
def test_own_yes_and_no_answer_the_consent(tag: str) -> None:
    """Every yes and no that a language lists agrees or refuses in a talk of that language."""
    asked = FRAMEWORK.by_id["ask"]
    for word, what in LEXICON.controls[tag].items():
        if what in ("yes", "no"):
            heard = matching.chosen(word, asked, LEXICON, language=tag)
            assert Chosen((what,)) == heard, word


@every_language
def test_no_language_agrees_for_another_in_doubt(tag: str) -> None:
    """A foreign word that may be a yes or a no, or something else, is neither."""
    asked = FRAMEWORK.by_id["ask"]
    labels = set(LEXICON.by_label)
    for word, meanings in LEXICON.meanings.items():
        if len(meanings) > 1 and word not in LEXICON.controls[tag] and word not in labels:
            heard = matching.chosen(word, asked, LEXICON, language=tag)
            assert isinstance(heard, Unclear), word


def test_every_language_counts() -> None:
    """Each language has its words for one to ten."""
    missing = {tag: set(range(1, 11)) - {n for _, n in counting(tag)} for tag in TAGS}
    assert {tag: set() for tag in TAGS} == missing
