"""A word that asks for one thing here and for another there: nothing is done, the person says."""

from dataclasses import replace
from typing import Any

from dialogues.given import Lexicon
from dialogues.model import Phase
from tests.dialogues.play import Player
from tests.dialogues.stage import FACTS, at_words, consented, lines, player, tokens

ASKED_BACK = "I did not understand. Did you mean one of these?"
# "seis" stops in one language and is a number in another; "chao" begins or stops; "pois" deletes
# or skips; "mojo" asks for one's answers in one language, and is nowhere an answer.
DOUBTFUL = Lexicon(
    controls={
        **FACTS.lexicon.controls,
        "xa": {"seis": "stop", "chao": "stop", "pois": "delete", "mojo": "mine", "ne": "no"},
        "xb": {"chao": "start", "pois": "skip", "ne": "yes"},
    },
    labels=FACTS.lexicon.labels,
    counts={"xc": {"seis": 6}},
)


def doubting(make: Any) -> Player:
    """Somebody whose words several languages know."""
    person: Player = make()
    person.given = replace(person.given, lexicon=DOUBTFUL)
    return person


def test_a_word_with_two_meanings_is_asked_back() -> None:
    """Both are buttons, and nothing has happened; a tap does what it says."""
    person = doubting(consented)
    before = person.talk
    turn = person.say("pois")
    assert [ASKED_BACK] == lines(turn)
    head = f"v1:{person.talk.id}:mood_now:!"
    assert [f"{head}delete", f"{head}skip", f"{head}go_on"] == tokens(turn.says[0])
    assert replace(before, refs=person.talk.refs) == person.talk
    person.tap("Skip")
    assert "skipped" == person.talk.answers["mood_now"].state


def test_delete_is_never_done_in_doubt() -> None:
    """Even the question whether to delete is not asked before a tap."""
    person = doubting(consented)
    assert "" == person.say("pois").talk.asked
    assert "_delete" == person.tap("Delete everything").talk.asked


def test_an_answer_of_another_language_is_asked_back() -> None:
    """A command here, a number there: a talk in neither language is asked."""
    person = doubting(consented)
    assert ["stop", "go_on"] == [t.rpartition("!")[2] for t in tokens(person.say("seis").says[0])]
    assert Phase.TALKING is person.talk.phase


def test_a_sure_foreign_word_is_done() -> None:
    """One meaning in one language and an answer in none is what it is."""
    assert "mine.nothing" in str(doubting(consented).say("mojo").says)


def test_a_doubtful_yes_is_no_yes() -> None:
    """What is yes here and no there neither agrees nor refuses."""
    person = doubting(player)
    for text in ("/start", "English", "next", "next", "next"):
        person.say(text)
    assert "age" == person.talk.at
    person.say("ne")
    assert ("age", Phase.TALKING) == (person.talk.at, person.talk.phase)
    assert "age" not in person.talk.answers


def test_own_words_keep_a_doubtful_word_as_the_answer() -> None:
    """What may be an answer is kept as one; the buttons below it do what else it may mean."""
    person = doubting(at_words)
    turn = person.say("pois")
    assert ("pois",) == person.talk.answers["works"].words
    said = [token.rpartition("!")[2] for token in tokens(turn.says[-1])]
    assert ["done", "delete", "skip"] == said


def test_a_greeting_in_doubt_is_asked_back_while_stopped() -> None:
    """Where no question waits for words, too, nothing is done; beginning needs no button."""
    person = doubting(at_words)
    person.say("stop")
    turn = person.say("chao")
    assert [ASKED_BACK] == lines(turn)
    assert ["stop", "go_on"] == [token.rpartition("!")[2] for token in tokens(turn.says[0])]


def test_a_doubt_without_buttons_is_not_understood() -> None:
    """Yes or no of other languages, where neither is asked, is told as any other word."""
    turn = doubting(consented).say("ne")
    assert "I did not understand. You can choose a button." == lines(turn)[0]
