"""One step at a time: what the talk does with taps, words and controls."""

from dataclasses import replace

import pytest

from dialogues.given import HelpCard
from dialogues.model import Answer, Phase, Turn
from tests.dialogues.play import Player
from tests.dialogues.stage import at_words, consented, finished, lines, player, tokens


def old(person: Player, name: str) -> Turn:
    """A press on a button of this talk that lies far up in the chat."""
    return person.hear("tap", token=f"v1:talk1:{name}", ref="old")


def at_people(*needs: str) -> Player:
    """Somebody who has chosen what would help them with people and is asked for words."""
    person = consented()
    for text in ("Good", "2", "Not good"):
        person.say(text)
    person.say("; ".join(needs))
    assert person.talk.at == "works"
    return person


def test_toggling_an_old_choice_leaves_the_open_question_open() -> None:
    """Words typed then are words of the open question; Done on the old one only confirms."""
    person = at_people("1")
    turn = old(person, "people_needs:activities")
    assert ("old", "works", "") == (turn.says[0].replaces, person.talk.at, person.talk.asked)
    person.say("My garden")
    assert ("My garden",) == person.talk.answers["works"].words
    old(person, "people_needs:!done")
    assert ("friends", "activities") == person.talk.answers["people_needs"].choices
    assert person.talk.at == "works"


def test_done_on_an_emptied_old_choice_asks_for_one() -> None:
    """Without any choice there is nothing to confirm, and the buttons stay."""
    person = at_people("1")
    old(person, "people_needs:friends")
    turn = old(person, "people_needs:!done")
    assert ["Please choose one or more, or skip the question."] == lines(turn)
    assert "people_needs" not in person.talk.answers


def test_a_button_of_the_open_question_puts_a_side_question_away() -> None:
    """Who turns back to the question is not asked for the language or the deletion any more."""
    for name in ("mood_now:4", "mood_now:!skip"):
        person = consented()
        person.say("/delete")
        old(person, name)
        assert ("topics", "") == (person.talk.at, person.talk.asked)
    person.say("/delete")
    old(person, "topics:home")
    assert person.talk.asked == ""
    old(person, "topics:!done")
    assert person.talk.at == "home_mood"


def test_a_skip_belongs_to_its_own_question() -> None:
    """While an older answer is open, Skip of the newest question does not touch it."""
    person = at_people("1")
    person.say("/mine")
    person.tap("1")
    assert person.talk.asked == "mood_now"
    old(person, "works:!skip")
    assert ("4",) == person.talk.answers["mood_now"].choices
    assert Answer("skipped") == person.talk.answers["works"]


def test_an_old_skip_skips_its_question() -> None:
    """A press on Skip far up takes that answer back and says so."""
    person = at_people("1")
    turn = old(person, "mood_now:!skip")
    assert (Answer("skipped"), "works") == (person.talk.answers["mood_now"], person.talk.at)
    assert "Skipped. How are you today?" in lines(turn)


@pytest.mark.parametrize(
    "name", ["ask:!skip", "_delete:!skip", "c_1:!done", "mood_now:!keep", "mood_now:!done"]
)
def test_other_old_controls_change_nothing(name: str) -> None:
    """The open question is shown again."""
    person = at_people("1")
    answers = dict(person.talk.answers)
    old(person, name)
    assert (answers, "works") == (dict(person.talk.answers), person.talk.at)


@pytest.mark.parametrize(
    "name", ["nobody:1", "mood_now:9", "mood_now:!fly", "gone:!skip", "ask:!open", "works:!open"]
)
def test_unknown_buttons_are_told(name: str) -> None:
    """A question, an option or a control that is not there shows the open question again."""
    person = consented()
    turn = old(person, name)
    assert "This question is not open any more." in lines(turn)
    assert person.talk.at == "mood_now"


@pytest.mark.parametrize("token", ["", "v1:talk0:mood_now:1", "v2:talk1:mood_now:1", "a:b"])
def test_buttons_of_another_talk_show_the_open_question(token: str) -> None:
    """No button of another round changes anything."""
    person = consented()
    turn = person.hear("tap", token=token, ref="old")
    assert "This button is from an earlier talk." in lines(turn)
    assert "v1:talk1:mood_now:5" in tokens(turn.says[0])


def test_a_second_press_says_what_is_kept() -> None:
    """The pressed message shows it; a press without a message gets a line."""
    person = at_people("1")
    turn = old(person, "mood_now:4")
    assert ["old"] == [say.replaces for say in turn.says]
    turn = person.hear("tap", token="v1:talk1:mood_now:4")
    assert ["I have this answer already:", "✓ Good"] == lines(turn)


def test_after_the_move_no_button_answers() -> None:
    """The answers are kept without the person."""
    person = finished()
    person.talk = replace(person.talk, phase=Phase.MOVED)
    before = dict(person.talk.answers)
    for name in ("mood_now:1", "mood_now:!skip", "mood_now:!open", "topics:home"):
        old(person, name)
    assert before == dict(person.talk.answers)


