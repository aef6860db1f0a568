"""What time brings, and doors that are shut and opened."""

from dataclasses import replace

from dialogues.model import Phase
from tests.dialogues.stage import at_words, consented, finished, lines, player, tokens


def test_a_reminder_comes_only_where_something_waits() -> None:
    """Not before the first question, and not after the end."""
    assert player().hear("time", text="reminder").says == ()
    assert finished().hear("time", text="reminder").says == ()
    person = consented()
    person.say("stop")
    assert ("remind",) == person.tap("Remind me in two days").effects
    assert lines(person.hear("time", text="reminder")) != []
    person.say("stop")
    assert "v1:talk1:mood_now:!remind" not in tokens(person.turn.says[0])
    person.hear("tap", token="v1:talk1:mood_now:!remind", ref="old")
    assert person.turn.effects == ()


def test_a_silent_talk_gets_its_code_once() -> None:
    """The closing message gives code and day; finishing later changes neither."""
    person = at_words(code="MY-1")
    turn = person.hear("time", text="closing")
    assert (Phase.STOPPED, "MY-1") == (person.talk.phase, person.talk.code)
    assert any("MY-1" in line for line in lines(turn))
    assert person.hear("time", text="closing").says == ()
    person.given = replace(person.given, code="MY-2", day="1.4.2027")
    person.say("hello")
    person.say("stop")
    person.tap("Finish here")
    assert (Phase.FINISHED, "MY-1", "1.4.2027") == (
        person.talk.phase,
        person.talk.code,
        person.talk.day,
    )


def test_a_silent_talk_without_answers_is_forgotten() -> None:
    """Nothing was said, so nothing is kept and nothing is sent."""
    person = consented()
    turn = person.hear("time", text="closing")
    assert ((), ("forget",)) == (turn.says, turn.effects)
    assert finished().hear("time", text="closing").effects == ()


def test_a_new_round_is_offered_and_can_be_refused() -> None:
    """Yes begins, no ends the asking; a greeting begins as well."""
    for words, effects, at in (
        ("1", (), "c_1"),
        ("hello", (), "c_1"),
        ("no", ("unsubscribe",), ""),
    ):
        person = player()
        person.talk = replace(person.talk, chose_language=True)
        assert person.hear("time", text="again").says != ()
        assert person.talk.asked == "_again"
        turn = person.say(words)
        assert (effects, at, "") == (turn.effects, person.talk.at, person.talk.asked)
    assert consented().hear("time", text="again").says == ()


def test_between_rounds_one_can_ask_to_be_asked() -> None:
    """Where that works; elsewhere nothing is offered."""
    person = player(open=False, day="")
    person.talk = replace(person.talk, chose_language=True)
    person.say("hello")
    assert ("subscribe",) == person.tap("Ask me later").effects
    assert "{day}" not in " ".join(lines(person.say("/privacy")))
    bare = player(open=False, day="", works=frozenset())
    bare.talk = replace(bare.talk, chose_language=True)
    assert ((),) == tuple(say.rows for say in bare.say("hello").says)
    turn = bare.hear("tap", token="v1:talk1:_again:yes", ref="old")
    assert () == turn.effects


def test_unknown_times_and_doors_say_nothing() -> None:
    """What is due to nobody changes nothing; a shut door stops the talk."""
    person = consented()
    assert person.hear("time", text="eclipse").says == ()
    assert ((), ("gone",)) == (person.hear("blocked").says, person.turn.effects)
    assert person.talk.phase is Phase.STOPPED
    assert person.hear("returned").says == ()
    person.say("Good")
    assert (Phase.TALKING, "topics") == (person.talk.phase, person.talk.at)
    done = finished()
    done.hear("blocked")
    assert done.talk.phase is Phase.FINISHED
