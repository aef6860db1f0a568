"""What stands beside the walk: language, place, invitation, deletion, finishing, time."""

import pytest

from dialogues import phrases
from dialogues.copies import replace
from dialogues.model import Phase, Talk
from tests.dialogues.play import Player
from tests.dialogues.stage import at_words, consented, lines, player, tokens

PLACES = (("oulu", "Oulu"), ("turku", "Turku"))


def test_the_language_is_asked_first() -> None:
    """Before anything else is said, and again only if wished."""
    person = player()
    person.say("hello")
    assert person.talk.asked == "_language"
    person.say("suomi")
    assert ("fi", "", "c_1") == (person.talk.language, person.talk.asked, person.talk.at)


def test_one_language_is_not_asked_about() -> None:
    """Where there is nothing to choose, the talk begins."""
    person = player(languages=(("en", "English"),))
    person.say("hello")
    assert person.talk.at == "c_1"


def test_a_language_can_be_changed_at_any_question() -> None:
    """The open question stays, with what was written to it."""
    person = at_words()
    person.say("The sun")
    person.say("/language")
    person.say("suomi")
    assert ("fi", "works") == (person.talk.language, person.talk.at)
    person.say("ja kuu")
    assert person.talk.answers["works"].words == ("The sun", "ja kuu")


def test_a_translation_by_machine_says_so() -> None:
    """One line, how to see the original, and a button that shows it."""
    person = player(drafts=frozenset({"fi"}))
    person.say("hello")
    turn = person.say("suomi")
    assert "language.draft" == turn.says[0].lines[0].phrase.context
    assert ("English", "v1:talk1:_language:en") == turn.says[-1].rows[-1][0][:2]


def test_a_talk_of_a_new_round_says_so_again() -> None:
    """Whose language is known is not asked for it, and hears once more that it is a draft."""
    person = player(drafts=frozenset({"fi"}))
    person.talk = replace(person.talk, language="fi", chose_language=True)
    person.hear("time", text="again")
    turn = person.tap("Jutellaan")
    assert "language.draft" == turn.says[0].lines[0].phrase.context
    assert ("fi", "c_1") == (person.talk.language, person.talk.at)


def test_the_open_language_question_can_be_left() -> None:
    """Back keeps the language; before the first choice there is no way around it."""
    person = consented()
    person.say("/language")
    assert "v1:talk1:_language:!back" in tokens(person.turn.says[0])
    person.say("back")
    assert ("", "mood_now") == (person.talk.asked, person.talk.at)
    fresh = player()
    fresh.say("hello")
    assert "v1:talk1:_language:!back" not in tokens(fresh.turn.says[0])
    fresh.say("back")
    assert fresh.talk.asked == "_language"


@pytest.mark.parametrize("word", ["back", "continue", "/start", "hello", "help"])
def test_the_place_stays_asked(word: str) -> None:
    """No way leads around the question for a place but a place or a skip."""
    person = where_do_you_live()
    assert person.talk.asked == "_place"
    person.say(word)
    assert person.talk.asked == "_place"
    person.say("stop")
    person.say("hello")
    assert person.talk.asked == "_place"
    person.say("skip")
    assert ("", True, "mood_now") == (person.talk.place, person.talk.chose_place, person.talk.at)


def where_do_you_live() -> Player:
    """Somebody who is asked where they live."""
    person = player(places=PLACES)
    for text in ("/start", "English", "next", "next", "next", "yes", "yes"):
        person.say(text)
    return person


def test_an_invitation_names_the_place() -> None:
    """Who comes by an invitation is not asked, even if the question stood there already."""
    person = player(places=PLACES)
    person.say("/start oulu")
    assert ("oulu", True) == (person.talk.place, person.talk.chose_place)
    late = where_do_you_live()
    late.say("/start turku")
    assert ("turku", "", "mood_now") == (late.talk.place, late.talk.asked, late.talk.at)


def test_a_later_invitation_changes_the_place_only_after_a_yes() -> None:
    """Also after the end; a no, an old button and a stop leave the place as it is."""
    person = where_do_you_live()
    person.say("Oulu")
    person.say("/start turku")
    assert ("_move_place", "turku") == (person.talk.asked, person.talk.invited_to)
    person.tap("No, keep my place")
    assert ("oulu", "", "") == (person.talk.place, person.talk.asked, person.talk.invited_to)
    person.hear("tap", token="v1:talk1:_move_place:yes", ref="old")
    assert person.talk.place == "oulu"
    person.say("/start turku")
    person.say("stop")
    assert ("oulu", "") == (person.talk.place, person.talk.invited_to)
    person.say("/start turku")
    person.tap("Yes, change the place")
    assert person.talk.place == "turku"
    person.say("/start turku")
    assert person.talk.asked == ""


def test_an_old_place_button_still_chooses() -> None:
    """A press on the place list changes the place, whatever is open."""
    person = where_do_you_live()
    person.say("skip")
    turn = person.tap("Turku")
    assert ("turku", "mood_now") == (person.talk.place, person.talk.at)
    assert "Your place: Turku" in lines(turn)


def test_deleting_needs_a_yes_to_the_open_question() -> None:
    """An old yes asks again, an old no deletes nothing and says so."""
    person = consented()
    person.say("Good")
    turn = person.hear("tap", token="v1:talk1:_delete:yes", ref="old")
    assert ((), "_delete") == (turn.effects, person.talk.asked)
    turn = person.hear("tap", token="v1:talk1:_delete:no", ref="old")
    assert ((), "", "topics") == (turn.effects, person.talk.asked, person.talk.at)
    person.say("/delete")
    turn = person.say("yes")
    assert ("delete",) == turn.effects
    assert {} == dict(turn.talk.answers)


