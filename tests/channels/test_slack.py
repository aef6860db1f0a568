"""Slack in both modes, through the real bolt and SDK: what is heard and what is said."""

import logging

import pytest

from bot.channels import Key, Message
from bot.channels.slack_blocks import TEXT
from dialogues.model import Heard
from tests.channels.slack_stage import staged

both = pytest.mark.parametrize("mode", ["http", "socket"])

QUESTION = Message("How are you?", rows=((Key("Good", "v1:t:q:good"), Key("Skip", "v1:t:q:skip")),))


@both
async def test_typed_words_are_heard_once(mode: str) -> None:
    """Words typed in a direct message are heard as typed, once, and acknowledged."""
    async with staged(mode) as stage:
        ref = stage.standin.person("U0AMAL").type("salt & <pepper>")
        await stage.standin.settled()
        key = stage.standin.attempts[0].key
        expected = Heard(
            "slack", "T0STANDIN", "U0AMAL", key, "text", text="salt & <pepper>", ref=ref
        )
        assert [expected] == stage.ears.heard
        assert [attempt.outcome for attempt in stage.standin.attempts] == ["ok"]


@both
async def test_hearing_that_fails_is_brought_again(mode: str) -> None:
    """When hearing raises, Slack is not acknowledged, brings it again, and it is heard once."""
    async with staged(mode, patience=0.5) as stage:
        stage.ears.failures = 2
        stage.standin.person().type("hello")
        await stage.standin.settled()
        assert 3 == stage.ears.tries
        assert ["hello"] == [one.text for one in stage.ears.heard]
        refused = "http_error" if mode == "http" else "timeout"
        assert [refused, refused, "ok"] == [one.outcome for one in stage.standin.attempts]


@both
async def test_lost_authorization_loses_no_event(mode: str) -> None:
    """Events are heard while auth.test fails: nothing asks for authorization before hearing."""
    async with staged(mode) as stage:
        stage.standin.fail_next("auth.test", "invalid_auth", times=5)
        stage.standin.person().type("still here")
        await stage.standin.settled()
        assert ["still here"] == [one.text for one in stage.ears.heard]
        assert 1 == stage.standin.calls["auth.test"]


@both
async def test_edit_names_the_message_that_it_changes(mode: str) -> None:
    """An edited message is heard as an edit with the reference of the words typed first."""
    async with staged(mode) as stage:
        person = stage.standin.person()
        ref = person.type("I am god")
        await stage.standin.settled()
        person.edit(ref, "I am good")
        await stage.standin.settled()
        assert [("text", "I am god", ref), ("edit", "I am good", ref)] == [
            (one.kind, one.text, one.ref) for one in stage.ears.heard
        ]


@both
async def test_tap_carries_token_and_message(mode: str) -> None:
    """A tap brings its button's token and the id under which the message was sent."""
    async with staged(mode) as stage:
        person = stage.standin.person()
        sent = await stage.slack.send(person.id, QUESTION)
        await person.next()
        person.tap("Good")
        await stage.standin.settled()
        assert [("tap", "v1:t:q:good", sent)] == [
            (one.kind, one.token, one.ref) for one in stage.ears.heard
        ]


@both
async def test_two_taps_on_one_button_are_two_events(mode: str) -> None:
    """Pressing the same button again is another event, not a repeat of the first."""
    async with staged(mode) as stage:
        person = stage.standin.person()
        await stage.slack.send(person.id, QUESTION)
        person.tap("Good")
        person.tap("v1:t:q:good")
        await stage.standin.settled()
        assert 2 == len({one.event_key for one in stage.ears.heard})


@both
async def test_answer_takes_the_place_of_the_question(mode: str) -> None:
    """A message that replaces another changes it where it stands, and its buttons go."""
    async with staged(mode) as stage:
        person = stage.standin.person()
        sent = await stage.slack.send(person.id, QUESTION)
        again = await stage.slack.send(person.id, Message("You said: Good", replaces=sent))
        assert sent == again
        assert [("You said: Good", ())] == [(one.text, one.rows) for one in person.messages]


