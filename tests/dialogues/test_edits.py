"""Edited messages: each changes the answer that it gave, and nothing else."""

from dataclasses import replace

import pytest

from dialogues.kinds import MOST_CHARACTERS
from dialogues.model import Phase, Ref
from tests.dialogues.play import Player
from tests.dialogues.stage import at_words, consented, finished, lines


def newest(person: Player) -> int:
    """The number of the message typed last."""
    return len(person.typed)


def test_an_edit_changes_a_choice() -> None:
    """The open question stays open."""
    person = consented()
    person.say("Good")
    turn = person.edit(newest(person), "Bad")
    assert (("1",), "topics") == (person.talk.answers["mood_now"].choices, person.talk.at)
    assert ["Changed. How are you today?", "✓ Bad"] == lines(turn)


def test_an_edit_that_says_the_same_says_so() -> None:
    """Nothing changes, and the person is told what is kept."""
    person = consented()
    person.say("Good")
    turn = person.edit(newest(person), "good!")
    assert ["I have this answer already:", "✓ Good"] == lines(turn)


@pytest.mark.parametrize("text", ["zzz", "", " \u200b"])
def test_an_unclear_edit_changes_nothing(text: str) -> None:
    """The answer stays, and the person is told."""
    person = consented()
    person.say("Good")
    turn = person.edit(newest(person), text)
    assert ("4",) == person.talk.answers["mood_now"].choices
    assert "change.not" == turn.says[0].lines[0].phrase.context


def test_an_edit_of_words_changes_its_part() -> None:
    """Of several messages only the edited one; an empty edit keeps what was written."""
    person = at_words()
    person.say("one")
    person.say("two")
    person.edit(newest(person) - 1, "ONE")
    assert ("ONE", "two") == person.talk.answers["works"].words
    person.edit(newest(person), "")
    assert ("ONE", "two") == person.talk.answers["works"].words


def test_an_edit_is_cut_as_well() -> None:
    """No edit makes an answer longer than the limit, and the person is told."""
    person = at_words()
    person.say("a" * 1500)
    person.say("two")
    turn = person.edit(newest(person), "b" * 1000)
    assert [1500, 500] == [len(part) for part in person.talk.answers["works"].words]
    assert MOST_CHARACTERS == sum(map(len, person.talk.answers["works"].words))
    assert "words.too_long" == turn.says[0].lines[-1].phrase.context


def test_an_edit_can_tell_of_danger() -> None:
    """The card comes, and the words stay marked even if edited back."""
    person = at_words()
    person.say("one")
    turn = person.edit(newest(person), "I want to kill myself")
    assert "text.h1" == turn.says[0].lines[0].phrase.context
    person.edit(newest(person), "one")
    assert person.talk.answers["works"].sensitive


def test_an_edit_that_changes_nothing_can_tell_of_danger() -> None:
    """Of a message that nothing is known of, and of a choice: the card comes first."""
    person = at_words()
    unknown = person.hear("edit", text="I want to kill myself", ref="never")
    assert "text.h1" == unknown.says[0].lines[0].phrase.context
    assert "change.unknown" == unknown.says[1].lines[0].phrase.context
    person = consented()
    person.say("Good")
    choice = person.edit(newest(person), "I want to kill myself")
    assert "text.h1" == choice.says[0].lines[0].phrase.context
    assert "change.not" == choice.says[1].lines[0].phrase.context


def test_a_caption_is_no_answer_and_can_tell_of_danger() -> None:
    """A picture is told to be not kept; what stands beside it is read for a call for help."""
    person = at_words()
    picture = person.hear("other", text="My home.", ref="p1")
    assert "repair.words_only" == picture.says[0].lines[0].phrase.context
    assert "works" not in person.talk.answers
    picture = person.hear("other", text="I want to kill myself", ref="p2")
    assert "text.h1" == picture.says[0].lines[0].phrase.context
    assert "repair.words_only" == picture.says[1].lines[0].phrase.context


def test_superseded_messages_change_nothing() -> None:
    """A message whose answer was given anew by a tap, a skip or new words is history."""
    person = consented()
    person.say("Good")
    person.hear("tap", token="v1:talk1:mood_now:1", ref="old")
    person.edit(newest(person), "So-so")
    assert ("1",) == person.talk.answers["mood_now"].choices
    words = at_words()
    words.say("one")
    words.say("done")
    words.say("back")
    words.say("new")
    words.edit(newest(words) - 3, "ONE")
    assert ("new",) == words.talk.answers["works"].words


def test_unknown_messages_change_nothing() -> None:
    """Also one whose question left the framework; the open question is shown again."""
    person = consented()
    turn = person.hear("edit", text="Good", ref="nobody")
    assert "change.unknown" == turn.says[0].lines[0].phrase.context
    person.talk = replace(person.talk, refs=(Ref("m", "gone"), Ref("n", "works", 3)))
    assert (
        "change.unknown" == person.hear("edit", text="x", ref="m").says[0].lines[0].phrase.context
    )
    assert (
        "change.unknown" == person.hear("edit", text="x", ref="n").says[0].lines[0].phrase.context
    )
    assert "works" not in person.talk.answers


def test_after_the_move_nothing_can_be_edited() -> None:
    """The answers are kept without the person."""
    person = finished()
    person.talk = replace(person.talk, phase=Phase.MOVED)
    turn = person.edit(newest(person), "x")
    assert "change.unknown" == turn.says[0].lines[0].phrase.context


def test_an_edited_yes_to_being_asked_again_is_taken_back() -> None:
    """A changed mind has its effect, typed, edited or tapped."""
    person = at_words()
    for text in ("skip", "skip", "no", "skip", "1", "1", "yes"):
        person.say(text)
    assert (Phase.FINISHED, ("subscribe",)) == (person.talk.phase, person.turn.effects)
    assert ("unsubscribe",) == person.edit(newest(person), "no").effects
    assert ("subscribe",) == person.hear("tap", token="v1:talk1:again:yes", ref="old").effects
    assert ("unsubscribe",) == person.hear("tap", token="v1:talk1:again:!skip", ref="old").effects


def test_an_edited_consent_asks_before_deleting() -> None:
    """A yes that becomes a no deletes only what the person says yes to."""
    person = consented()
    person.say("Good")
    person.edit(newest(person) - 1, "no")
    assert ("_delete", ("yes",)) == (person.talk.asked, person.talk.answers["ask"].choices)


def test_an_edited_side_answer_is_one() -> None:
    """A language typed wrong is changed by the edit; no answer is made of it."""
    person = consented()
    person.edit(2, "suomi")
    assert "fi" == person.talk.language
    assert "_language" not in person.talk.answers
