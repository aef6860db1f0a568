"""The code by one tap, and deleting what was written in the chat."""

import pytest

from dialogues.model import Say
from tests.dialogues.play import Player
from tests.dialogues.stage import consented, finished, lines, tokens

CLEAR = "v1:talk1::!clear"


def copied(say: Say) -> list[str]:
    """What the buttons of a say put on the clipboard."""
    return [button.copies for row in say.rows for button in row if button.copies]


def ended(clears: str) -> Player:
    """Somebody at the end of the talk."""
    return finished(clears=clears)


def test_the_code_can_be_copied_wherever_it_is_said() -> None:
    """At the end, in the list of answers, and in the closing message of a silent talk."""
    person = ended("")
    assert [person.talk.code] == copied(person.turn.says[0])
    assert [person.talk.code] == copied(person.say("/mine").says[0])
    silent = consented()
    silent.say("Good")
    closing = silent.hear("time", text="closing").says[0]
    assert [silent.talk.code] == copied(closing)


def test_nothing_is_copied_where_there_is_no_code() -> None:
    """Before a talk has a code its list has no button for one."""
    person = consented()
    person.say("Good")
    assert [] == copied(person.say("/mine").says[0])


@pytest.mark.parametrize(("clears", "asked"), [("both", "clear.ask"), ("own", "clear.ask_own")])
def test_it_is_offered_at_the_end_and_says_what_can_be_done(clears: str, asked: str) -> None:
    """Below the code stands an offer; whose messages can be deleted is said before."""
    person = ended(clears)
    assert CLEAR in tokens(person.turn.says[0])
    turn = person.hear("tap", token=CLEAR, ref="b1")
    assert asked == turn.says[0].lines[0].phrase.context
    assert () == turn.effects


def test_where_nothing_can_be_deleted_nothing_is_offered() -> None:
    """No button, no choice, and an old button only shows where the talk stands."""
    person = ended("")
    assert CLEAR not in tokens(person.turn.says[0])
    assert () == person.hear("tap", token=CLEAR, ref="b1").effects
    assert "both" not in str(tokens(person.say("/delete").says[0]))


def test_messages_go_and_answers_stay() -> None:
    """After a yes the code is said once more, because the message with it goes too."""
    person = ended("both")
    answers, code = person.talk.answers, person.talk.code
    person.hear("tap", token=CLEAR, ref="b1")
    turn = person.hear("tap", token="v1:talk1:_clear:yes", ref="b2")
    assert ("clear",) == turn.effects
    assert ["I deleted here what I could. You can delete the other messages yourself.",
            f"Your code: {code}"] == lines(turn)  # fmt: skip
    assert [code] == copied(turn.says[0])
    assert [""] == [say.replaces for say in turn.says]
    assert answers == person.talk.answers


def test_a_no_and_an_old_yes_delete_nothing() -> None:
    """Only the question that is open counts."""
    person = ended("both")
    assert () == person.hear("tap", token="v1:talk1:_clear:yes", ref="b1").effects
    person.hear("tap", token=CLEAR, ref="b2")
    turn = person.hear("tap", token="v1:talk1:_clear:no", ref="b3")
    assert ((), "delete.kept") == (turn.effects, turn.says[0].lines[0].phrase.context)
    assert () == person.hear("tap", token="v1:talk1:_clear:yes", ref="b4").effects


def test_in_the_middle_of_a_talk_the_question_comes_back() -> None:
    """Somebody who is not at the end goes on where they were."""
    person = consented(clears="both")
    person.hear("tap", token=CLEAR, ref="b1")
    turn = person.say("1")
    assert (("clear",), "mood_now") == (turn.effects, person.talk.at)
    assert "clear.done" == turn.says[0].lines[0].phrase.context


def test_everything_and_the_messages_can_go_together() -> None:
    """The question of deletion offers both at once; without a no or a yes nothing happens."""
    person = ended("own")
    person.say("/delete")
    turn = person.tap("Yes, and messages here")
    assert ("delete", "clear") == turn.effects
    assert [""] == [say.replaces for say in turn.says]
    assert {} == person.talk.answers