@both
async def test_command_and_photo(mode: str) -> None:
    """The slash command is typed words, alone it is a start; a photo is heard as one."""
    async with staged(mode) as stage:
        person = stage.standin.person()
        for act in ("", "suomi", None):
            if act is None:
                person.send_photo()
            else:
                person.command(act)
            await stage.standin.settled()
        assert [("text", "/start"), ("text", "suomi"), ("other", "")] == [
            (one.kind, one.text) for one in stage.ears.heard
        ]


@both
async def test_own_messages_are_not_heard(mode: str) -> None:
    """The bot does not hear itself, though Slack tells it of its own messages."""
    async with staged(mode, echo=True) as stage:
        await stage.slack.send(stage.standin.person().id, QUESTION)
        await stage.standin.settled()
        assert [attempt.outcome for attempt in stage.standin.attempts] == ["ok"]
        assert [] == stage.ears.heard


@both
async def test_home_in_arabic(mode: str) -> None:
    """The Home in an Arabic app is in Arabic, from the right, and its buttons are commands."""
    async with staged(mode) as stage:
        person = stage.standin.person(language="ar-AE")
        person.open_home()
        view = await person.next_home()
        assert "تحدث عن حالك." == view["blocks"][0]["text"]["text"]
        labels = [key["text"]["text"] for key in view["blocks"][1]["elements"]]
        assert ["حذف", "مساعدة", "اللغة", "متابعة"] == labels
        assert 2 == len(view["blocks"])
        person.tap_home("حذف")
        person.tap_home("اللغة")
        await stage.standin.settled()
        assert {"/delete", "/language"} == {one.text for one in stage.ears.heard}
        assert [] == stage.standin.violations


@pytest.mark.parametrize("fault", ["", "missing_scope", "garbage"])
async def test_home_in_a_language_that_is_not_known(fault: str) -> None:
    """Without a language of ours the Home is in English and says "language" in every one."""
    async with staged("http") as stage:
        if fault:
            stage.standin.fail_next("users.info", fault)
        person = stage.standin.person(language="ar-AE" if fault else "ja-JP")
        person.open_home()
        view = await person.next_home()
        assert "Talk about how you are." == view["blocks"][0]["text"]["text"]
        assert "Language · اللغة" == view["blocks"][-1]["elements"][0]["text"]


async def test_home_that_cannot_be_shown_disturbs_nobody() -> None:
    """If Slack does not take the Home, the next words are heard all the same."""
    async with staged("http") as stage:
        person = stage.standin.person()
        stage.standin.fail_next("views.publish", 500)
        await stage.slack.publish_home(person.id, "en")
        person.type("hello")
        await stage.standin.settled()
        assert ["hello"] == [one.text for one in stage.ears.heard]
        assert {} == person.home


async def test_long_words_come_in_parts() -> None:
    """A text longer than Slack takes comes whole, in several messages, buttons on the last."""
    async with staged("http") as stage:
        person = stage.standin.person()
        text = "\n\n".join(["word " * 200 + "end"] * 20)
        last = await stage.slack.send(person.id, Message(text, rows=QUESTION.rows))
        shown = person.messages
        assert text.split() == " ".join(one.text for one in shown).split()
        assert [(), 2] == [shown[0].rows, len(shown[1].rows[0])]
        assert last == shown[-1].id
        assert all(len(one.text) <= TEXT for one in shown)
        assert [] == stage.standin.violations


@both
async def test_libraries_log_nothing_of_a_person(
    mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither words nor ids of people reach any log, not even when hearing fails."""
    caplog.set_level(logging.DEBUG)
    async with staged(mode, patience=0.5) as stage:
        stage.ears.failures = 1
        person = stage.standin.person("U0SECRET")
        person.type("my secret")
        await stage.standin.settled()
        await stage.slack.send(person.id, QUESTION)
        await stage.standin.hang_up()
    assert 1 == len(stage.ears.heard)
    for private in ("my secret", "U0SECRET", "xoxb-standin", "xapp-standin", "How are you"):
        assert private not in caplog.text