def test_deleting_while_stopped() -> None:
    """A no goes on where the talk stopped; a yes deletes."""
    person = consented()
    person.say("Good")
    person.say("stop")
    person.say("/delete")
    person.say("no")
    assert ("topics", Phase.TALKING) == (person.talk.at, person.talk.phase)
    person.say("stop")
    person.say("delete")
    assert ("delete",) == person.tap("Yes, delete everything").effects


@pytest.mark.parametrize("phase", [Phase.DECLINED, Phase.MOVED])
def test_language_and_deletion_work_in_every_phase(phase: Phase) -> None:
    """Also where there is nothing to answer any more."""
    person = player()
    person.talk = Talk("talk1", "f", "1.0.0", "en", phase=phase, chose_language=True)
    person.say("/language")
    person.tap("suomi")
    assert ("fi", phase) == (person.talk.language, person.talk.phase)
    person.say("/delete")
    assert ("delete",) == person.say("1").effects


def test_a_declined_talk_can_begin_after_all() -> None:
    """Nothing is kept of who said no, and the button under the goodbye begins a new talk."""
    person = consented()
    turn = person.hear("tap", token="v1:talk1:ask:no", ref="old")
    assert (Phase.DECLINED, {}) == (turn.talk.phase, dict(turn.talk.answers))
    assert ("forget",) == turn.effects
    person.hear("tap", token="v1:old::!start", ref="old")
    assert (Phase.TALKING, "_language") == (person.talk.phase, person.talk.asked)


def test_a_no_to_the_talk_with_answers_asks_before_deleting() -> None:
    """A slip on an old button must not delete anything."""
    person = consented()
    person.say("Good")
    person.hear("tap", token="v1:talk1:age:no", ref="old")
    assert "_delete" == person.talk.asked
    assert {"mood_now", "ask", "age"} <= set(person.talk.answers)


def test_under_age_no_talk_is_offered() -> None:
    """Who is under the gate is not invited to try again."""
    person = player()
    for text in ("/start", "English", "next", "next", "next"):
        person.say(text)
    turn = person.say("no")
    assert (Phase.DECLINED, ()) == (turn.talk.phase, turn.says[0].rows)
    assert ("forget",) == turn.effects


def test_finishing_early_still_asks_who_may_read() -> None:
    """Thanks and code come first; the last questions follow, each once."""
    person = at_words(code="MY-1")
    person.say("The sun")
    person.say("done")
    for _ in range(3):
        person.say("skip")
    assert person.talk.asked == "_finish"
    person.say("yes")
    assert (Phase.FINISHED, "MY-1", "share") == (
        person.talk.phase,
        person.talk.code,
        person.talk.asked,
    )
    person.say("Only workers")
    assert person.talk.asked == "again"
    turn = person.say("skip")
    assert (("unsubscribe",), "") == (turn.effects, person.talk.asked)
    person.say("/mine")
    person.say("7")
    assert person.talk.asked == "share"
    person.tap("Nobody")
    assert ("", ("nobody",)) == (person.talk.asked, person.talk.answers["share"].choices)


def test_an_old_finish_button_asks_first() -> None:
    """A talk that goes on is not ended by a button of an earlier stop."""
    person = consented()
    person.say("Good")
    person.say("stop")
    person.say("hello")
    person.tap("Finish here")
    assert (Phase.TALKING, "_finish") == (person.talk.phase, person.talk.asked)
    person.hear("blocked")
    person.tap("Finish here")
    assert person.talk.phase is Phase.FINISHED
    person.tap("Finish here")
    assert person.talk.phase is Phase.FINISHED


def test_going_on_is_the_other_answer() -> None:
    """Three skips in a row ask once; going on shows the next question."""
    person = consented()
    for _ in range(3):
        person.say("skip")
    assert person.talk.asked == "_finish"
    person.say("no")
    assert ("hard", Phase.TALKING) == (person.talk.at, person.talk.phase)


def test_the_end_is_not_asked_about_at_the_end() -> None:
    """Three skips before the last questions ask nothing besides."""
    person = at_words()
    person.say("The sun")
    person.say("done")
    person.say("skip")
    person.say("1")
    for option in ("1", "1"):
        person.say(option)
    assert person.talk.asked == ""


def test_a_language_switch_at_the_end_comes_back_to_who_may_read() -> None:
    """Whoever finished early does not lose the last questions by looking elsewhere."""
    person = consented()
    person.say("Good")
    person.say("skip")
    person.say("My story.")
    person.say("/stop")
    person.tap("Finish here")
    assert "share" == person.talk.asked
    person.say("/language")
    person.say("suomi")
    assert ("fi", "share") == (person.talk.language, person.talk.asked)
    person.say("/delete")
    person.say("2")
    assert "share" == person.talk.asked


def test_skip_after_writing_keeps_what_was_written() -> None:
    """The skip button stands above the words: going on with it must not delete them."""
    person = consented()
    for text in ("Good", "skip", "My story.", "skip"):
        turn = person.say(text)
    assert ("My story.",) == person.talk.answers["works"].words
    assert turn.says[0].lines[0].phrase is phrases.KEPT
    person.hear("tap", token="v1:talk1:works:!skip", ref="old")
    assert ("My story.",) == person.talk.answers["works"].words


def test_no_reminder_is_offered_that_would_come_too_late() -> None:
    """Near the end of a window the bot does not promise to write in two days."""
    person = consented(remind=False)
    labels = [button.label for row in person.say("/stop").says[0].rows for button in row]
    assert phrases.REMIND not in labels