def test_done_without_an_answer_asks_for_one() -> None:
    """A choice asks for one; words show their question again."""
    person = consented()
    person.say("Good")
    assert "Please choose one or more, or skip the question." in lines(person.say("done"))
    person.say("skip")
    assert "Write in your own words." in lines(person.say("done"))
    assert person.talk.at == "works"


def test_numbers_after_the_list_name_its_answers() -> None:
    """Once; the next number answers the open question again."""
    person = consented()
    person.say("Good")
    person.say("/mine")
    person.say("9")
    assert ("topics", "") == (person.talk.at, person.talk.asked)
    person.say("/mine")
    person.say("1")
    assert person.talk.asked == "mood_now"
    person.say("1")
    assert ("5",) == person.talk.answers["mood_now"].choices


def test_the_help_card_shows_verified_lines() -> None:
    """The emergency number once, the others with their hours; how to go on stands below."""
    cards = (HelpCard("Emergency", "112"), HelpCard("Line", "116 006", "9-20"), HelpCard("X", "1"))
    person = consented(help=cards)
    turn = person.say("/help")
    said = lines(turn)
    assert ["Line: 116 006 (9-20)", "X: 1"] == said[-3:-1]
    assert 1 == sum("112" in line for line in said)
    assert ["v1:talk1:mood_now:!go_on", "v1:talk1:mood_now:!stop"] == tokens(turn.says[0])


def test_an_answer_that_tells_of_no_safety_shows_the_card() -> None:
    """Tapped at once or changed later."""
    person = consented(works=frozenset({"safe"}))
    for text in ("Good", "4", "skip"):
        person.say(text)
    assert person.talk.at == "safe_daily"
    assert "text.h1" == person.tap("Not always").says[0].lines[0].phrase.context
    assert "text.h1" == old(person, "safe_daily:no").says[0].lines[0].phrase.context


def test_a_skip_of_an_older_answer_is_no_third_skip() -> None:
    """Only skips of open questions are counted in a row."""
    person = consented()
    person.say("Good")
    person.say("skip")
    person.say("skip")
    person.say("/mine")
    person.say("1")
    person.say("skip")
    assert ("", "hard") == (person.talk.asked, person.talk.at)


def test_stop_leaves_a_revisit_after_the_end() -> None:
    """Nothing stays open, and the answer is as it was."""
    person = finished()
    person.say("/mine")
    person.say("1")
    assert person.talk.asked == "mood_now"
    person.say("stop")
    assert ("", Phase.FINISHED) == (person.talk.asked, person.talk.phase)


def test_after_the_end_a_change_opens_no_follow_up() -> None:
    """A face that got worse is kept; what would help is not asked any more."""
    person = finished()
    old(person, "topics:home")
    old(person, "home_mood:1")
    assert (Phase.FINISHED, "", "") == (person.talk.phase, person.talk.at, person.talk.asked)
    assert ("1",) == person.talk.answers["home_mood"].choices


def test_controls_without_anything_to_do_say_where_the_talk_stands() -> None:
    """After the end nothing is open; each of them is answered all the same."""
    person = finished()
    before = person.talk
    for word in ("skip", "done", "back", "stop", "continue", "/start", "yes", "thanks"):
        assert "You have finished this talk." in lines(person.say(word))[0]
    for name in ("works:!keep", "works:!finish", "works:!remind", "works:!yes", "works:!no"):
        assert old(person, name).says
    assert before.answers == person.talk.answers


def test_keep_finish_and_skip_where_they_mean_nothing() -> None:
    """A consent cannot be skipped, an unanswered question not kept, an empty talk not finished."""
    person = player()
    for text in ("/start", "English"):
        person.say(text)
    for name in ("c_1:!skip", "c_1:!keep", "c_1:!finish", "c_1:!done"):
        old(person, name)
        assert ("c_1", {}) == (person.talk.at, dict(person.talk.answers))
    person.say("/delete")
    person.say("skip")
    assert "_delete" == person.talk.asked


def test_several_consents_cannot_be_answered_ahead() -> None:
    """A made-up press on a later screen answers nothing."""
    person = player()
    for text in ("/start", "English"):
        person.say(text)
    old(person, "ask:yes")
    old(person, "ask:no")
    assert ("c_1", {}) == (person.talk.at, dict(person.talk.answers))


def test_an_answer_whose_option_does_not_work_here_is_still_told() -> None:
    """What was chosen while it worked is shown as it was chosen."""
    person = finished()
    answers = dict(person.talk.answers) | {"share": Answer("answered", ("volunteers",))}
    person.talk = replace(person.talk, answers=answers)
    said = lines(person.say("/mine"))
    assert "→ Workers and volunteers" in said


def test_a_removed_revisit_is_left() -> None:
    """What is not in the framework any more is not open."""
    person = at_words()
    person.talk = replace(person.talk, asked="gone", at="vanished")
    person.say("The sun")
    assert ("works", "") == (person.talk.at, person.talk.asked)
    assert "works" not in person.talk.answers
