"""Own words: joined, revisited, kept, and told apart from words of command."""

from dialogues import engine
from dialogues.model import Answer, Heard, Phase
from tests.dialogues.stage import at_words, consented, lines


def test_back_then_new_words_take_the_place_of_the_old() -> None:
    """That is said before; the second message joins the first new one."""
    person = at_words()
    person.say("old")
    person.say("done")
    turn = person.say("back")
    assert "If you write now, your new text takes the place of this one." in lines(turn)
    person.say("new")
    person.say("newer")
    assert ("new", "newer") == person.talk.answers["works"].words


def test_a_revisit_never_replaces_words_of_the_open_question() -> None:
    """Words half written stay, whatever was opened and left in between."""
    person = at_words()
    person.say("half")
    for leave in ("back", "/language", "continue"):
        person.say("/mine")
        person.say("1")
        assert person.talk.asked == "mood_now"
        person.say(leave)
    person.say("whole")
    assert ("half", "whole") == person.talk.answers["works"].words


def test_words_of_a_revisit_can_be_kept() -> None:
    """Keep my answer leads on from Back, and back to the open question from the list."""
    person = at_words()
    person.say("sun")
    person.say("done")
    person.say("back")
    person.tap("Keep my answer")
    assert (("sun",), "hard") == (person.talk.answers["works"].words, person.talk.at)
    person.say("/mine")
    person.say("3")
    person.tap("Keep my answer")
    assert (("sun",), "hard", "") == (
        person.talk.answers["works"].words,
        person.talk.at,
        person.talk.asked,
    )
    turn = person.hear("tap", token="v1:talk1:hard:!keep", ref="old")
    assert person.talk.at == "hard"
    assert turn.says


def test_going_on_completes_words_and_choices() -> None:
    """Typed after an answer it means done; before one it shows the question again."""
    person = at_words()
    person.say("continue")
    assert person.talk.at == "works"
    person.say("The sun")
    person.say("continue")
    assert person.talk.at == "hard"


def test_words_after_a_stop_are_a_greeting() -> None:
    """They answer nothing; a label or a number of a choice does."""
    person = at_words()
    person.say("stop")
    turn = person.say("I am here again")
    assert "works" not in person.talk.answers
    assert "Good to see you again. We go on where we stopped." == lines(turn)[0]
    face = consented()
    face.say("stop")
    assert "Good to see you again. We go on where we stopped." == lines(face.say("good day"))[0]
    face.say("stop")
    face.say("Good")
    assert ("4",) == face.talk.answers["mood_now"].choices


def test_commands_and_danger_after_a_stop() -> None:
    """Help is there in every state; a word of command is one."""
    person = at_words()
    person.say("stop")
    assert "text.h1" == person.say("I want to kill myself").says[0].lines[0].phrase.context
    assert person.talk.phase is Phase.STOPPED
    assert "text.h2" == person.say("help").says[0].lines[0].phrase.context
    person.say("skip")
    assert Answer("skipped") == person.talk.answers["works"]


def test_ordinary_words_are_answers() -> None:
    """Language, yes, no and a greeting may be what somebody wants to say."""
    person = at_words()
    for word in ("language", "Yes", "no", "hello"):
        person.say(word)
    assert ("language", "Yes", "no", "hello") == person.talk.answers["works"].words


def test_what_was_hidden_is_told_with_the_answer() -> None:
    """One line a kind, above what is said about the text."""
    person = at_words()
    hidden = ("phone", "phone", "e-mail", "?")
    heard = Heard("play", "bot", "1", "h", "text", text="[phone]", ref="h", hidden=hidden)
    turn = engine.step(person.framework, person.talk, heard, person.given)
    contexts = [line.phrase.context for line in turn.says[0].lines]
    assert ["words.hidden", "words.more"] == contexts
