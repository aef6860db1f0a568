"""Telegram on its real libraries: what is said arrives once committed, in both modes."""

from dataclasses import replace
from typing import Any

import pytest

from bot.channels import Gone
from bot.standins.telegram import USERNAME
from dialogues.model import Heard
from tests.channels.telegram_stage import MODES, QUESTION, polling, until


@pytest.mark.parametrize("mode", MODES)
async def test_one_conversation(mode: str) -> None:
    """Words and a tap are heard, what is sent is seen, and nothing is over a limit."""
    async with MODES[mode]() as stage:
        amina = stage.telegram.person(501, "fi")
        typed = amina.type("hei")
        said = await stage.ear.next()
        expected = Heard("telegram", "77", "501", said.event_key, "text", text="hei", language="fi")
        assert replace(expected, ref=str(typed)) == said
        number = await stage.channel.send("501", QUESTION)
        shown = await amina.next()
        assert (number, "How are you?", ("Good", "Bad")) == (
            str(shown.id),
            shown.text,
            shown.labels,
        )
        query = amina.tap("Good")
        tap = await stage.ear.next()
        assert ("tap", "v1:t:q:5", number) == (tap.kind, tap.token, tap.ref)
        await until(lambda: stage.telegram.answered[query] == 1)
        assert [] == stage.telegram.violations


@pytest.mark.parametrize("mode", MODES)
async def test_more_than_words(mode: str) -> None:
    """A changed message, a photo and a door that shuts and opens are heard."""
    async with MODES[mode]() as stage:
        amina = stage.telegram.person(501, "fi")
        typed = amina.type("hei")
        assert "hei" == (await stage.ear.next()).text
        amina.edit(typed, "moi")
        edit = await stage.ear.next()
        assert ("edit", "moi", str(typed)) == (edit.kind, edit.text, edit.ref)
        amina.send_photo(caption="me")
        assert ("other", "me") == ((other := await stage.ear.next()).kind, other.text)
        amina.block()
        assert "blocked" == (await stage.ear.next()).kind
        with pytest.raises(Gone):
            await stage.channel.send("501", QUESTION)
        amina.unblock()
        assert "returned" == (await stage.ear.next()).kind


@pytest.mark.parametrize("mode", MODES)
async def test_what_was_not_heard_comes_again(mode: str) -> None:
    """If the commit fails, Telegram brings the same updates again until it succeeds."""
    async with MODES[mode]() as stage:
        stage.ear.failures = 3
        person = stage.telegram.person(501)
        for text in ("one", "two", "three"):
            person.type(text)
        texts = [(await stage.ear.next()).text for _ in range(3)]
        assert ["one", "two", "three"] == texts
        assert 3 == stage.ear.failed
        keys = [heard.event_key for heard in stage.ear.heard]
        assert len(set(keys)) == len(keys)
        await until(lambda: not stage.telegram.updates.pending)


@pytest.mark.parametrize("mode", MODES)
async def test_album_has_one_key(mode: str) -> None:
    """The photos of one album share a key, so that the album is answered once."""
    async with MODES[mode]() as stage:
        person = stage.telegram.person(501)
        for _ in range(3):
            person.send_photo(album="900")
        keys = {(await stage.ear.next()).event_key for _ in range(3)}
        assert {"album 900"} == keys


@pytest.mark.parametrize("mode", MODES)
async def test_unreadable_update_holds_up_nobody(mode: str) -> None:
    """An update of an unknown shape is let go, and what comes after it is heard."""
    async with MODES[mode]() as stage:
        person = stage.telegram.person(501)
        person.type("first")
        assert "first" == (await stage.ear.next()).text
        damaged: dict[str, Any] = {"chat": {"id": 501}, "from": "nobody"}
        stage.telegram.updates.push("message", damaged)
        person.type("after")
        assert "after" == (await stage.ear.next()).text
        await until(lambda: not stage.telegram.updates.pending)


@pytest.mark.parametrize("mode", MODES)
async def test_group_is_shown_the_way(mode: str) -> None:
    """In a group a command gets the link to the private chat; nothing there is heard."""
    async with MODES[mode]() as stage:
        group = {"id": -1001, "type": "supergroup", "title": "Neighbours"}
        sender = {"id": 501, "is_bot": False, "first_name": "Person"}
        body = {"message_id": 1, "from": sender, "chat": group, "date": 1_800_000_000}
        for text in ("hello all", "/start@SomeOtherBot", f"/start@{USERNAME}", "/poll"):
            stage.telegram.updates.push("message", body | {"text": text})
        stage.telegram.person(501).type("end")
        assert "end" == (await stage.ear.next()).text
        await until(lambda: stage.telegram.calls["sendMessage"] >= 1)
        sent = [asked for method, asked in stage.telegram.requests if method == "sendMessage"]
        assert [{"chat_id": -1001, "text": f"https://t.me/{USERNAME}"}] == sent


async def test_tap_is_answered_although_nothing_commits() -> None:
    """The app stops showing a tap as hanging even while the database is down."""
    async with polling() as stage:
        person = stage.telegram.person(501)
        stage.ear.failures = 2
        query = person.press("v1:t:q:5", 1)
        assert "v1:t:q:5" == (await stage.ear.next()).token
        await until(lambda: stage.telegram.answered[query] >= 1)


async def test_tap_too_old_to_be_answered_is_still_heard() -> None:
    """Telegram's "query is too old" disturbs nobody."""
    async with polling() as stage:
        too_old = "Bad Request: query is too old and response timeout expired"
        stage.telegram.fail_next("answerCallbackQuery", 400, description=too_old)
        person = stage.telegram.person(501)
        person.press("v1:t:q:5", 1)
        assert "v1:t:q:5" == (await stage.ear.next()).token
        person.press("v1:t:q:4", 1)
        assert "v1:t:q:4" == (await stage.ear.next()).token
        await until(lambda: len(stage.telegram.unanswered) == 1)
